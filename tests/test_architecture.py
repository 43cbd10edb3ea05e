"""The house keeps its shape: layers, style, types, and a command line free of Qt."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TOP_LEVEL = {
    "pyproject.toml", "README.md", "README.zh-CN.md", "LICENSE", "reader", "resources",
    "articles", "tests",
}  # fmt: skip


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, capture_output=True, text=True, check=False
    )


def passes(*command: str) -> None:
    done = run(*command)
    assert done.returncode == 0, done.stdout + done.stderr


def test_each_layer_imports_only_what_is_below_it() -> None:
    passes("-c", "from importlinter.cli import lint_imports_command as c; c()")


def test_code_is_in_style() -> None:
    passes("-m", "ruff", "check", ".")
    passes("-m", "ruff", "format", "--check", ".")


def test_types_hold() -> None:
    passes("-m", "basedpyright")


def test_the_command_line_starts_without_qt_whoosh_and_numpy() -> None:
    code = (
        "import sys, reader.cli\n"
        "heavy = {'PySide6', 'whoosh', 'numpy', 'rjieba', 'docx', 'citeproc', 'sqlite3'}\n"
        "sys.exit(', '.join(sorted(heavy & set(sys.modules))) or 0)"
    )
    passes("-c", code)


def test_the_top_level_is_fixed() -> None:
    if not shutil.which("git"):
        pytest.skip("git is not there")
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    names = {name.split("/")[0] for name in listed.stdout.split("\0") if name}
    shown = {name for name in names if not name.startswith(".") and not name.endswith(".lock")}
    assert shown == TOP_LEVEL

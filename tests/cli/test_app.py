from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.cli import finding
from tests.cli.conftest import Run

Jianbao = Callable[..., Run]


@pytest.mark.parametrize(
    "words",
    [["--bogus"], ["clean"], ["search"], ["export", "--format", "nothing"], ["quote", "add"],
     ["figures", "--csv"], ["--collection"], ["search", "x", "--limit", "-1"]],
)  # fmt: skip
def test_usage_is_one_line_and_2(jianbao: Jianbao, words: list[str]) -> None:
    done = jianbao(*words)
    assert done.code == 2 and len(done.err.splitlines()) == 1 and not done.out


def test_a_missing_collection_is_said(jianbao: Jianbao, tmp_path: Path) -> None:
    done = jianbao("index", "--collection", tmp_path / "none")
    assert done.code == 2 and "none" in done.err


def test_shared_options_stand_before_or_after_the_command(
    jianbao: Jianbao, articles: Path, tmp_path: Path
) -> None:
    file = next(articles.iterdir())
    before = jianbao("--json", "--data-dir", tmp_path / "d", "clean", file)
    after = jianbao("clean", file, f"--data-dir={tmp_path / 'd'}", "--json")
    assert before.out == after.out


def test_version_and_help(jianbao: Jianbao) -> None:
    assert "jianbao" in jianbao("--version").out
    assert "search" in jianbao("--help").out


def test_a_fault_of_the_program_is_one_line_and_a_report(
    jianbao: Jianbao, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails() -> None:
        raise RuntimeError("机密的原文")

    monkeypatch.setattr(finding, "the_library", fails)
    done = jianbao("search", "许昌")
    assert done.code == 2 and len(done.err.splitlines()) == 1 and "机密" not in done.err
    path = Path(next(word for word in done.err.split() if "jianbao-fault" in word).rstrip(";"))
    assert "机密" not in path.read_text(encoding="utf-8")
    path.unlink()


def test_a_closed_pipe_ends_quietly(articles: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    files = [str(file) for file in articles.iterdir()] * 20
    with os.fdopen(writing, "wb") as pipe:
        done = subprocess.run(
            [sys.executable, "-m", "reader", "clean", *files],
            stdout=pipe, stderr=subprocess.PIPE, check=False,
        )  # fmt: skip
    assert done.returncode in (0, 1) and not done.stderr


def test_usage_faults_are_told_in_the_language_of_the_program(tmp_path: Path) -> None:
    environment = {**os.environ, "JIANBAO_LANG": "zh_CN", "LANGUAGE": "fr"}
    said = {}
    for words in (["serch"], ["search"], ["--help"]):
        done = subprocess.run(
            [sys.executable, "-m", "reader", *words],
            env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        said[words[0]] = done.stdout + done.stderr
    assert "没有 'serch' 这个命令" in said["serch"]
    assert "缺少参数" in said["search"]
    assert "用法：" in said["--help"] and "Show" not in said["--help"]

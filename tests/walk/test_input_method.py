"""Chinese typed with a real input method (ibus, libpinyin) on a virtual screen."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.walk.screen import missing, virtual_screen

ROOT = Path(__file__).resolve().parents[2]
NEEDED = ("dbus-run-session", "ibus", "ibus-daemon")
SESSION = """
ibus-daemon -rx --panel disable &
trap "kill $!" EXIT
for _ in $(seq 50); do sleep 0.2; ibus engine libpinyin 2>/dev/null && break; done
test "$(ibus engine)" = libpinyin || exit 77
"$0" -m tests.driving "$@"
"""
NO_ENGINE = 77

pytestmark = [
    pytest.mark.xvfb,
    pytest.mark.skipif(bool(missing()), reason=f"needs {' and '.join(missing())}"),
    pytest.mark.skipif(
        any(shutil.which(name) is None for name in NEEDED), reason="needs ibus and dbus-run-session"
    ),
]


def test_pinyin_is_searched_and_noted_only_when_it_is_committed(
    tmp_path: Path, articles: Path
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    with virtual_screen(tmp_path / "data", tmp_path, HOME=str(home), QT_IM_MODULE="ibus") as screen:
        words = ["type-pinyin", str(tmp_path / "data"), str(articles)]
        done = subprocess.run(
            ["dbus-run-session", "--", "sh", "-c", SESSION, sys.executable, *words],
            env=screen.environment, cwd=ROOT, capture_output=True, text=True, check=False,
            timeout=120,
        )  # fmt: skip
    if done.returncode == NO_ENGINE:
        pytest.skip("needs the engine libpinyin of ibus")
    assert done.returncode == 0, done.stderr

"""The whole main job in the real program on a virtual screen, by keyboard alone.

Pictures are left in the test's folder, or in the folder `JIANBAO_PICTURES` names.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QColor, QImage

from reader.paths import data_paths
from reader.ui.theme import THEMES
from tests.walk.screen import Screen, missing, until, virtual_screen

pytestmark = [
    pytest.mark.xvfb,
    pytest.mark.skipif(bool(missing()), reason=f"needs {' and '.join(missing())}"),
]


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    folder = Path(os.environ.get("JIANBAO_PICTURES", tmp_path / "pictures"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def screen(tmp_path: Path, pictures: Path) -> Iterator[Screen]:
    with virtual_screen(tmp_path / "data", pictures) as found:
        yield found


def ask(screen: Screen, *words: str) -> Any:
    """What the command line says of the same data."""
    done = subprocess.run(
        [sys.executable, "-m", "reader", *words, "--json"],
        env=screen.environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return json.loads(done.stdout) if done.stdout.strip() else None


def indexed(screen: Screen) -> bool:
    """Whether the window has brought the index up to date; looking writes nothing."""
    found = {finding["kind"]: finding["count"] for finding in ask(screen, "check")["findings"]}
    return found["not-indexed"] == 0


def share(picture: Path, colour: str, left: float = 0.2, right: float = 0.75) -> float:
    """The share of pixels with exactly this colour in a vertical strip of the picture."""
    image, wanted = QImage(str(picture)), QColor(colour).rgb()
    columns = range(int(image.width() * left), int(image.width() * right))
    rows = range(0, image.height(), 2)
    count = sum(image.pixel(x, y) == wanted for y in rows for x in columns)
    return count / (len(rows) * len(columns))


def is_framed(picture: Path) -> bool:
    """Whether the tour's frame stands around the page: its right edge is seen."""
    return share(picture, THEMES["paper"].accent, 0.7, 0.76) > 0.005


def test_find_open_quote_and_export_by_keyboard(screen: Screen, tmp_path: Path) -> None:
    with (tmp_path / "log").open("wb") as log:
        program = screen.start(log=log)
        try:
            main_job(screen, tmp_path)
            screen.wait_for_window("Jianbao")
            screen.press("alt+F4")
            assert program.wait(20) == 0
        finally:
            program.kill()
    settings = data_paths(tmp_path / "data").settings_file
    assert json.loads(settings.read_text(encoding="utf-8"))["tour_seen"], "Esc left the tour"
    said = (tmp_path / "log").read_text(errors="replace")
    assert "Traceback" not in said and "QObject" not in said, said


def main_job(screen: Screen, folder: Path) -> None:
    look = THEMES["paper"]
    screen.wait_for_window("Jianbao")
    until(lambda: indexed(screen), "the index")
    until(lambda: is_framed(screen.picture("0-tour")), "the tour")
    screen.press("Escape")
    until(lambda: not is_framed(screen.picture("0-tour-left")), "the tour left")
    opened = screen.picture("1-opened")
    assert share(opened, look.page) > 0.4, "the page is the largest thing on the screen"
    assert share(opened, look.text) > 0.005, "there is text on it"

    screen.press("ctrl+k")
    screen.type("5G")
    until(lambda: share(screen.picture("2-found"), look.hit, 0, 0.2) > 0, "hits in the list")
    screen.press("Return")
    until(
        lambda: share(screen.picture("3-opened-at-hit"), look.hit_current) > 0,
        "the first hit, marked in the text",
    )
    screen.press("F3")
    assert share(screen.picture("4-next-hit"), look.hit) > 0

    screen.press("ctrl+2", "shift+End", "ctrl+q")
    screen.wait_for_window("Quotation")
    screen.picture("5-quotation")
    screen.type("to check")
    screen.press("ctrl+Return")
    (kept,) = until(lambda: ask(screen, "quote", "list"), "the quotation")
    assert kept["note"] == "to check" and kept["state"] == "exact" and kept["text"]

    screen.wait_for_window("Jianbao")
    screen.press("F2")
    screen.picture("6-original-beside")
    screen.press("F2")
    export(screen, folder / "quotations.md", kept["text"])


def export(screen: Screen, target: Path, words: str) -> None:
    screen.press("ctrl+e")
    screen.wait_for_window("Export")
    screen.picture("7-export")
    screen.press("Return")
    screen.wait_for_window("Save|Export")
    screen.press("ctrl+a")
    screen.type(str(target))
    screen.press("Return")
    until(target.exists, "the exported file")
    written = target.read_text(encoding="utf-8")
    assert words.partition("\n")[0][:8] in written and "核对无误" in written

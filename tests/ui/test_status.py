"""The status line."""

from __future__ import annotations

from PySide6.QtWidgets import QMainWindow

from reader.article import Progress
from reader.ui.icons import Icons
from reader.ui.settings import Settings
from reader.ui.status import StatusLine
from reader.ui.theme import Look


def test_the_line_keeps_its_height_whatever_it_shows(qtbot, tmp_path):
    window = QMainWindow()
    qtbot.addWidget(window)
    line = StatusLine(Icons.of(Look(Settings(tmp_path / "settings.json")).theme))
    window.statusBar().addWidget(line, 1)
    window.show()
    heights = set()
    for text in ("", "5 articles", "共5篇文章"):
        line.show_collection(text)
        for progress in (None, Progress(1, 10, "")):
            line.show_progress(progress)
            window.statusBar().layout().activate()
            heights.add((line.height(), window.statusBar().sizeHint().height()))
    assert len(heights) == 1

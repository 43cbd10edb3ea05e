"""Opening and closing leaves nothing behind: widgets and leaves stay as many."""

from __future__ import annotations

import gc
import os

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from reader.paths import data_paths
from reader.ui.desk import Desk
from reader.ui.jobs import Jobs
from reader.ui.places import Place
from reader.ui.reading.leaf import Leaf
from reader.ui.reading.pane import ReadingPane
from reader.ui.settings import Settings
from reader.ui.theme import Look

ROUNDS = int(os.environ.get("JIANBAO_LEAK_ROUNDS", "15"))


def rounds(pane: ReadingPane, keys: list[str], count: int) -> tuple[int, int]:
    """Open and close so many tabs; Qt objects below the pane and leaves left."""
    for number in range(count):
        pane.open(Place(keys[number % len(keys)]), new_tab=True)
        QApplication.processEvents()
        pane.close_tab()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    leaves = sum(isinstance(each, Leaf) for each in gc.get_objects())
    return len(pane.findChildren(QObject)), leaves


def test_tabs_opened_and_closed_leave_nothing(tmp_path, qtbot):
    folder = tmp_path / "texts"
    folder.mkdir()
    for name in ("one", "two", "three"):
        (folder / f"{name}.txt").write_text(f"{name}\n\n    河水在六月涨了三米。\n", "utf-8")
    settings = Settings(data_paths(tmp_path / "data").settings_file)
    desk = Desk(data_paths(tmp_path / "data"), settings, Jobs(), Look(settings), (folder,))
    pane = ReadingPane(desk)
    qtbot.addWidget(pane)
    pane.show()
    keys = [source.key for source in desk.library.sources()]
    pane.open(Place(keys[0]))
    before = rounds(pane, keys[1:], 25)  # caches and the list of closed tabs are full
    after = rounds(pane, keys[1:], ROUNDS)
    desk.jobs.finish()
    desk.close()
    assert after == before

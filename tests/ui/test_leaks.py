"""Opening and closing leaves nothing behind: no kind of ours or Qt's grows with the rounds."""

from __future__ import annotations

import gc
import os
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from reader.paths import data_paths
from reader.ui.desk import Desk
from reader.ui.jobs import Jobs
from reader.ui.places import Place
from reader.ui.reading import history
from reader.ui.reading.pane import ReadingPane
from reader.ui.settings import Settings
from reader.ui.theme import Look

ROUNDS = int(os.environ.get("JIANBAO_LEAK_ROUNDS", "15"))
FILLING = 25  # rounds after which caches and the list of closed tabs are full


@pytest.fixture
def pane(tmp_path, qtbot, monkeypatch) -> Iterator[ReadingPane]:
    monkeypatch.setattr(history, "LONGEST", 5)
    folder = tmp_path / "texts"
    folder.mkdir()
    for name in ("one", "two", "three"):
        text = f"{name}\n\n    河水在六月涨了三米，有5%的田被淹。\n"
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    settings = Settings(data_paths(tmp_path / "data").settings_file)
    desk = Desk(data_paths(tmp_path / "data"), settings, Jobs(), Look(settings), (folder,))
    pane = ReadingPane(desk)
    qtbot.addWidget(pane)
    pane.show()
    yield pane
    desk.jobs.finish()
    desk.close()


def open_in_turn(pane: ReadingPane, key: str) -> None:
    pane.open(Place(key))


def open_and_close_a_tab(pane: ReadingPane, key: str) -> None:
    pane.open(Place(key), new_tab=True)
    QApplication.processEvents()
    pane.close_tab()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def split_and_join(pane: ReadingPane, key: str) -> None:
    pane.open(Place(key))
    pane.toggle_split()
    QApplication.processEvents()
    pane.toggle_split()
    pane.close_others()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.mark.parametrize("act", [open_in_turn, open_and_close_a_tab, split_and_join])
def test_rounds_leave_nothing(pane: ReadingPane, act: Callable[[ReadingPane, str], None]) -> None:
    keys = [source.key for source in pane._desk.library.sources()]
    pane.open(Place(keys[0]))

    def rounds(count: int) -> tuple[int, Counter[str]]:
        for number in range(count):
            act(pane, keys[number % len(keys)])
            while pane._desk.jobs.busy("figures"):
                QApplication.processEvents()
            QApplication.processEvents()
        gc.collect()
        kinds = map(type, gc.get_objects())
        ours = (kind for kind in kinds if str(kind.__module__).startswith(("reader.", "PySide6.")))
        return len(pane.findChildren(QObject)), Counter(kind.__qualname__ for kind in ours)

    rounds(FILLING)
    (objects, first), (_, second), (objects_after, third) = (rounds(ROUNDS) for _ in range(3))
    grown = (second - first) & (third - second)  # what is loaded late comes once
    assert objects_after == objects
    assert not {kind: many for kind, many in grown.items() if many >= ROUNDS - 1}

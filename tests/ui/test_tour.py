"""The short tour: how it is left, what its cards point at, what they begin with."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QToolBar, QWidget

from reader.paths import data_paths
from reader.ui.tour import Tour
from reader.ui.window import Window
from tests.ui.test_window import ended
from tests.ui.test_window import opened as window_over


@pytest.fixture
def opened(tmp_path, qtbot) -> Iterator[Callable[[str], Window]]:
    """A window over a folder with one article, or with none where that is empty."""
    made: list[Window] = []

    def window_of(text: str) -> Window:
        folder = tmp_path / "clippings"
        folder.mkdir()
        if text:
            (folder / "one.txt").write_text(text, encoding="utf-8")
        window = window_over(data_paths(tmp_path / "data"), folder, qtbot)
        made.append(window)
        window.resize(1360, 860)
        return window

    yield window_of
    for window in made:
        ended(window)


TEXT = "河边的新图书馆\n\n    今年6月，河边的图书馆开放，藏书30万册，总投资2.4亿元。\n"


def test_esc_leaves_it_wherever_the_keyboard_is(opened, qtbot) -> None:
    window = opened(TEXT)
    for widget in (window.reading.front().text, window.tree, window.side):
        tour = window.dialogs.offer_tour()
        with qtbot.waitSignal(tour.ended, timeout=1000):
            qtbot.keyClick(widget, Qt.Key.Key_Escape)
    assert window.desk.settings.get("tour_seen")
    tour = window.dialogs.offer_tour()
    tour.take_focus()
    with qtbot.waitSignal(tour.ended, timeout=1000):
        qtbot.keyClick(tour._next, Qt.Key.Key_Escape)


def framed(window: Window, tour: Tour) -> list[tuple[str, QWidget | None]]:
    """By card, the head and what the frame lies exactly over, all cards through."""
    field = window.search.field
    bar = window.findChild(QToolBar)
    button = bar.widgetForAction(window.commands.actions["side_panel"])
    known = [window.reading, field, window.side, window.left, button]
    found = []
    for _ in range(len(tour._stops)):
        over = [
            each
            for each in known
            if QRect(each.mapTo(window, QPoint(0, 0)), each.size()) == tour._frame.geometry()
        ]
        found.append((tour._head.text(), over[0] if over else None))
        tour._next.click()
    return found


def test_every_card_points_at_what_it_speaks_of(opened) -> None:
    window = opened(TEXT)
    wide = [over for _, over in framed(window, window.dialogs.offer_tour())]
    assert wide == [window.reading, window.search.field, window.side, window.left]
    window.desk.settings.set("side_panel", False)
    narrow = [over for _, over in framed(window, window.dialogs.offer_tour())]
    button = window.findChild(QToolBar).widgetForAction(window.commands.actions["side_panel"])
    assert narrow == [window.reading, window.search.field, button, window.left]


def test_over_an_empty_folder_it_begins_with_the_readers_own_articles(opened) -> None:
    window = opened("")
    heads = [(head, over) for head, over in framed(window, window.dialogs.offer_tour())]
    assert heads[0] == ("Your own articles", window.left)
    assert "The text, made whole" not in dict(heads)

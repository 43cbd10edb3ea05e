"""The short tour: how it is left, what its cards point at, what they begin with."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt

from reader.paths import data_paths
from reader.ui.desk import Desk
from reader.ui.jobs import Jobs
from reader.ui.session import first_place
from reader.ui.settings import Settings
from reader.ui.theme import Look
from reader.ui.window import Window


@pytest.fixture
def opened(tmp_path, qtbot) -> Iterator[Callable[[str], Window]]:
    """A window over a folder with one article, or with none where that is empty."""
    made: list[Window] = []

    def window_of(text: str) -> Window:
        folder = tmp_path / "clippings"
        folder.mkdir()
        if text:
            (folder / "one.txt").write_text(text, encoding="utf-8")
        paths = data_paths(tmp_path / "data")
        settings = Settings(paths.settings_file)
        desk = Desk(paths, settings, Jobs(), Look(settings), (folder,))
        window = Window(desk)
        made.append(window)
        qtbot.addWidget(window)
        window.resize(1360, 860)
        place = first_place(desk)
        if place is not None:
            window.open_place(place)
        window.show()
        window.furnish()
        with qtbot.waitSignal(window.shelf.indexed, timeout=20_000):
            window.furnish_rest()
        return window

    yield window_of
    for window in made:
        window.close()
        window.desk.jobs.finish()
        window.desk.close()


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

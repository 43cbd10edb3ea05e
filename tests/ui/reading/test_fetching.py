"""Articles that take their time: they come later, can be stopped, and the last one wins."""

from __future__ import annotations

import time

import pytest

from reader import library
from reader.ui.jobs import Job
from reader.ui.places import Place
from reader.ui.reading.fetching import LANE
from reader.ui.reading.pane import ReadingPane


@pytest.fixture
def pane(qtbot, desk, monkeypatch) -> ReadingPane:
    """A pane for which every article that is not kept restored is a large one."""
    monkeypatch.setattr(library, "_SMALL", 0)
    pane = ReadingPane(desk)
    qtbot.addWidget(pane)
    pane.resize(900, 600)
    pane.show()
    return pane


def shown(pane: ReadingPane, key: str) -> None:
    pane._desk.library.article(key)  # from now on it is at hand
    pane.open(Place(key))
    assert pane.current_key() == key


def test_what_is_open_can_be_read_until_the_large_one_comes(qtbot, pane, keys) -> None:
    shown(pane, keys[0])
    pane.open(Place(keys[1], 2))
    assert pane.current_key() == keys[0]
    qtbot.waitUntil(lambda: pane.current_key() == keys[1])
    assert pane.front().text.caret()[0] == 2
    pane.go_back()
    assert pane.current_key() == keys[0], "what was restored once is at hand"


def test_another_wish_or_stop_leaves_it_where_it_is(qtbot, pane, desk, keys) -> None:
    shown(pane, keys[0])
    pane.open(Place(keys[1]))
    pane.open(Place(keys[0]))
    qtbot.waitUntil(lambda: not desk.jobs.busy(LANE))
    qtbot.wait(20)
    assert pane.current_key() == keys[0] and pane._active.count() == 1


def test_tabs_do_not_drive_each_other_away(qtbot, pane, keys) -> None:
    for key in keys:
        pane.open(Place(key), new_tab=True)
    qtbot.waitUntil(lambda: pane._active.count() == 2)


def test_the_strip_says_what_is_coming_and_stops_it(qtbot, pane, desk, keys) -> None:
    shown(pane, keys[0])
    desk.jobs.run(Job(lambda: time.sleep(0.4)), LANE)
    pane.open(Place(keys[1]), new_tab=True)
    qtbot.waitUntil(lambda: pane._fetching._strip is not None)
    strip = pane._fetching._strip
    qtbot.waitUntil(strip.isVisible)
    assert keys[1] in strip._label.text()
    strip.stop_wanted.emit()
    assert not strip.isVisible() and not pane._fetching.is_coming(keys[1])


def test_what_cannot_be_read_is_told(qtbot, pane, desk, keys, tmp_path) -> None:
    (tmp_path / "clippings" / "two.txt").write_bytes(b"\x89PNG\r\n" + bytes(100))
    with qtbot.waitSignal(pane.failed) as told:
        pane.open(Place(keys[1]))
    assert keys[1] in str(told.args[0])


def test_tabs_of_the_last_session_are_got_when_they_are_seen(qtbot, pane, desk, keys) -> None:
    kept = {
        "groups": [
            {"tabs": [{"key": key, "block": 1, "start": 0, "title": f"Title {key}"}
                      for key in keys], "front": 1}
        ],
        "active": 0,
    }  # fmt: skip
    pane.restore(kept)
    assert [leaf.title() for leaf in pane._leaves()] == [f"Title {key}" for key in keys]
    assert pane.current_key() is None
    qtbot.waitUntil(lambda: pane.current_key() == keys[1])
    other = next(pane._leaves())
    assert other.article is None
    assert pane.session()["groups"][0]["tabs"][0] == kept["groups"][0]["tabs"][0]
    pane.next_tab()
    qtbot.waitUntil(lambda: pane.current_key() == keys[0])
    assert other.article is not None


def test_a_tab_that_is_awaited_can_be_opened_otherwise(pane, desk, keys) -> None:
    shown(pane, keys[0])
    pane.restore({"groups": [{"tabs": [{"key": keys[1], "block": 1, "start": 0}], "front": 0}]})
    shown(pane, keys[1])

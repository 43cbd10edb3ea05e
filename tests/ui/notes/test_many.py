"""Many notes at once: tags, and the state of what was quoted."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QInputDialog

from reader.ui.notes.pane import NotesPane
from reader.ui.places import Place


@pytest.fixture
def pane(qtbot, desk, passage) -> NotesPane:
    """A pane with two highlights of one article."""
    pane = NotesPane(desk)
    qtbot.addWidget(pane)
    pane.show()
    pane.failed.connect(lambda error: pytest.fail(str(error)))
    (place,) = passage
    pane.highlight(passage, "green")
    pane.highlight((Place(place.key, place.block + 1, 0, 12),), "yellow")
    pane.list.selectAll()
    return pane


def answer(monkeypatch, **given: str) -> None:
    """What the user types into the next questions."""
    for name, text in given.items():
        monkeypatch.setattr(QInputDialog, name, lambda *_, _said=text, **__: (_said, True))


def tags(pane: NotesPane) -> list[tuple[str, ...]]:
    return sorted(note.tags for note in pane._desk.library.notes.find())


def test_tags_are_given_taken_and_renamed(pane, monkeypatch):
    answer(monkeypatch, getText="河, #水")
    pane.tagging.add()
    assert tags(pane) == [("河", "水")] * 2
    answer(monkeypatch, getItem="水", getText="江")
    pane.tagging.remove()
    assert tags(pane) == [("河",)] * 2
    answer(monkeypatch, getItem="河")
    pane.tagging.rename()
    assert tags(pane) == [("江",)] * 2
    pane.undo()
    assert tags(pane) == [("河",)] * 2


def test_nothing_is_asked_where_there_is_no_tag(pane, monkeypatch):
    monkeypatch.setattr(QInputDialog, "getItem", lambda *_: pytest.fail("asked"))
    pane.tagging.remove()
    pane.tagging.rename()


def test_notes_are_listed_by_the_state_of_their_source(qtbot, pane, desk, passage):
    def listed(state: str | None) -> int:
        pane._bar._select(pane._bar._state, state)
        qtbot.waitUntil(lambda: not desk.jobs.busy("states"))
        qtbot.wait(20)
        return pane._model.rowCount()

    assert listed("exact") == 2
    path = desk.library.source(passage[0].key).path
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("东街社区图书馆", "一座大楼"), encoding="utf-8")
    assert listed("orphan") == 1
    assert listed("exact") == 0
    assert listed("moved") == 1
    assert listed(None) == 2

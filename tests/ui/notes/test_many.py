"""Many notes at once: tags, and the state of what was quoted."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QInputDialog

from reader.ui.notes import keeping
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


@pytest.mark.parametrize("order", range(7))
def test_a_change_followed_row_by_row_gives_what_listing_anew_would(pane, desk, passage, order):
    notes, rng = desk.library.notes, random.Random(order)
    pane._bar._order.setCurrentIndex(order)
    for step in range(40):
        listed = notes.find(pane._bar.filter()).ids
        some = rng.sample(listed, min(len(listed), rng.randint(1, 3)))
        deed = rng.choice(("add", "add", "edit", "tag", "move", "remove", "undo", "redo", "filter"))
        if deed == "add":
            note = keeping.made(desk.library, "note", passage)
            pane.record(notes.add(replace(note, note=f"{step}", tags=("甲",) * (step % 2))))
        elif deed == "edit" and some:
            pane.record(notes.update(replace(notes.get(some[0]), note=f"{step}!")))
        elif deed == "tag" and some:
            pane.record(notes.tag(some, *((("甲",), ()) if step % 2 else ((), ("甲",)))))
        elif deed == "move" and some:
            pane.record(notes.move(some, rng.choice(("", "a", "b"))))
        elif deed == "remove" and some:
            pane.record(notes.remove(some))
        elif deed == "filter":
            pane.show_filter(*rng.choice(((None,), ("bin",), ("note",), (None, "甲"))))
        elif deed in ("undo", "redo"):
            getattr(pane, deed)()
        shown = [pane._model.note(row).id for row in range(pane._model.rowCount())]
        assert shown == notes.find(pane._bar.filter()).ids, (step, deed)
        assert pane._groups.named() == (notes.tags(), notes.folders()), (step, deed)
        assert pane._count.text().startswith(str(len(shown)))

"""Notes whose source has changed: told apart, compared, attached again; drafts; import."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reader.export import Selection, export
from reader.notes import Difference, Filter, compare
from reader.ui.notes import keeping
from reader.ui.notes.drafts import Drafts
from reader.ui.notes.editor import NoteEditor
from reader.ui.notes.pane import NotesPane
from reader.ui.notes.standing import Comparison, spoken
from reader.ui.places import Place

BEFORE = "开放时间延长到晚上九点"


@pytest.fixture
def pane(qtbot, desk, monkeypatch) -> NotesPane:
    monkeypatch.setattr(NoteEditor, "exec", lambda self: 1)
    pane = NotesPane(desk)
    qtbot.addWidget(pane)
    pane.show()
    pane.failed.connect(lambda error: pytest.fail(str(error)))
    return pane


def rewrite(desk, old: str, new: str) -> None:
    (source,) = desk.library.sources()
    source.path.write_text(source.path.read_text("utf-8").replace(old, new), "utf-8")


def kept(pane, desk, words: str):
    """A highlight of these words, selected in the list."""
    (source,) = desk.library.sources()
    blocks = desk.library.article(source.key).blocks
    block = next(at for at, each in enumerate(blocks) if words in each.text)
    start = blocks[block].text.index(words)
    pane.highlight((Place(source.key, block, start, start + len(words)),), "yellow")
    note = pane._model.note(0)
    pane.show_note(note.id)
    return note


def test_changed_words_are_compared_and_can_be_taken(pane, desk) -> None:
    note = kept(pane, desk, BEFORE)
    rewrite(desk, "晚上九点", "晚上十点")
    pane._go(pane._model.index(0))
    assert pane._standing.isVisible()
    assert pane._standing._comparison.toPlainText() == "开放时间延长到晚上九十点"
    pane._standing._accept.click()
    assert desk.library.notes.get(note.id).text == "开放时间延长到晚上十点"
    assert not pane._standing.isVisible()
    pane.undo()
    assert desk.library.notes.get(note.id).text == BEFORE


def test_an_orphan_is_attached_by_hand(qtbot, pane, desk, passage) -> None:
    note = kept(pane, desk, BEFORE)
    rewrite(desk, BEFORE, "大门重新漆成绿色")
    pane._go(pane._model.index(0))
    assert pane._standing.isVisible() and not pane._standing._comparison.isVisible()
    with qtbot.waitSignal(pane.attach_wanted):
        pane._standing._attach.click()
    pane.attach(passage)
    again = desk.library.notes.get(note.id)
    assert again.text == "东街社区图书馆"
    assert keeping.standing_of(desk.library, again).state == "exact"


def test_attaching_wants_a_note_and_words(qtbot, desk, passage) -> None:
    pane = NotesPane(desk)
    qtbot.addWidget(pane)
    with qtbot.waitSignal(pane.failed):
        pane.attach(passage)
    kept(pane, desk, BEFORE)
    with qtbot.waitSignal(pane.failed):
        pane.attach(())


def test_a_comparison_shows_words_as_words(qtbot, desk) -> None:
    view = Comparison(desk.look)
    qtbot.addWidget(view)
    pieces = compare("<b>old</b> line", "<b>new</b> line")
    view.show_differences(pieces)
    assert view.toPlainText().startswith("<b>")
    assert "" not in map(spoken, (each for each in pieces if each.op != "equal"))
    assert spoken(Difference("insert", "", "x")) != spoken(Difference("delete", "x", ""))


def test_marks_tell_the_states_of_all_notes_of_the_article(pane, desk) -> None:
    note = kept(pane, desk, BEFORE)
    rewrite(desk, BEFORE, "大门重新漆成绿色")
    article = desk.library.article(note.source)
    assert pane.marks(note.source, article) == ()
    assert pane._model._states[note.id] == "orphan"


def test_what_was_being_written_comes_back(qtbot, pane, desk, passage) -> None:
    new = replace(keeping.made(desk.library, "note", passage), note="还没写完")
    old = kept(pane, desk, BEFORE)
    drafts = Drafts(desk)
    drafts.keep(new)
    drafts.keep(replace(old, note="补一句"))
    desk.library.notes.keep_draft("note damaged", "{")
    pane.bring_drafts_back()
    assert desk.library.notes.get(new.id).note == "还没写完"
    assert desk.library.notes.get(old.id).note == "补一句"
    assert desk.library.notes.drafts() == {}
    pane.undo()
    assert [note.note for note in desk.library.notes.find()] == [""]


def test_an_editor_leaves_a_draft_while_typing_and_none_behind(qtbot, desk, passage) -> None:
    editor = NoteEditor(keeping.made(desk.library, "note", passage), (), ())
    qtbot.addWidget(editor)
    with qtbot.waitSignal(editor.typed) as told:
        editor._text.setPlainText("想到的")
    assert told.args[0].note == "想到的"
    editor._text.setPlainText("想到的一切")
    editor.reject()
    with qtbot.assertNotEmitted(editor.typed, wait=900):
        pass


def test_exported_notes_are_imported_and_undone(pane, desk, passage, tmp_path: Path) -> None:
    pane.highlight(passage, "green")
    (note,) = desk.library.notes.find()
    file = tmp_path / "notes.jsonld"
    file.write_bytes(export(Selection((desk.library.clipping(note),)), "json-ld"))
    desk.library.notes.delete([note.id])
    pane._bring_in(file)
    assert desk.library.notes.get(note.id).text == note.text
    pane.undo()
    assert len(desk.library.notes.find(Filter())) == 0

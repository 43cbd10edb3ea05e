"""Keeping, listing, undoing, taking away."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from reader.article import Span
from reader.errors import StoreError
from reader.export import FORMATS
from reader.notes import Note
from reader.ui.kept import highlight_colours
from reader.ui.notes import keeping
from reader.ui.notes.delegate import _band, _wrapped
from reader.ui.notes.editor import NoteEditor, split_tags
from reader.ui.notes.exporting import BINARY, ExportDialog
from reader.ui.notes.model import NotesModel, Role
from reader.ui.notes.pane import NotesPane
from reader.ui.places import Place
from reader.ui.reading.layers import looks
from reader.ui.theme import THEMES


@pytest.fixture
def pane(qtbot, desk, monkeypatch) -> NotesPane:
    monkeypatch.setattr(NoteEditor, "exec", lambda self: 1)
    pane = NotesPane(desk)
    qtbot.addWidget(pane)
    pane.resize(320, 600)
    pane.show()
    pane.failed.connect(lambda error: pytest.fail(str(error)))
    return pane


def test_a_passage_becomes_an_anchor_and_a_place_again(desk, passage) -> None:
    key = passage[0].key
    article = desk.library.article(key)
    note = keeping.made(desk.library, "quotation", passage)
    assert note.text == "东街社区图书馆" and note.source == key
    assert note.anchor is not None
    assert keeping.places_of(article, key, note.anchor.raw) == passage
    assert keeping.places_of(article, key, (Span(0, 0),)) == ()


def test_a_quotation_is_kept_listed_marked_and_undone(qtbot, pane, desk, passage) -> None:
    with qtbot.waitSignal(pane.changed):
        pane.keep_quotation(passage)
    assert pane._model.rowCount() == 1
    key = passage[0].key
    (mark,) = pane.marks(key, desk.library.article(key))
    assert (mark.block, mark.start, mark.end) == (
        passage[0].block,
        passage[0].start,
        passage[0].end,
    )
    with qtbot.waitSignal(pane.changed):
        pane.undo()
    assert pane._model.rowCount() == 0 and not pane.marks(key, desk.library.article(key))
    pane.redo()
    assert pane._model.rowCount() == 1


def test_a_cancelled_dialog_keeps_nothing(pane, passage, monkeypatch) -> None:
    monkeypatch.setattr(NoteEditor, "exec", lambda self: 0)
    pane.keep_quotation(passage)
    assert pane._model.rowCount() == 0


def test_what_cannot_be_saved_comes_back_in_the_editor(pane, desk, passage, monkeypatch) -> None:
    told: list[str] = []
    typed: list[str] = []

    def full(*_: object) -> None:
        raise StoreError("no space left on the disk")

    def type_and_save(editor: NoteEditor) -> int:
        typed.append(editor.note().note)
        editor._text.setPlainText(typed[-1] + "想到的")
        if len(typed) == 3:
            monkeypatch.undo()  # there is room again
        return 1

    monkeypatch.setattr("reader.ui.notes.pane.warn", lambda *words: told.append(words[-1]))
    monkeypatch.setattr(NoteEditor, "exec", type_and_save)
    monkeypatch.setattr(type(desk.library.notes), "apply", full)
    pane.write_note(passage)
    assert typed == ["", "想到的", "想到的想到的"]
    assert told == ["no space left on the disk"] * 2
    assert [note.note for note in desk.library.notes.find()] == ["想到的" * 3]
    assert not desk.library.notes.drafts()


def test_highlights_have_their_colour_and_can_take_another(pane, desk, passage) -> None:
    pane.highlight(passage, "green")
    note = pane._model.note(0)
    assert (note.kind, note.colour) == ("highlight", "green")
    pane.show_note(note.id)
    pane.recolour("pink")
    assert pane._model.note(0).colour == "pink"


def test_a_bookmark_comes_and_goes(qtbot, pane, desk, passage) -> None:
    place = Place(passage[0].key, passage[0].block)
    pane.bookmark(place)
    (mark,) = pane.marks(place.key, desk.library.article(place.key))
    assert (mark.kind, mark.start, mark.end) == ("bookmark", 0, 0)
    pane.bookmark(place)
    assert not pane.marks(place.key, desk.library.article(place.key))
    pane.bookmark(Place(place.key))
    assert pane._model.note(0).anchor is None
    pane.bookmark(Place(place.key))
    assert pane._model.rowCount() == 0


def test_what_is_removed_lies_in_the_bin(qtbot, pane, passage, monkeypatch) -> None:
    pane.highlight(passage, "yellow")
    pane.show_note(pane._model.note(0).id)
    pane.list.setFocus()
    pane.remove()
    assert pane._model.rowCount() == 0
    pane.show_filter("bin")
    assert pane._model.rowCount() == 1
    pane.list.setCurrentIndex(pane._model.index(0))
    pane.take_back()
    assert pane._model.rowCount() == 0
    pane.undo()
    monkeypatch.setattr("reader.ui.notes.pane.agreed", lambda *_: True)
    pane.empty_bin()
    assert pane._model.rowCount() == 0
    pane.undo()
    assert pane._model.rowCount() == 1


def test_a_click_goes_to_the_place(qtbot, pane, passage) -> None:
    pane.highlight(passage, "blue")
    with qtbot.waitSignal(pane.place_chosen) as told:
        pane.list.clicked.emit(pane._model.index(0))
    assert told.args[0] == passage[0]


def test_a_note_whose_source_is_gone_is_told(qtbot, pane, desk, passage, tmp_path) -> None:
    pane.highlight(passage, "blue")
    (tmp_path / "clippings" / "library.txt").unlink()
    with qtbot.waitSignal(pane.status_told):
        pane.list.clicked.emit(pane._model.index(0))


def test_a_copy_carries_its_source_plain_and_rich(pane, passage) -> None:
    pane.copy_quotation(passage)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text().startswith("“东街社区图书馆”\n") and "[N]" in data.text()
    assert data.hasHtml() and "<blockquote>" in data.html()


def test_rows_are_dragged_out_as_quotations(pane, passage) -> None:
    pane.highlight(passage, "blue")
    data = pane._model.mimeData([pane._model.index(0)])
    assert "东街社区图书馆" in data.text() and data.hasHtml()
    assert pane._model.flags(pane._model.index(0)) & Qt.ItemFlag.ItemIsDragEnabled


def test_filters_words_tags_folders_and_article(qtbot, pane, desk, passage) -> None:
    pane.highlight(passage, "blue")
    note = pane._model.note(0)
    said = replace(note, tags=("书",), folder="城市", note="要核对")
    pane.record(desk.library.notes.update(said))
    pane.write_note((replace(passage[0], start=0, end=2),))
    pane.show_filter(tag="书")
    assert pane._model.rowCount() == 1
    pane.show_filter(folder="城市")
    assert pane._model.rowCount() == 1
    pane.show_filter(kind="note")
    assert pane._model.rowCount() == 1
    pane.show_filter()
    assert pane._model.rowCount() == 2
    pane._bar.words.setText("核对")
    qtbot.waitUntil(lambda: pane._model.rowCount() == 1)
    pane._bar.words.setText("没有")
    qtbot.waitUntil(lambda: pane._model.rowCount() == 0 and pane._empty.isVisible())


def test_the_model_is_a_model_and_speaks(qtmodeltester, pane, passage) -> None:
    pane.highlight(passage, "blue")
    qtmodeltester.check(pane._model)
    words = pane._model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Blue" in words and "东街" in words and "library.txt" in words
    pane.show_titles({"clippings/library.txt": "东街的书店"})
    assert pane._model.index(0).data(Role.TITLE) == "东街的书店"
    empty = NotesModel(lambda notes: None)
    assert empty.note(3) is None and empty.row_of("x") == -1


def test_the_editor_gives_back_what_was_typed(qtbot) -> None:
    note = Note("1", "quotation", "k", "p", text="引文", tags=("甲",))
    editor = NoteEditor(note, ["甲", "乙"], ["夹"], "出处", None)
    qtbot.addWidget(editor)
    editor._text.setPlainText(" 想法 ")
    editor._tags.setText("甲，乙、#丙;甲")
    editor._folder.setCurrentText(" a / b ")
    editor._colour.setCurrentIndex(editor._colour.findData("green"))
    edited = editor.note()
    assert (edited.note, edited.tags, edited.folder, edited.colour) == (
        "想法", ("甲", "乙", "丙"), "a/b", "green",
    )  # fmt: skip
    assert editor._tags.completer().splitPath("甲，乙") == ["乙"]


def test_tags_are_parted_by_any_comma() -> None:
    assert split_tags("") == ()
    assert split_tags(" a , #b；c") == ("a", "b", "c")


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_every_format_is_previewed_and_saved(
    qtbot, pane, desk, passage, name, tmp_path, monkeypatch
) -> None:
    pane.highlight(passage, "blue")
    notes = [pane._model.note(0)]
    dialog = ExportDialog(desk, [("all", notes)])
    qtbot.addWidget(dialog)
    dialog._format.setCurrentIndex(dialog._format.findData(name))
    dialog._show_preview()
    assert not dialog._told.text()
    assert dialog._copy.isEnabled() == (name not in BINARY)
    target = tmp_path / ("out" + FORMATS[name].suffix)
    monkeypatch.setattr(
        "reader.ui.notes.exporting.QFileDialog.getSaveFileName", lambda *_: (str(target), "")
    )
    dialog._save_file()
    assert target.stat().st_size > 0


def test_without_a_note_the_export_says_what_to_do(qtbot, desk) -> None:
    dialog = ExportDialog(desk, [("all", [])])
    qtbot.addWidget(dialog)
    dialog._show_preview()
    assert "Ctrl+Q" in dialog._preview.toPlainText()
    assert not dialog._save.isEnabled() and not dialog._copy.isEnabled()


def test_words_are_wrapped_between_any_letters(pane) -> None:
    metrics = pane.fontMetrics()
    width = metrics.horizontalAdvance("一二三四五")
    lines = _wrapped("一二三四五六七八九十一二三四五六", metrics, width, 2)
    assert lines[0] == "一二三四五" and lines[1].endswith("…")
    assert _wrapped("", metrics, width, 2) == []


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_the_edge_of_a_note_has_the_colour_of_its_passage(theme) -> None:
    page = looks(theme)
    for kind in ("quotation", "note"):
        edge = _band(Note("1", kind, "k", "p", text="引文"), theme)
        assert edge == page[kind].background().color().name()
    for colour in highlight_colours(theme):
        edge = _band(Note("1", "highlight", "k", "p", colour=colour), theme)
        assert edge == page[f"highlight.{colour}"].background().color().name()

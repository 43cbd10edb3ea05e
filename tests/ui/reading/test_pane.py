"""The reading pane: tabs, history, hits, original, corrections, session, paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from reader.errors import ExportError
from reader.ui.places import Place
from reader.ui.reading.pane import ReadingPane
from reader.ui.reading.printing import Sheet, file_name, write_pdf
from reader.ui.reading.typography import Style


@pytest.fixture
def pane(qtbot, desk) -> ReadingPane:
    pane = ReadingPane(desk)
    qtbot.addWidget(pane)
    pane.resize(900, 600)
    pane.show()
    return pane


def body_of(pane: ReadingPane) -> int:
    """The first paragraph's block."""
    article = pane.current_article()
    assert article is not None
    return next(at for at, block in enumerate(article.blocks) if block.role == "paragraph")


def test_it_opens_and_tells(qtbot, pane, keys) -> None:
    with qtbot.waitSignals([pane.article_shown, pane.place_changed, pane.progress_changed]):
        pane.open(Place(keys[0]))
    assert pane.current_key() == keys[0]
    assert pane.current_place().key == keys[0]


def test_an_article_that_is_gone_is_told(qtbot, pane) -> None:
    with qtbot.waitSignal(pane.failed) as told:
        pane.open(Place("nowhere.txt"))
    assert "nowhere.txt" in str(told.args[0])


def test_back_and_forward_go_between_articles(pane, keys) -> None:
    pane.open(Place(keys[0]))
    assert not pane.can_go_back()
    pane.open(Place(keys[1]))
    pane.go_back()
    assert pane.current_key() == keys[0] and pane.can_go_forward()
    pane.go_forward()
    assert pane.current_key() == keys[1]


def test_tabs_open_close_and_come_back(pane, keys) -> None:
    pane.open(Place(keys[0]))
    pane.open(Place(keys[1]), new_tab=True)
    assert pane._active.count() == 2
    pane.next_tab()
    assert pane.current_key() == keys[0]
    pane.open(Place(keys[1]))
    assert pane._active.count() == 2, "an open article is brought to the front"
    pane.close_tab()
    assert pane.current_key() == keys[0]
    pane.reopen_tab()
    assert pane.current_key() == keys[1]
    pane.close_others()
    assert pane._active.count() == 1
    pane.close_tab()
    assert pane.current_key() is None and pane.current_article() is None
    pane.find(), pane.bookmark(), pane.copy_quotation(), pane.print_article()  # nothing happens


def test_two_articles_side_by_side(pane, keys) -> None:
    pane.open(Place(keys[0]))
    pane.open(Place(keys[1]), beside=True)
    assert len(pane._groups) == 2 and pane.current_key() == keys[1]
    pane.other_side()
    assert pane.current_key() == keys[0]
    pane.toggle_split()
    assert len(pane._groups) == 1 and pane._active.count() == 2
    assert pane.current_key() == keys[0]
    pane.toggle_split()
    assert len(pane._groups) == pane.columns() == 2
    pane.toggle_split()
    assert pane._active.count() == 2, "the same article is not open twice"
    assert pane.current_key() == keys[0]


def test_hits_are_walked_and_told(qtbot, pane, keys) -> None:
    pane.open(Place(keys[0]))
    block = body_of(pane)
    told: list[tuple[int, int]] = []
    pane.hits_told.connect(lambda at, count: told.append((at, count)))
    pane.show_hits(keys[0], [Place(keys[0], block, 0, 2), Place(keys[0], block + 1, 3, 5)])
    assert pane.next_hit() and pane.next_hit() and not pane.next_hit()
    assert pane.front().text.caret() == (block + 1, 3)
    assert pane.previous_hit() and not pane.previous_hit()
    pane.clear_hits()
    assert told[-1] == (0, 0)


def test_the_hit_that_was_gone_to_is_the_current_one(pane, keys) -> None:
    pane.open(Place(keys[0]))
    block = body_of(pane)
    places = [Place(keys[0], block, 0, 2), Place(keys[0], block + 1, 3, 5)]
    pane.open(places[1])
    pane.show_hits(keys[0], places)
    assert not pane.next_hit() and pane.previous_hit()


def test_find_bar_finds_walks_round_and_closes(qtbot, pane, keys) -> None:
    pane.open(Place(keys[0]))
    pane.find()
    leaf = pane.front()
    leaf.bar.field.setText("城东小学")  # QTest types Latin only
    assert len(leaf._found.places) == 3
    first = leaf._found.current
    for _ in range(3):
        qtbot.keyClick(leaf.bar.field, Qt.Key.Key_Return)
    assert leaf._found.current == first, "round and round"
    qtbot.keyClick(leaf.bar.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert leaf._found.current == (first - 1) % 3
    qtbot.keyClick(leaf.bar.field, Qt.Key.Key_Escape)
    assert not leaf.bar.isVisible() and leaf.text.textCursor().hasSelection()
    assert not leaf.text.marks_of("found")


def test_nothing_is_found_while_chinese_is_composed(qtbot, pane, keys) -> None:
    from PySide6.QtGui import QInputMethodEvent
    from PySide6.QtWidgets import QApplication

    pane.open(Place(keys[0]))
    pane.find()
    field = pane.front().bar.field
    QApplication.sendEvent(field, QInputMethodEvent("cheng", []))
    assert not pane.front()._found.places
    event = QInputMethodEvent()
    event.setCommitString("城东")
    QApplication.sendEvent(field, event)
    assert field.text() == "城东" and pane.front()._found.places


def test_figures_and_people_come_after_the_paint_and_follow_the_settings(
    qtbot, pane, desk, keys
) -> None:
    pane.open(Place(keys[0]))
    view = pane.front().text
    qtbot.waitUntil(lambda: bool(view.marks_of("figures")))
    kinds = {mark.kind for marks in view.marks_of("figures").values() for mark in marks}
    assert "figure.money" in kinds and not view.marks_of("people")
    desk.settings.set("figure_types_off", ["money"])
    kinds = {mark.kind for marks in view.marks_of("figures").values() for mark in marks}
    assert kinds and "figure.money" not in kinds
    desk.settings.set("people_layer", True)
    assert view.marks_of("people")
    desk.settings.set("figure_layer", False)
    assert not view.marks_of("figures")


def test_the_original_lies_beside_and_follows(qtbot, pane, desk, keys) -> None:
    pane.open(Place(keys[0]))
    desk.settings.set("original_beside", True)
    leaf = pane.front()
    original = leaf._beside.original
    assert original.isVisible() and original.toPlainText() == pane.current_article().raw.text
    block = body_of(pane)
    leaf.text.show_place(Place(keys[0], block))
    assert original.current == block
    original.chosen.emit(leaf.article.blocks[block + 1].spans[0].start)
    assert leaf.text.caret()[0] == block + 1
    pane.open(Place(keys[1]))
    assert original.toPlainText() == pane.current_article().raw.text
    desk.settings.set("original_beside", False)
    assert not original.isVisible()


@pytest.mark.parametrize("deed", ["split", "join_next", "move_down", "role caption"])
def test_corrections_are_kept_shown_and_undone(qtbot, pane, desk, keys, deed) -> None:
    pane.open(Place(keys[0]))
    block = body_of(pane)
    before = pane.current_article().blocks
    pane.front().text.show_place(Place(keys[0], block, 6))
    with qtbot.waitSignal(pane.corrected) as told:
        pane.correct(deed)
    assert pane.current_article().blocks != before
    change = told.args[0]
    desk.library.notes.apply(change.inverse, remember=False)
    pane.follow(change.inverse)
    assert pane.current_article().blocks == before


def test_all_corrections_of_an_article_can_be_taken_back(pane, desk, keys) -> None:
    pane.open(Place(keys[0]))
    before = pane.current_article().blocks
    pane.front().text.show_place(Place(keys[0], body_of(pane), 6))
    pane.correct("split")
    pane.correct("role caption")
    pane.correct("clear")
    assert pane.current_article().blocks == before
    pane.correct("clear")  # there is nothing more to take back


def test_intents_name_the_selection_or_the_paragraph(qtbot, pane, keys) -> None:
    pane.open(Place(keys[0]))
    block = body_of(pane)
    length = len(pane.current_article().blocks[block].text)
    pane.front().text.show_place(Place(keys[0], block, 3))
    with qtbot.waitSignal(pane.keep_wanted) as told:
        pane.keep_quotation()
    assert told.args[0] == (Place(keys[0], block, 0, length),)
    pane.front().text.select(Place(keys[0], block, 2, 5))
    with qtbot.waitSignal(pane.highlight_wanted) as told:
        pane.highlight("green")
    assert told.args == [(Place(keys[0], block, 2, 5),), "green"]
    with qtbot.waitSignal(pane.bookmark_wanted) as told:
        pane.bookmark()
    assert told.args[0] == Place(keys[0], block)


def test_the_session_comes_back(qtbot, pane, desk, keys) -> None:
    pane.open(Place(keys[0]))
    pane.open(Place(keys[1]), new_tab=True)
    pane.open(Place(keys[0]), beside=True)
    kept = pane.session()
    other = ReadingPane(desk)
    qtbot.addWidget(other)
    other.restore(kept)
    assert [group.count() for group in other._groups] == [2, 1]
    assert other.current_key() == keys[0]


@pytest.mark.parametrize(
    "kept",
    [{}, {"groups": 3}, {"groups": [{"tabs": [{"key": "gone", "block": 1, "start": 0}, 5, None]}]},
     {"groups": [{"tabs": None}, {"tabs": []}], "active": 7}],
)  # fmt: skip
def test_a_garbled_session_opens_nothing(pane, kept) -> None:
    pane.restore(kept)
    assert pane.current_key() is None


def test_the_place_in_an_article_is_kept(qtbot, pane, desk, keys, tmp_path) -> None:
    long = "\n\n".join(
        f"    这是第{n}段文字，写得比较长，好让它占上好几行，这样才需要滚动。" * 3
        for n in range(60)
    )
    (tmp_path / "clippings" / "three.txt").write_text(long, encoding="utf-8")
    key = keys[0].replace("one", "three")
    pane.open(Place(keys[0]))
    qtbot.wait(30)
    pane.open(Place(key))
    qtbot.wait(30)
    leaf = pane.front()
    leaf.text.scroll_to(len(leaf.article.blocks) // 2, 0, share=0.0)
    left = leaf.text.top_place()
    pane.open(Place(keys[0]))
    pane.open(Place(key))
    assert pane.front().text.top_place().block == left.block
    pane.session()
    assert desk.library.notes.reading(leaf.article.raw.digest).position > 0


def test_settings_and_theme_are_followed(pane, desk, keys) -> None:
    pane.open(Place(keys[0]))
    desk.settings.set("font_size", 20)
    assert pane.front().text.typography.style.points == 20
    desk.settings.set("theme", "dark")
    assert pane.front().text.typography.style.theme.dark
    desk.settings.set("script", "traditional")
    assert "東" in pane.front().text.toPlainText()


def test_pdf_is_written_whole_or_not_at_all(pane, desk, keys, tmp_path: Path) -> None:
    article = desk.library.article(keys[0])
    sheet = Sheet(article, Style.of(desk.settings, desk.look.theme), "original")
    target = tmp_path / "page.pdf"
    write_pdf(target, sheet)
    assert target.read_bytes().startswith(b"%PDF") and target.stat().st_size > 5_000
    with pytest.raises(ExportError, match="nowhere"):
        write_pdf(tmp_path / "nowhere" / "page.pdf", sheet)
    assert [path.name for path in tmp_path.glob("*.part")] == []


def test_file_names_are_allowed_everywhere(make) -> None:
    assert file_name(make(("title", 'a/b:c"d'))) == "a b c d"
    assert file_name(make()) == "article"


def test_closed_tabs_leave_nothing_behind(qtbot, pane, keys) -> None:
    import gc
    import weakref

    pane.open(Place(keys[0]))
    pane.open(Place(keys[1]), new_tab=True)
    leaf = weakref.ref(pane.front())
    pane.close_tab()
    qtbot.wait(20)
    gc.collect()
    assert leaf() is None


@pytest.mark.parametrize("from_the_other_side", [False, True])
def test_splitting_the_view_and_joining_it_keep_the_place(
    qtbot, pane, make, desk, from_the_other_side
) -> None:
    article = make(*[("paragraph", f"第{n}段，" + "文字。" * 60) for n in range(60)])
    pane.open_article(Place("long"), article)
    qtbot.wait(60)
    pane.front().text.scroll_to(30, 40, share=0.0)
    qtbot.wait(60)
    place = pane.current_place()
    pane.toggle_split()
    qtbot.wait(100)
    tops = [leaf.text.top_place() for leaf in pane._leaves()]
    assert [top.block for top in tops] == [30, 30]
    assert all(0 < top.start <= place.start for top in tops)
    if from_the_other_side:
        pane.other_side()
    pane.toggle_split()
    qtbot.wait(100)
    assert pane.current_place() == place


@pytest.mark.parametrize(("caret", "top"), [(30, 28), (10, 28)])
def test_the_original_comes_with_the_passage_that_is_read(
    qtbot, pane, make, desk, caret, top
) -> None:
    article = make(*[("paragraph", f"第{n}段，" + "文字。" * 60) for n in range(60)])
    pane.open_article(Place("long"), article)
    qtbot.wait(40)
    text = pane.front().text
    text.show_place(Place("long", caret, 50))
    text.scroll_to(top, 0, share=0.0)
    qtbot.wait(40)
    seen = text.caret_in_sight()
    assert seen == (caret == 30)
    desk.settings.set("original_beside", True)
    qtbot.wait(100)
    original = pane.front()._beside.original
    wanted = original.map.line_of(original.map.raw_offset(caret if seen else top, 50))
    shown = {block.blockNumber(): rect for block, rect in original.lines_in_sight()}
    assert wanted in shown and shown[wanted].top() < original.viewport().height()
    assert text.caret_in_sight() == seen
    if not seen:
        assert text.top_place().block == top

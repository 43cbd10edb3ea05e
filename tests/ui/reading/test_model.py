"""The page: pieces, places, and characters shown one for one."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.ui.reading.display import in_script, name_of
from reader.ui.reading.model import (
    LONGEST_PIECE,
    gaps,
    page_of,
    place_of_raw,
)
from reader.visible import odd_places, visible

anything = st.text(st.characters(codec=None, exclude_categories=()), max_size=60)


@settings(deadline=None)
@given(anything)
def test_what_is_shown_is_as_long_as_the_text_and_can_be_seen(text: str) -> None:
    shown = visible(text)
    assert len(shown) == len(text)
    assert not odd_places(shown.replace("\ufffd", ""))
    assert all(not 0xD800 <= ord(char) <= 0xDFFF for char in shown)


def test_control_and_direction_characters_are_shown_by_signs() -> None:
    assert visible("a\x00b\u202ec\u200bd\ue000") == "a␀b◂c◌d\ue000"
    assert odd_places("甲\u202e乙\t丙") == [1]
    assert "RIGHT-TO-LEFT OVERRIDE" in name_of("\u202e")
    assert name_of("\x00").startswith("U+0000")


@settings(deadline=None)
@given(st.text("发展头髮后里面皇后乾隆干", max_size=30))
def test_simplified_and_traditional_keep_every_offset(text: str) -> None:
    assert len(in_script(text, "traditional")) == len(text)
    assert len(in_script(text, "simplified")) == len(text)


def test_traditional_is_chosen_by_phrase() -> None:
    assert in_script("头发的发展", "traditional") == "頭髮的發展"
    assert in_script("頭髮", "simplified") == "头发"
    assert in_script("头发", "original") == "头发"


def test_gaps_stand_between_han_and_latin_only() -> None:
    assert list(gaps("总投资13亿元的GTA设备，4.0版")) == [2, 4, 7, 10, 16]
    assert list(gaps("中文，English")) == []


def test_every_block_is_one_piece_and_long_ones_are_several(make) -> None:
    long = "长" * (LONGEST_PIECE + 5)
    page = page_of(make(("title", "题"), ("paragraph", long), ("paragraph", "尾")))
    assert [(p.block, p.start, len(p.text)) for p in page.pieces] == [
        (0, 0, 1),
        (1, 0, LONGEST_PIECE),
        (1, LONGEST_PIECE, 5),
        (2, 0, 1),
    ]
    assert page.piece_of(1, LONGEST_PIECE) == 2
    assert page.piece_of(1, LONGEST_PIECE - 1) == 1
    assert page.first_piece(2) == 3
    assert [p.number for p in page.pieces] == [None, 2, None, 3]


def test_heads_keep_their_lines_and_paragraphs_do_not(make) -> None:
    article = make(("title", "上行|下行"), ("section", "一 行|两 行"), ("paragraph", "前|后"))
    shown = [piece.text for piece in page_of(article).pieces]
    assert shown == ["上行\u2028下行", "一 行\u2028两 行", "前后"]


def test_a_label_before_a_lead_is_in_its_box(make) -> None:
    page = page_of(
        make(("label", "核心提示"), ("lead", "甲"), ("paragraph", "乙"), ("label", "丙"))
    )
    assert [piece.boxed for piece in page.pieces] == [True, True, False, False]


def test_raw_offsets_find_their_place_even_between_blocks(make) -> None:
    article = make(("title", "题目"), ("paragraph", "一二|三四"))
    assert place_of_raw(article, 0) == (0, 0)
    assert place_of_raw(article, 2) == (1, 0)
    assert place_of_raw(article, 7) == (1, 3)
    assert place_of_raw(article, 999) == (1, 0)
    assert place_of_raw(make(), 3) == (0, 0)

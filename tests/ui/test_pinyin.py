"""Filtering titles by characters and by pinyin initials."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.ui.tree.pinyin import initials, matcher

TITLE = "许昌与重庆签订合作协议"


def holds(wanted: str, text: str = TITLE) -> bool:
    return matcher(wanted, text)(text)


def test_characters():
    assert holds("合作")
    assert not holds("作合")


def test_initials_in_a_row():
    assert holds("xc")
    assert holds("hzxy")
    assert not holds("xh")


def test_all_readings_of_a_character_count():
    assert holds("cq")
    assert holds("zq")


def test_every_word_must_be_there_in_any_order():
    assert holds("hz 许昌")
    assert not holds("hz 北京")


def test_latin_and_digits():
    assert holds("gta", "GTA高端机械")
    assert holds("gtagd", "GTA高端机械")
    assert holds("5g", "5G基站")


def test_signs_of_the_pattern_language_are_only_signs():
    assert not holds("x.", "许昌")
    assert holds("(上)", "背景探究(上)")


def test_initials_of_other_things_are_none():
    assert initials("a") == initials("，") == initials("1") == frozenset()


@given(st.text(alphabet="许昌重庆ab1 （", min_size=1, max_size=12), st.data())
def test_every_piece_of_a_text_is_found(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert matcher(text[start:end], text)(text)

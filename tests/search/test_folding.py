from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.search.folding import SEPARATOR, fold, folded, full_fold, is_shared, symbols_of

PAIRS = [
    ("１３％", "13%"),
    ("ＡＢＣ", "abc"),
    ("許昌對德合作", "许昌对德合作"),
    ("，：（）", ",:()"),
    ("ﾊ", "ハ"),
    ("13 亿元", "13亿元"),
    ("13\u3000亿元", "13亿元"),
    ("open  source", "open source"),
    ("许 昌", "许昌"),
    ("Ünal", "ünal"),
    ("a\u200bb", "ab"),
]


@pytest.mark.parametrize(("written", "same"), PAIRS)
def test_what_looks_alike_folds_alike(written: str, same: str) -> None:
    assert symbols_of(written).tolist() == symbols_of(same).tolist()


@pytest.mark.parametrize(
    ("one", "other"), [("open source", "opensource"), ("“", '"'), ("许", "昌"), ("3 5", "35")]
)
def test_what_differs_stays_different(one: str, other: str) -> None:
    assert symbols_of(one).tolist() != symbols_of(other).tolist()


def test_separators_are_never_made_from_text() -> None:
    assert SEPARATOR not in symbols_of("".join(map(chr, range(1, 0x3000))))


def test_characters_beyond_the_basic_plane_share_symbols_but_not_code_points() -> None:
    one, other = "\U00020000", "\U00020800"
    assert symbols_of(one).tolist() == symbols_of(other).tolist()
    assert is_shared(symbols_of(one))
    assert full_fold(one).tolist() != full_fold(other).tolist()


def test_a_traditional_character_folds_to_a_simplified_one_of_another_plane() -> None:
    assert full_fold("㑮").tolist() == full_fold("𫝈").tolist()
    assert symbols_of("㑮").tolist() == symbols_of("𫝈").tolist()


@given(st.text() | st.text("许🏠😀𠀀㑮 ａb\ud83c\udfe0"))
def test_the_folded_text_has_one_character_a_symbol(text: str) -> None:
    codes = full_fold(text)[fold(text).kept].tolist()
    assert list(map(ord, folded(text))) == codes
    assert len(codes) == len(symbols_of(text))


@given(st.text())
def test_offsets_lead_back_to_the_text(text: str) -> None:
    folded = fold(text)
    assert len(folded.kept) == len(folded.symbols)
    for symbol, at in zip(folded.symbols.tolist(), folded.kept.tolist(), strict=True):
        assert symbols_of(text[at]).tolist() == [symbol] or symbol == 0x20


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    once = full_fold(text)
    again = "".join(map(chr, once.tolist()))
    assert full_fold(again).tolist() == once.tolist()


@given(st.text(alphabet="ab1 许昌，\u3000\n"), st.data())
def test_a_piece_folds_to_a_piece(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    piece = symbols_of(text[start:end]).tobytes()
    whole = symbols_of(text).tobytes()
    assert piece in whole

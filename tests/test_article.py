from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.article import Block, Span, raw_positions, raw_range

RAW = "许 昌\n德国 质\n\n量 open source"


def block(text: str, *spans: tuple[int, int]) -> Block:
    return Block("paragraph", text, tuple(Span(*span) for span in spans))


def test_positions_skip_white_space_and_stand_a_space_after_its_word() -> None:
    whole = block("德国质量open source", (4, 8), (10, 23))
    assert raw_positions(whole, RAW)[:5] == [4, 5, 7, 10, 12]
    assert raw_positions(whole, RAW)[-1] == 23
    assert raw_positions(block("许昌", (0, 3)), RAW) == [0, 2, 3]


def test_a_range_over_a_jump_is_two_spans() -> None:
    whole = block("许昌质量", (0, 3), (7, 11))
    assert raw_range(whole, RAW, 1, 3) == (Span(2, 3), Span(7, 8))
    assert raw_range(whole, RAW, 0, 4) == (Span(0, 3), Span(7, 11))
    assert raw_range(whole, RAW, 2, 2) == ()


@pytest.mark.parametrize(
    "wrong", [block("许州", (0, 3)), block("许", (0, 3)), block("许昌德", (0, 3))]
)
def test_text_and_spans_must_tell_the_same(wrong: Block) -> None:
    with pytest.raises(ValueError, match="block"):
        raw_positions(wrong, RAW)


@given(st.text(alphabet="甲乙 \n,a", max_size=40), st.data())
def test_a_range_holds_the_characters_it_names(raw: str, data: st.DataObject) -> None:
    ink = "".join(raw.split())
    whole = block(ink, (0, len(raw)))
    start = data.draw(st.integers(0, len(ink)))
    end = data.draw(st.integers(start, len(ink)))
    found = "".join(raw[span.start : span.end] for span in raw_range(whole, raw, start, end))
    assert "".join(found.split()) == ink[start:end]

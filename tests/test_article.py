from __future__ import annotations

import pytest

from reader.article import Block, Span, raw_positions

RAW = "许 昌\n德国 质\n\n量 open source"


def block(text: str, *spans: tuple[int, int]) -> Block:
    return Block("paragraph", text, tuple(Span(*span) for span in spans))


def test_positions_skip_white_space_and_stand_a_space_after_its_word() -> None:
    whole = block("德国质量open source", (4, 8), (10, 23))
    assert raw_positions(whole, RAW)[:5] == [4, 5, 7, 10, 12]
    assert raw_positions(whole, RAW)[-1] == 23
    assert raw_positions(block("许昌", (0, 3)), RAW) == [0, 2, 3]


@pytest.mark.parametrize(
    "wrong", [block("许州", (0, 3)), block("许", (0, 3)), block("许昌德", (0, 3))]
)
def test_text_and_spans_must_tell_the_same(wrong: Block) -> None:
    with pytest.raises(ValueError, match="block"):
        raw_positions(wrong, RAW)

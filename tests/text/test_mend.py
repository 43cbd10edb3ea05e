"""Raw lines made printed lines: heads side by side, a head glued to a line's end."""

from __future__ import annotations

from reader.text.lines import split_lines
from reader.text.mend import mend
from tests.text.pages import columns
from tests.text.samples import READING, WATER


def mended(before: list[str], odd: str) -> list[str]:
    """The mended lines of a page on which `odd` stands among the column's lines."""
    raw = "\n".join([*before, odd, *before]) + "\n"
    return [line.text for line in mend(raw, split_lines(raw))[0]]


def column(measure: int) -> list[str]:
    return [line.text for line in columns([*READING, *WATER], measure, 1)[0]]


def test_two_heads_side_by_side_are_two_lines() -> None:
    found = mended(column(15), "城里的书房一间接一间开到深夜 老水渠今年春天重新通了水")
    assert "城里的书房一间接一间开到深夜" in found
    assert "老水渠今年春天重新通了水" in found


def test_a_head_of_two_halves_in_one_column_stays_whole() -> None:
    assert "融入新天地 唱响发展歌" in mended(column(15), "融入新天地 唱响发展歌")


def test_a_head_glued_to_the_end_of_a_paragraph_is_parted_from_it() -> None:
    found = mended(column(13), "河水也清了。村里的老水渠今年春天重新通了水")
    assert "村里的老水渠今年春天重新通了水" in found

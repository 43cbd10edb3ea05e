"""Sections told apart by the heights of their columns."""

from __future__ import annotations

import pytest

from reader.text.heights import changes_of_height
from reader.text.lines import Line
from reader.text.units import Unit

_TEN = "一二三四五六七八九十"


def _stretch(heights: list[int], paragraphs: list[int]) -> tuple[list[Line], list[Unit]]:
    """Columns of so many lines each, a blank line over each, and paragraphs of so many lines."""
    tops = {sum(heights[:k]) for k in range(1, len(heights))}
    count = sum(heights)
    assert sum(paragraphs) == count
    lines = [
        Line(start=i * 11, end=i * 11 + 11, text=_TEN, chars=_TEN, blank=i in tops)
        for i in range(count)
    ]
    units: list[Unit] = []
    for k, length in enumerate(paragraphs):
        first = sum(paragraphs[:k])
        indices = tuple(range(first, first + length))
        spans = ((first * 11, (first + length) * 11),)
        units.append(Unit(kind="body", lines=indices, spans=spans, text="文" * length))
    return lines, units


def test_columns_that_change_their_height_part_at_the_paragraph_between() -> None:
    lines, units = _stretch([27, 27, 13, 13, 13], [20, 20, 14, 20, 19])
    assert changes_of_height(lines, units, range(5)) == {3}


def test_columns_of_one_height_are_one_stretch() -> None:
    lines, units = _stretch([18, 18, 18], [10, 20, 24])
    assert changes_of_height(lines, units, range(3)) == set()


@pytest.mark.parametrize("paragraphs", [[30], [10, 10, 10]])
def test_a_stretch_without_a_column_to_be_seen_is_left_alone(paragraphs: list[int]) -> None:
    lines, units = _stretch([30], paragraphs)
    assert changes_of_height(lines, units, range(len(paragraphs))) == set()


def test_blank_lines_here_and_there_tell_nothing() -> None:
    lines, units = _stretch([4, 9, 5, 11], [10, 10, 9])
    assert changes_of_height(lines, units, range(3)) == set()


def test_blank_lines_without_end_are_not_searched() -> None:
    lines, units = _stretch([3] * 100, [4] * 75)
    assert changes_of_height(lines, units, range(75)) == set()

"""The measures of columns: the quick way and the plain one agree."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.columns import REACH, _measures, measures
from reader.text.lines import Line

WIDTHS = st.lists(st.integers(0, 60).map(lambda n: n / 2) | st.sampled_from([12.0, 14.0, 26.5]),
                  max_size=60)  # fmt: skip


def says(width: float, line: float) -> Fraction:
    """What a line says for a width: full, the first of a paragraph, too wide, or nothing."""
    near, gap = max(0.6, width * 0.035), width - line
    if abs(gap) <= near + 1e-6:
        return Fraction(1)
    if abs(gap - 2) <= near + 1e-6:
        return Fraction(1, 3)
    return Fraction(-1, 4) if gap < -near - 0.5 - 1e-6 else Fraction(0)


def plainly(widths: list[float], i: int) -> float:
    near = range(max(0, i - REACH), min(len(widths), i + REACH + 1))
    best, most = 0.0, Fraction(0)
    for width in sorted({widths[j] for j in near if widths[j] >= 6}):
        said = [(says(width, widths[j]), 2 + abs(j - i)) for j in near]
        score = sum((word / far for word, far in said), Fraction(0))
        if sum(word == 1 for word, _ in said) >= 3 and score > most:
            best, most = width, score
    return best


@given(WIDTHS)
def test_each_line_has_the_width_that_those_around_it_speak_for(widths: list[float]) -> None:
    assert _measures(widths) == [plainly(widths, i) for i in range(len(widths))]


@pytest.mark.parametrize("count", [1, 239, 240, 241, 700])
def test_a_long_text_is_measured_as_a_short_one(count: int) -> None:
    lines = [Line(i, i, "", "", False, width=14.0 if i % 5 else 9.5) for i in range(count)]
    assert set(measures(lines)) == {14.0 if count > 2 else 0.0}

"""The measure of the column each line was set in, told from the widths of its neighbours."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from reader.text.lines import Line

REACH = 6
_NARROWEST = 6.0
_LEAST_VOTES, _SLACK = 3, 1e-6
_WEIGHTS = [1.0 / (2 + abs(k)) for k in range(-REACH, REACH + 1)]  # of lines around, by distance
_LEAST_FULL = 0.3
# Newspapers set all marks but those that end a sentence to half an em, or none.
_HALF_SET = re.compile("[，、；：“”‘’（）《》]")
_HALF, _FULL, _LEAST_PAIRS = 0.5, 2.6, 12


def measures(lines: Sequence[Line]) -> list[float]:
    """For every line the width in em of a full line around it, 0.0 where none shows.

    A measure is a width that several lines nearby share; the first line of a paragraph,
    two em shorter, speaks for it too. Text that was not set in columns has none.
    """
    widths = [line.width for line in lines]
    found = [_measure_at(widths, i) for i in range(len(widths))]
    full = sum(abs(w - m) <= _near(m) for w, m in zip(widths, found, strict=True) if m)
    return found if full > _LEAST_FULL * len(lines) else [0.0] * len(lines)


def _near(measure: float) -> float:
    return max(0.6, measure * 0.035)


def _measure_at(widths: Sequence[float], i: int) -> float:
    low = max(0, i - REACH)
    weights: dict[float, float] = {}
    counts: dict[float, int] = {}
    for w, weight in zip(widths[low : i + REACH + 1], _WEIGHTS[REACH - i + low :], strict=False):
        weights[w] = weights.get(w, 0.0) + weight
        counts[w] = counts.get(w, 0) + 1
    best, best_score = 0.0, 0.0
    in_order = sorted(widths[low : i + REACH + 1])
    for candidate in weights:
        if candidate < _NARROWEST:
            continue
        score, votes = 0.0, 0
        near_enough = _near(candidate)
        third = bisect_left(in_order, candidate - near_enough - _SLACK) + _LEAST_VOTES - 1
        if third >= len(in_order) or in_order[third] > candidate + near_enough + _SLACK:
            continue
        for w, weight in weights.items():
            gap = candidate - w
            if -near_enough <= gap <= near_enough:
                score += weight
                votes += counts[w]
            elif 2 - near_enough <= gap <= 2 + near_enough:
                score += weight / 3
            elif gap < -near_enough - 0.5:
                score -= weight / 4
        if votes >= _LEAST_VOTES and score > best_score:
            best, best_score = candidate, score
    return best


def set_tight(lines: Sequence[Line], measures: Sequence[float]) -> list[Line] | None:
    """The lines with inner marks counted at half an em; None where they were set full.

    Of two full lines one under the other the one with more marks then counts as wider, though both
    were set to the same width: by half an em a mark.
    """
    marks = [len(_HALF_SET.findall(line.chars)) if m else 0 for line, m in
             zip(lines, measures, strict=True)]  # fmt: skip
    wider = pairs = 0.0
    for i, (a, b) in enumerate(pairwise(lines)):
        near = measures[i] and abs(a.width - measures[i]) < _FULL
        near = near and abs(b.width - measures[i]) < _FULL
        if near and marks[i] != marks[i + 1]:
            wider += (a.width - b.width) * (marks[i] - marks[i + 1])
            pairs += (marks[i] - marks[i + 1]) ** 2
    if pairs < _LEAST_PAIRS or wider < pairs * _HALF / 2:
        return None
    return [
        replace(line, width=line.width - _HALF * count) if count else line
        for line, count in zip(lines, marks, strict=True)
    ]

"""The measure of the column each line was set in, told from the widths of its neighbours."""

from __future__ import annotations

from collections.abc import Sequence

from reader.text.lines import Line

REACH = 6
_NARROWEST = 6.0
_LEAST_FULL = 0.3


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
    low, high = max(0, i - REACH), min(len(widths), i + REACH + 1)
    near = [(w, 1.0 / (2 + abs(j - i))) for j, w in enumerate(widths[low:high], low)]
    best, best_score = 0.0, 0.0
    for candidate in {w for w, _ in near if w >= _NARROWEST}:
        score, votes = 0.0, 0
        near_enough = _near(candidate)
        for w, weight in near:
            gap = candidate - w
            if -near_enough <= gap <= near_enough:
                score += weight
                votes += 1
            elif 2 - near_enough <= gap <= 2 + near_enough:
                score += weight / 3
            elif gap < -near_enough - 0.5:
                score -= weight / 4
        if votes >= 3 and score > best_score:
            best, best_score = candidate, score
    return best

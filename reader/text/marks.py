"""Printed lines put together again that an extractor broke after marks set half-width.

pdftotext -raw, and PyMuPDF now and then, begin a new line after a mark that was set to half
an em. A piece that ends otherwise ends a printed line for sure; between two such ends the
pieces are shared out so that the lines fill the measure, by dynamic programming. Widths are
counted with such marks at half an em, as they were set.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from reader.text.characters import CLOSING, OPENING, ends_sentence
from reader.text.lines import Line, make_line

_BREAKS = "，、；：。！？,;:!?" + CLOSING
_HALF, _INDENT, _NEAR, _OVER = 0.5, 2.0, 1.1, 1.3
_MOST_PIECES = 12
# What a line costs that does not fill its measure: one that opens a paragraph, one that ends
# a sentence, any other; a piece by itself, however wide, costs no more.
_OPENING_LINE, _ENDING_LINE, _SHORT_LINE, _WIDE_LINE = 0.4, 1.0, 3.0, 3.0
_EACH = 0.05
_REACH, _MOST_MEASURES, _NARROWEST = 5, 12, 8.0
_LEAST, _ODD, _COMMAS, _OFTENER = 12, 50, 4, 2


def breaks_at_marks(lines: Sequence[Line]) -> bool:
    """Whether lines end at inner marks, or begin with closing ones, oftener than set type."""
    if len(lines) < _LEAST:
        return False
    full = Counter(line.width for line in lines).most_common(1)[0][0]
    odd = sum(
        b.chars[0] in "，。、；：！？”’》"
        and abs(a.width - full) > _INDENT  # else cut at the measure
        for a, b in pairwise(lines)
    )
    commas = sum(line.chars[-1] in "，、" for line in lines)
    plain = not any(line.blank for line in lines[1:])
    return odd * _ODD > len(lines) or (plain and commas * _COMMAS > len(lines))


def rejoined(raw: str, lines: list[Line]) -> list[Line]:
    """The printed lines of a page of which `lines` may be pieces."""
    if not breaks_at_marks(lines):
        return lines
    breaking = _breaking(lines)
    runs = _runs(lines, breaking)
    lines = [replace(line, width=_set_width(line, breaking)) for line in lines]
    mended: list[Line] = []
    for run, measure in zip(runs, _measures(lines, runs), strict=True):
        for group in _shared_out(lines, run, measure)[1]:
            first, last = lines[group[0]], lines[group[-1]]
            if len(group) > 1:
                whole = make_line(raw, first.start, last.end, first.blank)
                first = replace(whole, width=sum(lines[i].width for i in group))
            mended.append(first)
    return mended


def _breaking(lines: Sequence[Line]) -> frozenset[str]:
    """The marks that a line is broken after wherever they stand in it."""
    ends = Counter(line.chars[-1] for line in lines)
    inner = Counter(a for line in lines for a, b in pairwise(line.chars) if b not in _BREAKS)
    return frozenset(mark for mark in _BREAKS if ends[mark] > _OFTENER * inner[mark])


def _measures(lines: Sequence[Line], runs: Sequence[range]) -> list[float]:
    """For every run the measure that it and its neighbours fill best."""
    totals = [round(2 * sum(lines[i].width for i in run)) / 2 for run in runs]
    costs: dict[float, list[float]] = {}
    found: list[float] = []
    for at in range(len(runs)):
        near = range(max(0, at - _REACH), min(len(runs), at + _REACH + 1))
        shared = Counter(totals[k] for k in near if totals[k] >= _NARROWEST)
        best, least = 0.0, 1e9
        for measure, _ in shared.most_common(_MOST_MEASURES):
            if measure not in costs:
                costs[measure] = [-1.0] * len(runs)
            known = costs[measure]
            for k in near:
                if known[k] < 0:
                    known[k] = _shared_out(lines, runs[k], measure)[0]
            cost = sum(known[k] / (2 + abs(k - at)) for k in near)
            if cost < least:
                best, least = measure, cost
        found.append(best)
    return found


def _runs(lines: Sequence[Line], breaking: frozenset[str]) -> list[range]:
    """Stretches of lines that may belong together: they part at marks that break a line."""
    runs: list[range] = []
    start = 0
    for i in range(1, len(lines) + 1):
        if i == len(lines) or not _may_join(lines[i - 1], lines[i], breaking):
            runs.append(range(start, i))
            start = i
    return runs


def _may_join(before: Line, after: Line, breaking: frozenset[str]) -> bool:
    if after.blank or after.set_in:
        return False
    opens = after.chars[0] in OPENING and not ends_sentence(before.chars)
    return before.chars[-1] in breaking or after.chars[0] in _BREAKS or opens


def _set_width(line: Line, breaking: frozenset[str]) -> float:
    """The width of a piece, its marks that broke the line set half-width."""
    return line.width - _HALF * (line.chars[-1] in breaking)


def _shared_out(lines: Sequence[Line], run: range, measure: float) -> tuple[float, list[range]]:
    """The pieces of a run in the printed lines that fill the measure best, and their cost."""
    best: list[tuple[float, int]] = [(0.0, run.start)]
    for end in range(run.start + 1, run.stop + 1):
        ways = (
            (best[start - run.start][0] + _cost(lines, start, end, measure), start)
            for start in range(max(run.start, end - _MOST_PIECES), end)
        )
        best.append(min(ways))
    groups: list[range] = []
    end = run.stop
    while end > run.start:
        start = best[end - run.start][1]
        groups.append(range(start, end))
        end = start
    return best[-1][0], groups[::-1]


def _cost(lines: Sequence[Line], start: int, end: int, measure: float) -> float:
    """What it costs to take pieces `start` to `end` for one printed line."""
    width = sum(lines[i].width for i in range(start, end))
    if width > measure + _OVER:
        return _WIDE_LINE if end == start + 1 else 1e6
    opens = start == 0 or ends_sentence(lines[start - 1].chars)
    if opens and abs(width - measure + _INDENT) <= _NEAR:
        return _OPENING_LINE + _EACH
    if abs(width - measure) <= _NEAR:
        return _EACH
    return _EACH + (_ENDING_LINE if ends_sentence(lines[end - 1].chars) else _SHORT_LINE)

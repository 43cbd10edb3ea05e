"""Columns that an extractor read straight across, line by line, taken apart again.

In such a stretch a line goes on not in the next one but in the second, third or fourth: as
many columns as there are, one line of each in turn. Where the wording says so for a whole
stretch, its lines are dealt out to their columns and the columns set one after another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reader.text.characters import ends_sentence
from reader.text.lines import Line
from reader.text.seams import Seams

_MOST_COLUMNS, _MOST_LINES = 4, 3000
_WINDOW, _FEWEST, _BEAM, _REACH = 3, 4, 12, 16
_INDENT = 2.9
# In bits: seams that read worse than this on the average are looked into; the price of
# another count of columns; what a stretch must gain; the worth of a line's turn.
_SUSPECT, _CHANGE, _LEAST, _TURN = -0.5, 6.0, 14.0, 3.0


def unlace(lines: Sequence[Line], measures: Sequence[float], seams: Seams) -> Sequence[Line]:
    """`lines` with columns that are laced into one another set one after another."""
    if len(lines) > _MOST_LINES or not any(measures):
        return lines
    suspects = _suspects(lines, seams)
    if sum(suspects) < _FEWEST:
        return lines
    found: list[Line] = []
    counts, done = _counts(lines, seams, _looked_into(suspects)), 0
    for first, last in _stretches(counts, len(lines)):
        count = counts[first]
        top = max(first, done)
        while top < last and count > 1 and _is_head(lines, measures, seams, top, count):
            top += 1
        own = range(top, last)
        if count == 1 or len(own) < _FEWEST or _gain(lines, seams, counts, own) < _LEAST:
            continue
        columns = _columns(lines, seams, count, own)
        found += lines[done : own.start]
        for column in columns:
            found += [replace(lines[i], blank=n == 0) for n, i in enumerate(column)]
        done = 1 + max(column[-1] for column in columns)
    return _told_apart([*found, *lines[done:]]) if found else lines


def _is_head(
    lines: Sequence[Line], measures: Sequence[float], seams: Seams, i: int, count: int
) -> bool:
    """Whether a line that a stretch begins with stands over the columns, not in one."""
    short = lines[i].width < measures[i] - _INDENT
    return short and _odds(lines, seams, i, count) < 1.0


def _suspects(lines: Sequence[Line], seams: Seams) -> list[bool]:
    """For every line, whether the seams around it read like chance."""
    bits = [_odds(lines, seams, i, 1) for i in range(len(lines))]
    sums = [0.0]
    for value in bits:
        sums.append(sums[-1] + value)
    return [
        sums[min(len(bits), i + _WINDOW + 1)] - sums[max(0, i - _WINDOW)]
        < _SUSPECT * (2 * _WINDOW + 1)
        for i in range(len(bits))
    ]


def _odds(lines: Sequence[Line], seams: Seams, i: int, step: int) -> float:
    """Bits in favour of line `i` going on `step` lines below; 0 where its sentence is done."""
    if i + step >= len(lines) or ends_sentence(lines[i].chars):
        return 0.0
    return max(-_TURN, min(2 * _TURN, seams.odds(i, i + step)))


def _looked_into(suspects: Sequence[bool]) -> list[bool]:
    """For every line, whether several seams that read like chance are near."""
    sums = [0]
    for value in suspects:
        sums.append(sums[-1] + value)
    return [
        sums[min(len(suspects), i + _REACH + 1)] - sums[max(0, i - _REACH)] >= _FEWEST
        for i in range(len(suspects))
    ]


def _counts(lines: Sequence[Line], seams: Seams, looked_into: Sequence[bool]) -> list[int]:
    """For every line the likeliest number of columns it is laced into, by Viterbi's method.

    Lines that are not `looked_into` are laced into no other.
    """
    steps = range(1, _MOST_COLUMNS + 1)
    row = [_odds(lines, seams, 0, step) for step in steps]
    origins: list[list[int]] = []
    for i in range(1, len(lines)):
        best = max(range(len(row)), key=row.__getitem__)
        origin = [k if row[k] >= row[best] - _CHANGE else best for k in range(len(row))]
        if not looked_into[i]:
            change = _CHANGE if origin[0] else 0.0
            row = [row[origin[0]] - change + _odds(lines, seams, i, 1)] + [-1e9] * (len(row) - 1)
            origins.append(origin)
            continue
        row = [
            row[k] - (_CHANGE if k != own else 0.0) + _odds(lines, seams, i, step)
            for own, (k, step) in enumerate(zip(origin, steps, strict=True))
        ]
        origins.append(origin)
    at = max(range(len(row)), key=row.__getitem__)
    found = [at + 1]
    for origin in reversed(origins):
        at = origin[at]
        found.append(at + 1)
    return found[::-1]


def _stretches(counts: Sequence[int], total: int) -> Iterator[tuple[int, int]]:
    """Lines from `first` up to `last` that are laced alike; fewer columns may end a stretch."""
    first = 0
    while first < total:
        last = first + 1
        while last < total and (
            counts[last] == counts[first] or 1 < counts[last] < counts[last - 1]
            or (1 < counts[last] == counts[last - 1] < counts[first])
        ):  # fmt: skip
            last += 1
        yield first, min(total, last + counts[last - 1]) if counts[first] > 1 else last
        first = last


def _gain(lines: Sequence[Line], seams: Seams, counts: Sequence[int], own: range) -> float:
    """Bits in favour of the lacing of a stretch against reading it as it stands."""
    return sum(_odds(lines, seams, i, counts[i]) - _odds(lines, seams, i, 1) for i in own)


@dataclass(frozen=True, slots=True)
class _Dealing:
    """One way to deal lines out: `owners` of the lines so far, each column's last line, and
    the columns that still run, the one whose turn it is first."""

    bits: float
    owners: tuple[int, ...]
    lasts: tuple[int, ...]
    running: tuple[int, ...]


def _columns(lines: Sequence[Line], seams: Seams, count: int, own: range) -> list[list[int]]:
    """The lines of a stretch dealt out to its columns in turn, by beam search.

    A column may end before the others. Lines below the stretch that go on from one of its
    columns are its own too.
    """
    first = tuple(range(count))
    beam = [_Dealing(0.0, first, tuple(own[:count]), first)]
    for i in range(own.start + count, len(lines)):
        ways = sorted(
            (way for dealing in beam for way in _dealt(lines, seams, dealing, i)),
            key=lambda way: -way.bits,
        )
        if i >= own.stop and (ways[0].bits - beam[0].bits < 1.0 or len(ways[0].running) == 1):
            break
        beam = ways[:_BEAM]
    columns: list[list[int]] = [[] for _ in first]
    for i, owner in enumerate(beam[0].owners, own.start):
        columns[owner].append(i)
    return columns


def _dealt(lines: Sequence[Line], seams: Seams, dealing: _Dealing, i: int) -> Iterator[_Dealing]:
    """The ways to deal out line `i`: to the column whose turn it is, or where that has ended
    to one after it."""
    for skipped, owner in enumerate(dealing.running):
        last = dealing.lasts[owner]
        ended = ends_sentence(lines[last].chars)
        bits = 0.0 if ended else max(-2 * _TURN, min(2 * _TURN, seams.odds(last, i)))
        yield _Dealing(
            dealing.bits + bits - _TURN * skipped,
            (*dealing.owners, owner),
            (*dealing.lasts[:owner], i, *dealing.lasts[owner + 1 :]),
            (*dealing.running[skipped + 1 :], owner),
        )


def _told_apart(lines: list[Line]) -> list[Line]:
    """`lines` with those marked that do not follow the line before them in the raw text."""
    order = sorted(range(len(lines)), key=lambda i: lines[i].start)
    place = {i: n for n, i in enumerate(order)}
    return [
        line if i == 0 or place[i] == place[i - 1] + 1 else replace(line, apart=True)
        for i, line in enumerate(lines)
    ]

"""Paragraphs cut apart by columns, pictures and heads put together again.

Every running piece that stops in mid-sentence is a loose end, every one that begins in one
a loose beginning. Joins over a blank line or other text whose seam reads like chance are
opened again, and first lines too wide to be set in are beginnings as well. Which beginning
goes on from which end is settled for all of them at once: the pairing with the greatest sum
of log-odds. Loose ends may stay loose, at a price.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from reader.text.assign import assign
from reader.text.characters import PAIRS, ends_sentence
from reader.text.lines import Line
from reader.text.pieces import Piece, is_open
from reader.text.seams import Seams

_CLOSERS = {close: open_ for open_, close in PAIRS.items()}
# In bits. A join that stands as the lines do is kept unless another pairing is better by
# so much; an opened join reads worse than `_WEAK`; a first line is an orphan rarely, and
# hardly ever where it is set in; what stays loose costs `_LOOSE`.
_KEPT, _WEAK, _LOOSE = 3.5, 2.0, 5.0
_WIDE_FIRST, _SET_IN_FIRST = 2.0, 7.0
_QUOTES = 3.0
_FULL, _NEAR = 0.9, 3
_MOST_ENDS, _REACH = 100, 120


@dataclass(frozen=True, slots=True)
class _Loose:
    """The loose ends and beginnings of a page by their lines.

    `prices` says what joining a beginning costs, `kept` which end it goes on from now.
    """

    ends: tuple[int, ...]
    prices: Mapping[int, float]
    kept: Mapping[int, int]


def stitch(
    lines: Sequence[Line], measures: Sequence[float], pieces: list[Piece], seams: Seams
) -> list[Piece]:
    """`pieces` with those that go on from one another joined."""
    opened = [part for piece in pieces for part in _opened(lines, measures, seams, piece)]
    loose = _loose(lines, measures, opened, pieces)
    if not loose.ends or not loose.prices:
        return pieces
    owners = {piece.lines[0]: piece for piece in opened}
    closers = {piece.lines[-1]: piece for piece in opened}
    after = _paired(lines, seams, loose, owners, closers)
    return _joined(opened, after)


def _opened(
    lines: Sequence[Line], measures: Sequence[float], seams: Seams, piece: Piece
) -> list[Piece]:
    """`piece` parted where a join over a blank or over other text reads like chance."""
    if not piece.running or len(piece.lines) < 2:
        return [piece]
    cuts = [
        n
        for n, (a, b) in enumerate(pairwise(piece.lines), 1)
        if _may_open(lines, measures, a, b)
        and (ends_sentence(lines[a].chars) or seams.odds(a, b) < _WEAK)
    ]
    if not cuts:
        return [piece]
    bounds = [0, *cuts, len(piece.lines)]
    return [
        replace(piece, lines=piece.lines[i:j], orphan=piece.orphan or i > 0)
        for i, j in pairwise(bounds)
    ]


def _may_open(lines: Sequence[Line], measures: Sequence[float], a: int, b: int) -> bool:
    """Whether something stands between two lines, and not between all lines hereabouts."""
    if b != a + 1:
        return not ends_sentence(lines[a].chars)
    near = lines[max(1, b - _NEAR) : b + _NEAR + 1]
    leaded = measures[b] and sum(line.blank for line in near) >= len(near) - 1
    return lines[b].blank and not leaded


def _loose(
    lines: Sequence[Line], measures: Sequence[float], opened: list[Piece], pieces: list[Piece]
) -> _Loose:
    kept = {b: a for piece in pieces for a, b in pairwise(piece.lines)}
    ends = tuple(piece.lines[-1] for piece in opened if is_open(lines, piece))
    prices: dict[int, float] = {}
    for piece in opened:
        first = piece.lines[0]
        if piece.orphan:
            whole = first in kept and ends_sentence(lines[kept[first]].chars)
            prices[first] = _WIDE_FIRST if whole else -_LOOSE
        elif piece.running and first and measures[first]:
            wide = lines[first].width > measures[first] - _FULL and not lines[first].set_in
            prices[first] = _WIDE_FIRST if wide else _SET_IN_FIRST
    return _Loose(ends, prices, kept)


def _paired(
    lines: Sequence[Line],
    seams: Seams,
    loose: _Loose,
    owners: Mapping[int, Piece],
    closers: Mapping[int, Piece],
) -> dict[int, tuple[int, float]]:
    """For every end that goes on, the beginning it goes on with and the bits in favour."""
    after: dict[int, tuple[int, float]] = {}
    starts = sorted(loose.prices)
    for k in range(0, len(loose.ends), _MOST_ENDS):
        ends = loose.ends[k : k + _MOST_ENDS]
        taken = {b for b, _ in after.values()}
        if len(loose.ends) > _MOST_ENDS:  # a text longer than a page: what stands near
            low = bisect_left(starts, min(ends) - _REACH)
            near = starts[low : bisect_right(starts, max(ends) + _REACH)]
        else:
            near = starts
        near = [b for b in near if b not in taken]
        after |= _assigned(lines, seams, loose, ends, near, owners, closers)
    taken = {b for b, _ in after.values()}
    for b, a in loose.kept.items():  # what found no better stays as it was
        if b in owners and b not in taken and a not in after:
            after[a] = (b, 0.0)
    _unloop(after, owners)
    return after


def _assigned(
    lines: Sequence[Line],
    seams: Seams,
    loose: _Loose,
    ends: Sequence[int],
    starts: Sequence[int],
    owners: Mapping[int, Piece],
    closers: Mapping[int, Piece],
) -> dict[int, tuple[int, float]]:
    """The pairing of some ends and beginnings with the greatest sum of bits."""
    unopened = [-balance(lines[i].chars for i in owners[b].lines) for b in starts]
    values: list[list[float]] = []
    for a in ends:
        unclosed = balance(lines[i].chars for i in closers[a].lines)
        own = closers[a].lines[0]
        row = [
            -1e6 if b == own else _value(seams, loose, a, b) + _quoted(unclosed, count)
            for b, count in zip(starts, unopened, strict=True)
        ]
        values.append(row + [-_LOOSE] * len(ends))
    return {
        a: (starts[column], row[column])
        for a, column, row in zip(ends, assign(values), values, strict=True)
        if 0 <= column < len(starts) and row[column] > -_LOOSE
    }


def _value(seams: Seams, loose: _Loose, a: int, b: int) -> float:
    """Bits in favour of the beginning `b` going on from the end `a`."""
    value = seams.odds(a, b) + seams.place(a, b) - loose.prices[b]
    return value + (_KEPT if loose.kept.get(b) == a else 0.0)


def _quoted(unclosed: int, unopened: int) -> float:
    """Bits in favour of a join for the quotes and brackets that it closes."""
    if unclosed <= 0 and unopened <= 0:
        return 0.0
    return _QUOTES if unclosed == unopened else -_QUOTES


def _unloop(after: dict[int, tuple[int, float]], owners: Mapping[int, Piece]) -> None:
    """Takes the weakest join out of every ring of pieces."""
    for start in list(after):
        ring: list[int] = []
        at = start
        while at in after and at not in ring:
            ring.append(at)
            at = owners[after[at][0]].lines[-1]
        if at == start and ring:
            del after[min(ring, key=lambda end: after[end][1])]


def _joined(opened: list[Piece], after: Mapping[int, tuple[int, float]]) -> list[Piece]:
    taken = {b for b, _ in after.values()}
    owners = {piece.lines[0]: piece for piece in opened}
    found: list[Piece] = []
    for piece in opened:
        if piece.lines[0] in taken:
            continue
        chain, seams = list(piece.lines), list(piece.seams)
        while chain[-1] in after:
            b, bits = after[chain[-1]]
            chain += owners[b].lines
            seams.append(min(0.99, 0.5 + bits / 20))
        found.append(replace(piece, lines=tuple(chain), seams=tuple(seams)))
    return found


def balance(texts: Iterable[str]) -> int:
    """How many quotes and brackets are left open (or, below 0, closed unopened)."""
    return sum((char in PAIRS) - (char in _CLOSERS) for text in texts for char in text)

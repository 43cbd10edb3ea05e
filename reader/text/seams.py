"""How likely one line goes on from another: bits in favour, by wording and by place.

The signs of wording are those of the language model (how the characters at the seam go
together), words over the seam that stand elsewhere on the page, units after figures, and
rare pairs of characters that both texts share. What each is worth is learnt by
`tests/bench/train_seams.py`: lines that do go on against others of the same page.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import log2
from operator import add, mul

from reader.paths import resource
from reader.text.characters import LONGEST_LINE
from reader.text.language import UNSEEN_PAIR, UNSEEN_TRIPLE, fold, model
from reader.text.lines import Line

SIGNS = (
    "pair more", "pair less", "pair unseen", "before more", "before less", "before unseen",
    "after more", "after less", "after unseen", "said 2", "said 3", "said 4", "said 5", "unit",
    "topic",
)  # fmt: skip
_MOST_PAIR, _MOST, _MOST_TOPIC = 12.0, 6.0, 8.0
_MOST_SAID = 5
_DIGITS, _UNITS = (
    frozenset("0123456789０１２３４５６７８９."),
    frozenset("年月日个亿万多家%％人元时"),
)
_PAIR, _BEFORE, _AFTER, _SAID, _UNIT, _TOPIC = 0, 3, 6, 9, 13, 14  # where in `SIGNS` each begins
_CONTEXT, _COMMONEST, _STRETCH = 3, 8, 600
_RARITY = tuple(log2(12 / count) for count in range(2, _COMMONEST + 1))
# Bits for two lines of one measure and of two; for every line between, to a limit; for a
# beginning that stands before the end.
_SAME_MEASURE, _OTHER_MEASURE, _NEAR = 0.5, -4.5, 1.2
_BACK, _FAR, _FARTHEST = 1.0, 60.0, 3.0


@cache
def weights() -> tuple[float, tuple[float, ...]]:
    """The bits of any two lines, and of each sign in the order of `SIGNS`."""
    learnt: dict[str, float] = json.loads(resource("language", "seams.json").read_text("utf-8"))
    return learnt["any"], tuple(learnt[sign] for sign in SIGNS)


class Seams:
    """The seams between the lines of one page."""

    def __init__(self, lines: Sequence[Line], measures: Sequence[float]) -> None:
        self._lines, self._measures = lines, measures
        self._any, self._worth = weights()
        self._known: dict[tuple[int, int], float] = {}
        self._pages: dict[int, _Around] = {}
        self._edges: dict[int, _Edges] = {}

    def odds(self, a: int, b: int) -> float:
        """Bits in favour of line `b` going on from line `a` by their wording."""
        found = self._known.get((a, b))
        if found is None:
            worth, found = self._worth, 0.0
            for sign, strength in self._signs(a, b):
                found += worth[sign] * strength
            found += self._any
            self._known[a, b] = found
        return found

    def place(self, a: int, b: int) -> float:
        """Bits in favour of line `b` going on from line `a` by where they stand."""
        first, second = self._measures[a], self._measures[b]
        same = abs(first - second) < _NEAR + 0.03 * max(first, second)
        bits = _SAME_MEASURE if same else _OTHER_MEASURE
        return bits - min(_FARTHEST, abs(b - a) / _FAR) - (_BACK if b < a else 0.0)

    def signs(self, a: int, b: int) -> list[float]:
        """The strengths of `SIGNS` for line `b` going on from line `a`."""
        found = [0.0] * len(SIGNS)
        for sign, strength in self._signs(a, b):
            found[sign] = strength
        return found

    def _signs(self, a: int, b: int) -> list[tuple[int, float]]:
        """Those of `SIGNS` that are not 0, by their number, and their strengths."""
        page, before, after = self._page(a), self._edges_of(a), self._edges_of(b)
        found = _model_signs(before, after)
        if before.last + after.first in page.pairs:
            said = _said(self._lines[a].chars, self._lines[b].chars, page.text)
            found.append((_SAID + said - 2, 1.0))
        if before.digit and after.unit:
            found.append((_UNIT, 1.0))
        if not 0 <= a - b < 2 * _CONTEXT - 1:  # else the two overlap
            shared = self._context(a, -1, page) & self._context(b, 1, page)
            if shared:
                found.append((_TOPIC, min(_MOST_TOPIC, page.rarity(shared))))
        return found

    def _context(self, i: int, way: int, page: _Around) -> int:
        """The pairs of characters in the lines up to `i`, or from it on, that are rare on the
        page, but not single: each a bit."""
        key = (i, way)
        found = page.contexts.get(key)
        if found is None:
            first = max(0, i - _CONTEXT + 1) if way < 0 else i
            last = i + 1 if way < 0 else min(len(self._lines), i + _CONTEXT)
            found = 0
            for line in range(first, last):
                found |= self._rare_pairs(line, page)
            page.contexts[key] = found
        return found

    def _rare_pairs(self, i: int, page: _Around) -> int:
        """The pairs of characters in line `i` that are rare on the page, but not single."""
        found = page.rare.get(i)
        if found is None:
            chars = self._lines[i].chars
            found = 0
            for bit in map(page.bits.get, map(add, chars, chars[1:])):
                if bit is not None:
                    found |= bit
            page.rare[i] = found
        return found

    def _edges_of(self, i: int) -> _Edges:
        found = self._edges.get(i)
        if found is None:
            found = self._edges[i] = _edges(self._lines[i].chars)
        return found

    def _page(self, i: int) -> _Around:
        """The text around line `i`: all of a page, a stretch of what is longer than one."""
        first = max(0, i // _STRETCH * _STRETCH - _STRETCH // 2)
        found = self._pages.get(first)
        if found is None:
            lines = self._lines[first : first + 2 * _STRETCH]
            found = self._pages[first] = _around(lines)
        return found


def _said(before: str, after: str, text: str) -> int:
    """How many characters over a seam, 2 to 5, stand together inside a line of `text`, where
    two do: at most three of either line."""
    pair = before[-1] + after[0]
    most, at = 2, text.find(pair)
    while at >= 0 and most < _MOST_SAID:
        left = 1
        while left < min(3, len(before), at + 1) and text[at - left] == before[-left - 1]:
            left += 1
        right = 1
        while right < min(3, len(after)) and text[at + right + 1 : at + right + 2] == after[right]:
            right += 1
        most = max(most, min(_MOST_SAID, left + right))
        at = text.find(pair, at + 1)
    return most


@dataclass(frozen=True, slots=True)
class _Around:
    """The text of some lines, and how often each pair of characters stands in it.

    `bits` has a bit for every pair that is rare there but not single, `grades` those that
    stand there twice, three times and so on. `rare` and `contexts` are what was asked of
    lines before.
    """

    text: str
    pairs: Mapping[str, int]
    bits: Mapping[str, int]
    grades: Sequence[int]
    rare: dict[int, int] = field(default_factory=dict[int, int])
    contexts: dict[tuple[int, int], int] = field(default_factory=dict[tuple[int, int], int])

    def rarity(self, pairs: int) -> float:
        """How rare `pairs` are in all, in bits."""
        counts = [(pairs & grade).bit_count() for grade in self.grades]
        return sum(map(mul, counts, _RARITY))


def _around(lines: Sequence[Line]) -> _Around:
    text = "\n".join([line.chars[:LONGEST_LINE] for line in lines])
    pairs = Counter(map(add, text, text[1:]))
    rare = sorted([(count, pair) for pair, count in pairs.items() if 1 < count <= _COMMONEST])
    bits: dict[str, int] = {}
    grades = [0] * len(_RARITY)
    for n, (count, pair) in enumerate(rare):
        bits[pair] = 1 << n
        grades[count - 2] |= 1 << n
    return _Around(text, pairs, bits, grades)


@dataclass(frozen=True, slots=True)
class _Edges:
    """The ends of a line, folded, as the language model looks them up.

    `begin` and `end` are the outermost characters, `begin_single` and `end_single` how rare
    they are, `begin_pair` and `end_pair` how rare with their neighbours inside the line;
    `second` is the second character and `tail` the last two, empty where there is but one.
    `first` and `last` are the outermost characters as they stand, `digit` whether the last is
    a digit, `unit` whether the first is a unit.
    """

    begin: str
    begin_single: float
    begin_pair: float
    second: str
    end: str
    end_single: float
    end_pair: float
    tail: str
    first: str
    last: str
    digit: bool
    unit: bool


def _edges(chars: str) -> _Edges:
    known = model()
    head, tail = fold(chars[:2]), fold(chars[-2:])
    begin, end = head[0], tail[-1]
    begin_pair, end_pair = (known.pair(edge) if len(edge) > 1 else 0.0 for edge in (head, tail))
    first, last = chars[0], chars[-1]
    return _Edges(
        begin, known.single(begin), begin_pair, head[1:], end, known.single(end), end_pair,
        tail if len(tail) > 1 else "", first, last, last in _DIGITS, first in _UNITS,
    )  # fmt: skip


def _model_signs(before: _Edges, after: _Edges) -> list[tuple[int, float]]:
    """What the language model says of the pair over the seam and of its neighbours."""
    known = model()
    pair = known.pair(before.end + after.begin)
    rest = before.end_single + after.begin_single
    if pair >= UNSEEN_PAIR:
        found = [(_PAIR + 2, max(0.0, UNSEEN_PAIR - before.end_single - after.begin_single) / 5)]
    else:
        found = [_lift(_PAIR, rest - pair, _MOST_PAIR)]
    if before.tail:
        triple = known.triple(before.tail + after.begin)
        lift = pair - before.end_single - triple + before.end_pair
        found.append(_lift(_BEFORE, lift, _MOST) if triple < UNSEEN_TRIPLE else (_BEFORE + 2, 1.0))
    if after.second:
        triple = known.triple(before.end + after.begin + after.second)
        lift = after.begin_pair - after.begin_single - triple + pair
        found.append(_lift(_AFTER, lift, _MOST) if triple < UNSEEN_TRIPLE else (_AFTER + 2, 1.0))
    return found


def _lift(sign: int, bits: float, most: float) -> tuple[int, float]:
    """The sign for bits more, or the one after it for bits less, both at most `most`."""
    return (sign, min(most, bits)) if bits >= 0 else (sign + 1, min(most, -bits))

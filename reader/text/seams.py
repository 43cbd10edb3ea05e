"""How likely one line goes on from another: bits in favour, by wording and by place.

The signs of wording are those of the language model (how the characters at the seam go
together), words over the seam that stand elsewhere on the page, units after figures, and
rare pairs of characters that both texts share. What each is worth is learnt by
`tests/bench/train_seams.py`: lines that do go on against others of the same page.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
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
_SPANS = ((2, 3), (3, 2), (2, 2), (1, 3), (3, 1), (1, 2), (2, 1))
_DIGITS, _UNITS = (
    frozenset("0123456789０１２３４５６７８９."),
    frozenset("年月日个亿万多家%％人元时"),
)
_SAID = {said: tuple(float(said == size) for size in (2, 3, 4, 5)) for said in (0, 2, 3, 4, 5)}
_NOTHING, _UNSEEN = (0.0, 0.0, 0.0), (0.0, 0.0, 1.0)
_CONTEXT, _COMMONEST, _STRETCH = 3, 8, 600
_RARITY = (0.0, *(log2(12 / count) for count in range(1, _COMMONEST + 1)))
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
        self._contexts: dict[tuple[int, int, int], frozenset[str]] = {}
        self._rare: dict[tuple[int, int], frozenset[str]] = {}
        self._edges: dict[int, _Edges] = {}

    def odds(self, a: int, b: int) -> float:
        """Bits in favour of line `b` going on from line `a` by their wording."""
        found = self._known.get((a, b))
        if found is None:
            found = self._any + sum(map(mul, self._worth, self.signs(a, b)))
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
        before, after = self._lines[a].chars, self._lines[b].chars
        page = self._page(a)
        said = self._said(before, after, page)
        return [
            *_model_signs(self._edges_of(a), self._edges_of(b)),
            *_SAID[said],
            float(before[-1] in _DIGITS and after[0] in _UNITS),
            self._topic(a, b, page),
        ]

    def _said(self, before: str, after: str, page: _Around) -> int:
        """How many characters over the seam, 2 to 5, stand together inside a line; else 0."""
        if before[-1] + after[0] not in page.pairs:
            return 0
        for left, right in _SPANS:
            if before[-left:] + after[:right] in page.text:
                return left + right
        return 2

    def _topic(self, a: int, b: int, page: _Around) -> float:
        """How many rare pairs of characters the lines up to `a` and from `b` on share."""
        if 0 <= a - b < 2 * _CONTEXT - 1:
            return 0.0  # the two overlap
        count = page.pairs
        shared = self._context(a, -1, page) & self._context(b, 1, page)
        if not shared:
            return 0.0
        return min(_MOST_TOPIC, sum([_RARITY[min(count[pair], _COMMONEST)] for pair in shared]))

    def _context(self, i: int, way: int, page: _Around) -> frozenset[str]:
        """The pairs of characters in the lines up to `i`, or from it on, that are rare on the
        page, but not single."""
        key = (i, way, page.first)
        found = self._contexts.get(key)
        if found is None:
            first = max(0, i - _CONTEXT + 1) if way < 0 else i
            last = i + 1 if way < 0 else min(len(self._lines), i + _CONTEXT)
            rare = [self._rare_pairs(line, page) for line in range(first, last)]
            found = self._contexts[key] = frozenset[str]().union(*rare)
        return found

    def _rare_pairs(self, i: int, page: _Around) -> frozenset[str]:
        """The pairs of characters in line `i` that are rare on the page, but not single."""
        key = (i, page.first)
        found = self._rare.get(key)
        if found is None:
            count, chars = page.pairs, self._lines[i].chars
            found = self._rare[key] = frozenset(
                [pair for pair in map(add, chars, chars[1:]) if 1 < count[pair] <= _COMMONEST]
            )
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
            text = "\n".join(line.chars[:LONGEST_LINE] for line in lines)
            found = _Around(first, text, Counter(map("".join, pairwise(text))))
            self._pages[first] = found
        return found


@dataclass(frozen=True, slots=True)
class _Around:
    """A stretch of lines from `first` on: its `text` and how often each pair stands in it."""

    first: int
    text: str
    pairs: Counter[str]


@dataclass(frozen=True, slots=True)
class _Edges:
    """The first and the last two characters of a line, folded, and how rare they are.

    `begin_single` and `end_single` are of the outermost character, `begin_pair` and
    `end_pair` of both, 0.0 where the line has but one.
    """

    begin: str
    begin_single: float
    begin_pair: float
    end: str
    end_single: float
    end_pair: float


def _edges(chars: str) -> _Edges:
    known = model()
    begin, end = fold(chars[:2]), fold(chars[-2:])
    pairs = [known.pair(edge) if len(edge) > 1 else 0.0 for edge in (begin, end)]
    return _Edges(begin, known.single(begin[0]), pairs[0], end, known.single(end[-1]), pairs[1])


def _model_signs(before: _Edges, after: _Edges) -> tuple[float, ...]:
    """What the language model says of the pair over the seam and of its neighbours."""
    known = model()
    a, b = before.end[-1], after.begin[0]
    a_single, b_single = before.end_single, after.begin_single
    pair = known.pair(a + b)
    if pair >= UNSEEN_PAIR:
        meet = (0.0, 0.0, max(0.0, UNSEEN_PAIR - a_single - b_single) / 5)
    else:
        meet = _both_ways(a_single + b_single - pair, _MOST_PAIR)
    left = right = _NOTHING
    if len(before.end) > 1:
        triple = known.triple(before.end + b)
        lift = pair - a_single - triple + before.end_pair
        left = _both_ways(lift, _MOST) if triple < UNSEEN_TRIPLE else _UNSEEN
    if len(after.begin) > 1:
        triple = known.triple(a + after.begin)
        lift = after.begin_pair - b_single - triple + pair
        right = _both_ways(lift, _MOST) if triple < UNSEEN_TRIPLE else _UNSEEN
    return meet + left + right


def _both_ways(bits: float, most: float) -> tuple[float, float, float]:
    """Bits more, bits less, both at most `most`; and 0 for what was seen."""
    if bits >= 0:
        return (min(most, bits), 0.0, 0.0)
    return (0.0, min(most, -bits), 0.0)

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
            *_model_signs(fold(before[-2:]), fold(after[:2])),
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
        return min(_MOST_TOPIC, sum([_RARITY[min(count[pair], _COMMONEST)] for pair in shared]))

    def _context(self, i: int, way: int, page: _Around) -> frozenset[str]:
        """The pairs of characters in the lines up to `i`, or from it on, that are rare on the
        page, but not single."""
        key = (i, way, page.first)
        found = self._contexts.get(key)
        if found is None:
            own = range(max(0, i - _CONTEXT + 1), i + 1) if way < 0 else range(i, i + _CONTEXT)
            count = page.pairs
            found = self._contexts[key] = frozenset(
                pair
                for line in self._lines[own.start : own.stop]
                for pair in map(add, line.chars, line.chars[1:])
                if 1 < count[pair] <= _COMMONEST
            )
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


def _model_signs(before: str, after: str) -> list[float]:
    """What the language model says of the pair over the seam and of its neighbours."""
    known = model()
    a, b = before[-1], after[0]
    pair = known.pair(a + b)
    meet = known.single(a) + known.single(b) - pair
    if pair >= UNSEEN_PAIR:
        found = [0.0, 0.0, max(0.0, UNSEEN_PAIR - known.single(a) - known.single(b)) / 5]
    else:
        found = [*_both_ways(meet, _MOST_PAIR), 0.0]
    found += [0.0] * 6
    if len(before) > 1:
        triple = known.triple(before + b)
        lift = pair - known.single(a) - triple + known.pair(before)
        found[3:6] = [*_both_ways(lift, _MOST), 0.0] if triple < UNSEEN_TRIPLE else [0.0, 0.0, 1.0]
    if len(after) > 1:
        triple = known.triple(a + after)
        lift = known.pair(after) - known.single(b) - triple + pair
        found[6:9] = [*_both_ways(lift, _MOST), 0.0] if triple < UNSEEN_TRIPLE else [0.0, 0.0, 1.0]
    return found


def _both_ways(bits: float, most: float) -> tuple[float, float]:
    return min(most, max(0.0, bits)), min(most, max(0.0, -bits))

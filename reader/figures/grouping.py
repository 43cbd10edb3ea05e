"""The same figure in different articles: proposals, never decisions.

Two figures may state the same thing when they are of one type and dimension and the words
around them say the same: what they count, and the words of their sentences. A group
gathers such figures of at least two articles and tells whether the values agree. It shows
both sentences to the reader, who alone decides.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from reader.figures.columns import Columns, columns, dimension
from reader.figures.model import Figure

_HAN = re.compile("[\\u4e00-\\u9fff]{2,}")
_SAME = 0.34  # shared pairs of characters among those of the shorter sentence
_COMMON = 200  # a pair of characters in more figures than this tells nothing
_MIN_PAIRS = 4
_CLOSE_BY = 12  # characters around a figure that speak of it rather than of its neighbours


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure with the key of its article and the text of its sentence."""

    source: str
    figure: Figure
    sentence: str


@dataclass(frozen=True, slots=True)
class Group:
    """Figures of several articles that seem to state the same thing; `agree` if their values do."""

    members: tuple[Stated, ...]
    agree: bool
    likeness: float


def group(figures: Iterable[Stated]) -> list[Group]:
    """Propose groups, the likeliest first. Figures within one article are never grouped."""
    stated = [one for one in figures if not _is_relative(one.figure)]
    numbers = [columns(one.figure) for one in stated]
    words = [_pairs(one) for one in stated]
    groups = _Sets(len(stated))
    likeness: dict[int, float] = {}
    for first, second, alike in _mutual(stated, _pairs_alike(stated, words)):
        joined = groups.join(first, second)
        likeness[joined] = max(alike, likeness.get(first, 0), likeness.get(second, 0))
    found = [
        Group(
            tuple(stated[i] for i in members),
            _agree([(stated[i].figure, numbers[i]) for i in members]),
            likeness.get(root, 0),
        )
        for root, members in groups.all()
        if len({stated[i].source for i in members}) > 1
    ]
    return sorted(found, key=lambda g: -g.likeness)


def _is_relative(figure: Figure) -> bool:
    """今年, 昨天: every article has them, and they tell nothing."""
    return isinstance(figure.value, str) and figure.value[:1] in ("y", "m", "d")


def _pairs(one: Stated) -> frozenset[str]:
    """The neighbouring pairs of Han characters around a figure, its own surface left out."""
    return _words(one.sentence.replace(one.figure.surface, " "))


def _words(text: str) -> frozenset[str]:
    return frozenset(run[i : i + 2] for run in _HAN.findall(text) for i in range(len(run) - 1))


def _candidates(stated: list[Stated], words: list[frozenset[str]]) -> Iterable[tuple[int, int]]:
    """Pairs of figures of different articles, of one kind, that share rare words."""
    shelves: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for i, one in enumerate(stated):
        kind = "" if one.figure.type == "date" else dimension(one.figure.unit)
        for pair in words[i]:
            shelves[one.figure.type, kind, pair].append(i)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for members in shelves.values():
        if 1 < len(members) <= _COMMON:
            for first, second in combinations(members, 2):
                if stated[first].source != stated[second].source:
                    shared[first, second] += 1
    return [pair for pair, count in shared.items() if count >= _MIN_PAIRS]


_Alike = tuple[int, int, float]


def _pairs_alike(stated: list[Stated], words: list[frozenset[str]]) -> list[_Alike]:
    found: list[_Alike] = []
    for first, second in _candidates(stated, words):
        alike = _likeness(stated[first], stated[second], words[first], words[second])
        if alike >= _SAME:
            found.append((first, second, alike))
    return found


def _mutual(stated: list[Stated], pairs: list[_Alike]) -> list[_Alike]:
    """The pairs in which each is the likeliest for the other among the figures of its article."""
    best: dict[tuple[int, str], float] = defaultdict(float)
    for first, second, alike in pairs:
        for one, other in ((first, second), (second, first)):
            key = one, stated[other].source
            best[key] = max(best[key], alike)
    return [
        (first, second, alike)
        for first, second, alike in pairs
        if alike == best[first, stated[second].source] == best[second, stated[first].source]
    ]


def _likeness(a: Stated, b: Stated, words_a: frozenset[str], words_b: frozenset[str]) -> float:
    """Shared words of the sentences, more for those close by, for subject and value in common."""
    alike = _overlap(words_a, words_b) * 0.7 + _overlap(_close(a), _close(b)) * 0.3
    if a.figure.value == b.figure.value:
        alike += 0.1
    subjects = a.figure.subject, b.figure.subject
    if all(subjects):
        alike = alike + 0.25 if subjects[0] == subjects[1] else alike * 0.6
    return min(1.0, alike)


def _overlap(a: frozenset[str], b: frozenset[str]) -> float:
    shorter = min(len(a), len(b))
    return len(a & b) / shorter if shorter else 0.0


def _close(one: Stated) -> frozenset[str]:
    at = one.figure.start - one.figure.sentence[0]
    return _words(one.sentence[max(0, at - _CLOSE_BY) : at + _CLOSE_BY])


def _agree(rows: list[tuple[Figure, Columns]]) -> bool:
    if rows[0][0].type == "date":
        return _same_date([str(figure.value) for figure, _ in rows])
    low, high = rows[0][1].low, rows[0][1].high
    return all(math.isclose(row.low, low) and math.isclose(row.high, high) for _, row in rows)


def _same_date(values: list[str]) -> bool:
    """Dates agree as far as both are written: 2018-11-02 and --11-02 do."""
    written = sorted((value.lstrip("-") for value in values), key=len)
    return all(longer.endswith(written[0]) for longer in written)


class _Sets:
    """Disjoint sets of indexes (union-find)."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def root(self, i: int) -> int:
        while self._parent[i] != i:
            self._parent[i] = self._parent[self._parent[i]]
            i = self._parent[i]
        return i

    def join(self, a: int, b: int) -> int:
        root = self.root(a)
        self._parent[self.root(b)] = root
        return root

    def all(self) -> Iterable[tuple[int, list[int]]]:
        members: dict[int, list[int]] = defaultdict(list)
        for i in range(len(self._parent)):
            members[self.root(i)].append(i)
        return members.items()

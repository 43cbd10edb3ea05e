"""The same figure in different articles: proposals, never decisions.

Two figures may state the same thing when they are of one type and dimension and the words
around them say the same: what they count, and the words of their sentences. A group
gathers such figures of at least two articles and tells whether the values agree. It shows
both sentences to the reader, who alone decides.
"""

from __future__ import annotations

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
    stated = list(figures)
    numbers = [columns(one.figure) for one in stated]
    words = [_pairs(one) for one in stated]
    groups = _Sets(len(stated))
    likeness: dict[int, float] = {}
    for first, second in _candidates(stated, words):
        alike = _likeness(stated[first], stated[second], words[first], words[second])
        if alike >= _SAME:
            joined = groups.join(first, second)
            likeness[joined] = max(alike, likeness.get(first, 0), likeness.get(second, 0))
    found = [
        Group(
            tuple(stated[i] for i in members),
            _agree([numbers[i] for i in members]),
            likeness.get(root, 0),
        )
        for root, members in groups.all()
        if len({stated[i].source for i in members}) > 1
    ]
    return sorted(found, key=lambda g: -g.likeness)


def _pairs(one: Stated) -> frozenset[str]:
    """The neighbouring pairs of Han characters around a figure, its own surface left out."""
    text = one.sentence.replace(one.figure.surface, " ")
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


def _likeness(a: Stated, b: Stated, words_a: frozenset[str], words_b: frozenset[str]) -> float:
    shorter = min(len(words_a), len(words_b))
    alike = len(words_a & words_b) / shorter if shorter else 0.0
    subjects = a.figure.subject, b.figure.subject
    if all(subjects):
        same = subjects[0] == subjects[1]
        return min(1.0, alike + 0.25) if same else alike * 0.5
    return alike


def _agree(rows: list[Columns]) -> bool:
    first = rows[0]
    if first.first:
        return all((row.first, row.last) == (first.first, first.last) for row in rows)
    return all((row.low, row.high) == (first.low, first.high) for row in rows)


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

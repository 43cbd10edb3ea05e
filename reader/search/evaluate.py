"""Evaluating a query over the segments of an index: documents, scores, totals, matches.

Everything works on whole arrays of documents and positions, but for the most frequent
strings when one is all that is asked for: these have their answer noted (see `champions`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property, reduce
from itertools import chain, pairwise
from typing import NamedTuple, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from reader.search import counting, figures, ranking, strings
from reader.search.batch import UNKNOWN
from reader.search.champions import Champions
from reader.search.found import (
    NOTHING,
    Documents,
    Found,
    added,
    chosen,
    every,
    in_all,
    join,
    less,
    meet,
    unscored,
)
from reader.search.layout import bm25_weight
from reader.search.leaf import Leaf
from reader.search.model import Sort
from reader.search.near import close
from reader.search.patterns import Matcher
from reader.search.query import (
    Both,
    Either,
    FigureRange,
    Named,
    Near,
    Node,
    Pattern,
    Phrase,
    Published,
    apart,
    walk,
)
from reader.search.ranking import Place, Ranked
from reader.search.strings import Heads, Occurrences

_ADJOINING = np.float32(0.5)  # what two words in order add, of what both are worth
_Kind = TypeVar("_Kind", bound=Node)


Span = tuple[int, int]
"""A match in a document: start and end in symbols from the document's first."""


class FigureSpan(NamedTuple):
    """A match that is a key figure or a person: clean offsets in a block."""

    block: int
    start: int
    end: int


class Evaluation:
    """One query over the segments. What strings were found stays for the matches."""

    def __init__(self, leaves: Sequence[Leaf], node: Node) -> None:
        self.leaves = leaves
        self._node = node
        self._answers: dict[int, Found] = {}
        self._occurrences: dict[tuple[int, Phrase], Occurrences] = {}
        self._weights: dict[Phrase, np.float32] = {}
        self._pairs: dict[tuple[int, Near], tuple[Occurrences, Occurrences]] = {}
        self._patterns: dict[tuple[int, Pattern], dict[int, list[Span]]] = {}
        self._matcher: Matcher | None = None
        self._champions = [self._champions_of(leaf) for leaf in leaves]

    @property
    def total(self) -> int:
        """Documents."""
        return sum(
            len(self._found(number).documents) if noted is None else noted.total
            for number, noted in enumerate(self._champions)
        )

    @property
    def occurrences(self) -> int:
        """Matches in all of them."""
        return sum(
            int(self._found(number).counts.sum()) if noted is None else noted.occurrences
            for number, noted in enumerate(self._champions)
        )

    def best(self, limit: int, sort: Sort) -> list[Place]:
        """The first `limit` documents in the order that `sort` names."""
        first = [self._first(number, limit, sort) for number in range(len(self.leaves))]
        return ranking.best(self.leaves, first, limit, sort)

    def _first(self, number: int, limit: int, sort: Sort) -> Ranked:
        """The first `limit` documents of a segment; of titles also what may yet be before them."""
        noted = self._champions[number]
        if noted is not None and sort == "relevance" and noted.suffice(limit):
            scores = noted.worth[:limit] * self._weight(cast(Phrase, self._node))
            return Ranked(-scores, noted.documents[:limit], scores)
        found = self._found(number)
        return ranking.first(self.leaves[number], found, limit, sort)

    def spans(self, place: Place, symbols: bytes) -> list[Span]:
        """The matches of strings and patterns in a document, in reading order.

        `symbols` are those of the document.
        """
        spans: set[Span] = set()
        for phrase in self._asked(Phrase):
            wanted = strings.needle(phrase.text)
            if _is_plain(phrase):
                found = strings.places(symbols, wanted)
            else:
                found = self._within(place, self._of(place.leaf, phrase))
            spans.update((at, at + len(wanted.symbols)) for at in found)
        for phrase, occurrences in self._near_pairs(place.leaf):
            size = len(strings.needle(phrase.text).symbols)
            spans.update((at, at + size) for at in self._within(place, occurrences))
        for pattern in self._asked(Pattern):
            spans.update(self._patterns[place.leaf, pattern].get(place.document, ()))
        return sorted(spans)

    def _asked(self, kind: type[_Kind]) -> list[_Kind]:
        """The parts of the query that are of a kind, without those that are excluded."""
        return [each for each in self._parts if isinstance(each, kind)]

    @cached_property
    def _parts(self) -> list[Node]:
        return list(dict.fromkeys(walk(self._node)))

    def _within(self, place: Place, occurrences: Occurrences) -> list[int]:
        """Where in a document the occurrences are, in symbols from its first."""
        start = np.uint32(self.leaves[place.leaf].layout.starts[place.document])
        return (occurrences.within(place.document) - start).tolist()

    def _near_pairs(self, number: int) -> Iterator[tuple[Phrase, Occurrences]]:
        for near in self._asked(Near):
            yield from zip((near.left, near.right), self._pairs[number, near], strict=True)

    def figure_spans(self, place: Place) -> list[FigureSpan]:
        """The key figures and persons of a document that the query asks for."""
        leaf = self.leaves[place.leaf]
        found = (figures.places(leaf, each, place.document) for each in self._conditions)
        return sorted({FigureSpan(*at) for each in found for at in each})

    @property
    def stopped(self) -> bool:
        """Whether a pattern took too long, so that the totals are not complete."""
        return self._matcher is not None and self._matcher.stopped

    def _champions_of(self, leaf: Leaf) -> Champions | None:
        node = self._node
        if isinstance(node, Phrase) and _is_plain(node):
            return strings.champions(leaf, strings.needle(node.text))
        return None

    def _found(self, number: int) -> Found:
        """The documents of one segment that the query asks for."""
        if number not in self._answers:
            found = self._live_only(number, self._evaluate(number, self._node))
            if self._overlapping:
                found = found._replace(counts=self._different(number, found.documents))
            self._answers[number] = found
        return self._answers[number]

    @cached_property
    def _overlapping(self) -> bool:
        """Whether parts of the query may match the same places, which count once then."""
        if isinstance(self._node, Phrase):
            return False
        phrases = self._strings
        needles = {strings.needle(phrase.text).symbols.tobytes() for phrase in phrases}
        patterns = len(self._asked(Pattern))
        return (
            len(needles) < len(phrases)
            or patterns > 1
            or bool(patterns and phrases)
            or len(self._conditions) > 1
        )

    def _different(self, number: int, documents: Documents) -> NDArray[np.int64]:
        """How many different matches each of these documents has."""
        leaf = self.leaves[number]
        found = list(self._stretches(number))
        counts = counting.rows(leaf, self._conditions)
        if found:
            counts += counting.different(leaf, found)
        return counts.take(documents)

    def _stretches(self, number: int) -> Iterator[counting.Stretches]:
        """All that the strings and patterns of the query match in a segment."""
        held = [(phrase, self._of(number, phrase)) for phrase in self._asked(Phrase)]
        for phrase, occurrences in chain(held, self._near_pairs(number)):
            size = len(strings.needle(phrase.text).symbols)
            yield counting.stretches(occurrences.positions, size)
        starts = self.leaves[number].layout.starts
        for pattern in self._asked(Pattern):
            spans = [
                (starts[document] + start, end - start)
                for document, found in self._patterns.get((number, pattern), {}).items()
                for start, end in found
            ]
            first, sizes = np.array(spans, np.int64).reshape(-1, 2).T
            yield counting.stretches(first.astype(np.uint32), sizes.astype(np.uint64))

    @property
    def _strings(self) -> list[Phrase]:
        """All strings whose places are matches."""
        nears = self._asked(Near)
        return [*self._asked(Phrase), *chain(*((near.left, near.right) for near in nears))]

    @property
    def _conditions(self) -> list[figures.Condition]:
        return [*self._asked(FigureRange), *self._asked(Named)]

    def _live_only(self, number: int, found: Found) -> Found:
        dead = self.leaves[number].dead
        return found if dead is None else chosen(found, ~dead[found.documents])

    def _evaluate(  # noqa: PLR0911 - one a kind of node
        self, number: int, node: Node, among: Documents | None = None
    ) -> Found:
        """The documents of one segment that `node` asks for, deleted ones among them.

        Of those that are not `among` these nothing needs to be known.
        """
        match node:
            case Phrase():
                return self._phrase(number, node)
            case Both():
                return self._both(number, node, among)
            case Either():
                parts = list(dict.fromkeys(node.parts))
                found = [self._evaluate(number, part, among) for part in parts]
                return reduce(join, (*found, *self._adjoining(number, parts)))
            case Near():
                return self._near(number, node)
            case Pattern():
                return self._pattern(number, node, among)
            case FigureRange() | Named():
                return self._figures(number, node)
            case Published():
                return self._published(number, node)

    def _phrase(self, number: int, node: Phrase) -> Found:
        occurrences = self._of(number, node)
        if not len(occurrences.documents):
            return NOTHING
        return self._scored(number, node, occurrences.heads())

    def _phrases(self, number: int, nodes: Sequence[Phrase]) -> Found:
        """Documents that hold all of some strings: only these are scored."""
        held = [self._of(number, node) for node in nodes]
        shared = in_all([each.documents for each in held], self.leaves[number].size)
        parts = [
            self._scored(number, node, each.heads_of(at))
            for node, each, at in zip(nodes, held, shared, strict=True)
        ]
        return reduce(added, parts)

    def _scored(self, number: int, node: Phrase, heads: Heads) -> Found:
        layout, (documents, counts, first) = self.leaves[number].layout, heads
        scores = layout.worth(documents, counts, first < layout.head_ends.take(documents))
        scores *= self._weight(node)
        return Found(documents, scores, counts)

    def _of(self, number: int, phrase: Phrase) -> Occurrences:
        key = number, phrase
        found = self._occurrences.get(key)
        if found is None:
            wanted = strings.needle(phrase.text)
            found = strings.find(self.leaves[number], wanted, phrase.field or "")
            self._occurrences[key] = found
        return found

    def _weight(self, phrase: Phrase) -> np.float32:
        weight = self._weights.get(phrase)
        if weight is None:
            holding = sum(self._holding(number, phrase) for number in range(len(self.leaves)))
            weight = bm25_weight(holding, sum(leaf.size for leaf in self.leaves))
            self._weights[phrase] = weight
        return weight

    def _holding(self, number: int, phrase: Phrase) -> int:
        """Documents of a segment that hold the string, deleted ones among them."""
        noted = self._champions[number]  # which are those of the only phrase, if there are any
        return len(self._of(number, phrase).documents) if noted is None else noted.holding

    def _both(self, number: int, node: Both, among: Documents | None = None) -> Found:
        """Documents that hold all parts. Texts are read only of those that all else leaves."""
        different = dict.fromkeys(node.parts)
        phrases = [part for part in different if isinstance(part, Phrase)]
        others, patterns = apart(part for part in different if not isinstance(part, Phrase))
        without, without_patterns = apart(node.without)
        parts = [self._evaluate(number, part) for part in others]
        if phrases:
            parts.append(self._phrases(number, phrases))
        if among is not None:
            parts.append(unscored(among))
        found = reduce(meet, parts) if parts else every(self.leaves[number])
        for part in without:
            found = less(found, self._evaluate(number, part))
        for part in patterns:
            found = meet(found, self._evaluate(number, part, found.documents))
        for part in without_patterns:
            found = less(found, self._evaluate(number, part, found.documents))
        return found

    def _adjoining(self, number: int, parts: Sequence[Node]) -> Iterator[Found]:
        """Where strings asked for one after the other stand so, without a gap: a bonus."""
        for one, other in pairwise(parts):
            if isinstance(one, Phrase) and isinstance(other, Phrase):
                step = np.uint32(len(strings.needle(one.text).symbols))
                ends = self._of(number, one).positions + step
                places = strings.common(ends, self._of(number, other).positions)
                both = strings.grouped(self.leaves[number], places)
                nothing = np.zeros(len(both.documents), np.int64)
                worth = self.leaves[number].layout.worth(both.documents, both.counts(), nothing > 0)
                worth *= _ADJOINING * (self._weight(one) + self._weight(other))
                yield Found(both.documents, worth, nothing)

    def _near(self, number: int, node: Near) -> Found:
        leaf = self.leaves[number]
        left, right = (self._of(number, each).positions for each in (node.left, node.right))
        sizes = [len(strings.needle(each.text).symbols) for each in (node.left, node.right)]
        pairs = (
            strings.grouped(leaf, left[close(leaf, left, right, sizes, node.distance)]),
            strings.grouped(leaf, right[close(leaf, right, left, sizes[::-1], node.distance)]),
        )
        self._pairs[number, node] = pairs
        found = meet(*(unscored(pair.documents, pair.counts()) for pair in pairs))
        return Found(found.documents, _few(found.counts), found.counts)

    def _pattern(self, number: int, node: Pattern, among: Documents | None) -> Found:
        leaf = self.leaves[number]
        literals = Both(tuple(Phrase(text, node.field) for text in node.literals))
        candidates = self._live_only(number, self._both(number, literals, among))
        self._matcher = matcher = self._matcher or Matcher()
        spans: dict[int, list[Span]] = {}
        for document in candidates.documents.tolist():
            if matcher.over():
                break
            if found := matcher.spans(node, leaf, document):
                spans[document] = found
        counts = np.array([len(found) for found in spans.values()], np.int64)
        self._patterns.setdefault((number, node), {}).update(spans)
        return Found(np.array(list(spans), np.uint32), _few(counts), counts)

    def _figures(self, number: int, node: FigureRange | Named) -> Found:
        documents, counts = figures.answers(self.leaves[number], node)
        return Found(documents, _few(counts), counts)

    def _published(self, number: int, node: Published) -> Found:
        days = self.leaves[number].days
        meant = (days >= node.first) & (days <= node.last) & (days != UNKNOWN)
        return unscored(np.flatnonzero(meant).astype(np.uint32))


def _is_plain(phrase: Phrase) -> bool:
    """Whether the symbols alone tell where it stands."""
    return phrase.field is None and not strings.needle(phrase.text).shared


def _few(counts: NDArray[np.int64]) -> NDArray[np.float32]:
    """A score of matches whose rarity is not known: more are better, ever less so."""
    return np.log1p(counts).astype(np.float32)

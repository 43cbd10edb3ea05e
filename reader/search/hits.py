"""From documents found to what is shown: matches in clean offsets, and a snippet."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reader.search import folding
from reader.search.batch import FIELDS
from reader.search.evaluate import Evaluation, FigureSpan
from reader.search.leaf import Leaf
from reader.search.model import ARTICLE_FIELDS, Field, Hit, Match
from reader.search.ranking import Place

_SNIPPET = 80
_BEFORE = 20


class _Passage(NamedTuple):
    """A passage as displayed: its name, and where its text lies in the document's."""

    field: Field
    block: int
    start: int
    end: int


def hit(evaluation: Evaluation, place: Place) -> Hit:
    """The document at `place` with all its matches."""
    leaf = evaluation.leaves[place.leaf]
    text = leaf.text(place.document)
    passages = _passages(leaf, place.document, text)
    matches = _matches(evaluation, place, text, passages)
    snippet, marks = _snippet(text, passages, matches)
    card = leaf.card(place.document)
    return Hit(
        leaf.key(place.document),
        card.title,
        card.date,
        place.score,
        matches,
        snippet,
        marks,
    )


def _passages(leaf: Leaf, document: int, text: str) -> list[_Passage]:
    first = int(leaf.passage_edges[document])
    passages: list[_Passage] = []
    at = 0
    for number, piece in enumerate(text.split("\0")[:-1], first):
        field = FIELDS[int(leaf.fields[number])]
        passages.append(_Passage(field, int(leaf.blocks[number]), at, at + len(piece)))
        at += len(piece) + 1
    return passages


def _matches(
    evaluation: Evaluation, place: Place, text: str, passages: list[_Passage]
) -> tuple[Match, ...]:
    """All matches, those in the article first, by block and place."""
    order = sorted(range(len(passages)), key=lambda at: _reading_order(passages[at]))
    ranks = {at: rank for rank, at in enumerate(order)}
    found = {
        (ranks[at], start, end) for at, start, end in _displayed(evaluation, place, text, passages)
    }
    for span in evaluation.figure_spans(place):
        found.update((ranks[at], span.start, span.end) for at in _bearing(span, passages))
    return tuple(
        Match(passages[order[rank]].block, start, end, passages[order[rank]].field)
        for rank, start, end in sorted(found)
    )


def _displayed(
    evaluation: Evaluation, place: Place, text: str, passages: list[_Passage]
) -> Iterator[tuple[int, int, int]]:
    """Matches of strings: number of the passage, and offsets in its displayed text."""
    folded = folding.fold(text)
    spans = evaluation.spans(place, folded.symbols.tobytes())
    if not spans:
        return
    kept = folded.kept
    bounds: NDArray[np.intp] = np.array(spans, np.intp)
    begins, ends = kept.take(bounds[:, 0]), kept.take(bounds[:, 1] - 1) + 1
    starts = np.array([passage.start for passage in passages], np.int64)
    numbers = starts.searchsorted(begins, "right") - 1
    bases = starts.take(numbers)
    yield from zip(
        numbers.tolist(), (begins - bases).tolist(), (ends - bases).tolist(), strict=True
    )


def _bearing(span: FigureSpan, passages: list[_Passage]) -> list[int]:
    """The passage of the article that a figure stands in, if it is there."""
    bearing = (
        at
        for at, passage in enumerate(passages)
        if passage.block == span.block and passage.field in ARTICLE_FIELDS
    )
    return list(islice(bearing, 1))


def _reading_order(passage: _Passage) -> tuple[bool, str, int]:
    own = passage.field in ARTICLE_FIELDS
    return not own, "" if own else passage.field, passage.block


def _snippet(
    text: str, passages: list[_Passage], matches: tuple[Match, ...]
) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A stretch of one passage around a match, of the body if there is one."""
    chosen = next((match for match in matches if match.field == "text"), None)
    chosen = chosen or (matches[0] if matches else None)
    passage = _passage_of(chosen, passages)
    if passage is None:
        return "", ()
    first = max(0, chosen.start - _BEFORE) if chosen else 0
    last = min(passage.end - passage.start, max(first + _SNIPPET, chosen.end if chosen else 0))
    marks = tuple(
        (match.start - first, match.end - first)
        for match in matches
        if (match.field, match.block) == (passage.field, passage.block)
        and first <= match.start
        and match.end <= last
    )
    return text[passage.start + first : passage.start + last], marks


def _passage_of(match: Match | None, passages: list[_Passage]) -> _Passage | None:
    """The passage of a match; without one the first of the body, or the first of all."""
    if match is not None:
        return next(p for p in passages if (p.field, p.block) == (match.field, match.block))
    body = (passage for passage in passages if passage.field == "text")
    return next(body, passages[0] if passages else None)

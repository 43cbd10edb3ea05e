"""What a search must find, computed by looking at every character."""

from __future__ import annotations

import random
from collections.abc import Mapping
from functools import lru_cache

from reader.search import Document, Index, Match
from reader.search.folding import fold, full_fold

Texts = Mapping[str, Document]


@lru_cache(100_000)
def folded(text: str) -> str:
    """A text folded to code points, as the index compares them."""
    return "".join(map(chr, full_fold(text)[fold(text).kept].tolist()))


def expected(texts: Texts, wanted: str) -> dict[str, int]:
    """For every document that holds `wanted`, how many times it does."""
    needle = folded(wanted)
    counts = {
        key: sum(_count(folded(passage.text), needle) for passage in document.passages)
        for key, document in texts.items()
    }
    return {key: count for key, count in counts.items() if count}


def _count(text: str, needle: str) -> int:
    count, at = 0, text.find(needle)
    while at >= 0:
        count, at = count + 1, text.find(needle, at + 1)
    return count


def exactly(wanted: str) -> str:
    """The query that asks for exactly this text."""
    return '"' + wanted.replace('"', '""') + '"'


Stretch = tuple[int, int]


def stretches(document: Document, wanted: str) -> set[Stretch]:
    """Where `wanted` stands in the folded text of a document."""
    text, needle = "".join(folded(each.text) + "\0" for each in document.passages), folded(wanted)
    return {
        (at, at + len(needle)) for at in range(len(text)) if text[at : at + len(needle)] == needle
    }


def near(document: Document, one: str, other: str, distance: int) -> set[Stretch]:
    """Where the two stand at most `distance` apart, neither over the other."""
    return {
        stretch
        for left in stretches(document, one)
        for right in stretches(document, other)
        if 0 <= max(left[0], right[0]) - min(left[1], right[1]) <= distance
        for stretch in (left, right)
    }


def check(index: Index, texts: Texts, wanted: str) -> None:
    """Nothing missed, nothing false, and every match is where it says."""
    counts = expected(texts, wanted)
    results = index.search(exactly(wanted), limit=len(texts) + 1)
    assert {hit.key: len(hit.matches) for hit in results.hits} == counts, wanted
    assert (results.total, results.occurrences) == (len(counts), sum(counts.values())), wanted
    for hit in results.hits:
        for match in hit.matches:
            assert folded(matched(texts[hit.key], match)) == folded(wanted)
        for start, end in hit.snippet_matches:
            assert folded(hit.snippet[start:end]) == folded(wanted)


def matched(document: Document, match: Match) -> str:
    """The displayed characters of a match."""
    for passage in document.passages:
        if (passage.field, passage.block) == (match.field, match.block):
            return passage.text[match.start : match.end]
    raise AssertionError(f"no passage for {match}")


def cut(document: Document, chance: random.Random, longest: int = 30) -> str:
    """A random piece of a document's text, of 1 to `longest` characters; perhaps nothing."""
    texts = [passage.text for passage in document.passages if passage.text]
    if not texts:
        return ""
    text = chance.choice(texts)
    at = chance.randrange(len(text))
    return text[at : at + chance.randint(1, longest)]

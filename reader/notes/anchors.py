"""Making anchors: from a selection, a block, or words to look for in an article."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from reader.article import Article
from reader.errors import InputError, NotFound
from reader.i18n import ntr, tr
from reader.notes.ink import CONTEXT, Inked, ink_of, ink_offset
from reader.notes.model import Anchor


class Place(NamedTuple):
    """A clean offset in a block of an article."""

    block: int
    offset: int


def anchor(article: Article | Inked, start: Place, end: Place) -> Anchor:
    """The anchor of a selection from `start` to `end` (exclusive), over blocks if need be.

    White space at its edges is left out. Raises InputError where nothing is selected.
    """
    inked = Inked.of(article)
    first, last = (
        inked.first_ink[place.block] + ink_offset(inked.blocks[place.block].text, place.offset)
        for place in (start, end)
    )
    if first >= last:
        raise InputError(tr("Nothing is selected."))
    return _anchor(inked, first, last)


def block_anchor(article: Article | Inked, block: int) -> Anchor:
    """The anchor of a whole block, for a bookmark. Raises InputError for a block without ink."""
    inked = Inked.of(article)
    if not 0 <= block < len(inked.blocks):
        raise InputError(
            tr("There is no paragraph {block}; the article has {count}.",
               block=block, count=len(inked.blocks))
        )  # fmt: skip
    return anchor(inked, Place(block, 0), Place(block, len(inked.blocks[block].text)))


def find_anchors(article: Article | Inked, text: str) -> Iterator[Anchor]:
    """An anchor for every place where `text` stands, white space apart, in reading order.

    Each is made when it is asked for; how many there are the first one says (`occurrences`).
    """
    inked = Inked.of(article)
    ink = ink_of(text)
    return (_anchor(inked, at, at + len(ink)) for at in inked.reading.occurrences(ink))


def find_anchor(article: Article | Inked, text: str) -> Anchor:
    """The anchor of the one place where `text` stands, white space apart.

    Raises NotFound where it does not stand there, InputError where it does several times.
    """
    found = next(find_anchors(article, text), None)
    if found is None:
        raise NotFound(tr("“{text}” does not occur in the article.", text=_shortened(text)))
    if found.occurrences != 1:
        raise InputError(
            ntr(
                "“{text}” occurs there {count} time; give more of the sentence.",
                "“{text}” occurs there {count} times; give more of the sentence.",
                found.occurrences,
                text=_shortened(text),
            )
        )
    return found


def _anchor(inked: Inked, start: int, end: int) -> Anchor:
    stream = inked.reading
    marks = inked.block_marks(start, end)
    low, high = start, end
    if any(mark.alike > 1 for mark in marks):  # only its neighbours tell it from its twin
        low = min(low, start + min(mark.offset for mark in marks))
        high = max(high, start + max(mark.offset + mark.length for mark in marks))
    return Anchor(
        digest=inked.raw.digest,
        raw=inked.stretch(stream, start, end),
        quote=inked.words(stream, start, end),
        before=_context(inked, max(0, low - CONTEXT), start, start),
        after=_context(inked, end, min(len(stream.ink), high + CONTEXT), end),
        blocks=tuple(map(str, marks)),
        occurrences=sum(1 for _ in stream.occurrences(stream.ink[start:end])),
    )


def _context(inked: Inked, start: int, end: int, edge: int) -> str:
    """Clean text beside the quotation; a `\\n` at the edge where a block ends there."""
    words = inked.words(inked.reading, start, end)
    if not words or not inked.reading.is_border(edge):
        return words
    return words + "\n" if edge == end else "\n" + words


def _shortened(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"

"""What speaks for a place being the one a quotation was taken from.

Words alone are no proof. Evidence is, in falling order: the whole block around the place
(its hash) where no other block had its words; the context on both sides with the
neighbouring blocks in it; the context in the block; the block's edges. A quotation that
had a twin (the same words in the same context, as a pull quote has in the body) is known
by the first two only: which of two equal paragraphs a shuffle put where, nobody can tell.
"""

from __future__ import annotations

from dataclasses import dataclass

from reader.notes.ink import CONTEXT, BlockMark, Inked, Stream, ink_of
from reader.notes.model import Anchor

LONG = 40
"""Characters of ink in a row that prove themselves: no other passage has them by chance."""
MIDDLING = 12
"""Characters of ink, context included, that are enough where all of the context agrees."""
NEAR = 8
"""Characters of context that count as agreement."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place with the quotation's words: how far the context in the block agrees."""

    stream: Stream
    start: int
    end: int
    left: int
    right: int

    @property
    def raw(self) -> tuple[int, ...]:
        """The raw offsets of its ink."""
        return tuple(self.stream.raw[self.start : self.end])

    @property
    def run(self) -> int:
        """Characters in a row that are as they were, the quotation's and the context's."""
        return self.left + self.end - self.start + self.right


@dataclass(frozen=True, slots=True)
class Sought:
    """An anchor's ink: the quotation, and the context with and without other blocks'.

    `first` and `last` are how much of the quotation lies in its first and last block;
    `starts` and `ends` say that the block begins or ends within the context.
    """

    quote: str
    first: int
    last: int
    before: str
    after: str
    before_inside: str
    after_inside: str
    starts: bool
    ends: bool
    blocks: tuple[BlockMark, ...]
    occurrences: int

    @classmethod
    def of(cls, anchor: Anchor) -> Sought:
        """What to look for."""
        return cls(
            quote=ink_of(anchor.quote),
            first=len(ink_of(anchor.quote.partition("\n")[0])),
            last=len(ink_of(anchor.quote.rpartition("\n")[2])),
            before=ink_of(anchor.before),
            after=ink_of(anchor.after),
            before_inside=ink_of(anchor.before.rpartition("\n")[2]),
            after_inside=ink_of(anchor.after.partition("\n")[0]),
            starts="\n" in anchor.before or not anchor.before,
            ends="\n" in anchor.after or not anchor.after,
            blocks=tuple(filter(None, map(BlockMark.parse, anchor.blocks))),
            occurrences=anchor.occurrences,
        )

    @property
    def had_twin(self) -> bool:
        """Whether a part of it stood in the same context somewhere else, too."""
        return any(mark.alike > 1 for mark in self.blocks)

    @property
    def block_recurs(self) -> bool:
        """Whether the words of a whole block, such as a heading, stood elsewhere, too."""
        return any(mark.copies > 1 for mark in self.blocks)


def candidates(sought: Sought, inked: Inked) -> list[Candidate]:
    """Every place with the quotation's words, in reading order or in the order of the file."""
    found: dict[tuple[int, ...], Candidate] = {}
    for stream in (inked.reading, inked.file):
        for at in stream.occurrences(sought.quote):
            each = _candidate(sought, stream, at)
            known = found.get(each.raw)
            if known is None or known.run < each.run:
                found[each.raw] = each
    return list(found.values())


def _candidate(sought: Sought, stream: Stream, at: int) -> Candidate:
    before, after, end = sought.before_inside, sought.after_inside, at + len(sought.quote)
    left = _agreement(stream.ink[max(0, at - len(before)) : at][::-1], before[::-1])
    return Candidate(stream, at, end, left, _agreement(stream.ink[end : end + len(after)], after))


def _agreement(text: str, context: str) -> int:
    pairs = zip(text, context, strict=False)
    return next((at for at, (one, other) in enumerate(pairs) if one != other),
                min(len(text), len(context)))  # fmt: skip


def certain(candidate: Candidate, sought: Sought, inked: Inked) -> bool:
    """Whether the block's own context is all there; where that is little, its edges are."""
    whole_left = candidate.left == len(sought.before_inside)
    whole_right = candidate.right == len(sought.after_inside)
    if not (whole_left and whole_right):
        return False
    if candidate.run >= MIDDLING and not sought.block_recurs:
        return True
    return same_edges(candidate, sought, inked) or same_neighbours(candidate, sought, inked)


def probable(candidate: Candidate, sought: Sought) -> bool:
    """Whether words and context in a row prove themselves, at both ends of the quotation.

    Words that stood several times may have done so in passages that were much alike.
    """
    if candidate.run < LONG or sought.occurrences > 1:
        return False
    left, right = sought.first + candidate.left, sought.last + candidate.right
    return min(left, right) >= MIDDLING


def same_block_edges(candidate: Candidate, sought: Sought, _: Inked) -> bool:
    """Whether a block, as restored, begins and ends here where the block did."""
    return _edged(candidate.stream, candidate.start, sought)


def same_edges(candidate: Candidate, sought: Sought, inked: Inked) -> bool:
    """Whether a block, or a line of the file, begins and ends here where the block did."""
    return any(_edged(stream, at, sought) for stream, at in _seats(candidate, inked))


def _edged(stream: Stream, at: int, sought: Sought) -> bool:
    end = at + len(sought.quote)
    starts = not sought.starts or stream.is_border(at - len(sought.before_inside))
    return starts and (not sought.ends or stream.is_border(end + len(sought.after_inside)))


def same_blocks(candidate: Candidate, sought: Sought, inked: Inked) -> bool:
    """Whether the whole block it was taken from stands around it, however it is cut now."""
    return bool(sought.blocks) and any(
        all(stream.shows(mark, start) for mark in sought.blocks)
        for stream, start in _seats(candidate, inked)
    )


def proved(candidate: Candidate, sought: Sought, inked: Inked) -> bool:
    """Whether this place alone can be meant, even if others have the words and the context."""
    alone = any(mark.copies == 1 for mark in sought.blocks) and not sought.had_twin
    if alone and same_blocks(candidate, sought, inked):
        return True
    return same_neighbours(candidate, sought, inked)


def same_neighbours(candidate: Candidate, sought: Sought, inked: Inked) -> bool:
    """Whether the neighbouring blocks' text is there too: in reading order or in the file's."""
    return any(_framed(stream, at, sought) for stream, at in _seats(candidate, inked))


def _seats(candidate: Candidate, inked: Inked) -> list[tuple[Stream, int]]:
    """The streams in which the candidate stands in one piece, and where."""
    seats = [(candidate.stream, candidate.start)]
    at = inked.in_file(candidate.stream, candidate.start, candidate.end)
    return seats if at is None else [*seats, (inked.file, at)]


def _framed(stream: Stream, start: int, sought: Sought) -> bool:
    """Whether the whole context stands around an ink offset, with neighbouring blocks in it.

    Context that is shorter than an anchor's ended where the article did.
    """
    ink, end = stream.ink, start + len(sought.quote)
    left = len(sought.before) > len(sought.before_inside)
    right = len(sought.after) > len(sought.after_inside)
    first, last = len(sought.before) < CONTEXT, len(sought.after) < CONTEXT
    return (
        (left or right)
        and ink[:start].endswith(sought.before)
        and ink.startswith(sought.after, end)
        and (not first or start == len(sought.before))
        and (not last or end + len(sought.after) == len(ink))
    )

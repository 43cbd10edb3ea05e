"""Finding an anchor's place again, or owning that it cannot be told.

A quotation is looked for by its ink, in reading order and in the order of the file. Its
words alone are no proof: they must stand in the context they were taken from, or be
alone of their kind as they were then. Whatever two places could claim is an orphan.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from reader.article import Article, RawText, Span
from reader.notes.ink import BlockMark, Inked, Stream, ink_of
from reader.notes.model import Anchor, Difference, Note, Placement

LONG = 40
"""Characters of ink that prove themselves: no other sentence has them by chance."""
MIDDLING = 12
"""Characters of ink, context included, that are enough where all of the context agrees."""
NEAR = 8
"""Characters of context that count as agreement."""
FAR = 64
"""Characters of context looked at; more than an anchor keeps."""
ALIKE = 0.7
"""How similar changed words must be, between contexts that are the same."""
ALIKE_ALONE = 0.95
"""How similar they must be where the block has little context of its own."""


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


@dataclass(frozen=True, slots=True)
class Sought:
    """An anchor's ink: the quotation, and the context with and without other blocks'.

    `starts` and `ends` say that the block begins or ends within the context.
    """

    quote: str
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
            before=ink_of(anchor.before),
            after=ink_of(anchor.after),
            before_inside=ink_of(anchor.before.rpartition("\n")[2]),
            after_inside=ink_of(anchor.after.partition("\n")[0]),
            starts="\n" in anchor.before or not anchor.before,
            ends="\n" in anchor.after or not anchor.after,
            blocks=tuple(filter(None, map(BlockMark.parse, anchor.blocks))),
            occurrences=anchor.occurrences,
        )


def resolve(anchor: Anchor, text: Article | RawText | Inked) -> Placement:
    """Where the anchor stands in a text as it is now; see `Placement`.

    For many anchors of one text give `Inked.of(text)`, which keeps what is prepared.
    """
    inked = Inked.of(text)
    sought = Sought.of(anchor)
    if not sought.quote:
        return Placement("orphan")
    if _stands(anchor, sought, inked):
        return Placement("exact", anchor.raw, 1.0, anchor.quote)
    found, count = _verbatim(sought, inked)
    if found is None and "\n" in anchor.quote:
        return _in_parts(anchor, inked)
    if found is None and count <= 1:
        return _changed(anchor.quote, sought, inked, bool(count))
    return _placed(anchor, inked, found) if found else Placement("orphan", candidates=count)


def resolve_all(
    anchors: Iterable[Anchor], text: Article | RawText | Inked
) -> tuple[Placement, ...]:
    """`resolve` for many anchors of one text."""
    inked = Inked.of(text)
    return tuple(resolve(anchor, inked) for anchor in anchors)


def recognise(notes: Iterable[Note], texts: Iterable[Article | RawText]) -> RawText | None:
    """Which of the texts the notes of a missing file were taken from: renamed, or set anew.

    The very file is known by its digest; another setting by this, that every quotation
    stands in it and in no other. None where that cannot be said.
    """
    anchors = [note.anchor for note in notes if note.anchor]
    prepared = [Inked.of(text) for text in texts]
    for inked in prepared:
        if any(anchor.digest == inked.raw.digest for anchor in anchors):
            return inked.raw
    fitting = [
        inked.raw
        for inked in prepared
        if anchors and all(resolve(anchor, inked).verified for anchor in anchors)
    ]
    return fitting[0] if len(fitting) == 1 else None


def compare(quoted: str, found: str) -> tuple[Difference, ...]:
    """How the quotation differs from what stands in the source, piece by piece."""
    matcher = SequenceMatcher(None, quoted, found, autojunk=False)
    return tuple(
        Difference(op, quoted[i:j], found[k:m]) for op, i, j, k, m in matcher.get_opcodes()
    )


def _stands(anchor: Anchor, sought: Sought, inked: Inked) -> bool:
    """Whether this is the very file and the words stand at their offsets in it."""
    pieces = (inked.raw.text[start:end] for start, end in anchor.raw)
    return anchor.digest == inked.raw.digest and ink_of("".join(pieces)) == sought.quote


def _placed(anchor: Anchor, inked: Inked, found: Candidate) -> Placement:
    spans = inked.stretch(found.stream, found.start, found.end)
    state = "exact" if _offsets(spans, inked) == _offsets(anchor.raw, inked) else "moved"
    return Placement(state, spans, 1.0, inked.words(found.stream, found.start, found.end))


def _offsets(spans: Sequence[Span], inked: Inked) -> list[int]:
    text = inked.raw.text
    return [at for s, e in spans for at in range(s, min(e, len(text))) if not text[at].isspace()]


def _verbatim(sought: Sought, inked: Inked) -> tuple[Candidate | None, int]:
    """The one place with the same words, and how many could claim to be it."""
    candidates = _candidates(sought, inked)
    count = len(candidates)
    if count < sought.occurrences:  # one of its like is gone; it may be this one
        candidates = [
            each
            for each in candidates
            if _only_block(each, sought, inked) or _same_neighbours(each, sought, inked)
        ]
    certain = [each for each in candidates if _certain(each, sought, inked)]
    if len(certain) > 1:
        certain = [each for each in certain if _same_blocks(each, sought, inked)] or certain
    if len(certain) > 1:  # twins: only what stands beside them in the file itself can tell
        certain = [each for each in certain if _framed(*_seats(each, inked)[-1], sought)]
    if certain:
        return (certain[0], 1) if len(certain) == 1 else (None, count)
    probable = [each for each in candidates if _probable(each, sought)]
    return (probable[0], 1) if len(probable) == 1 else (None, count)


def _alone(sought: Sought, inked: Inked) -> tuple[Candidate | None, int]:
    """As `_verbatim`, where one place only has the context or the very same blocks."""
    candidates = _candidates(sought, inked)
    certain = [each for each in candidates if _certain(each, sought, inked)]
    if len(certain) > 1:
        certain = [each for each in certain if _same_blocks(each, sought, inked)]
    return (certain[0], 1) if len(certain) == 1 else (None, len(candidates))


def _candidates(sought: Sought, inked: Inked) -> list[Candidate]:
    found: dict[tuple[int, ...], Candidate] = {}
    for stream in (inked.reading, inked.file):
        for at in stream.occurrences(sought.quote):
            end = at + len(sought.quote)
            left = _agreement(stream.ink[max(0, at - FAR) : at][::-1], sought.before_inside[::-1])
            right = _agreement(stream.ink[end : end + FAR], sought.after_inside)
            each = Candidate(stream, at, end, left, right)
            known = found.get(each.raw)
            if known is None or known.left + known.right < left + right:
                found[each.raw] = each
    return list(found.values())


def _agreement(text: str, context: str) -> int:
    pairs = zip(text, context, strict=False)
    return next((at for at, (one, other) in enumerate(pairs) if one != other),
                min(len(text), len(context)))  # fmt: skip


def _certain(candidate: Candidate, sought: Sought, inked: Inked) -> bool:
    """Whether the block's own context is all there; without one, the block's edges are."""
    whole_left = candidate.left == len(sought.before_inside)
    whole_right = candidate.right == len(sought.after_inside)
    if not (whole_left and whole_right):
        return False
    if len(sought.quote) + candidate.left + candidate.right >= MIDDLING:
        return True
    return _same_edges(candidate, sought) or _same_neighbours(candidate, sought, inked)


def _same_edges(candidate: Candidate, sought: Sought) -> bool:
    """Whether a block or line begins and ends here where the block did."""
    stream = candidate.stream
    left = not sought.starts or stream.is_border(candidate.start - candidate.left)
    right = not sought.ends or stream.is_border(candidate.end + candidate.right)
    return left and right


def _probable(candidate: Candidate, sought: Sought) -> bool:
    """Whether the words are long enough, and near context on one side is still there."""
    if len(sought.quote) >= LONG:
        return True
    near = candidate.left >= NEAR or candidate.right >= NEAR
    return near and len(sought.quote) >= MIDDLING


def _same_blocks(candidate: Candidate, sought: Sought, inked: Inked) -> bool:
    """Whether the whole block it was taken from stands around it, however it is cut now."""
    return bool(sought.blocks) and any(
        all(stream.shows(mark, start) for mark in sought.blocks)
        for stream, start in _seats(candidate, inked)
    )


def _only_block(candidate: Candidate, sought: Sought, inked: Inked) -> bool:
    """As `_same_blocks`, where one of the blocks had no twin in the article."""
    alone = any(mark.copies == 1 for mark in sought.blocks)
    return alone and _same_blocks(candidate, sought, inked)


def _same_neighbours(candidate: Candidate, sought: Sought, inked: Inked) -> bool:
    """Whether the neighbouring blocks' text is there too: in reading order or in the file's."""
    return any(_framed(stream, at, sought) for stream, at in _seats(candidate, inked))


def _seats(candidate: Candidate, inked: Inked) -> list[tuple[Stream, int]]:
    """The streams in which the candidate stands in one piece, and where."""
    seats = [(candidate.stream, candidate.start)]
    at = inked.in_file(candidate.stream, candidate.start, candidate.end)
    return seats if at is None else [*seats, (inked.file, at)]


def _framed(stream: Stream, start: int, sought: Sought) -> bool:
    """Whether the whole context stands around an ink offset, with neighbouring blocks in it."""
    ink = stream.ink
    left = len(sought.before) > len(sought.before_inside)
    right = len(sought.after) > len(sought.after_inside)
    return (
        (left or right)
        and ink[max(0, start - FAR) : start].endswith(sought.before)
        and ink.startswith(sought.after, start + len(sought.quote))
    )


def _in_parts(anchor: Anchor, inked: Inked) -> Placement:
    """A quotation over several blocks, whose blocks now stand in another order."""
    spans: list[Span] = []
    for part in _parts(anchor):
        found, count = _alone(Sought.of(part), inked)
        if found is None:
            return Placement("orphan", candidates=count)
        spans += inked.stretch(found.stream, found.start, found.end)
    return Placement("moved", tuple(spans), 1.0, anchor.quote)


def _parts(anchor: Anchor) -> Iterator[Anchor]:
    """For each block of the quotation an anchor of the part that lies in it."""
    pieces = anchor.quote.split("\n")
    marks = [BlockMark.parse(written) for written in anchor.blocks]
    gone = 0
    for number, piece in enumerate(pieces):
        mark = marks[number] if len(marks) == len(pieces) else None
        yield replace(
            anchor,
            quote=piece,
            before=anchor.before if number == 0 else pieces[number - 1] + "\n",
            after=anchor.after if number == len(pieces) - 1 else "\n" + pieces[number + 1],
            blocks=(str(mark._replace(offset=mark.offset + gone)),) if mark else (),
            occurrences=1,
        )
        gone += len(ink_of(piece))


def _changed(quote: str, sought: Sought, inked: Inked, elsewhere: bool) -> Placement:
    """The one place between the same contexts where other, similar words stand now."""
    stream = inked.reading
    left, right = _frame(sought)
    places = [] if elsewhere or not (left and right) else _between(stream, left, right, sought)
    if len(places) != 1:
        return Placement("orphan", candidates=len(places) or int(elsewhere))
    start, end = places[0]
    found = inked.words(stream, start, end)
    similarity = SequenceMatcher(None, ink_of(quote), ink_of(found), autojunk=False).ratio()
    alone = len(sought.before_inside) + len(sought.after_inside) < 2 * NEAR
    if similarity < (ALIKE_ALONE if alone else ALIKE):
        return Placement("orphan", candidates=1)
    return Placement(
        "changed", inked.stretch(stream, start, end), similarity, found, compare(quote, found)
    )


def _frame(sought: Sought) -> tuple[str, str]:
    """The context that must be unchanged: the block's own, the neighbours' where it is short."""
    left = sought.before_inside if len(sought.before_inside) >= NEAR else sought.before
    right = sought.after_inside if len(sought.after_inside) >= NEAR else sought.after
    return (left, right) if min(len(left), len(right)) >= NEAR else ("", "")


def _between(stream: Stream, left: str, right: str, sought: Sought) -> list[tuple[int, int]]:
    """Every stretch between the two contexts that is about as long as the quotation."""
    longest = 2 * len(sought.quote) + NEAR
    starts = [at + len(left) for at in stream.occurrences(left)]
    ends = list(stream.occurrences(right))
    return [(start, end) for start in starts for end in ends if 0 < end - start <= longest]

"""Finding an anchor's place again, or owning that it cannot be told.

A quotation is looked for by its ink, in reading order and in the order of the file. Its
words alone are no proof: they must stand in the context they were taken from, or be
alone of their kind as they were then. Whatever two places could claim is an orphan.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from reader.article import Article, RawText, Span
from reader.notes import evidence
from reader.notes.evidence import MIDDLING, NEAR, Candidate, Sought
from reader.notes.ink import BlockMark, Inked, Stream, ink_of
from reader.notes.model import Anchor, Difference, Note, Placement

ALIKE = 0.7
"""How similar changed words must be, between contexts that are the same."""
ALIKE_AFTER_LITTLE = ((2 * NEAR, 0.95), (2 * MIDDLING, 0.85))
"""The same where the block has less context of its own than so many characters."""


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
    places = evidence.candidates(sought, inked)
    count = len(places)
    one_is_gone = count < sought.occurrences  # and it may be this one
    if one_is_gone or sought.had_twin:
        places = [each for each in places if evidence.proved(each, sought, inked)]
    certain = _certain(places, sought, inked)
    chosen = certain or [each for each in places if evidence.probable(each, sought)]
    return (chosen[0], 1) if len(chosen) == 1 else (None, count)


def _certain(places: Iterable[Candidate], sought: Sought, inked: Inked) -> list[Candidate]:
    """Where the context agrees; of several the one with the block's edges, or the whole block."""
    certain = [each for each in places if evidence.certain(each, sought, inked)]
    for narrower in (evidence.same_block_edges, evidence.same_edges, evidence.same_blocks):
        if len(certain) > 1:
            certain = [each for each in certain if narrower(each, sought, inked)] or certain
    return certain


def _in_parts(anchor: Anchor, inked: Inked) -> Placement:
    """A quotation over several blocks, whose blocks now stand in another order."""
    spans: list[Span] = []
    for part in _parts(anchor):
        found, count = _verbatim(Sought.of(part), inked)
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
    if similarity < _similarity_needed(sought):
        return Placement("orphan", candidates=1)
    return Placement(
        "changed", inked.stretch(stream, start, end), similarity, found, compare(quote, found)
    )


def _similarity_needed(sought: Sought) -> float:
    context = len(sought.before_inside) + len(sought.after_inside)
    return next((needed for less, needed in ALIKE_AFTER_LITTLE if context < less), ALIKE)


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

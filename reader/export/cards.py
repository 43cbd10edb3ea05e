"""A selection as plain values for templates and documents: nothing to look up, nothing to call."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from reader.export.characters import one_line, printable
from reader.export.cite import Citer
from reader.export.csl import Run
from reader.export.marks import clean_quotation
from reader.export.model import VERDICTS, Clipping, Selection, VerdictState
from reader.export.reference import full_title
from reader.notes import Difference


@dataclass(frozen=True, slots=True)
class Card:
    """One clipping, ready to be set.

    `paragraphs` are the quoted words, `citation` the source in the chosen style and
    `number` its place in the list of references. `placement` is exact, moved, changed,
    orphan or empty, `state` says whether the words are the source's and `verdict` the same
    in words. `found` are the words that stand in the source, `differences` how the quoted
    words differ from them. `metadata` is the article's, by field name, empty text where
    nothing is known.
    """

    id: str
    kind: str
    number: int
    paragraphs: tuple[str, ...]
    citation: str
    citation_runs: tuple[Run, ...]
    state: VerdictState
    verdict: str
    placement: str
    found: str
    differences: tuple[Difference, ...]
    note: str
    tags: tuple[str, ...]
    colour: str
    folder: str
    source: str
    article: str
    created: str
    modified: str
    metadata: dict[str, str]


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry of the list of references."""

    number: int
    citation: str
    citation_runs: tuple[Run, ...]


def cards(selection: Selection) -> tuple[tuple[Card, ...], tuple[Reference, ...]]:
    """The selection's cards and the numbered list of what they cite, in order of mention.

    Raises ExportError where the citation style cannot be used.
    """
    citer = Citer(selection.style)
    numbers: dict[str, int] = {}
    references: list[Reference] = []
    made: list[Card] = []
    for clipping in selection.clippings:
        number = numbers.setdefault(clipping.article, len(numbers) + 1)
        if number > len(references):
            runs = citer.runs(clipping.metadata)
            references.append(Reference(number, citer.text(clipping.metadata), runs))
        made.append(_card(clipping, number, citer))
    return tuple(made), tuple(references)


def _card(clipping: Clipping, number: int, citer: Citer) -> Card:
    note, placement = clipping.note, clipping.placement
    return Card(
        id=one_line(note.id),
        kind=note.kind,
        number=number,
        paragraphs=tuple(printable(clean_quotation(note.text)).split("\n")) if note.text else (),
        citation=citer.text(clipping.metadata),
        citation_runs=citer.runs(clipping.metadata),
        state=clipping.verdict,
        verdict=VERDICTS[clipping.verdict],
        placement=placement.state if placement else "",
        found=printable(clipping.found),
        differences=tuple(
            Difference(piece.op, printable(piece.quoted), printable(piece.found))
            for piece in clipping.differences
        ),
        note=printable(note.note),
        tags=tuple(one_line(tag) for tag in note.tags),
        colour=note.colour or "",
        folder=one_line(note.folder),
        source=one_line(note.source),
        article=full_title(clipping.metadata) or one_line(note.source),
        created=one_line(note.created),
        modified=one_line(note.modified),
        metadata=_metadata(clipping),
    )


def _metadata(clipping: Clipping) -> dict[str, str]:
    fields = asdict(clipping.metadata)
    fields.pop("date_bound")
    fields["authors"] = "、".join(clipping.metadata.authors or ())
    return {name: one_line(value or "") for name, value in fields.items()}

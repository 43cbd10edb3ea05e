"""A selection as bibliographic entries: one for each article, for BibTeX, RIS and CSL-JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from reader.export.characters import one_line, printable
from reader.export.marks import clean_quotation, in_quotation_marks
from reader.export.model import VERDICTS, Clipping, Selection
from reader.export.reference import date_parts
from reader.notes import Metadata


@dataclass(frozen=True, slots=True)
class Entry:
    """An article and what was noted in it. `remarks` are quotations and comments in order."""

    key: str
    metadata: Metadata
    source: str
    remarks: tuple[str, ...]
    tags: tuple[str, ...]


def entries(selection: Selection) -> Iterator[Entry]:
    """One entry an article, in the order of first mention."""
    grouped: dict[str, list[Clipping]] = {}
    for clipping in selection.clippings:
        grouped.setdefault(clipping.article, []).append(clipping)
    for article, clippings in grouped.items():
        yield _entry(article, clippings)


def _entry(article: str, clippings: list[Clipping]) -> Entry:
    metadata = clippings[0].metadata
    tags = (one_line(tag) for clipping in clippings for tag in clipping.note.tags)
    return Entry(
        key=_key(article, metadata),
        metadata=metadata,
        source=one_line(clippings[0].note.source),
        remarks=tuple(remark for clipping in clippings for remark in _remarks(clipping)),
        tags=tuple(dict.fromkeys(tag for tag in tags if tag)),
    )


def _key(article: str, metadata: Metadata) -> str:
    """`news2018-5f7aa6dc`: ASCII for every reader, and the same at every export."""
    date = date_parts(metadata.date)
    digest = sha256(article.encode("utf-8", "surrogatepass")).hexdigest()[:10]
    return f"news{date[0] if date else ''}-{digest}"


def _remarks(clipping: Clipping) -> Iterator[str]:
    if clipping.note.text:
        quoted = in_quotation_marks(printable(clean_quotation(clipping.note.text)))
        yield f"{quoted}〔{VERDICTS[clipping.verdict]}〕"
    if clipping.note.note.strip():
        yield printable(clipping.note.note.strip())

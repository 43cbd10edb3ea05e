"""A quotation with its source, for the clipboard: plain and rich."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path

from reader.export.characters import contained, printable
from reader.export.cite import DEFAULT_STYLE, Citer
from reader.export.marks import clean_quotation, in_quotation_marks
from reader.export.model import Selection
from reader.notes import Metadata


@dataclass(frozen=True, slots=True)
class Copied:
    """The same words as plain text and as a fragment of HTML, for one clipboard entry."""

    plain: str
    html: str


def quotation_with_source(
    text: str, metadata: Metadata, style: str | Path = DEFAULT_STYLE
) -> Copied:
    """The quoted words in “…” and the citation on the line below them.

    `text` is the clean text of the selection or note, `\\n` between paragraphs. Raises
    ExportError where the style cannot be used.
    """
    return _copied(text, metadata, Citer(style))


def copied(selection: Selection) -> Copied:
    """All quotations of a selection, each with its source, a blank line between them."""
    citer = Citer(selection.style)
    made = [
        _copied(clipping.note.text, clipping.metadata, citer)
        for clipping in selection.clippings
        if clipping.note.text
    ]
    return Copied("\n\n".join(one.plain for one in made), "".join(one.html for one in made))


def _copied(text: str, metadata: Metadata, citer: Citer) -> Copied:
    quoted = in_quotation_marks(printable(clean_quotation(text))).split("\n")
    paragraphs = "".join(f"<p>{escape(part)}</p>" for part in quoted)
    return Copied(
        plain="\n".join((*map(contained, quoted), citer.text(metadata))),
        html=f"<blockquote>{paragraphs}</blockquote><p>{citer.html(metadata)}</p>",
    )

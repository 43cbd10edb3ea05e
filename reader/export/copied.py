"""A quotation with its source, for the clipboard: plain and rich."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path

from reader.export.characters import contained, printable
from reader.export.cite import DEFAULT_STYLE, Citer
from reader.export.marks import clean_quotation, in_quotation_marks
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
    citer = Citer(style)
    quoted = in_quotation_marks(printable(clean_quotation(text)))
    paragraphs = "".join(f"<p>{escape(part)}</p>" for part in quoted.split("\n"))
    return Copied(
        plain="\n".join((*map(contained, quoted.split("\n")), citer.text(metadata))),
        html=f"<blockquote>{paragraphs}</blockquote><p>{citer.html(metadata)}</p>",
    )

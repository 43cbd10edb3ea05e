"""Quotations as a page of HTML, through the template `quotations.html`.

Everything from outside is escaped, and the page forbids scripts and anything fetched.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from reader.export.csl import Run
from reader.export.model import Selection

if TYPE_CHECKING:
    from markupsafe import Markup

SECURITY_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
)
_SCHEMES = ("http://", "https://")


def write(selection: Selection) -> bytes:
    """The selection as a UTF-8 page of HTML."""
    from reader.export.templated import filled

    return filled("quotations.html", selection)


def runs(pieces: Iterable[Run]) -> Markup:
    """A citation, escaped, its italics in `<i>`."""
    from markupsafe import Markup, escape

    return Markup("").join(
        Markup("<i>{}</i>").format(run.text) if run.italic else escape(run.text) for run in pieces
    )


def link(url: str) -> Markup:
    """A link where the address is one of the web's, else the address as text."""
    from markupsafe import Markup, escape

    if not url.lower().startswith(_SCHEMES):
        return escape(url)
    return Markup('<a href="{0}" rel="noreferrer">{0}</a>').format(url)

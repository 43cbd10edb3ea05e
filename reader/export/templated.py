"""What the formats made from templates have in common."""

from __future__ import annotations

from reader.export.cards import cards
from reader.export.characters import one_line
from reader.export.html import SECURITY_POLICY
from reader.export.model import Selection
from reader.export.templates import render


def filled(template: str, selection: Selection) -> bytes:
    """The template filled with the selection, in UTF-8; what UTF-8 cannot hold is `?`.

    The names a template finds: `title`, `made`, `style`, `cards`, `references` (see
    `reader.export.cards`) and `security_policy` for pages. Raises ExportError.
    """
    made, references = cards(selection)
    values = {
        "title": one_line(selection.title),
        "made": one_line(selection.made),
        "style": str(selection.style),
        "cards": made,
        "references": references,
        "security_policy": SECURITY_POLICY,
    }
    return render(template, selection.templates, values).encode("utf-8", "replace")

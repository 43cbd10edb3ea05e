"""Quotations as plain text, through the template `quotations.txt`."""

from __future__ import annotations

from reader.export.model import Selection


def write(selection: Selection) -> bytes:
    """The selection as UTF-8 text."""
    from reader.export.templated import filled

    return filled("quotations.txt", selection)

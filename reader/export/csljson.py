"""CSL-JSON: one item for each article, its quotations in `note`."""

from __future__ import annotations

from typing import Any

from reader.export.entries import Entry, entries
from reader.export.json import encoded
from reader.export.model import Selection
from reader.export.reference import csl_item


def write(selection: Selection) -> bytes:
    """The selection as a CSL-JSON array."""
    return encoded([_item(entry) for entry in entries(selection)])


def _item(entry: Entry) -> dict[str, Any]:
    item = csl_item(entry.metadata, entry.key)
    if entry.remarks:
        item["note"] = "\n\n".join(entry.remarks)
    if entry.tags:
        item["keyword"] = ", ".join(entry.tags)
    return item

"""Quotations as JSON, in the names of `jianbao quote list --json`, with citation and metadata."""

from __future__ import annotations

import json
from typing import Any

from reader.export.cards import Card, cards
from reader.export.model import Selection
from reader.notes import Anchor, Placement


def write(selection: Selection) -> bytes:
    """The selection as one JSON object: `title`, `made`, `style`, `quotations`, `references`."""
    made, references = cards(selection)
    pairs = zip(made, selection.clippings, strict=True)
    return encoded({
        "title": selection.title,
        "made": selection.made,
        "style": str(selection.style),
        "quotations": [
            _quotation(card, clip.note.anchor, clip.placement) | {"text": clip.note.text}
            for card, clip in pairs
        ],
        "references": [reference.citation for reference in references],
    })  # fmt: skip


def encoded(value: object) -> bytes:
    """UTF-8 JSON that any reader takes: half a surrogate pair becomes its `\\uXXXX` escape."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode(
        "utf-8", "backslashreplace"
    )


def _quotation(card: Card, anchor: Anchor | None, placement: Placement | None) -> dict[str, Any]:
    return {
        "id": card.id,
        "kind": card.kind,
        "source": card.source,
        "text": "\n".join(card.paragraphs),
        "note": card.note,
        "tags": card.tags,
        "colour": card.colour or None,
        "folder": card.folder,
        "created": card.created,
        "modified": card.modified,
        "anchor": anchor and {
            "raw": [list(span) for span in anchor.raw],
            "before": anchor.before,
            "after": anchor.after,
            "hash": anchor.digest,
        },
        "state": placement.state if placement else None,
        "verdict": card.verdict,
        "citation": card.citation,
        "metadata": {name: value for name, value in card.metadata.items() if value},
    }  # fmt: skip

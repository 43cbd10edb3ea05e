"""W3C Web Annotation (JSON-LD), out and back without loss.

The model is https://www.w3.org/TR/annotation-model/: an AnnotationCollection with one
page; each note an Annotation whose target is the article's text with a TextQuoteSelector
and, where the quotation is one stretch, a TextPositionSelector in raw offsets. What the
model has no word for (kind, colour, folder, hashes) stands under `jianbao:`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from reader.export.json import encoded
from reader.export.model import Clipping, Selection
from reader.notes import METADATA_FIELDS, Anchor, Metadata, Note, NoteKind

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
NAMESPACE = "https://jianbao.invalid/ns#"
_MOTIVATIONS: dict[NoteKind, str] = {
    "bookmark": "bookmarking",
    "highlight": "highlighting",
    "quotation": "highlighting",
    "note": "commenting",
}


def write(selection: Selection) -> bytes:
    """The selection as an AnnotationCollection."""
    items = [_annotation(clipping) for clipping in selection.clippings]
    collection = {
        "@context": [CONTEXT, {"jianbao": NAMESPACE}],
        "id": "urn:jianbao:export",
        "type": "AnnotationCollection",
        "label": selection.title,
        "total": len(items),
        "first": {
            "id": "urn:jianbao:export:1",
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": items,
        },
    }
    if selection.made:
        collection["generated"] = selection.made
    return encoded(collection)


def _annotation(clipping: Clipping) -> dict[str, Any]:
    note = clipping.note
    made: dict[str, Any] = {
        "id": _iri("note", note.id),
        "type": "Annotation",
        "motivation": _MOTIVATIONS[note.kind],
        "target": _target(clipping),
        "jianbao:note": _own(note),
    }
    bodies = [*_bodies(note)]
    if bodies:
        made["body"] = bodies
    return made | {
        field: value
        for field, value in (("created", note.created), ("modified", note.modified))
        if value
    }


def _bodies(note: Note) -> Iterable[dict[str, Any]]:
    if note.note:
        yield {"type": "TextualBody", "value": note.note, "format": "text/plain",
               "purpose": "commenting"}  # fmt: skip
    for tag in note.tags:
        yield {"type": "TextualBody", "value": tag, "purpose": "tagging"}


def _target(clipping: Clipping) -> dict[str, Any]:
    note = clipping.note
    source = {
        "id": _iri("sha256", note.digest) if note.digest else _iri("source", note.source),
        "type": "Text",
        "format": "text/plain",
        "jianbao:key": note.source,
        "jianbao:path": note.path,
        "jianbao:metadata": metadata_object(clipping.metadata),
    }
    target: dict[str, Any] = {"type": "SpecificResource", "source": source}
    if note.anchor:
        target["selector"] = [*_selectors(note.anchor)]
        target["jianbao:anchor"] = anchor_object(note.anchor)
    return target


def _selectors(anchor: Anchor) -> Iterable[dict[str, Any]]:
    yield {
        "type": "TextQuoteSelector",
        "exact": anchor.quote,
        "prefix": anchor.before,
        "suffix": anchor.after,
    }
    if len(anchor.raw) == 1:
        start, end = anchor.raw[0]
        yield {"type": "TextPositionSelector", "start": start, "end": end}


def _iri(kind: str, name: str) -> str:
    return f"urn:jianbao:{kind}:" + quote(name.encode("utf-8", "surrogatepass"), safe="")


def _own(note: Note) -> dict[str, Any]:
    """What the note holds beyond the model, or in a shape the model does not keep."""
    return {
        "id": note.id,
        "kind": note.kind,
        "text": note.text,
        "colour": note.colour,
        "folder": note.folder,
        "removed": note.removed,
    }


def anchor_object(anchor: Anchor) -> dict[str, Any]:
    """The anchor's own fields; quote and context stand in the TextQuoteSelector."""
    return {
        "digest": anchor.digest,
        "raw": [list(span) for span in anchor.raw],
        "blocks": list(anchor.blocks),
        "occurrences": anchor.occurrences,
    }


def metadata_object(metadata: Metadata) -> dict[str, Any]:
    """The fields that are known; `date_bound` comes from the text and is not exported."""
    fields = ((name, getattr(metadata, name)) for name in METADATA_FIELDS)
    return {
        name: list(metadata.authors or ()) if name == "authors" else value
        for name, value in fields
        if value is not None
    }

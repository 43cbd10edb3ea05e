"""Our own W3C Web Annotation files read back: the same notes, field by field."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, cast

from reader.article import Span
from reader.errors import InputError
from reader.i18n import tr
from reader.notes import COLOURS, KINDS, METADATA_FIELDS, Anchor, Metadata, Note

_FURTHEST = 1 << 32  # no file that is read is as long


@dataclass(frozen=True, slots=True)
class Imported:
    """Notes read from a file, and what the file knows of their articles, by digest."""

    notes: tuple[Note, ...]
    metadata: dict[str, Metadata]


def read(data: bytes) -> Imported:
    """The notes of a file that `reader.export.jsonld.write` made.

    Raises InputError where the bytes are not such a file, naming the annotation at fault.
    """
    notes: list[Note] = []
    known: dict[str, Metadata] = {}
    for number, item in enumerate(_items(data), start=1):
        try:
            note = _note(item)
            described = _metadata(item["target"]["source"]["jianbao:metadata"])
        except (KeyError, TypeError, ValueError, AttributeError, LookupError) as error:
            raise InputError(
                tr("Annotation {number} of the file was not written by Jianbao, or was changed "
                   "since: {reason}.", number=number, reason=error)
            ) from error  # fmt: skip
        notes.append(note)
        if note.digest:
            known[note.digest] = described
    return Imported(tuple(notes), known)


def _items(data: bytes) -> list[Any]:
    try:
        page = json.loads(data)["first"]
        items = page["items"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise InputError(
            tr("The file is not a collection of annotations exported by Jianbao.")
        ) from error
    return cast("list[Any]", items) if isinstance(items, list) else []


def _note(item: dict[str, Any]) -> Note:
    own, target = item["jianbao:note"], item["target"]
    bodies = item.get("body", [])
    return Note(
        id=_text(own["id"]),
        kind=_one_of(own["kind"], KINDS),
        source=_text(target["source"]["jianbao:key"]),
        path=_text(target["source"]["jianbao:path"]),
        anchor=_anchor(target) if "jianbao:anchor" in target else None,
        text=_text(own["text"]),
        note="".join(_text(body["value"]) for body in bodies if body["purpose"] == "commenting"),
        tags=tuple(_text(body["value"]) for body in bodies if body["purpose"] == "tagging"),
        colour=None if own["colour"] is None else _one_of(own["colour"], COLOURS),
        folder=_text(own["folder"]),
        created=_text(item.get("created", "")),
        modified=_text(item.get("modified", "")),
        removed=None if own["removed"] is None else _text(own["removed"]),
    )


def _anchor(target: dict[str, Any]) -> Anchor:
    quotes = [s for s in target["selector"] if s["type"] == "TextQuoteSelector"]
    if len(quotes) != 1:
        raise ValueError(tr("one TextQuoteSelector expected, {count} found", count=len(quotes)))
    (quote,) = quotes
    own = target["jianbao:anchor"]
    return Anchor(
        digest=_text(own["digest"]),
        raw=tuple(_span(span) for span in own["raw"]),
        quote=_text(quote["exact"]),
        before=_text(quote["prefix"]),
        after=_text(quote["suffix"]),
        blocks=tuple(_text(block) for block in own["blocks"]),
        occurrences=_count(own.get("occurrences", 1)),
    )


def _metadata(fields: dict[str, Any]) -> Metadata:
    known: dict[str, Any] = {
        name: tuple(_text(author) for author in value) if name == "authors" else _text(value)
        for name, value in fields.items()
        if name in METADATA_FIELDS
    }
    return Metadata(**known)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(tr("text expected, {value} found", value=repr(value)[:40]))
    return value


def _count(value: object) -> int:
    if not isinstance(value, int) or value < 0:
        raise ValueError(tr("{value} is not a count", value=repr(value)[:40]))
    return value


def _span(value: object) -> Span:
    match value:
        case [int(start), int(end)] if 0 <= start <= end < _FURTHEST:
            return Span(start, end)
        case _:
            raise ValueError(tr("{value} is not a range of text", value=repr(value)[:40]))


def _one_of(value: object, choices: tuple[Any, ...]) -> Any:
    if value not in choices:
        raise ValueError(tr("{value} is not known", value=repr(value)[:40]))
    return value

"""Records as plain JSON objects and back, and the checksum each is stored with."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from typing import Any, cast

from reader.article import DateBound, Span
from reader.notes.model import (
    Anchor,
    CorrectionFile,
    Draft,
    Metadata,
    Note,
    Override,
    ReadingState,
    Record,
    SavedSearch,
)

Json = dict[str, Any]
_HALF_PAIR = re.compile("[\ud800-\udfff]")


def key_of(record: Record) -> tuple[str, str]:
    """What a record is known by: its type's name and its key within that type."""
    name = type_name(record)
    return name, str(getattr(record, _KEYS[name]))


def type_name(record: Record) -> str:
    """The name under which records of this type are stored."""
    return _NAMES[type(record)]


def encode(record: Record) -> Json:
    """The record as a JSON object; `decode(type_name(record), …)` gives it back."""
    return _plain(record)


def decode(name: str, data: Json) -> Record:
    """The record of type `name`. Raises KeyError, TypeError or ValueError for what is none."""
    return _DECODERS[name](data)


def storable(record: Record) -> Record:
    """The record with a sign in the place of every half surrogate pair, which UTF-8 has not.

    Names of files and what is pasted may hold some.
    """
    text = json.dumps(encode(record), ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        return decode(type_name(record), json.loads(_HALF_PAIR.sub("\ufffd", text)))
    return record


def checksum(record: Record) -> str:
    """A hash of everything the record says: 16 hex digits, the same in every version."""
    text = json.dumps(encode(record), ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def anchor_to_json(anchor: Anchor) -> Json:
    """The anchor as a JSON object."""
    return _plain(anchor)


def anchor_from_json(data: Json) -> Anchor:
    """The anchor that `anchor_to_json` wrote."""
    return Anchor(
        digest=str(data["digest"]),
        raw=tuple(Span(int(start), int(end)) for start, end in data["raw"]),
        quote=str(data["quote"]),
        before=str(data["before"]),
        after=str(data["after"]),
        blocks=tuple(map(str, data["blocks"])),
        occurrences=int(data["occurrences"]),
    )


def _plain(record: object) -> Json:
    names = cast("tuple[str, ...]", type(record).__slots__)  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]
    return {name: _plain_value(getattr(record, name)) for name in names}


def _plain_value(value: object) -> object:
    if isinstance(value, (Anchor, Metadata, DateBound)):
        return _plain(value)
    if isinstance(value, tuple):
        return [_plain_value(item) for item in cast("tuple[object, ...]", value)]
    return value


def _note(data: Json) -> Note:
    anchor = data["anchor"]
    fields: Json = {
        **data,
        "anchor": None if anchor is None else anchor_from_json(anchor),
        "tags": tuple(data["tags"]),
    }
    return Note(**fields)


def _override(data: Json) -> Override:
    told: Json = data["metadata"]
    authors, bound = told["authors"], told["date_bound"]
    fields: Json = {
        **told,
        "authors": None if authors is None else tuple(authors),
        "date_bound": None if bound is None else DateBound(**bound),
    }
    return Override(data["digest"], Metadata(**fields))


def _corrections(data: Json) -> CorrectionFile:
    return CorrectionFile(data["digest"], tuple(data["operations"]))


_NAMES: dict[type[Any], str] = {
    Note: "note",
    Override: "metadata",
    SavedSearch: "search",
    ReadingState: "reading",
    Draft: "draft",
    CorrectionFile: "corrections",
}
_KEYS = {
    "note": "id",
    "metadata": "digest",
    "search": "name",
    "reading": "digest",
    "draft": "key",
    "corrections": "digest",
}
_DECODERS: dict[str, Callable[[Json], Record]] = {
    "note": _note,
    "metadata": _override,
    "search": lambda data: SavedSearch(**data),
    "reading": lambda data: ReadingState(**data),
    "draft": lambda data: Draft(**data),
    "corrections": _corrections,
}

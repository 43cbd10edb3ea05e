"""RIS: one `NEWS` record for each newspaper article (RIS specification of 2011)."""

from __future__ import annotations

from collections.abc import Iterator

from reader.export.characters import one_line
from reader.export.entries import Entry, entries
from reader.export.model import Selection
from reader.export.reference import date_parts, full_title, language, page_number


def write(selection: Selection) -> bytes:
    """The selection as a UTF-8 RIS file, lines ended by CR LF."""
    records = ("".join(f"{line}\r\n" for line in _record(entry)) for entry in entries(selection))
    return "\r\n".join(records).encode("utf-8", "replace")


def _record(entry: Entry) -> Iterator[str]:
    """`TAG  - value` lines; a value never holds a line break, so it cannot end the record."""
    yield "TY  - NEWS"
    for tag, value in _fields(entry):
        text = one_line(value)
        if text:
            yield f"{tag}  - {text}"
    yield "ER  - "


def _fields(entry: Entry) -> Iterator[tuple[str, str]]:
    metadata = entry.metadata
    yield "ID", entry.key
    for author in metadata.authors or ():
        yield "AU", author
    yield "TI", full_title(metadata)
    yield "T2", metadata.newspaper or ""
    yield from _dates(metadata.date)
    yield "SP", page_number(metadata.page)
    yield "PB", metadata.publisher or ""
    yield "CY", metadata.place or ""
    yield "UR", metadata.url or ""
    yield "Y2", _slashed(metadata.accessed)
    yield "LA", language(metadata)
    for tag in entry.tags:
        yield "KW", tag
    for remark in entry.remarks:
        yield "N1", remark.replace("\n", " / ")


def _dates(date: str | None) -> Iterator[tuple[str, str]]:
    parts = date_parts(date)
    if parts:
        yield "PY", str(parts[0])
        yield "DA", _slashed(date)


def _slashed(date: str | None) -> str:
    """`YYYY/MM/DD/`, the parts that are not known left empty."""
    parts = date_parts(date)
    if not parts:
        return date or ""
    month, day = [*(f"{part:02}" for part in parts[1:]), "", ""][:2]
    return f"{parts[0]:04}/{month}/{day}/"

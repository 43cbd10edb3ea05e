"""The journal: every change since the last backups, in a file of its own, line by line.

SQLite trusts its files: a flipped bit in the write-ahead log silently ends it there, and
committed changes are gone. So each change is also written here, synced, before it is
committed. After a damage the newest good backup and this file give everything back.

A line is `<crc32 of the rest, 8 hex digits> <JSON>`; the JSON has `store` (identity of
the database), `sequence` (counted by the database), `put` (records) and `gone` (keys).
"""

from __future__ import annotations

import contextlib
import json
import os
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from reader.files import write_atomically
from reader.notes import codec
from reader.notes.model import Change, Record

NAME = "journal.jsonl"


@dataclass(frozen=True, slots=True)
class Entry:
    """One change: the records it left behind and the keys it deleted."""

    store: str
    sequence: int
    put: tuple[Record, ...]
    gone: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a journal holds: its good entries in order, and how many lines are damaged."""

    entries: tuple[Entry, ...]
    damaged: int


def entry_of(store: str, sequence: int, change: Change) -> Entry:
    """The journal's entry for a change."""
    left = {codec.key_of(record) for record in change.after}
    gone = tuple(key for key in map(codec.key_of, change.before) if key not in left)
    return Entry(store, sequence, change.after, gone)


def append(path: Path, entry: Entry) -> int:
    """Add an entry and sync it. Returns the length before, for `cut`. Raises OSError.

    Half a line must not swallow the next: where writing fails the file is cut back, and
    what a crash left of one is cut off first.
    """
    with path.open("a+b", buffering=0) as file:
        length = _ended(file)
        try:
            _write_all(file, _line(entry))
            os.fsync(file.fileno())
        except OSError:
            with contextlib.suppress(OSError):
                file.truncate(length)
            raise
    return length


def cut(path: Path, length: int) -> None:
    """Take back the last entry, when the database refused the change it tells of."""
    with contextlib.suppress(OSError), path.open("r+b", buffering=0) as file:
        file.truncate(length)
        os.fsync(file.fileno())


def read(path: Path, store: str | None = None) -> Reading:
    """The entries of a journal (of one database only, where `store` names it).

    A missing file is an empty journal. A last line without its end was never
    acknowledged and is no damage.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Reading((), 0)
    lines = data.split(b"\n")
    torn = lines.pop()
    parsed = [_parse(line) for line in lines if line]
    if torn and (last := _parse(torn)):
        parsed.append(last)
    good = [entry for entry in parsed if entry and store in (None, entry.store)]
    return Reading(tuple(good), parsed.count(None))


def prune(path: Path, after: int) -> None:
    """Forget the entries up to and with sequence `after`. Raises OSError."""
    kept = [entry for entry in read(path).entries if entry.sequence > after]
    write_atomically(path, b"".join(map(_line, kept)))


def _ended(file: BinaryIO) -> int:
    """The length of the file once it ends with a whole line."""
    length = file.seek(0, os.SEEK_END)
    if not length:
        return 0
    file.seek(length - 1)
    if file.read(1) == b"\n":
        return length
    file.seek(0)
    data = file.read()
    whole = data.rfind(b"\n") + 1
    if _parse(data[whole:]):
        return length + file.write(b"\n")
    file.truncate(whole)
    return whole


def _line(entry: Entry) -> bytes:
    payload = json.dumps(
        {
            "store": entry.store,
            "sequence": entry.sequence,
            "put": list(_typed(entry.put)),
            "gone": entry.gone,
        },
        ensure_ascii=True,
        separators=(",", ":"),
    ).encode()
    return b"%08x %s\n" % (zlib.crc32(payload), payload)


def _typed(records: Iterable[Record]) -> Iterator[list[object]]:
    for record in records:
        yield [codec.type_name(record), codec.encode(record)]


def _parse(line: bytes) -> Entry | None:
    try:
        crc, payload = line.split(b" ", 1)
        if int(crc, 16) != zlib.crc32(payload):
            return None
        data = json.loads(payload)
        return Entry(
            store=data["store"],
            sequence=data["sequence"],
            put=tuple(codec.decode(name, body) for name, body in data["put"]),
            gone=tuple((name, key) for name, key in data["gone"]),
        )
    except (ValueError, KeyError, TypeError):
        return None


def _write_all(file: BinaryIO, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[file.write(view) :]

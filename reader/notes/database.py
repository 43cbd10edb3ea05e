"""Records in SQLite: one change is one transaction, in the database and in the journal."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import unicodedata
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from reader.errors import StoreBusy, StoreDamaged, StoreError
from reader.i18n import os_reason, tr
from reader.notes import codec, corrections, journal
from reader.notes.model import Change, CorrectionFile, Note, Record

Key = tuple[str, str]

_NOTE_COLUMNS = (
    "id, kind, source, path, anchor, text, note, colour, folder, created, modified, removed"
)
_DAMAGED_CODES = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_BUSY_CODES = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


class Database:
    """The records of one data directory over one connection, used from one thread."""

    def __init__(
        self, connection: sqlite3.Connection, folder: Path, corrections_folder: Path
    ) -> None:
        self.connection = connection
        self.folder = folder
        self.corrections = corrections_folder
        self.journal = folder / journal.NAME

    @property
    def sequence(self) -> int:
        """How many changes the database has seen."""
        return int(self.fact("sequence"))

    def fact(self, name: str) -> str:
        """One of the database's facts about itself: `sequence` or `identity`."""
        row = self.connection.execute("SELECT value FROM facts WHERE name=?", (name,)).fetchone()
        if row is None:
            raise StoreDamaged(tr("The notes in {path} are damaged.", path=self.folder))
        return str(row[0])

    def write(self, change: Change) -> None:
        """Make the change, durably and all at once, or raise StoreError and change nothing.

        Records that are no longer as `change.before` says were changed by another window:
        they are not overwritten.
        """
        with translated(self.folder):
            self._write(change)

    def _write(self, change: Change) -> None:
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            self._refuse_conflict(change)
            sequence = self.sequence + 1
            entry = journal.entry_of(self.fact("identity"), sequence, change)
            self.put_entry(entry)
            length = journal.append(self.journal, entry)
        except BaseException:
            self.connection.rollback()
            raise
        try:
            self._write_corrections(entry)
            self.connection.execute("COMMIT")
        except BaseException:
            self.connection.rollback()
            journal.cut(self.journal, length)
            self._rewrite_corrections(entry)
            raise

    def put_entry(self, entry: journal.Entry) -> None:
        """Write an entry's records within the transaction that is open."""
        for key in entry.gone:
            self._delete(key)
        self._put_notes([record for record in entry.put if isinstance(record, Note)])
        for record in entry.put:
            if not isinstance(record, Note):
                self._put_document(record)
        self.connection.execute(
            "UPDATE facts SET value=? WHERE name='sequence'", (str(entry.sequence),)
        )

    def replay(self, entry: journal.Entry) -> None:
        """Make a change that only the journal knows of."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            self.put_entry(entry)
            self._write_corrections(entry)
            self.connection.execute("COMMIT")
        except BaseException:
            self.connection.rollback()
            raise

    def get(self, key: Key) -> Record | None:
        """The record with this key, or None."""
        name, of = key
        if name == "note":
            return next(iter(self.notes([of])), None)
        query = "SELECT body FROM documents WHERE kind=? AND key=?"
        row = self.connection.execute(query, key).fetchone()
        return None if row is None else codec.decode(name, json.loads(row[0]))

    def documents(self, kind: str) -> list[Record]:
        """All records of a kind other than notes."""
        query = "SELECT body FROM documents WHERE kind=? ORDER BY key"
        rows = self.connection.execute(query, (kind,))
        return [codec.decode(kind, json.loads(body)) for (body,) in rows]

    def notes(self, ids: Sequence[str]) -> list[Note]:
        """The notes with these ids, in this order; ids that are not there are left out."""
        found: dict[str, Note] = {}
        for start in range(0, len(ids), 500):
            part = ids[start : start + 500]
            marks = ",".join("?" * len(part))
            tags = self._tags(f"WHERE note IN ({marks})", part)
            query = f"SELECT {_NOTE_COLUMNS} FROM notes WHERE id IN ({marks})"  # noqa: S608
            for row in self.connection.execute(query, part):
                found[row[0]] = note_from_row(row, tags.get(row[0], ()))
        return [found[of] for of in ids if of in found]

    def all_notes(self) -> Iterator[tuple[Note, str]]:
        """Every note with its stored checksum, the bin too, one at a time."""
        tags = self._tags("", ())
        query = f"SELECT {_NOTE_COLUMNS}, checksum FROM notes ORDER BY id"  # noqa: S608
        for row in self.connection.execute(query):
            yield note_from_row(row[:-1], tags.get(row[0], ())), str(row[-1])

    def _tags(self, where: str, values: Sequence[str]) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        query = f"SELECT note, tag FROM note_tags {where} ORDER BY note, place"  # noqa: S608
        for of, tag in self.connection.execute(query, values):
            found[of] = (*found.get(of, ()), tag)
        return found

    def _refuse_conflict(self, change: Change) -> None:
        expected = {codec.key_of(record): record for record in change.before}
        touched = {**dict.fromkeys(map(codec.key_of, change.after)), **expected}
        notes = self.notes([of for name, of in touched if name == "note"])
        there: dict[Key, Record | None] = {codec.key_of(note): note for note in notes}
        there |= {key: self.get(key) for key in touched if key[0] != "note"}
        if any(there.get(key) != old for key, old in touched.items()):
            raise StoreError(
                tr("This was changed in another window meanwhile. Please look at it again.")
            )

    def _delete(self, key: Key) -> None:
        if key[0] == "note":
            self.connection.execute("DELETE FROM notes WHERE id=?", key[1:])
        else:
            self.connection.execute("DELETE FROM documents WHERE kind=? AND key=?", key)

    def _put_notes(self, notes: list[Note]) -> None:
        ids = [(note.id,) for note in notes]
        self.connection.executemany("DELETE FROM note_tags WHERE note=?", ids)
        marks = ",".join("?" * 16)
        self.connection.executemany(
            f"""INSERT INTO notes ({_NOTE_COLUMNS}, digest, position, searchable, checksum)
                VALUES ({marks}) ON CONFLICT (id) DO UPDATE SET
                ({_NOTE_COLUMNS}, digest, position, searchable, checksum) =
                (excluded.id, excluded.kind, excluded.source, excluded.path, excluded.anchor,
                 excluded.text, excluded.note, excluded.colour, excluded.folder,
                 excluded.created, excluded.modified, excluded.removed, excluded.digest,
                 excluded.position, excluded.searchable, excluded.checksum)""",  # noqa: S608
            map(_note_row, notes),
        )
        tags = [(note.id, place, tag) for note in notes for place, tag in enumerate(note.tags)]
        self.connection.executemany("INSERT INTO note_tags VALUES (?, ?, ?)", tags)

    def _put_document(self, record: Record) -> None:
        body = json.dumps(codec.encode(record), ensure_ascii=False)
        self.connection.execute(
            "INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?)",
            (*codec.key_of(record), body, codec.checksum(record)),
        )

    def _rewrite_corrections(self, entry: journal.Entry) -> None:
        """After a change that failed: the files again as the database has them."""
        keys = (*map(codec.key_of, entry.put), *entry.gone)
        old = [(key, self.get(key)) for key in keys if key[0] == "corrections"]
        put = tuple(record for _, record in old if record)
        gone = tuple(key for key, record in old if not record)
        with contextlib.suppress(OSError):
            self._write_corrections(replace(entry, put=put, gone=gone))

    def _write_corrections(self, entry: journal.Entry) -> None:
        for record in entry.put:
            if isinstance(record, CorrectionFile):
                corrections.write(self.corrections, record)
        for name, digest in entry.gone:
            if name == "corrections":
                corrections.delete(self.corrections, digest)


def searchable(text: str) -> str:
    """`text` as the filter compares it: width and case folded, without white space."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def note_from_row(row: Sequence[Any], tags: tuple[str, ...]) -> Note:
    """The note in a row of the columns `_NOTE_COLUMNS`."""
    of, kind, source, path, anchor, text, note, colour, folder, created, modified, removed = row
    return Note(
        id=of, kind=kind, source=source, path=path,
        anchor=None if anchor is None else codec.anchor_from_json(json.loads(str(anchor))),
        text=text, note=note, tags=tags, colour=colour, folder=folder,
        created=created, modified=modified, removed=removed,
    )  # fmt: skip


def _note_row(note: Note) -> tuple[object, ...]:
    anchor = note.anchor
    words: Iterable[str] = (note.text, note.note, *note.tags, note.folder, note.source)
    return (
        note.id, note.kind, note.source, note.path,
        None if anchor is None else json.dumps(codec.anchor_to_json(anchor), ensure_ascii=False),
        note.text, note.note, note.colour, note.folder, note.created, note.modified,
        note.removed, note.digest, anchor.raw[0].start if anchor and anchor.raw else 0,
        "\n".join(map(searchable, words)), codec.checksum(note),
    )  # fmt: skip


@contextlib.contextmanager
def translated(where: Path) -> Generator[None]:
    """Turn what SQLite and the disk say into the errors of this room, in plain words."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in _DAMAGED_CODES:
            raise StoreDamaged(tr("The notes in {path} are damaged.", path=where)) from error
        if code in _BUSY_CODES:
            raise StoreBusy(
                tr("Another program is writing the notes in {path}.", path=where)
            ) from error
        raise StoreError(_not_saved(where, error)) from error
    except OSError as error:
        raise StoreError(_not_saved(where, os_reason(error))) from error


def _not_saved(where: Path, reason: object) -> str:
    return tr("Nothing was saved in {path}: {reason}.", path=where, reason=reason)

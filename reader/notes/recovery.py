"""Opening the database whatever happened to it: crash, damage, loss, a newer version.

In order: who is running; was the last stop clean (`seal.json` tells the file's digest);
if not, is the database sound; if not, it is put aside and built again from the newest
good backup, the journal, and what can still be read of the damaged file. Opening fails
only where another program holds the directory; where nothing can be written the notes
are opened for reading.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from reader.errors import StoreBusy, StoreError, StoreTooNew
from reader.files import keep_damaged, sync_folder, write_atomically
from reader.i18n import ntr, tr
from reader.notes import archive, backups, codec, healing, integrity, journal, presence, schema
from reader.notes.database import Database, translated
from reader.notes.model import Note
from reader.paths import DataPaths

SEAL = "seal.json"
_COMPANIONS = ("-wal", "-shm")


@dataclass(frozen=True, slots=True)
class Opened:
    """An open database, what the user must be told of it, and whether it can be written.

    `scratch` is a folder to delete at the end: the copy that is read where the original
    cannot be written.
    """

    database: Database
    notice: str = ""
    read_only: bool = False
    scratch: Path | None = None


def open_database(paths: DataPaths) -> Opened:
    """Open the database of a data directory, mending what can be mended.

    Raises StoreBusy where another program is starting, restoring or repairing, and
    StoreError where the notes cannot even be read.
    """
    try:
        paths.data.mkdir(parents=True, exist_ok=True)
        with translated(paths.data), presence.exclusive(paths.data):
            return _open_exclusively(paths)
    except StoreBusy:
        raise
    except StoreTooNew as error:
        return _read_only(paths, str(error))
    except (StoreError, OSError) as error:
        return _read_only(paths, tr("The notes are open for reading only: {why}", why=error))


def mended(paths: DataPaths) -> Opened:
    """Check the database wholly, whatever the seal says, and mend what can be mended.

    Raises StoreBusy while another program uses the data directory.
    """
    with presence.exclusive(paths.data):
        presence.sweep_crashed(paths.data)
        presence.require_alone(paths.data)
        return _with_corrections(paths, _mended(paths))


def seal(paths: DataPaths) -> None:
    """Note the digest of the database, after its last connection was closed."""
    if not _log_of(paths.database).exists():
        told = json.dumps({"digest": _digest(paths.database)})
        write_atomically(paths.data / SEAL, told.encode())


def _open_exclusively(paths: DataPaths) -> Opened:
    crashed = presence.sweep_crashed(paths.data)
    if presence.running(paths.data):
        return Opened(_connect(paths))
    clean = not crashed and _sealed(paths)
    return _with_corrections(paths, Opened(_migrated(paths)) if clean else _mended(paths))


def _with_corrections(paths: DataPaths, opened: Opened) -> Opened:
    notices = filter(None, (opened.notice, healing.heal(paths, opened.database).notice))
    return replace(opened, notice=" ".join(notices))


def _mended(paths: DataPaths) -> Opened:
    kept = journal.read(paths.data / journal.NAME)
    if not paths.database.exists() and not _anything_kept(paths, kept):
        return Opened(_migrated(paths))
    if (reason := _damage(paths)) is not None:
        return rebuilt(paths, reason)
    database = _migrated(paths)
    return Opened(database, _caught_up(paths, database, kept))


def _caught_up(paths: DataPaths, database: Database, kept: journal.Reading) -> str:
    """Replay what the journal knows and the database does not; returns the notice."""
    missing = _missing(database, kept)
    for entry in missing:
        database.replay(entry)
    notices: list[str] = []
    if missing:
        notices.append(
            ntr(
                "The program did not end properly; {count} change was restored.",
                "The program did not end properly; {count} changes were restored.",
                len(missing),
            )
        )
    if kept.damaged:
        aside = keep_damaged(paths.data / journal.NAME)
        notices.append(tr("The journal was damaged; it is kept as {path}.", path=aside.name))
        backups.automatic(paths, "journal")
    return " ".join(notices)


def _missing(database: Database, kept: journal.Reading) -> list[journal.Entry]:
    identity, sequence = database.fact("identity"), database.sequence
    newer = (e for e in kept.entries if e.store == identity and e.sequence > sequence)
    return sorted(newer, key=lambda entry: entry.sequence)


def rebuilt(paths: DataPaths, reason: str) -> Opened:
    """Put the damaged database aside and build a new one from all that is left."""
    kept = journal.read(paths.data / journal.NAME)
    with tempfile.TemporaryDirectory(prefix="jianbao-", dir=paths.data) as name:
        folder = Path(name)
        salvaged = list(_salvaged(paths, folder))
        fresh = folder / archive.DATABASE
        _base(paths, folder, fresh)
        lost, total = _filled(fresh, folder, kept, salvaged)
        aside = _put_aside(paths)
        fresh.replace(paths.database)
    sync_folder(paths.data)
    database = _connect(paths)
    if kept.damaged and (paths.data / journal.NAME).exists():
        keep_damaged(paths.data / journal.NAME)
    return Opened(database, _told(reason, aside, total, lost))


def _told(reason: str, aside: Path | None, total: int, lost: int) -> str:
    sentences = [
        ntr(
            "The notes were damaged ({reason}); {count} note was restored.",
            "The notes were damaged ({reason}); {count} notes were restored.",
            total,
            reason=reason,
        )
    ]
    if lost:
        sentences.append(ntr("{count} change is lost.", "{count} changes are lost.", lost))
    if aside:
        sentences.append(tr("The damaged file is kept as {path}.", path=aside.name))
    return " ".join(sentences)


def _base(paths: DataPaths, folder: Path, target: Path) -> None:
    """A sound database to build on: the newest good backup's, else an empty one."""
    (unpacked := folder / "backups").mkdir()
    for place in backups.newest_good(paths, unpacked):
        shutil.move(place / archive.DATABASE, target)
        break
    with closing(schema.connect(target, create=True)) as connection:
        schema.migrate(connection, lambda _: None)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _filled(
    fresh: Path, folder: Path, kept: journal.Reading, salvaged: list[Note]
) -> tuple[int, int]:
    """Bring the base up to date; returns how many changes are lost and how many notes are there."""
    with closing(schema.connect(fresh)) as connection:
        database = Database(connection, folder, folder / "corrections")
        expected, gone = database.sequence, set[str]()
        lost = kept.damaged
        for entry in sorted(kept.entries, key=lambda entry: entry.sequence):
            if entry.sequence <= database.sequence:
                continue
            lost += max(0, entry.sequence - expected - 1 - kept.damaged)
            expected = entry.sequence
            database.replay(entry)
            gone |= {key for name, key in entry.gone if name == "note"}
        _add_salvaged(database, [note for note in salvaged if note.id not in gone])
        total = connection.execute("SELECT count(*) FROM notes").fetchone()[0]
        if kept.entries:
            connection.execute(
                "UPDATE facts SET value=? WHERE name='identity'", (kept.entries[-1].store,)
            )
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode=DELETE")
    return lost, total


def _add_salvaged(database: Database, notes: list[Note]) -> None:
    there = {note.id: note.modified for note in database.notes([note.id for note in notes])}
    lacking = tuple(note for note in notes if note.modified > there.get(note.id, ""))
    database.replay(journal.Entry("", database.sequence, lacking, ()))


def _salvaged(paths: DataPaths, folder: Path) -> Iterator[Note]:
    """The notes of a damaged database that can still be read and pass their checksum."""
    copy = folder / "damaged.sqlite3"
    with contextlib.suppress(sqlite3.Error, OSError, ValueError, KeyError, TypeError):
        _copy_files(paths.database, copy)
        with closing(schema.connect(copy)) as connection:
            database = Database(connection, folder, folder)
            for note, checksum in database.all_notes():
                if codec.checksum(note) == checksum:
                    yield note


def _damage(paths: DataPaths) -> str | None:
    """What is wrong with the database, in a word for the notice; None where it is sound."""
    if not paths.database.exists():
        return tr("the file was missing")
    if paths.database.stat().st_size == 0 and _anything_kept(
        paths, journal.read(paths.data / journal.NAME)
    ):
        return tr("the file was empty")
    try:
        with closing(schema.connect(paths.database)) as connection:
            schema.pending(connection)
            found = integrity.inspect(Database(connection, paths.data, paths.corrections))
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError) and not _is_damage(error):
            raise
        return tr("it was not readable")
    if found.records:
        return ntr("{count} damaged record", "{count} damaged records", len(found.records))
    return tr("it was not readable") if found.structure else None


def _is_damage(error: sqlite3.Error) -> bool:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in (
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_ERROR,
    )


def _anything_kept(paths: DataPaths, kept: journal.Reading) -> bool:
    return bool(kept.entries or kept.damaged or backups.listed(paths)) or (
        _log_of(paths.database).exists() and _log_of(paths.database).stat().st_size > 0
    )


def _put_aside(paths: DataPaths) -> Path | None:
    aside = keep_damaged(paths.database) if paths.database.exists() else None
    for suffix in _COMPANIONS:
        companion = paths.database.with_name(paths.database.name + suffix)
        if companion.exists():
            kept = keep_damaged(companion)
            if aside:  # under the name SQLite looks for beside the damaged file
                kept.replace(aside.with_name(aside.name + suffix))
    return aside


def _migrated(paths: DataPaths) -> Database:
    with contextlib.ExitStack() as closing_on_error:
        connection = schema.connect(paths.database, create=True)
        closing_on_error.callback(connection.close)
        if schema.version(connection):
            schema.migrate(connection, lambda _: backups.automatic(paths, "migration"))
        else:
            schema.migrate(connection, lambda _: None)
        closing_on_error.pop_all()
    return Database(connection, paths.data, paths.corrections)


def _connect(paths: DataPaths) -> Database:
    return Database(schema.connect(paths.database), paths.data, paths.corrections)


def _read_only(paths: DataPaths, notice: str) -> Opened:
    """The notes as they can be read, from a copy: SQLite would have to write beside them."""
    folder = tempfile.mkdtemp(prefix="jianbao-")
    copy = Path(folder) / archive.DATABASE
    with translated(paths.data):
        if paths.database.exists():
            _copy_files(paths.database, copy)
        connection = schema.connect(copy, create=True)
        if not schema.version(connection):
            schema.migrate(connection, lambda _: None)
        database = Database(connection, Path(folder), paths.corrections)
        database.connection.execute("PRAGMA query_only=ON")
    return Opened(database, notice, read_only=True, scratch=Path(folder))


def _copy_files(database: Path, target: Path) -> None:
    shutil.copyfile(database, target)
    log = _log_of(database)
    if log.exists():
        shutil.copyfile(log, _log_of(target))


def _log_of(database: Path) -> Path:
    return database.with_name(database.name + "-wal")


def _sealed(paths: DataPaths) -> bool:
    try:
        told = json.loads((paths.data / SEAL).read_bytes())
        return not _log_of(paths.database).exists() and told["digest"] == _digest(paths.database)
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "blake2b").hexdigest()

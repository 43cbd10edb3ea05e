"""Backups: made from the living database, verified before they count, thinned with age."""

from __future__ import annotations

import re
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from reader.errors import JianbaoError, StoreDamaged
from reader.i18n import tr
from reader.notes import archive, integrity, journal, schema
from reader.notes.database import Database, translated
from reader.paths import DataPaths

INTERVAL = timedelta(hours=1)
HOURLY, DAILY, MONTHLY = timedelta(days=1), timedelta(days=31), timedelta(days=366)

_NAME = re.compile(r"jianbao-(\d{8}T\d{6}\d{6}Z)-([a-z-]+)\.zip")
AUTOMATIC = "auto"
_STAMP = "%Y%m%dT%H%M%S%fZ"


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup in the backups' folder; its name says when it was made (UTC) and why."""

    path: Path
    made: datetime
    reason: str = AUTOMATIC


def listed(paths: DataPaths) -> list[Backup]:
    """The backups in their folder, the newest first. Nothing is opened."""
    files = paths.backups.glob("jianbao-*.zip") if paths.backups.is_dir() else ()
    found = [(file, _NAME.fullmatch(file.name)) for file in files]
    dated = [Backup(file, _time(match[1]), match[2]) for file, match in found if match]
    return sorted(dated, key=lambda backup: backup.made, reverse=True)


def due(paths: DataPaths, moment: datetime) -> bool:
    """Whether the newest backup is an hour old. One from the future does not count."""
    made = [backup.made for backup in listed(paths) if backup.made <= moment]
    return not made or moment - made[0] >= INTERVAL


def automatic(paths: DataPaths, reason: str = AUTOMATIC) -> Path:
    """Make a backup in the backups' folder, thin the old ones and the journal.

    Opens the database itself, so that it may run beside the window. Raises StoreDamaged
    where what was copied is not sound (older backups are then left alone), StoreError.
    """
    moment = datetime.now(UTC)
    target = paths.backups / f"jianbao-{moment.strftime(_STAMP)}-{reason}.zip"
    make(paths, target)
    with translated(paths.data):
        for backup in surplus(listed(paths), moment):
            if backup.path != target:  # where the clock was set back, others seem newer
                backup.path.unlink(missing_ok=True)
        _prune_journal(paths)
    return target


def make(paths: DataPaths, target: Path) -> None:
    """Write a verified backup to `target`. Raises as `automatic` does."""
    with (
        translated(target),
        tempfile.TemporaryDirectory(prefix="jianbao-", dir=paths.data) as folder,
    ):
        copy = Path(folder) / archive.DATABASE
        with closing(schema.connect(paths.database)) as connection:
            copy_database(connection, copy)
        require_sound(copy)
        archive.write(target, paths, copy, _told(copy))


def make_from(source: sqlite3.Connection, paths: DataPaths, target: Path) -> None:
    """Write a verified backup of a database that is read only, also one of a newer version.

    Of a newer one only the file is verified: its tables are not known here.
    """
    with translated(target), tempfile.TemporaryDirectory(prefix="jianbao-") as folder:
        copy = Path(folder) / archive.DATABASE
        copy_database(source, copy)
        _require_whole(copy)
        archive.write(target, paths, copy, _told(copy))


def copy_database(source: sqlite3.Connection, target: Path) -> None:
    """Copy a database while others use it; the copy is one file, without a log beside it."""
    with closing(sqlite3.connect(target, isolation_level=None)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")


def surplus(backups: Iterable[Backup], moment: datetime) -> list[Backup]:
    """Those no longer needed: one is kept an hour for a day, a day for a month, a month for a year.

    Of several in the same hour, day or month the newest is kept; the newest of all always,
    and for a day those made before a restore, a migration or a repair.
    """
    kept: set[str] = set()
    gone: list[Backup] = []
    for backup in sorted(backups, key=lambda backup: backup.made, reverse=True):
        slot = _slot(backup, moment)
        if kept and (slot is None or slot in kept):
            gone.append(backup)
        else:
            kept.add(slot or "newest")
    return gone


def by_sequence(paths: DataPaths) -> list[tuple[int, Path]]:
    """The readable backups, those that have seen most changes first: clocks may be wrong."""
    found: list[tuple[int, Path]] = []
    for backup in listed(paths):
        with suppress(JianbaoError, OSError):
            found.append((archive.manifest_of(backup.path).sequence, backup.path))
    return sorted(found, key=lambda each: each[0], reverse=True)


def newest_good(paths: DataPaths, folder: Path) -> Iterator[Path]:
    """Unpack backups into fresh folders in `folder`, the newest first, the sound ones only."""
    for number, (_, path) in enumerate(by_sequence(paths)):
        place = folder / str(number)
        place.mkdir()
        try:
            archive.extract(path, place)
            require_sound(place / archive.DATABASE)
        except (JianbaoError, OSError):
            continue
        yield place


def require_sound(path: Path) -> None:
    """Check a copied database wholly. Raises StoreDamaged, StoreTooNew."""
    _require_whole(path)
    with translated(path), closing(schema.connect(path, read_only=True)) as connection:
        schema.pending(connection)


def _require_whole(path: Path) -> None:
    """Check a copied database as far as its version is known. Raises StoreDamaged."""
    try:
        with closing(schema.connect(path, read_only=True)) as connection:
            findings = integrity.inspect(Database(connection, path.parent, path.parent))
    except sqlite3.Error as error:
        raise StoreDamaged(tr("The notes in {path} are damaged.", path=path)) from error
    if not findings.good:
        raise StoreDamaged(tr("The notes in {path} are damaged.", path=path))


def _told(copy: Path) -> dict[str, object]:
    """What the manifest tells of a copied database; of a newer version's no counts are known."""
    created = datetime.now(UTC).isoformat(timespec="seconds")
    with closing(schema.connect(copy, read_only=True)) as connection:
        if schema.version(connection) > len(schema.MIGRATIONS):
            return {"created": created, "sequence": 0, "notes": 0}
        database = Database(connection, copy.parent, copy.parent)
        count = connection.execute("SELECT count(*) FROM notes").fetchone()[0]
        return {"created": created, "sequence": _sequence(database), "notes": count}


def _sequence(database: Database) -> int:
    """How many changes a database has seen; 0 for one of a version that did not count them."""
    counts = "SELECT 1 FROM sqlite_master WHERE name='facts'"
    return database.sequence if database.connection.execute(counts).fetchone() else 0


def _prune_journal(paths: DataPaths) -> None:
    """Keep what the last backup but one does not hold: should the newest fail, nothing lacks."""
    kept = by_sequence(paths)
    if len(kept) < 2:
        return
    sequence = kept[1][0]
    with closing(schema.connect(paths.database)) as connection:
        connection.execute("BEGIN IMMEDIATE")  # nobody writes the journal meanwhile
        journal.prune(paths.data / journal.NAME, sequence)
        connection.execute("ROLLBACK")


def _slot(backup: Backup, moment: datetime) -> str | None:
    made = backup.made
    age = moment - made
    if age <= HOURLY:
        return made.strftime("%Y%m%d%H" if backup.reason == AUTOMATIC else _STAMP)
    if age <= DAILY:
        return made.strftime("%Y%m%d")
    return made.strftime("%Y%m") if age <= MONTHLY else None


def _time(stamp: str) -> datetime:
    return datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)

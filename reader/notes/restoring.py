"""Bringing a backup back: verified first, the present state backed up before it gives way."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from reader.files import write_atomically
from reader.notes import archive, backups, journal, schema
from reader.notes.database import Database
from reader.paths import DataPaths


def restore(paths: DataPaths, database: Database, source: Path) -> Path:
    """Put the state of the backup `source` in place; returns the backup of what was there.

    The database is copied into the open one in a single transaction, so that a window
    beside this call sees the old state or the new. Raises InputError, StoreDamaged or
    StoreTooNew where `source` cannot be used, OSError, sqlite3.Error.
    """
    with tempfile.TemporaryDirectory(prefix="jianbao-", dir=paths.data) as name:
        folder = Path(name)
        archive.extract(source, folder)
        backups.require_sound(folder / archive.DATABASE)
        present = backups.automatic(paths, "before-restore")
        _prepare(folder / archive.DATABASE, database)
        journal.prune(database.journal, database.sequence)
        with closing(sqlite3.connect(folder / archive.DATABASE)) as restored:
            restored.backup(database.connection)
        _put_files(paths, folder)
    backups.automatic(paths, "restored")  # the journal does not tell of a restore
    return present


def _prepare(path: Path, present: Database) -> None:
    """Bring the unpacked database up to date; its changes count on from the present ones."""
    with closing(schema.connect(path)) as connection:
        schema.migrate(connection, lambda _: None)
        restored = Database(connection, path.parent, path.parent)
        sequence = max(restored.sequence, present.sequence) + 1
        connection.execute("UPDATE facts SET value=? WHERE name='sequence'", (str(sequence),))
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _put_files(paths: DataPaths, folder: Path) -> None:
    for target, part in ((paths.corrections, "corrections"), (paths.templates, "templates")):
        _replace_files(target, folder / part)
    settings = folder / archive.SETTINGS
    if settings.exists():
        write_atomically(paths.settings_file, settings.read_bytes())


def _replace_files(target: Path, source: Path) -> None:
    """Make `target` hold the files of `source` only; each file is old or new at any time."""
    wanted = {file.name: file for file in source.iterdir()} if source.is_dir() else {}
    for name, file in wanted.items():
        write_atomically(target / name, file.read_bytes())
    for old in target.iterdir() if target.is_dir() else ():
        if old.name not in wanted and old.is_file() and ".damaged-" not in old.name:
            old.unlink()

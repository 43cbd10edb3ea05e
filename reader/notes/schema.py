"""The database's shape: migrations as small named steps, each its own transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from reader.errors import StoreTooNew
from reader.i18n import tr

APPLICATION_ID = 0x4A424E54  # "JBNT", seen by file(1) and SQLite tools


class Migration(NamedTuple):
    """One step: its name is kept in the database, its SQL runs in one transaction."""

    name: str
    statements: tuple[str, ...]


MIGRATIONS: tuple[Migration, ...] = (
    Migration(
        "notes with tags",
        (
            """CREATE TABLE notes (
                id TEXT PRIMARY KEY, kind TEXT NOT NULL, source TEXT NOT NULL,
                path TEXT NOT NULL, digest TEXT, position INTEGER NOT NULL DEFAULT 0,
                anchor TEXT, text TEXT NOT NULL, note TEXT NOT NULL, colour TEXT,
                folder TEXT NOT NULL, created TEXT NOT NULL, modified TEXT NOT NULL,
                removed TEXT, searchable TEXT NOT NULL, checksum TEXT NOT NULL
            ) STRICT""",
            """CREATE TABLE note_tags (
                note TEXT NOT NULL REFERENCES notes(id) ON DELETE CASCADE,
                place INTEGER NOT NULL, tag TEXT NOT NULL, PRIMARY KEY (note, place)
            ) STRICT, WITHOUT ROWID""",
            "CREATE INDEX notes_created ON notes (removed, created, id)",
            "CREATE INDEX notes_modified ON notes (removed, modified, id)",
            "CREATE INDEX notes_source ON notes (removed, source, position, id)",
            "CREATE INDEX notes_digest ON notes (digest)",
            "CREATE INDEX tags_tag ON note_tags (tag, note)",
        ),
    ),
    Migration(
        "documents: metadata, searches, queries, reading, drafts",
        (
            """CREATE TABLE documents (
                kind TEXT NOT NULL, key TEXT NOT NULL, body TEXT NOT NULL,
                checksum TEXT NOT NULL, PRIMARY KEY (kind, key)
            ) STRICT, WITHOUT ROWID""",
        ),
    ),
    Migration(
        "identity and sequence of changes",
        (
            "CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
            "INSERT INTO facts VALUES ('sequence', '0')",
            "INSERT INTO facts VALUES ('identity', lower(hex(randomblob(16))))",
        ),
    ),
)


def connect(path: Path, *, read_only: bool = False, create: bool = False) -> sqlite3.Connection:
    """A connection with the settings everything relies on. Raises sqlite3.Error.

    `synchronous=FULL`: what a call has acknowledged is on the disk. `cell_size_check`
    and `trusted_schema=OFF` keep a damaged or foreign file from doing harm.
    """
    mode = "ro" if read_only else "rwc" if create else "rw"
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,
        timeout=10,
    )
    try:
        for pragma in ("foreign_keys=ON", "synchronous=FULL", "trusted_schema=OFF",
                       "cell_size_check=ON", "secure_delete=OFF"):  # fmt: skip
            connection.execute(f"PRAGMA {pragma}")
        if not read_only:
            connection.execute("PRAGMA journal_mode=WAL")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def version(connection: sqlite3.Connection) -> int:
    """How many migrations the database has seen."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def pending(connection: sqlite3.Connection) -> tuple[Migration, ...]:
    """The migrations still to run. Raises StoreTooNew for the database of a newer version."""
    seen = version(connection)
    if seen > len(MIGRATIONS):
        raise StoreTooNew(
            tr("These notes were written by a newer version of Jianbao. Please update the program.")
        )
    return MIGRATIONS[seen:]


def migrate(connection: sqlite3.Connection, before_each: Callable[[str], object]) -> None:
    """Bring the database up to date; `before_each(name)` backs it up first.

    Each step and its mark in `user_version` are one transaction: it happened or it did not.
    """
    for step in pending(connection):
        before_each(step.name)
        connection.execute("BEGIN IMMEDIATE")
        try:
            for statement in step.statements:
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version={MIGRATIONS.index(step) + 1}")
            connection.execute("COMMIT")
        except BaseException:
            connection.rollback()
            raise

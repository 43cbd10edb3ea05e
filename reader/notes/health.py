"""Is everything the user made well? One finding for every kind, with its count, also when 0."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

from reader.article import Article, RawText
from reader.errors import JianbaoError
from reader.i18n import tr
from reader.notes import (
    archive,
    backups,
    corrections,
    integrity,
    journal,
    presence,
    recovery,
    schema,
    surroundings,
)
from reader.notes.database import Database, translated
from reader.notes.ink import Inked
from reader.notes.model import STATES, Note
from reader.notes.placement import resolve
from reader.notes.records import timestamp
from reader.paths import DataPaths

Weight = Literal["information", "warning", "error"]
BACKUP_AGE = timedelta(days=7)
_LEFTOVER_SECONDS = 24 * 3600
_GRACE = timedelta(minutes=10)  # a backup that is due is looked for every five


@dataclass(frozen=True, slots=True)
class Finding:
    """One kind of finding: how many, what it means in words, and which ones."""

    kind: str
    weight: Weight
    count: int
    words: str
    details: tuple[str, ...] = ()

    @property
    def well(self) -> bool:
        """Whether there is nothing to do about it."""
        return self.weight == "information" or not self.count


def check(paths: DataPaths) -> tuple[Finding, ...]:
    """Look over the data directory: database, journal, corrections, backups, folder.

    Changes nothing and may run beside the window; about ten seconds for 100,000 notes.
    """
    database = _database(paths)
    return (*database, _journal(paths), _corrections(paths), *_backups(paths),
            _unsaved(paths, database[0].count), *_folder(paths))  # fmt: skip


def check_notes(
    notes: Iterable[Note], text_of: Callable[[str], Article | RawText | None]
) -> tuple[Finding, ...]:
    """Look up every note's place: sources that are missing, anchors by state.

    `text_of` gives the article with a source key, None where it is missing.
    """
    missing: list[str] = []
    states: Counter[str] = Counter()
    of_state: dict[str, list[str]] = {}
    for source, group in _by_source(notes).items():
        text = text_of(source)
        if text is None:
            missing += [note.id for note in group]
            continue
        inked = Inked.of(text)
        for note in group:
            state = resolve(note.anchor, inked).state if note.anchor else "exact"
            states[state] += 1
            of_state.setdefault(state, []).append(note.id)
    return (
        Finding("notes-without-source", "warning", len(missing),
                tr("notes whose article is missing"), tuple(missing)),
        *(
            Finding(f"anchors-{state}", _STATE_WEIGHT.get(state, "information"), states[state],
                    _state_words(state), tuple(of_state.get(state, ())[:100]))
            for state in STATES
        ),
    )  # fmt: skip


def repair(paths: DataPaths) -> tuple[str, ...]:
    """Mend what is safe to mend and say what was done, a sentence for each thing.

    What is damaged is kept beside what takes its place. Raises StoreBusy while another
    program uses the data directory, StoreError where nothing can be written.
    """
    done: list[str] = []
    with translated(paths.data):
        opened = recovery.mended(paths)
        opened.database.connection.close()
        done += [opened.notice] if opened.notice else []
        if leftovers := _leftovers(paths):
            for path in leftovers:
                path.unlink(missing_ok=True)
            done.append(tr("Unfinished files removed: {count}.", count=len(leftovers)))
        done.append(tr("Backup made: {path}", path=backups.automatic(paths, "repair")))
    return tuple(done)


_STATE_WEIGHT: dict[str, Weight] = {"changed": "warning", "orphan": "warning"}


def _state_words(state: str) -> str:
    return {
        "exact": tr("notes exactly in their place"),
        "moved": tr("notes whose words have moved"),
        "changed": tr("notes whose words were changed in the article"),
        "orphan": tr("notes whose place cannot be found"),
    }[state]


def _by_source(notes: Iterable[Note]) -> dict[str, list[Note]]:
    groups: dict[str, list[Note]] = {}
    for note in notes:
        groups.setdefault(note.source, []).append(note)
    return groups


def _database(paths: DataPaths) -> tuple[Finding, ...]:
    found, count = integrity.Findings(), 0
    if paths.database.exists():
        try:
            with translated(paths.data), closing(schema.connect(paths.database)) as connection:
                schema.pending(connection)
                database = Database(connection, paths.data, paths.corrections)
                found = integrity.inspect(database)
                count = 0 if found.structure else _count(database)
        except JianbaoError as error:
            found = integrity.Findings(structure=(str(error),))
    records = tuple(f"{kind} {key}" for kind, key in found.records)
    return (
        Finding("notes", "information", count, tr("notes, the bin included")),
        Finding("database-faults", "error", len(found.structure),
                tr("faults in the database"), found.structure),
        Finding("damaged-records", "error", len(records),
                tr("records that fail their checksum"), records),
    )  # fmt: skip


def _count(database: Database) -> int:
    return int(database.connection.execute("SELECT count(*) FROM notes").fetchone()[0])


def _journal(paths: DataPaths) -> Finding:
    damaged = journal.read(paths.data / journal.NAME).damaged
    return Finding("journal-damage", "error", damaged, tr("damaged lines in the journal"))


def _corrections(paths: DataPaths) -> Finding:
    damaged = tuple(str(path) for path in corrections.damaged(paths.corrections))
    return Finding("damaged-corrections", "error", len(damaged),
                   tr("damaged files of corrections"), damaged)  # fmt: skip


def _backups(paths: DataPaths) -> tuple[Finding, ...]:
    listed = backups.listed(paths)
    bad: list[str] = []
    for backup in listed:
        try:
            archive.verify(backup.path)
        except (JianbaoError, OSError) as error:
            bad.append(str(error))
    old = bool(listed) and datetime.now(UTC) - listed[0].made > BACKUP_AGE
    folders = {paths.data, paths.settings, paths.corrections}
    aside = (path for folder in folders for path in folder.glob("*.damaged-*"))
    damaged = tuple(map(str, sorted(aside)))
    return (
        Finding("backups", "information", len(listed), tr("backups")),
        Finding("damaged-backups", "error", len(bad), tr("damaged backups"), tuple(bad)),
        Finding("backup-old", "warning", int(old), tr("the newest backup is over a week old")),
        Finding("kept-damaged", "information", len(damaged),
                tr("damaged files put aside"), damaged),
    )  # fmt: skip


def _unsaved(paths: DataPaths, notes: int) -> Finding:
    """The notes newer than every backup: as it should be, until one has been due for a while."""
    now = datetime.now(UTC)
    made = next((each.made for each in backups.listed(paths) if each.made <= now), None)
    count, oldest = _newer(paths, timestamp(made) if made else "") if notes else (0, "")
    late = bool(count) and oldest < timestamp(now - backups.INTERVAL - _GRACE)
    return Finding("no-backup", "warning" if late else "information", count,
                   tr("notes of which there is no backup"))  # fmt: skip


def _newer(paths: DataPaths, since: str) -> tuple[int, str]:
    """How many notes were changed after a moment, and when the first of them was."""
    with translated(paths.data), closing(schema.connect(paths.database)) as connection:
        count, oldest = connection.execute(
            "SELECT count(*), min(modified) FROM notes WHERE modified > ?", (since,)
        ).fetchone()
    return int(count), str(oldest or "")


def _folder(paths: DataPaths) -> tuple[Finding, ...]:
    warned = surroundings.warnings(paths.data)
    closed = tuple(
        str(folder)
        for folder in (paths.data, paths.settings, paths.cache)
        if folder.exists() and not os.access(folder, os.W_OK)
    )
    leftovers = tuple(map(str, _leftovers(paths)))
    holders = tuple(
        f"{holder.pid} {holder.host} {holder.since}" for holder in presence.running(paths.data)
    )
    return (
        Finding("surroundings", "warning", len(warned),
                tr("things that endanger the data directory"), warned),
        Finding("not-writable", "error", len(closed),
                tr("folders that cannot be written to"), closed),
        Finding("leftovers", "warning", len(leftovers), tr("unfinished files"), leftovers),
        Finding("running", "information", len(holders),
                tr("programs using the data directory"), holders),
    )  # fmt: skip


def _leftovers(paths: DataPaths) -> list[Path]:
    """Temporary files a crash left behind: a day old, so that none is in use."""
    limit = time.time() - _LEFTOVER_SECONDS
    folders = (paths.data, paths.settings, paths.backups, paths.corrections)
    files = {file for folder in folders if folder.is_dir() for file in folder.glob(".*.tmp")}
    return sorted(file for file in files if file.stat().st_mtime < limit)

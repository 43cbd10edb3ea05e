"""`Notes`: the open data directory, from start to a clean end."""

from __future__ import annotations

import contextlib
import shutil
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from reader.errors import JianbaoError
from reader.notes import backups, presence, recovery, restoring
from reader.notes.database import translated
from reader.notes.store import BIN_DAYS, ArticleRecords, DraftRecords, NoteRecords, SearchRecords
from reader.paths import DataPaths


class Notes(NoteRecords, ArticleRecords, SearchRecords, DraftRecords):
    """The user's data of one data directory, used from one thread.

    `notice` is a sentence for the user on what happened at the start, empty where all
    was well. `read_only` says that nothing can be saved, and `notice` why.
    """

    def __init__(self, paths: DataPaths, opened: recovery.Opened) -> None:
        super().__init__(opened.database, read_only=opened.read_only)
        self.paths = paths
        self.notice = opened.notice
        self._scratch = opened.scratch
        self._presence = presence.Presence(paths.data)

    @classmethod
    def open(cls, paths: DataPaths) -> Notes:
        """Open the data directory, creating it where there is none and mending what it can.

        Raises StoreBusy, which names the program that holds it, and StoreError where the
        notes cannot even be read.
        """
        notes = cls(paths, recovery.open_database(paths))
        if not notes.read_only:
            notes._enter()
        return notes

    def _enter(self) -> None:
        try:
            self._presence.enter()
            self.empty_bin(BIN_DAYS)
        except OSError as error:
            self.read_only, self.notice = True, str(error)
        self.changed = False

    def close(self) -> None:
        """Back up what changed, close the database and note that all ended well.

        Raises nothing: what was acknowledged is safe, and what a full disk kept from
        being done here the next start does.
        """
        if self.read_only:
            self._database.connection.close()
            if self._scratch:
                shutil.rmtree(self._scratch, ignore_errors=True)
            return
        with contextlib.suppress(JianbaoError), translated(self.paths.data):
            self.back_up_if_due()
        self._database.connection.close()
        with contextlib.suppress(JianbaoError), translated(self.paths.data):
            self._leave()

    def _leave(self) -> None:
        with presence.exclusive(self.paths.data):
            self._presence.leave()
            if not presence.running(self.paths.data):
                recovery.seal(self.paths)

    def back_up_if_due(self) -> Path | None:
        """Make the automatic backup, if something changed and the last is an hour old."""
        due = backups.due(self.paths, datetime.now(UTC))
        return self.back_up_if_changed() if due else None

    def back_up_if_changed(self) -> Path | None:
        """Make the automatic backup, if something changed. Raises StoreError, StoreDamaged."""
        if not self.changed:
            return None
        path = backups.automatic(self.paths)
        self.changed = False
        return path

    def backup(self, target: Path) -> None:
        """Write a verified backup to `target`. Raises StoreError, and leaves `target` as it was."""
        with translated(target):
            if self.read_only:
                backups.make_from(self._database.connection, self.paths, target)
            else:
                backups.make(self.paths, target)

    def restore(self, source: Path) -> Path:
        """Put the state of a backup in place of the present one, which is backed up first.

        Returns the backup of the present state. Raises InputError or StoreDamaged where
        `source` is no good backup, StoreError where it cannot be written; nothing is
        changed then.
        """
        with translated(self.paths.data), presence.exclusive(self.paths.data):
            return restoring.restore(self.paths, self._database, source)

    def __enter__(self) -> Notes:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

"""What is done for the notes without being asked: backups, moved files, drafts, warnings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from reader.errors import JianbaoError
from reader.files import exists
from reader.i18n import tr
from reader.ui.jobs import Job
from reader.ui.plain import warn

if TYPE_CHECKING:
    from reader.library import Library
    from reader.notes import Note
    from reader.paths import DataPaths
    from reader.ui.desk import Desk
    from reader.ui.tree.model import Entry
    from reader.ui.window import Window

BACKUP_LANE = "backup"
LOOK_EVERY_MS = 5 * 60 * 1_000  # whether an hour has passed since the last backup
MOST_FOLLOWED = 2_000  # files that are missed and looked for at once
MOST_SEARCHED = 50  # of them by their quotations: a whole folder may be gone for a while
CANDIDATES = 8  # articles that may be a missing one set anew
PHRASE = 16  # characters of a quotation it is searched by


class Caretaker(QObject):
    """Looks after the notes while the window is open.

    failed(object)   an Exception to be shown
    """

    failed = Signal(object)

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._desk: Desk = window.desk
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.back_up_if_due)
        self._timer.start()

    def begin(self) -> None:
        """After the start: bring drafts back, say once what endangers the data."""
        self._window.notes.bring_drafts_back()
        QTimer.singleShot(0, self, self._warn_once)

    # --- backups

    def back_up_if_due(self) -> None:
        """An hour after the last backup, make another in the background, if something changed."""
        from reader.notes import backups

        notes, paths = self._desk.library.notes, self._desk.paths
        if notes.read_only or not notes.changed or not backups.due(paths, datetime.now(UTC)):
            return
        notes.changed = False  # what changes from now on is for the next one
        work = Job(_Backup(paths).run, failed=self._not_backed_up)
        self._desk.jobs.run(work, BACKUP_LANE)

    def _not_backed_up(self, error: Exception) -> None:
        self._desk.library.notes.changed = True
        self.failed.emit(error)

    # --- where the data lies

    def _warn_once(self) -> None:
        from reader.notes.surroundings import warnings

        found = warnings(self._desk.paths.data)
        told = self._desk.settings.get("warned_of")
        fresh = [warning for warning in found if warning not in told]
        if fresh:
            self._desk.settings.set("warned_of", [*told, *fresh])
            warn(self._window, tr("Where your notes are kept"), "\n\n".join(fresh))

    # --- files that lie elsewhere now

    def look_for_moved(self, entries: Sequence[Entry]) -> None:
        """Notes follow their files: known by content, or by all quotations standing in one."""
        missed = self._missed({entry.key for entry in entries})
        if not missed:
            return
        by_digest = {entry.digest: entry.key for entry in reversed(entries) if entry.digest}
        search = _Search(self._desk.library, missed, by_digest)
        self._desk.jobs.run(Job(search.run, self._follow, failed=self.failed.emit), "index")

    def _missed(self, keys: set[str]) -> list[list[Note]]:
        """The notes of each file that is neither in the collection nor anywhere else."""
        from reader.notes import Filter

        notes = self._desk.library.notes
        gone = [source for source in notes.count_by_source() if source not in keys]
        found = [list(notes.find(Filter(sources=(key,)))) for key in gone[:MOST_FOLLOWED]]
        return [each for each in found if not exists(each[0].path)]

    def _follow(self, moves: list[Move]) -> None:
        notes = self._desk.library.notes
        for move in moves:
            change = notes.relocate(move.digest, move.key, move.path)
            if change:
                self._window.notes.record(change)


class Move(NamedTuple):
    """The file whose content was `digest` is the article `key` now."""

    digest: str
    key: str
    path: str


class _Backup:
    """Opens the database itself, so that it may run beside the window."""

    def __init__(self, paths: DataPaths) -> None:
        self._paths = paths

    def run(self) -> Path:
        from reader.notes import backups

        return backups.automatic(self._paths)


class _Search:
    """Looks for missing files, on a worker, with an index of its own."""

    def __init__(
        self, library: Library, missed: Sequence[Sequence[Note]], by_digest: dict[str, str]
    ) -> None:
        self._paths, self._folders = library.paths, library.folders
        self._missed = missed
        self._by_digest = by_digest
        self._searched = 0

    def run(self) -> list[Move]:
        from reader.library import open_library

        library = open_library(self._paths, self._folders)
        try:
            return [move for notes in self._missed for move in self._moves(library, notes)]
        finally:
            library.close()

    def _moves(self, library: Library, notes: Sequence[Note]) -> list[Move]:
        digests = dict.fromkeys(note.digest for note in notes if note.digest)
        moves: list[Move] = []
        for digest in digests:
            of_it = [note for note in notes if note.digest == digest]
            key = self._by_digest.get(digest) or self._set_anew(library, of_it)
            if key is not None:
                moves.append(Move(digest, key, str(library.source(key).path)))
        return moves

    def _set_anew(self, library: Library, notes: Sequence[Note]) -> str | None:
        self._searched += 1
        return _set_anew(library, notes) if self._searched <= MOST_SEARCHED else None


def _set_anew(library: Library, notes: Sequence[Note]) -> str | None:
    """The one article in which all these quotations stand, if there is one."""
    from reader.notes import recognise

    longest = max((note.text for note in notes), key=len)
    phrase = longest.split("\n")[0][:PHRASE].strip().replace('"', '""')
    if not phrase:
        return None
    try:
        hits = library.search(f'"{phrase}"', limit=CANDIDATES).hits
        found = recognise(notes, [library.article(hit.key) for hit in hits])
    except JianbaoError:
        return None  # an index that is being mended, or a file that went meanwhile
    return found.source if found is not None else None

"""The collection as the window uses it: what is on the shelf, what is new, what is next.

Surveying and indexing run on the lane "index"; the tree is filled from the survey and
again when the index knows titles, dates and authors.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from reader.article import Progress
from reader.errors import IndexBusy, IndexFault
from reader.files import is_file, is_folder
from reader.ui.jobs import Job
from reader.ui.places import Place
from reader.ui.reading.positions import READ_FROM
from reader.ui.session import key_of
from reader.ui.tree.model import Entry, Group

if TYPE_CHECKING:
    from reader.collection import Source
    from reader.indexing import Report, UserWord
    from reader.library import Library
    from reader.notes import Change, Note
    from reader.search import Outline
    from reader.ui.desk import Desk

LANE = "index"
SETTLE_MS = 1_500  # a folder being copied changes many times; look when it has come to rest
RECENT = 30
MOST_WATCHED = 2_000  # folders; inotify has a limit that other programs need too


class Shelf(QObject):
    """Knows the entries of the collection and keeps them and the index up to date.

    entries_changed()            `entries` is another tuple, and `titles`, by key, with it
    leaves_changed()             `leaves` is another tuple: bookmarks, searches, history …
    read_changed()               `read_keys` is another set
    progressed(object)           Progress while the index is brought up to date; None at the end
    indexed(object)              what changed in the index
    all_indexed()                the index knows every file there is
    failed(object)               an Exception to be shown
    """

    entries_changed = Signal()
    leaves_changed = Signal()
    read_changed = Signal()
    progressed = Signal(object)
    indexed = Signal(object)
    all_indexed = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.entries: tuple[Entry, ...] = ()
        self.titles: dict[str, str] = {}
        self._errors: dict[str, str] = {}
        self.leaves: tuple[Group, ...] = ()
        self.read_keys: frozenset[str] = frozenset()
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._folder_changed)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self.refresh)

    def refresh(self, *, rebuild: bool = False) -> None:
        """Look at the folders again and bring the index up to date, or make it anew."""
        library = self._desk.library
        survey = Job(
            _Survey(library, self._errors).run, succeeded=self._surveyed, failed=self._failed
        )
        update = Job(
            _Update(library, rebuild=rebuild).run,
            succeeded=self._updated,
            progressed=self.progressed.emit,
            failed=self._failed,
        )
        self._desk.jobs.run(survey, LANE)
        self._desk.jobs.run(update, LANE)

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders of the collection."""
        return self._desk.library.folders

    def stop(self) -> None:
        """Leave the index as it is; what is done stays done."""
        self._desk.jobs.cancel(LANE)
        self.progressed.emit(None)

    def set_folders(self, folders: Iterable[Path]) -> None:
        """Make these folders the collection and remember them."""
        chosen = list(dict.fromkeys(folders))
        self._desk.settings.set("collections", [str(folder) for folder in chosen])
        self._desk.settings.save()  # the library reads the file
        self._change_folders(chosen)

    def _change_folders(self, folders: Sequence[Path]) -> None:
        self._desk.jobs.finish()
        self._desk.set_folders(folders)
        self.refresh()

    def add_folders(self, folders: Sequence[Path]) -> None:
        """Add folders to the collection."""
        self.set_folders([*self._desk.library.folders, *folders])

    def take_in(self, paths: Sequence[Path]) -> Place | None:
        """Add folders to the collection; the place of the first file among `paths`.

        A file outside the collection joins it for this session as a root of its own.
        """
        roots = list(self._desk.library.folders)
        folders = [path for path in paths if is_folder(path) and path not in roots]
        if folders:
            self.add_folders(folders)
            roots = list(self._desk.library.folders)
        files = [path for path in paths if is_file(path)]
        outside = [path for path in files if key_of(roots, path) is None]
        if outside:
            self._change_folders([*roots, *outside])
        if not files:
            return None
        return Place(key_of(roots, files[0]) or files[0].name)

    def _surveyed(self, entries: tuple[Entry, ...]) -> None:
        self._show(entries)
        self._watch()

    def _updated(self, result: tuple[Report, tuple[Entry, ...]]) -> None:
        report, entries = result
        self._errors = dict(report.failed)
        self.progressed.emit(None)
        self._show(entries)
        self.indexed.emit(report)
        self.all_indexed.emit()

    def _show(self, entries: tuple[Entry, ...]) -> None:
        from reader.ui.tree.leaves import tags_by_article

        tags = tags_by_article(self._desk.library.notes)
        self._take(tuple(_tagged(entry, tags.get(entry.key, ())) for entry in entries))
        self._show_leaves()
        self._show_read()

    def _take(self, entries: tuple[Entry, ...]) -> None:
        if entries != self.entries:
            self.entries = entries
            self.titles = {entry.key: entry.title for entry in entries}
            self.entries_changed.emit()

    def _failed(self, error: Exception) -> None:
        self.progressed.emit(None)
        if isinstance(error, IndexBusy):
            self._settle.start()  # the command line is writing it: look again when it has done
        else:
            self.failed.emit(error)

    # What the user made

    def notes_changed(self, change: Change | None = None) -> None:
        """Bookmarks, tags, corrections or searches are others now: show them, index what changed.

        Only the articles a change touches are indexed, at once.
        """
        if change is None:
            self._show(self.entries)
        else:
            self._follow(change)
        keys = self._touched(change) if change is not None else []
        if keys:
            update = Job(
                _PartialUpdate(self._desk.library, keys).run,
                succeeded=self._partly_updated,
                failed=self._failed,
            )
            self._desk.jobs.run(update, LANE)

    def _follow(self, change: Change) -> None:
        """Show what a change of notes changes here; there may be a hundred thousand others."""
        from reader.notes import Note
        from reader.ui.tree.leaves import shifts_of, tags_by_article

        before = [record for record in change.before if isinstance(record, Note)]
        after = [record for record in change.after if isinstance(record, Note)]
        if _tags_of(before) != _tags_of(after):
            sources = sorted({note.source for note in (*before, *after)})
            tags = tags_by_article(self._desk.library.notes, sources)
            fresh = {key: tags.get(key, ()) for key in sources}
            self._take(tuple(_tagged(e, fresh.get(e.key, e.tags)) for e in self.entries))
        self._show_leaves(shifts_of(before, after))

    def _touched(self, change: Change) -> list[str]:
        from reader.notes import CorrectionFile, Note, Override

        records = (*change.before, *change.after)
        keys = {record.source for record in records if isinstance(record, Note)}
        digests = {r.digest for r in records if isinstance(r, Override | CorrectionFile)}
        return [e.key for e in self.entries if e.key in keys or e.digest in digests]

    def _partly_updated(self, result: tuple[Report, tuple[Entry, ...]]) -> None:
        report, entries = result
        fresh = {entry.key: entry for entry in entries}
        self._show(tuple(fresh.get(entry.key, entry) for entry in self.entries))
        self.indexed.emit(report)

    def _show_leaves(self, shifts: Mapping[str, int] | None = None) -> None:
        from reader.ui.tree.leaves import leaf_branches

        recent = self._desk.settings.get("recent")
        notes = self._desk.library.notes
        self.leaves = leaf_branches(notes, recent, self.titles, self.leaves, shifts)
        self.leaves_changed.emit()

    def remember(self, key: str) -> None:
        """`key` has just been opened."""
        if key:
            past = [other for other in self._desk.settings.get("recent") if other != key]
            self._desk.settings.set("recent", [key, *past][:RECENT])
            if self.entries:
                self._show_leaves({})

    def seen(self, key: str, _position: int, progress: float) -> None:
        """`key` was read so far, 0.0 to 1.0, and left; the reading pane has kept the place."""
        if progress >= READ_FROM:
            self._mark({key}, read=True)

    def mark_read(self, keys: Iterable[str], *, read: bool) -> None:
        """Mark articles as read to their end, or as not read."""
        library = self._desk.library
        for key in keys:
            state = library.notes.reading(library.article(key).raw.digest)
            library.notes.set_reading(replace(state, read=read))
        self._mark(set(keys), read=read)

    def _mark(self, keys: set[str], *, read: bool) -> None:
        self.read_keys = self.read_keys | keys if read else self.read_keys - keys
        self.read_changed.emit()

    def _show_read(self) -> None:
        states = self._desk.library.notes.readings()
        read = {digest for digest, state in states.items() if state.read}
        self.read_keys = frozenset(e.key for e in self.entries if e.digest in read)
        self.read_changed.emit()

    # Watching

    def _watch(self) -> None:
        watched = self._watcher.directories()
        if watched:
            self._watcher.removePaths(watched)
        if not self._desk.settings.get("watch_folders"):
            return
        roots = [str(folder) for folder in self._desk.library.folders if is_folder(folder)]
        folders = self._desk.library.folders
        below = {str(folder) for root in folders for folder in self._below(root)}
        self._watcher.addPaths([*roots, *sorted(below - set(roots))][:MOST_WATCHED])

    def _below(self, root: Path) -> set[Path]:
        folders = {entry.folder for entry in self.entries if entry.folder}
        tails = (folder.partition("/")[2] for folder in folders)
        return {root / tail for tail in tails if tail and is_folder(root / tail)}

    def _folder_changed(self, _folder: str) -> None:
        self._settle.start()


class _Survey:
    """Which files there are, with what the index already knows of them."""

    def __init__(self, library: Library, errors: Mapping[str, str]) -> None:
        self._library = library
        self._errors = errors

    def run(self) -> tuple[Entry, ...]:
        return entries_of(self._library, self._errors)


class _Update:
    """Brings the index up to date; then what is on the shelf, with titles.

    What the user said is read here with a library of its own: a hundred thousand notes
    would hold the window, and an open library's notes belong to the thread of the window.
    """

    def __init__(self, library: Library, *, rebuild: bool = False) -> None:
        self._library = library
        self._rebuild = rebuild

    def run(self) -> Generator[Progress, None, tuple[Report, tuple[Entry, ...]]]:
        report = yield from self._library.refresh(rebuild=self._rebuild, word=self._user_word())
        return report, entries_of(self._library, dict(report.failed))

    def _user_word(self) -> UserWord:
        from reader.library import open_library

        own = open_library(self._library.paths, self._library.folders)
        try:
            return own.user_word()
        finally:
            own.close()


class _PartialUpdate:
    """Brings the index up to date with a few articles; then these, with titles."""

    def __init__(self, library: Library, keys: Sequence[str]) -> None:
        self._library = library
        self._keys = keys
        self._word = library.user_word(keys)  # the notes belong to this thread

    def run(self) -> Generator[Progress, None, tuple[Report, tuple[Entry, ...]]]:
        report = yield from self._library.refresh(word=self._word, keys=self._keys)
        return report, entries_of(self._library, dict(report.failed), self._keys)


def entries_of(
    library: Library, errors: Mapping[str, str], keys: Sequence[str] | None = None
) -> tuple[Entry, ...]:
    """The files of the collection, all or some, with title, date, authors where they are known.

    `errors` by key are those that reading the files has brought to light.
    """
    known = {outline.key: outline for outline in _outlines(library)}
    return tuple(
        _entry(source, known.get(source.key), source.error or errors.get(source.key))
        for source in _sources(library, keys)
    )


def _sources(library: Library, keys: Sequence[str] | None) -> Iterable[Source]:
    if keys is None:
        return library.sources()
    from reader.collection import find

    found = (find(library.folders, key) for key in keys)
    return (source for source in found if source is not None)


def _outlines(library: Library) -> list[Outline]:
    try:
        return library.outlines()
    except IndexFault:
        return []  # bringing the index up to date mends or reports it


def _tags_of(notes: Iterable[Note]) -> set[tuple[str, str]]:
    return {(note.source, tag) for note in notes if not note.removed for tag in note.tags}


def _tagged(entry: Entry, tags: tuple[str, ...]) -> Entry:
    return entry if entry.tags == tags else replace(entry, tags=tags)


def _entry(source: Source, outline: Outline | None, error: str | None) -> Entry:
    if outline is None or error:
        return Entry(source.key, source.path.stem, folder=source.folder, error=error)
    return Entry(
        source.key,
        outline.title or source.path.stem,
        series=outline.series or "",
        date=outline.date or "",
        authors=tuple(outline.authors),
        folder=source.folder,
        digest=outline.digest,
    )

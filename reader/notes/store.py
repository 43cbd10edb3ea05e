"""The user's data as the rest of the program sees it: notes, metadata, searches, reading.

Every call that changes something returns the `Change`; what it has returned is on the
disk. Undo is `apply(change.inverse)`, or `undo()` for the last of the hundred
remembered ones.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import cast

from reader.article import Article
from reader.errors import NotFound, StoreError
from reader.i18n import tr
from reader.notes import corrections, metadata, query
from reader.notes.codec import key_of
from reader.notes.database import translated
from reader.notes.model import (
    Anchor,
    Change,
    Colour,
    CorrectionFile,
    Draft,
    Filter,
    Metadata,
    Note,
    Override,
    ReadingState,
    SavedSearch,
)
from reader.notes.records import Records, now, timestamp

BIN_DAYS = 30


class NoteRecords(Records):
    """Bookmarks, highlights, quotations and notes: many at once, with a bin."""

    def add(self, *notes: Note) -> Change:
        """Keep new notes (see `new_note`). Raises StoreError where an id is taken."""
        if taken := self.notes([note.id for note in notes]):
            raise StoreError(tr("There is a note with the number {id} already.", id=taken[0].id))
        return self.apply(Change(tr("Add"), (), notes))

    def update(self, *notes: Note) -> Change:
        """Keep notes as they are given, in place of those with their ids."""
        old = {note.id: note for note in self._known([note.id for note in notes])}
        changed = [note for note in notes if note != old[note.id]]
        moment = now()
        return self.apply(
            Change(
                tr("Edit"),
                tuple(old[note.id] for note in changed),
                tuple(replace(note, modified=moment) for note in changed),
            )
        )

    def tag(
        self, ids: Sequence[str], add: Iterable[str] = (), remove: Iterable[str] = ()
    ) -> Change:
        """Give notes tags and take others away."""
        gone, come = set(remove), tuple(dict.fromkeys(tag.strip() for tag in add if tag.strip()))

        def retag(note: Note) -> Note:
            kept = (tag for tag in note.tags if tag not in gone)
            return replace(note, tags=tuple(dict.fromkeys((*kept, *come))))

        return self._each(tr("Tag"), ids, retag)

    def rename_tag(self, old: str, new: str) -> Change:
        """Give every note tagged `old` the tag `new` instead, in the same place."""

        def renamed(note: Note) -> Note:
            tags = (new if tag == old else tag for tag in note.tags)
            return replace(note, tags=tuple(dict.fromkeys(filter(None, tags))))

        return self._each(tr("Rename tag"), self.find(Filter(tags=(old,))).ids, renamed)

    def move(self, ids: Sequence[str], folder: str) -> Change:
        """Put notes into a folder (`a/b`, empty for none)."""
        path = "/".join(filter(None, (part.strip() for part in folder.split("/"))))
        return self._each(tr("Move"), ids, lambda note: replace(note, folder=path))

    def recolour(self, ids: Sequence[str], colour: Colour | None) -> Change:
        """Give notes another colour."""
        return self._each(tr("Colour"), ids, lambda note: replace(note, colour=colour))

    def remove(self, ids: Sequence[str]) -> Change:
        """Put notes into the bin, where they lie for `BIN_DAYS` days."""
        moment = now()
        return self._each(
            tr("Remove"), ids, lambda note: replace(note, removed=note.removed or moment)
        )

    def take_back(self, ids: Sequence[str]) -> Change:
        """Take notes out of the bin."""
        return self._each(tr("Put back"), ids, lambda note: replace(note, removed=None))

    def delete(self, ids: Sequence[str]) -> Change:
        """Delete notes for good (undo brings them back within this run)."""
        return self.apply(Change(tr("Delete"), tuple(self._known(ids))))

    def empty_bin(self, days: int = BIN_DAYS) -> Change:
        """Delete what has lain in the bin for `days` days."""
        limit = timestamp(datetime.now(UTC) - timedelta(days=days))
        binned = self.find(Filter(binned=True))
        old = tuple(note for note in binned if note.removed and note.removed <= limit)
        return self.apply(Change(tr("Empty the bin"), old), remember=False)

    def get(self, of: str) -> Note:
        """The note with this id, in the bin or not. Raises NotFound."""
        return self._known([of])[0]

    def notes(self, ids: Sequence[str]) -> list[Note]:
        """The notes with these ids that are there, in this order."""
        with translated(self._database.folder):
            return self._database.notes(ids)

    def find(self, chosen: Filter | None = None) -> query.Listing:
        """The notes that pass a filter, in its order, loaded as they are looked at."""
        with translated(self._database.folder):
            return query.Listing(query.ids(self._database, chosen or Filter()), self.notes)

    def first(self, chosen: Filter, most: int) -> list[Note]:
        """The first notes that pass a filter, at most so many."""
        with translated(self._database.folder):
            return self._database.notes(query.ids(self._database, chosen, most))

    def count(self, chosen: Filter) -> int:
        """How many notes pass a filter."""
        with translated(self._database.folder):
            return query.count(self._database, chosen)

    def tags(self) -> dict[str, int]:
        """Every tag with how many notes have it, the bin apart, by name."""
        return self._counts(
            """SELECT tag, sum(many) FROM (
                SELECT tag, count(*) AS many FROM note_tags GROUP BY tag
                UNION ALL
                SELECT tag, -count(*) FROM note_tags
                WHERE note IN (SELECT id FROM notes WHERE removed IS NOT NULL) GROUP BY tag
            ) GROUP BY tag HAVING sum(many) > 0 ORDER BY tag"""
        )

    def tagged_sources(self, sources: Sequence[str] | None = None) -> list[tuple[str, str]]:
        """Each article's key (all, or these) with each tag its notes have, the bin apart."""
        with translated(self._database.folder):
            return self._database.connection.execute(
                "SELECT DISTINCT source, tag FROM note_tags JOIN notes ON notes.id = note_tags.note"
                " WHERE removed IS NULL AND (?1 IS NULL OR source IN"
                " (SELECT value FROM json_each(?1))) ORDER BY source, tag",
                (None if sources is None else json.dumps(sources),),
            ).fetchall()

    def folders(self) -> dict[str, int]:
        """Every folder with how many notes lie in it, the bin apart, by name."""
        return self._counts(
            "SELECT folder, count(*) FROM notes WHERE removed IS NULL AND folder <> ''"
            " GROUP BY folder ORDER BY folder"
        )

    def count_by_source(self) -> dict[str, int]:
        """Every article's key with how many notes it has, the bin apart."""
        return self._counts(
            "SELECT source, count(*) FROM notes WHERE removed IS NULL"
            " GROUP BY source ORDER BY source"
        )

    def relocate(self, digest: str, source: str, path: str) -> Change:
        """The file with this content lies elsewhere now: its notes follow it."""
        ids = self.find(Filter(digests=(digest,))).ids
        return self._each(
            tr("Follow the file"), ids, lambda note: replace(note, source=source, path=path)
        )

    def reattach(self, of: str, anchor: Anchor, source: str, path: str) -> Change:
        """Attach a note by hand to another place; its text becomes what stands there."""
        return self._each(
            tr("Attach"),
            [of],
            lambda note: replace(note, anchor=anchor, text=anchor.quote, source=source, path=path),
        )

    def _each(self, label: str, ids: Sequence[str], edit: Callable[[Note], Note]) -> Change:
        moment = now()
        pairs = [(note, edit(note)) for note in self._known(ids)]
        changed = [(old, replace(new, modified=moment)) for old, new in pairs if old != new]
        return self.apply(
            Change(label, tuple(old for old, _ in changed), tuple(new for _, new in changed))
        )

    def _known(self, ids: Sequence[str]) -> list[Note]:
        found = self.notes(ids)
        if len(found) != len(ids):
            missing = sorted(set(ids) - {note.id for note in found})
            raise NotFound(tr("There is no note with the number {id}.", id=", ".join(missing)))
        return found

    def _counts(self, sql: str) -> dict[str, int]:
        with translated(self._database.folder):
            return dict(self._database.connection.execute(sql))


class ArticleRecords(Records):
    """What is kept of an article by the digest of its file: metadata, reading, corrections."""

    def override(self, digest: str) -> Metadata:
        """What the user has set for an article; `None` in every field where nothing is."""
        found = cast("Override | None", self._get(("metadata", digest)))
        return found.metadata if found else Metadata()

    def set_override(self, digest: str, fields: Metadata) -> Change:
        """Keep the user's metadata of an article; all `None` takes it away."""
        if fields == Metadata():
            return self._drop(tr("Article details"), ("metadata", digest))
        return self._put(tr("Article details"), Override(digest, fields))

    def metadata(self, article: Article) -> Metadata:
        """What is known of an article: the user's word first, then what the article says."""
        return metadata.merged(metadata.of_article(article), self.override(article.raw.digest))

    def corrections(self, digest: str) -> tuple[dict[str, object], ...]:
        """The user's corrections of an article as plain objects, in the order to apply them."""
        found = cast("CorrectionFile | None", self._get(("corrections", digest)))
        return found.operations if found else ()

    def set_corrections(self, digest: str, operations: Iterable[dict[str, object]]) -> Change:
        """Keep these corrections of an article in place of the former ones."""
        record = CorrectionFile(digest, tuple(operations))
        if not record.operations:
            return self._drop(tr("Correction"), key_of(record))
        return self._put(tr("Correction"), record)

    def overrides(self) -> dict[str, Metadata]:
        """The user's metadata of every article that has any, by digest."""
        found = cast("list[Override]", self._documents("metadata"))
        return {override.digest: override.metadata for override in found}

    def all_corrections(self) -> dict[str, tuple[dict[str, object], ...]]:
        """The corrections of every article that has any, by digest."""
        return corrections.read_all(self._database.corrections)

    def reading(self, digest: str) -> ReadingState:
        """How far an article has been read."""
        found = self._get(("reading", digest))
        return cast("ReadingState", found) if found else ReadingState(digest)

    def readings(self) -> dict[str, ReadingState]:
        """The reading state of every article that has one, by digest."""
        states = cast("list[ReadingState]", self._documents("reading"))
        return {state.digest: state for state in states}

    def set_reading(self, state: ReadingState) -> Change:
        """Keep how far an article has been read; not part of undo."""
        return self._put(tr("Reading"), state, remember=False)


class SearchRecords(Records):
    """The saved searches."""

    def searches(self) -> list[SavedSearch]:
        """The saved searches by name."""
        return cast("list[SavedSearch]", self._documents("search"))

    def save_search(self, name: str, query: str, sort: str = "relevance") -> Change:
        """Keep a query under a name, in place of one with that name."""
        return self._put(tr("Save the search"), SavedSearch(name, query, sort, now()))

    def delete_search(self, name: str) -> Change:
        """Forget a saved search."""
        return self._drop(tr("Delete the search"), ("search", name))


class DraftRecords(Records):
    """Note text that is being typed, so that it comes back after a crash."""

    def drafts(self) -> dict[str, Draft]:
        """The drafts by key."""
        return {draft.key: draft for draft in cast("list[Draft]", self._documents("draft"))}

    def keep_draft(self, key: str, text: str) -> Change:
        """Keep the text being typed under the caller's key."""
        return self._put(tr("Draft"), Draft(key, text, now()), remember=False)

    def drop_draft(self, key: str) -> Change:
        """Forget a draft: it was saved or thrown away."""
        return self._drop(tr("Draft"), ("draft", key), remember=False)

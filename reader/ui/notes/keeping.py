"""Between places on the page and anchors in the source. Without Qt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reader.article import Article, Span, raw_positions
from reader.errors import InputError, JianbaoError
from reader.i18n import os_reason, tr
from reader.notes import (
    Anchor,
    Change,
    Colour,
    Filter,
    Inked,
    Note,
    NoteKind,
    Placement,
    anchor,
    new_note,
    resolve,
)
from reader.notes import Place as NotePlace
from reader.ui.kept import NoteMark
from reader.ui.places import Place
from reader.ui.wording import note_kinds

if TYPE_CHECKING:
    from reader.library import Library

LONGEST_TIP = 200
LARGEST_IMPORT = 500 * 1024 * 1024  # bytes


def anchor_of(article: Article, places: Sequence[Place]) -> Anchor:
    """The anchor of a passage, one place a block in order. Raises InputError if it is empty."""
    first, last = places[0], places[-1]
    block = last.block or 0
    end = len(article.blocks[block].text) if last.end is None else last.end
    return anchor(article, NotePlace(first.block or 0, first.start), NotePlace(block, end))


def text_of(article: Article, places: Sequence[Place]) -> str:
    """The article's own characters at a passage, a line for each block."""
    return "\n".join(article.blocks[p.block or 0].text[p.start : p.end] for p in places)


def made(library: Library, kind: NoteKind, places: Sequence[Place]) -> Note:
    """A new note on a passage; it is not kept yet. Raises what `Library.article` raises."""
    key = places[0].key
    article = library.article(key)
    return new_note(kind, key, _path(library, key), anchor_of(article, places))


def made_bookmark(library: Library, place: Place) -> Note:
    """A new bookmark of a paragraph, named by its first words; of the article without a block."""
    key = place.key
    article = library.article(key)
    if place.block is None:
        return replace(new_note("bookmark", key, _path(library, key)), text=article.title)
    whole = Place(key, place.block, 0, len(article.blocks[place.block].text))
    return new_note("bookmark", key, _path(library, key), anchor_of(article, (whole,)))


def _path(library: Library, key: str) -> str:
    return str(library.source(key).path)


def notes_on(library: Library, key: str, article: Article) -> list[Note]:
    """All kept notes on an article, known by its content or by its key."""
    by_content = library.notes.find(Filter(digests=(article.raw.digest,)))
    by_key = library.notes.find(Filter(sources=(key,)))
    found = {note.id: note for note in (*by_content, *by_key)}
    return list(found.values())


class Standing(NamedTuple):
    """A note and where it stands now: its placement (None: no file, or no anchor) and places."""

    note: Note
    state: str
    placement: Placement | None = None
    places: tuple[Place, ...] = ()
    key: str = ""

    @property
    def place(self) -> Place | None:
        """Where to go: its first words, else its article, None where that is gone."""
        return self.places[0] if self.places else Place(self.key) if self.key else None


def standings_on(library: Library, key: str, article: Article) -> tuple[Standing, ...]:
    """The notes of an article, each with where it stands in it now."""
    inked = Inked.of(article)
    return tuple(_standing(note, article, key, inked) for note in notes_on(library, key, article))


def standing_of(library: Library, note: Note) -> Standing:
    """Where a note stands now, wherever its file is."""
    try:
        article = library.article_of_note(note)
    except JianbaoError:
        article = None
    if article is None:
        return Standing(note, "orphan")
    return _standing(note, article, article.raw.source, Inked.of(article))


def _standing(note: Note, article: Article, key: str, inked: Inked) -> Standing:
    if note.anchor is None:
        return Standing(note, "exact", Placement("exact"), key=key)
    placement = resolve(note.anchor, inked)
    places = places_of(article, key, placement.spans)
    return Standing(note, placement.state, placement, places, key)


def marks_on(library: Library, key: str, article: Article) -> tuple[NoteMark, ...]:
    """The kept passages of an article as they stand in it now; orphans are left out."""
    return marks_of(standings_on(library, key, article))


def marks_of(standings: Sequence[Standing]) -> tuple[NoteMark, ...]:
    """What the page marks of these notes."""
    return tuple(mark for each in standings for mark in _marks(each.note, each.places))


def attached(library: Library, note_id: str, places: Sequence[Place]) -> Change:
    """Attach a note to a passage, in whatever article. Raises InputError where it is empty."""
    key = places[0].key
    anchor = anchor_of(library.article(key), places)
    return library.notes.reattach(note_id, anchor, key, _path(library, key))


def read_small(path: Path) -> bytes:
    """A file the user chose, whole. Raises InputError where it cannot be read or is huge."""
    try:
        if path.stat().st_size > LARGEST_IMPORT:
            raise InputError(tr("{file} is too large to be notes.", file=path))
        return path.read_bytes()
    except OSError as fault:
        reason = os_reason(fault)
        raise InputError(
            tr("{file} cannot be read: {reason}.", file=path, reason=reason)
        ) from fault


def _marks(note: Note, places: Sequence[Place]) -> Iterator[NoteMark]:
    for place in places[: 1 if note.kind == "bookmark" else None]:
        start, end = (0, 0) if note.kind == "bookmark" else (place.start, place.end or place.start)
        yield NoteMark(
            place.block or 0, start, end, note.kind, note.id, note.colour or "", tip(note)
        )


def tip(note: Note) -> str:
    """What is shown when the pointer rests on a kept passage."""
    kind = note_kinds()[note.kind]
    tags = tr("Tags: {tags}", tags=", ".join(note.tags)) if note.tags else ""
    return "\n".join(part for part in (kind, note.note[:LONGEST_TIP], tags) if part)


def places_of(article: Article, key: str, spans: Sequence[Span]) -> tuple[Place, ...]:
    """The clean places of raw spans, one a block, in reading order."""
    found: list[Place] = []
    for at, block in enumerate(article.blocks):
        if not any(_meet(one, other) for one in block.spans for other in spans):
            continue
        positions = raw_positions(block, article.raw.text)[:-1]
        inside = [
            offset
            for offset, raw in enumerate(positions)
            if not block.text[offset].isspace() and any(s <= raw < e for s, e in spans)
        ]
        if inside:
            found.append(Place(key, at, inside[0], inside[-1] + 1))
    return tuple(found)


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def place_of_note(library: Library, note: Note) -> tuple[Place | None, str]:
    """Where a note stands now, and the state of its anchor; (None, "orphan") without a file."""
    standing = standing_of(library, note)
    return standing.place, standing.state


def coloured(note: Note, colour: Colour) -> Note:
    """A note in a colour."""
    return replace(note, colour=colour)


def bookmarks_at(library: Library, place: Place) -> list[Note]:
    """The bookmarks of a paragraph, or of the article as a whole."""
    article = library.article(place.key)
    if place.block is None:
        kept = notes_on(library, place.key, article)
        return [note for note in kept if note.kind == "bookmark" and note.anchor is None]
    ids = {
        mark.id
        for mark in marks_on(library, place.key, article)
        if mark.kind == "bookmark" and mark.block == place.block
    }
    return library.notes.notes(sorted(ids))

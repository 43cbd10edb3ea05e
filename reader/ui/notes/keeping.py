"""Between places on the page and anchors in the source. Without Qt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.article import Article, Span, raw_positions
from reader.errors import JianbaoError
from reader.i18n import tr
from reader.notes import Anchor, Colour, Filter, Inked, Note, NoteKind, anchor, new_note, resolve
from reader.notes import Place as NotePlace
from reader.ui.kept import NoteMark
from reader.ui.places import Place
from reader.ui.wording import note_kinds

if TYPE_CHECKING:
    from reader.library import Library

LONGEST_TIP = 200


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


def marks_on(library: Library, key: str, article: Article) -> tuple[NoteMark, ...]:
    """The kept passages of an article as they stand in it now; orphans are left out."""
    inked = Inked.of(article)
    return tuple(
        mark
        for note in notes_on(library, key, article)
        if note.anchor is not None
        for mark in _marks(note, places_of(article, key, resolve(note.anchor, inked).spans))
    )


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
    try:
        article = library.article_of_note(note)
    except JianbaoError:
        article = None
    if article is None:
        return None, "orphan"
    key = article.raw.source
    if note.anchor is None:
        return Place(key), "exact"
    placement = resolve(note.anchor, article)
    places = places_of(article, key, placement.spans)
    return (places[0] if places else Place(key)), placement.state


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

"""`quote` and `bookmark`: what the user keeps, finds again, sorts, and puts into the bin.

Tags, folders, colours and the bin are those of notes of every kind: their commands stand
under `quote` and take the ID of any note.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import click

from reader.cli.choosing import Chosen, article_of, filter_options, state_of, state_words
from reader.cli.options import the_library, wants_json
from reader.cli.printing import complain, print_json, say_row
from reader.errors import NotFound
from reader.export import Clipping
from reader.i18n import ntr, tr
from reader.library import Library
from reader.notes import COLOURS, KINDS, Change, Colour, Note, NoteKind

NOTHING = 1

file_argument = click.argument("file", metavar="FILE")
ids_argument = click.argument("ids", nargs=-1, required=True, metavar="ID…")
words_option = click.option("--text", required=True, help=tr("The words to quote."))
note_option = click.option("--note", default="", help=tr("Your own words on it."))
tag_option = click.option("--tag", "tags", multiple=True, help=tr("A tag; repeatable."))
folder_option = click.option("--folder", default="", help=tr("A folder; a/b is b inside a."))
colour_option = click.option("--colour", type=click.Choice(COLOURS), help=tr("A colour."))


@click.group(help=tr("Keep, list, sort and remove quotations."))
def quote() -> None:
    pass


@quote.command("add", help=tr("Keep TEXT of the article in FILE as a quotation."))
@file_argument
@words_option
@note_option
@tag_option
@folder_option
@colour_option
def add_quotation(
    file: str, text: str, note: str, tags: tuple[str, ...], folder: str, colour: Colour | None
) -> None:
    from reader.notes import find_anchors, new_note

    library = the_library()
    key, path, article = article_of(library, file)
    first = next(find_anchors(article, text), None)
    if first is None:
        raise NotFound(tr("“{text}” does not occur in {file}.", text=text, file=file))
    kept = new_note("quotation", key, str(path), first)
    _keep(library, replace(kept, note=note, tags=tags, folder=folder, colour=colour))
    if (count := first.occurrences) > 1:
        complain(tr("It occurs there {count} times; the first is kept.", count=count))


@quote.command("list", help=tr("List the quotations, each with where it stands now."))
@click.option("--kind", type=click.Choice([*KINDS, "all"]), default="quotation", show_default=True)
@filter_options
def list_quotations(kind: str, **options: Any) -> int:
    return _list([each for each in KINDS if kind in (each, "all")], Chosen(**options))


@quote.command("remove", help=tr("Put what has these IDs into the bin."))
@ids_argument
def remove_quotations(ids: tuple[str, ...]) -> None:
    notes = the_library().notes
    _changed(notes.remove(ids), ids, "removed")


@quote.command("restore", help=tr("Take what has these IDs out of the bin."))
@ids_argument
def take_back(ids: tuple[str, ...]) -> None:
    _changed(the_library().notes.take_back(ids), ids, "restored")


@quote.command("empty-bin", help=tr("Delete everything in the bin for good."))
def empty_bin() -> None:
    change = the_library().notes.empty_bin(days=0)
    _changed(change, [note.id for note in change.before if isinstance(note, Note)], "deleted")


@quote.command("tag", help=tr("Tag what has these IDs, or remove tags."))
@ids_argument
@click.option("--add", "added", multiple=True, help=tr("A tag to add; repeatable."))
@click.option("--remove", "removed", multiple=True, help=tr("A tag to remove; repeatable."))
def tag(ids: tuple[str, ...], added: tuple[str, ...], removed: tuple[str, ...]) -> None:
    _changed(the_library().notes.tag(ids, added, removed), ids, "tagged")


@quote.command("rename-tag", help=tr("Give what is tagged OLD the tag NEW instead."))
@click.argument("old")
@click.argument("new")
def rename_tag(old: str, new: str) -> int:
    change = the_library().notes.rename_tag(old.strip().lstrip("#"), new.strip().lstrip("#"))
    _changed(change, [note.id for note in change.after if isinstance(note, Note)], "tagged")
    return 0 if change else NOTHING


@quote.command("move", help=tr("Move what has these IDs into a folder; without one, out of any."))
@ids_argument
@folder_option
def move(ids: tuple[str, ...], folder: str) -> None:
    _changed(the_library().notes.move(ids, folder), ids, "moved")


@quote.command("colour", help=tr("Colour what has these IDs; without a colour, remove it."))
@ids_argument
@colour_option
def recolour(ids: tuple[str, ...], colour: Colour | None) -> None:
    _changed(the_library().notes.recolour(ids, colour), ids, "coloured")


@quote.command("attach", help=tr("Attach the note with this ID to other words, by hand."))
@click.argument("note_id", metavar="ID")
@file_argument
@words_option
def attach(note_id: str, file: str, text: str) -> None:
    from reader.notes import find_anchor

    library = the_library()
    key, path, article = article_of(library, file)
    change = library.notes.reattach(note_id, find_anchor(article, text), key, str(path))
    _changed(change, [note_id], "attached")


@click.group(help=tr("Keep, list and remove bookmarks."))
def bookmark() -> None:
    pass


@bookmark.command("add", help=tr("Bookmark the article in FILE, or one of its blocks."))
@file_argument
@click.option("--block", type=click.IntRange(min=0), help=tr("The number of the block, from 0."))
@note_option
@tag_option
def add_bookmark(file: str, block: int | None, note: str, tags: tuple[str, ...]) -> None:
    from reader.notes import block_anchor, new_note

    library = the_library()
    key, path, article = article_of(library, file)
    anchor = None if block is None else block_anchor(article, block)
    _keep(library, replace(new_note("bookmark", key, str(path), anchor), note=note, tags=tags))


@bookmark.command("list", help=tr("List the bookmarks."))
@filter_options
def list_bookmarks(**options: Any) -> int:
    return _list(["bookmark"], Chosen(**options))


bookmark.add_command(remove_quotations, "remove")


def _keep(library: Library, note: Note) -> None:
    library.notes.add(note)
    if wants_json():
        print_json(_as_json(library.clipping(note)))
    else:
        click.echo(note.id)


def _changed(change: Change, ids: Iterable[str], what: str) -> None:
    """Say what a change came to: the IDs for a program, the number for a person."""
    if wants_json():
        print_json({what: list(ids)})
    else:
        count = len(change.before)
        click.echo(ntr("{count} note changed.", "{count} notes changed.", count))


def _list(kinds: Iterable[NoteKind], chosen: Chosen) -> int:
    clippings = chosen.clippings(the_library(), kinds)
    if wants_json():
        print_json([_as_json(clipping) for clipping in clippings])
    else:
        for clipping in clippings:
            note = clipping.note
            shown = note.text or note.note
            say_row(note.id, state_words()[state_of(clipping)], note.source, shown)
    return 0 if clippings else NOTHING


def _as_json(clipping: Clipping) -> dict[str, Any]:
    note, anchor = clipping.note, clipping.note.anchor
    document: dict[str, Any] = {
        "id": note.id,
        "kind": note.kind,
        "source": note.source,
        "text": note.text,
        "note": note.note,
        "tags": list(note.tags),
        "folder": note.folder,
        "colour": note.colour,
        "created": note.created,
        "anchor": None,
        "state": state_of(clipping),
    }
    if anchor:
        document["anchor"] = {
            "raw": [list(span) for span in anchor.raw],
            "before": anchor.before,
            "after": anchor.after,
            "hash": anchor.digest,
        }
    if clipping.differences:
        document["found"] = clipping.found
        document["differences"] = [
            [piece.op, piece.quoted, piece.found] for piece in clipping.differences
        ]
    return document

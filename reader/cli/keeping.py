"""`quote`, `bookmark`, `export` and `import`: what the user keeps, and takes out."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from reader.article import Article
from reader.cli.options import the_library, wants_json
from reader.cli.printing import complain, print_json
from reader.errors import InputError, NotFound
from reader.export import ARTICLE_FORMATS, DEFAULT_STYLE, FORMATS, Clipping, Selection, save
from reader.i18n import ntr, tr
from reader.library import Library
from reader.notes import Filter, Note, NoteKind

NOTHING = 1
EXPORTED: tuple[NoteKind, ...] = ("quotation", "highlight", "note")

id_argument = click.argument("note_id", metavar="ID")
file_argument = click.argument("file", metavar="FILE")
note_option = click.option("--note", default="", help=tr("Your own words on it."))
tag_option = click.option("--tag", "tags", multiple=True, help=tr("A tag; repeatable."))


@click.group(help=tr("Keep, list and remove quotations."))
def quote() -> None:
    pass


@quote.command("add", help=tr("Keep TEXT of the article in FILE as a quotation."))
@file_argument
@click.option("--text", required=True, help=tr("The words to quote."))
@note_option
@tag_option
def add_quotation(file: str, text: str, note: str, tags: tuple[str, ...]) -> None:
    from reader.notes import find_anchors, new_note

    library = the_library()
    key, path, article = _article(library, file)
    places = find_anchors(article, text)
    if not places:
        raise NotFound(tr("“{text}” does not occur in {file}.", text=text, file=file))
    first, *others = places
    if others:
        complain(tr("It occurs there {count} times; the first is kept.", count=len(places)))
    kept = new_note("quotation", key, str(path), first)
    _keep(library, replace(kept, note=note, tags=tags))


@quote.command("list", help=tr("List the quotations, each with where it stands now."))
def list_quotations() -> int:
    return _list(the_library(), "quotation")


@quote.command("remove", help=tr("Put the quotation with this ID into the bin."))
@id_argument
def remove_quotation(note_id: str) -> None:
    _remove(the_library(), note_id)


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
    key, path, article = _article(library, file)
    anchor = None if block is None else block_anchor(article, block)
    _keep(library, replace(new_note("bookmark", key, str(path), anchor), note=note, tags=tags))


@bookmark.command("list", help=tr("List the bookmarks."))
def list_bookmarks() -> int:
    return _list(the_library(), "bookmark")


@bookmark.command("remove", help=tr("Put the bookmark with this ID into the bin."))
@id_argument
def remove_bookmark(note_id: str) -> None:
    _remove(the_library(), note_id)


@click.command(help=tr("Write quotations, each compared with its source, or a whole article."))
@click.option("--format", "format_name", type=click.Choice(list(FORMATS)), default="markdown")
@click.option("--style", default=DEFAULT_STYLE, show_default=True, help=tr("Style of citation."))
@click.option("--output", help=tr("The file to write; the terminal if none is given."))
@click.option("--query", default="", help=tr("Only what contains these words."))
@click.option("--tag", "tags", multiple=True, help=tr("Only what has this tag; repeatable."))
@click.option("--article", "file", help=tr("Only quotations from this file."))
@click.option("--whole", help=tr("The article in this file itself, its figures marked."))
def export(
    format_name: str,
    style: str,
    output: str | None,
    query: str,
    tags: tuple[str, ...],
    file: str | None,
    whole: str | None,
) -> int:
    library = the_library()
    if whole:
        return _write(_whole_article(library, whole, format_name), output)
    sources = (_article(library, file)[0],) if file else ()
    chosen = Filter(text=query, tags=tags, sources=sources, kinds=EXPORTED, sort="source")
    clippings = tuple(library.clipping(note) for note in library.notes.find(chosen))
    if not clippings:
        raise NotFound(tr("There is nothing to export: no quotation fits."))
    made = datetime.now().astimezone().isoformat(timespec="seconds")
    selection = Selection(clippings, style=style, templates=library.paths.templates, made=made)
    return _write(FORMATS[format_name](selection), output)


@click.command("import", help=tr("Import quotations from a JSON-LD file that was exported."))
@file_argument
def import_(file: str) -> None:
    library = the_library()
    try:
        data = Path(file).read_bytes()
    except OSError as fault:
        raise InputError(
            tr("{file} cannot be read: {reason}.", file=file, reason=fault.strerror)
        ) from fault
    added = library.import_notes(data)
    if wants_json():
        print_json({"added": added})
    else:
        click.echo(ntr("{count} note imported.", "{count} notes imported.", added))


def _article(library: Library, file: str) -> tuple[str, Path, Article]:
    """Key, path and article of a file named by its path or by its key in the collection."""
    if not Path(file).exists():
        source = library.source(file)
        return source.key, source.path, library.article(file)
    key = library.key_of(file)
    return key, Path(file).absolute(), library.article_of_file(file)


def _keep(library: Library, note: Note) -> None:
    library.notes.add(note)
    if wants_json():
        print_json(_as_json(library.clipping(note)))
    else:
        click.echo(note.id)


def _remove(library: Library, note_id: str) -> None:
    library.notes.remove([note_id])
    if wants_json():
        print_json({"removed": note_id})


def _list(library: Library, kind: NoteKind) -> int:
    clippings = [library.clipping(note) for note in library.notes.find(Filter(kinds=(kind,)))]
    if wants_json():
        print_json([_as_json(clipping) for clipping in clippings])
    else:
        for clipping in clippings:
            note = clipping.note
            state = clipping.placement.state if clipping.placement else "orphan"
            click.echo("\t".join((note.id, state, note.source, note.text or note.note)))
    return 0 if clippings else NOTHING


def _as_json(clipping: Clipping) -> dict[str, Any]:
    note, anchor, placement = clipping.note, clipping.note.anchor, clipping.placement
    document: dict[str, Any] = {
        "id": note.id,
        "source": note.source,
        "text": note.text,
        "note": note.note,
        "tags": list(note.tags),
        "created": note.created,
        "anchor": None,
        "state": placement.state if placement else "orphan",
    }
    if anchor:
        document["anchor"] = {
            "raw": [list(span) for span in anchor.raw],
            "before": anchor.before,
            "after": anchor.after,
            "hash": anchor.digest,
        }
    return document


def _whole_article(library: Library, file: str, format_name: str) -> bytes:
    if format_name not in ARTICLE_FORMATS:
        raise InputError(
            tr(
                "An article cannot be written as {name}; choose one of {names}.",
                name=format_name,
                names=", ".join(ARTICLE_FORMATS),
            )
        )
    from reader.figures import find

    article = _article(library, file)[2]
    return ARTICLE_FORMATS[format_name](article, find(article))


def _write(data: bytes, output: str | None) -> int:
    if output:
        save(Path(output), data)
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
    return 0

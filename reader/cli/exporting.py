"""`export`, `import`, `cite`, `metadata`, `template`: what leaves the program, and its source."""

from __future__ import annotations

import sys
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from reader.cli.choosing import Chosen, article_of, filter_options
from reader.cli.keeping import file_argument
from reader.cli.options import the_library, wants_json
from reader.cli.printing import print_json, print_text, say_row
from reader.errors import InputError, NotFound, UsageError
from reader.export import (
    ARTICLE_FORMATS,
    DEFAULT_STYLE,
    FORMATS,
    STYLES,
    TEMPLATES,
    Selection,
    cite,
    from_template,
    save,
    shipped_template,
)
from reader.i18n import ntr, os_reason, tr
from reader.library import Library
from reader.notes import METADATA_FIELDS, Metadata, NoteKind

EXPORTED: tuple[NoteKind, ...] = ("quotation", "highlight", "note")

style_option = click.option(
    "--style",
    default=DEFAULT_STYLE,
    show_default=True,
    help=tr("Style of citation: {styles}, or a .csl file.", styles=", ".join(STYLES)),
)
output_option = click.option(
    "--output", help=tr("The file to write; the terminal if none is given.")
)


@click.command(help=tr("Write quotations, each compared with its source, or a whole article."))
@click.option("--format", "format_name", type=click.Choice(list(FORMATS)), default="markdown")
@style_option
@output_option
@click.option("--template", help=tr("A template of your own (Jinja2) in place of a format."))
@click.option("--whole", help=tr("The article in this file itself, its figures marked."))
@filter_options
def export(
    format_name: str,
    style: str,
    output: str | None,
    template: str | None,
    whole: str | None,
    **options: Any,
) -> int:
    library = the_library()
    if whole:
        return _write(_whole_article(library, whole, format_name), output)
    clippings = Chosen(**options).clippings(library, EXPORTED, order="source")
    if not clippings:
        raise NotFound(tr("There is nothing to export: no quotation fits."))
    made = datetime.now().astimezone().isoformat(timespec="seconds")
    selection = Selection(tuple(clippings), style=style, made=made)
    if template:
        path = _template(template)
        return _write(from_template(path.name, replace(selection, templates=path.parent)), output)
    selection = replace(selection, templates=library.paths.templates)
    return _write(FORMATS[format_name](selection), output)


@click.command(help=tr("Print a shipped template, to change it; without a name, list them."))
@click.argument("name", required=False, type=click.Choice(TEMPLATES))
def template(name: str | None) -> None:
    click.echo(shipped_template(name).read_text("utf-8") if name else "\n".join(TEMPLATES))


@click.command("import", help=tr("Import quotations from a JSON-LD file that was exported."))
@file_argument
def import_(file: str) -> None:
    library = the_library()
    try:
        data = Path(file).read_bytes()
    except OSError as fault:
        raise InputError(
            tr("{file} cannot be read: {reason}.", file=file, reason=os_reason(fault))
        ) from fault
    added = library.import_notes(data)
    if wants_json():
        print_json({"added": added})
    else:
        click.echo(ntr("{count} note imported.", "{count} notes imported.", added))


@click.command("cite", help=tr("Print the citation of the article in FILE."))
@file_argument
@style_option
def cite_(file: str, style: str) -> None:
    library = the_library()
    made = cite(library.notes.metadata(article_of(library, file)[2]), style)
    if wants_json():
        print_json({"source": file, "style": style, "citation": made})
    else:
        print_text(made)


@click.command(help=tr("Print what is known of the article in FILE for citing it, or change it."))
@file_argument
@click.option(
    "--set", "changes", multiple=True, metavar="FIELD=VALUE",
    help=tr("Set a field; repeatable; an empty value goes back to what the article says."
            " Fields: {fields}.", fields=", ".join(METADATA_FIELDS)),
)  # fmt: skip
def metadata(file: str, changes: tuple[str, ...]) -> None:
    library = the_library()
    article = article_of(library, file)[2]
    if changes:
        override = library.notes.override(article.raw.digest)
        library.notes.set_override(article.raw.digest, _with(override, changes))
    known = asdict(library.notes.metadata(article))
    fields = {name: known[name] for name in METADATA_FIELDS}
    if wants_json():
        print_json(fields)
    else:
        for name, value in fields.items():
            say_row(name, _shown(value))


def _with(override: Metadata, changes: tuple[str, ...]) -> Metadata:
    """The user's metadata with `field=value` set. Raises UsageError."""
    from reader.notes import field_fits, parse_field

    values: dict[str, Any] = {}
    for change in changes:
        name, equals, text = change.partition("=")
        if not equals or name not in METADATA_FIELDS:
            raise UsageError(
                tr("{change} is not FIELD=VALUE; the fields are {fields}.",
                   change=change, fields=", ".join(METADATA_FIELDS))
            )  # fmt: skip
        if not field_fits(name, text):
            raise UsageError(
                tr("{text} is not a date; write it as 2018, 2018-07 or 2018-07-17.", text=text)
            )
        values[name] = parse_field(name, text)
    return replace(override, **values)


def _shown(value: object) -> str:
    if isinstance(value, tuple | list):
        return "，".join(map(str, value))
    return str(value) if value is not None else ""


def _template(file: str) -> Path:
    """The user's template. Raises InputError where there is no such file."""
    path = Path(file).absolute()
    if not path.is_file():
        raise InputError(tr("There is no template {file}.", file=file))
    return path


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

    article = article_of(library, file)[2]
    return ARTICLE_FORMATS[format_name](article, find(article))


def _write(data: bytes, output: str | None) -> int:
    if output:
        save(Path(output), data)
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
    return 0

"""Which notes a command means: the options of a filter, and what they choose."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click

from reader.article import Article
from reader.export import Clipping
from reader.files import exists
from reader.i18n import tr
from reader.library import Library
from reader.notes import COLOURS, STATES, Colour, Filter, Metadata, NoteKind, SortKey

ORDERS: tuple[SortKey, ...] = ("created", "modified", "source", "kind", "colour", "folder", "text")

Command = TypeVar("Command", bound=Callable[..., Any])

_OPTIONS = (
    click.option("--query", default="", help=tr("Only what contains these words.")),
    click.option("--tag", "tags", multiple=True, help=tr("Only what has this tag; repeatable.")),
    click.option("--folder", help=tr("Only what is in this folder or below.")),
    click.option("--colour", type=click.Choice(COLOURS), help=tr("Only what has this colour.")),
    click.option("--article", "file", help=tr("Only quotations from this file.")),
    click.option("--state", type=click.Choice(STATES), help=tr("Only what is in this state now.")),
    click.option("--bin", "binned", is_flag=True, help=tr("What is in the bin.")),
    click.option("--sort", type=click.Choice(ORDERS), help=tr("The order.")),
    click.option("--reverse", is_flag=True, help=tr("In reverse order.")),
    click.option("--limit", type=click.IntRange(min=1), help=tr("At most this many.")),
)


def filter_options(command: Command) -> Command:
    """Give a command the options whose values, as keywords, make a `Chosen`."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@dataclass(frozen=True, slots=True)
class Chosen:
    """The values of the filter options."""

    query: str
    tags: tuple[str, ...]
    folder: str | None
    colour: Colour | None
    file: str | None
    state: str | None
    binned: bool
    sort: SortKey | None
    reverse: bool
    limit: int | None

    def clippings(
        self, library: Library, kinds: Iterable[NoteKind], order: SortKey = "created"
    ) -> list[Clipping]:
        """The notes chosen, in `order` if none was asked for, each with where it stands now.

        Raises NotFound or UnreadableSource for `--article`, and StoreError.
        """
        found = library.notes.find(
            Filter(
                text=self.query,
                kinds=tuple(kinds),
                tags=self.tags,
                colours=(self.colour,) if self.colour else (),
                folder=self.folder,
                sources=(article_of(library, self.file)[0],) if self.file else (),
                binned=self.binned,
                sort=self.sort or order,
                descending=self.reverse,
            )
        )
        if self.state is None:
            return [library.clipping(note) for note in found[: self.limit]]
        clippings = (library.clipping(note) for note in found)
        return [each for each in clippings if state_of(each) == self.state][: self.limit]


def state_of(clipping: Clipping) -> str:
    """Where its words stand now; a bookmark of a whole article stands where that is found."""
    if clipping.placement:
        return clipping.placement.state
    there = clipping.note.anchor is None and clipping.metadata != Metadata()
    return "exact" if there else "orphan"


def state_words() -> dict[str, str]:
    """The states in words."""
    return {
        "exact": tr("as quoted"),
        "moved": tr("moved"),
        "changed": tr("the source has changed"),
        "orphan": tr("not found in the source"),
    }


def article_of(library: Library, file: str) -> tuple[str, Path, Article]:
    """Key, path and article of a file named by its path or by its key in the collection.

    Raises NotFound or UnreadableSource.
    """
    if not exists(file):
        source = library.source(file)
        return source.key, source.path, library.article(file)
    key = library.key_of(file)
    return key, Path(file).absolute(), library.article_of_file(file)

"""The options every command has, wherever on the line they stand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader.cli.printing import complain
from reader.errors import UsageError
from reader.files import exists
from reader.i18n import tr
from reader.library import Library, open_library
from reader.paths import DataPaths, data_paths

if TYPE_CHECKING:
    from reader.notes import Notes

SHARED_OPTIONS: list[click.Option] = [
    click.Option(
        ["--data-dir"], metavar="DIR", help=tr("The folder of your notes, settings and index.")
    ),
    click.Option(
        ["--collection"], metavar="DIR", multiple=True, help=tr("A folder of articles; repeatable.")
    ),
    click.Option(["--json"], is_flag=True, help=tr("Print JSON and nothing else.")),
]
_NAMES = {name: option for option in SHARED_OPTIONS for name in option.opts}


def hoist_shared_options(words: Sequence[str]) -> list[str]:
    """The words with the shared options moved before the command, so that both places work."""
    shared: list[str] = []
    rest: list[str] = []
    queue = list(words)
    while queue:
        word = queue.pop(0)
        option = _NAMES.get(word.partition("=")[0])
        if word == "--":
            rest += [word, *queue]
            break
        if option is None:
            rest.append(word)
        elif option.is_flag or "=" in word:
            shared.append(word)
        else:
            shared += [word, *queue[:1]]
            del queue[:1]
    return [*shared, *rest]


def wants_json() -> bool:
    """Whether `--json` was given."""
    return bool(click.get_current_context().find_root().params["json"])


def shared_values() -> tuple[DataPaths, list[Path]]:
    """The user's folders and the folders of articles, as given. Raises UsageError."""
    given = click.get_current_context().find_root().params
    folders = [Path(folder) for folder in given["collection"]]
    for folder in folders:
        if not exists(folder):
            raise UsageError(tr("There is no folder {path} to read articles from.", path=folder))
    return data_paths(given["data_dir"]), folders


def the_library() -> Library:
    """The library that `--data-dir` and `--collection` name, closed when the command ends.

    Raises UsageError.
    """
    library = open_library(*shared_values())
    click.get_current_context().find_root().call_on_close(lambda: _close(library))
    return library


def _close(library: Library) -> None:
    """Close it, and say what was lost or mended when the notes were opened, if they were."""
    notes: Notes | None = vars(library).get("notes")
    library.close()
    if notes is not None and notes.notice:
        complain(notes.notice)

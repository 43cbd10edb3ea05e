"""`clean`, `figures` and `people`: what a file says, restored, as text, JSON or CSV."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple

import click

from reader.article import Article, Block
from reader.cli.options import the_library, wants_json
from reader.cli.printing import (
    as_json,
    complain,
    print_csv,
    print_lines,
    print_text,
    say_row,
    with_progress,
)
from reader.collection import map_in_processes
from reader.errors import JianbaoError
from reader.i18n import tr
from reader.library import Library, open_library
from reader.paths import DataPaths

UNUSABLE = 2
FIGURE_COLUMNS = (
    "source", "block", "start", "end", "raw", "surface", "type", "value", "unit", "qualifier",
    "subject", "comparison", "sentence", "inferred",
)  # fmt: skip
PEOPLE_COLUMNS = ("source", "block", "start", "end", "raw", "name", "title", "role")
_HEADS = {"title": "# ", "section": "\n## ", "subsection": "\n### "}

files_argument = click.argument("files", nargs=-1, required=True, metavar="FILE…")
csv_option = click.option("--csv", "as_csv", is_flag=True, help=tr("Print CSV."))


@click.command(help=tr("Print articles restored: as the newspaper printed them."))
@files_argument
def clean(files: tuple[str, ...]) -> int:
    if not wants_json():
        batch = Batch(the_library(), files, _cleaned_text)
        for text in batch:
            print_text(text)
        return batch.exit_code
    batch = Batch(the_library(), files, _cleaned_json)
    if len(files) == 1:
        print("\n".join(batch))
    else:  # one document all the same: an array, printed as it comes
        for number, document in enumerate(batch):
            print(",\n" if number else "[", document, sep="", end="")
        print("]" if batch.count else "[]")
    return batch.exit_code


@click.command(help=tr("Print the key figures of articles, one a line."))
@files_argument
@csv_option
def figures(files: tuple[str, ...], as_csv: bool) -> int:
    return _print_rows(Batch(the_library(), files, _figure_rows), as_csv, FIGURE_COLUMNS)


@click.command(help=tr("Print the persons named in articles, one mention a line."))
@files_argument
@csv_option
def people(files: tuple[str, ...], as_csv: bool) -> int:
    return _print_rows(Batch(the_library(), files, _person_rows), as_csv, PEOPLE_COLUMNS)


class Outcome(NamedTuple):
    """What one file came to: its results, or the sentence that says why there are none."""

    results: list[Any]
    fault: str | None = None


class Batch:
    """What `work` makes of the article of each file, on all cores where they are many.

    A bad file is named on stderr and passed over; `exit_code` tells afterwards.
    """

    def __init__(
        self, library: Library, files: tuple[str, ...], work: Callable[[Article], list[Any]]
    ) -> None:
        self._work = partial(_outcome, library.paths, work)
        self._files = files
        self.exit_code = 0
        self.count = 0

    def __iter__(self) -> Iterator[Any]:
        outcomes = map_in_processes(self._work, self._files)
        for outcome in with_progress(outcomes, len(self._files)):
            if outcome.fault:
                complain(outcome.fault)
                self.exit_code = UNUSABLE
            self.count += len(outcome.results)
            yield from outcome.results


def _outcome(paths: DataPaths, work: Callable[[Article], list[Any]], file: str) -> Outcome:
    try:
        return Outcome(work(open_library(paths).article_of_file(file)))
    except JianbaoError as fault:
        return Outcome([], str(fault))


def _cleaned_json(article: Article) -> list[str]:
    return [as_json(article_as_json(article))]


def _cleaned_text(article: Article) -> list[str]:
    return [readable(article)]


def _figure_rows(article: Article) -> list[dict[str, Any]]:
    from reader.figures import find, to_row

    return [to_row(figure, article.raw.source) for figure in find(article)]


def _person_rows(article: Article) -> list[dict[str, Any]]:
    from reader.figures import people as find
    from reader.figures import person_row

    return [person_row(person, article.raw.source) for person in find(article)]


def article_as_json(article: Article) -> dict[str, Any]:
    """The article as the object `clean --json` prints."""
    date = article.date
    return {
        "source": article.raw.source,
        "encoding": article.raw.encoding,
        "title": article.title,
        "date": {"value": date.value, "basis": date.basis} if date else None,
        "byline": [
            {"name": s.name, "role": s.role, "inferred": s.inferred} for s in article.byline
        ],
        "blocks": [_block_as_json(block) for block in article.blocks],
        "repairs": [
            {"kind": r.kind, "raw": [r.start, r.end], "dropped": r.dropped} for r in article.repairs
        ],
    }


def readable(article: Article) -> str:
    """The article as plain text: heads marked, a blank line between blocks."""
    return "\n\n".join(_HEADS.get(b.role, "") + b.text for b in article.blocks) + "\n"


def _block_as_json(block: Block) -> dict[str, Any]:
    doubt = block.doubt
    return {
        "role": block.role,
        "text": block.text,
        "spans": [list(span) for span in block.spans],
        "doubt": {"confidence": doubt.confidence, "reason": doubt.reason} if doubt else None,
    }


def _print_rows(batch: Batch, as_csv: bool, columns: tuple[str, ...]) -> int:
    if as_csv:
        print_csv(batch, columns)
    elif wants_json():
        print_lines(batch)
    else:
        for row in batch:
            say_row(*(str(row[name]) for name in columns[5:10] if name in row))
    return batch.exit_code

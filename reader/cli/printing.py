"""What goes to the terminal: JSON, one object a line, CSV, or sentences; faults to stderr."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import click

from reader.article import Progress
from reader.visible import visible, visible_lines

Item = TypeVar("Item")
Result = TypeVar("Result")

_WORTH_A_BAR = 20


def as_json(value: Any, indent: int | None = None) -> str:
    """JSON with Chinese as it is; escaped only where it holds what UTF-8 cannot (surrogates)."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(value, ensure_ascii=True, indent=indent)
    return text


def print_json(value: Any) -> None:
    """One document."""
    print(as_json(value, indent=1 if sys.stdout.isatty() else None))


def print_lines(rows: Iterable[Mapping[str, Any]]) -> None:
    """One object a line, written as it comes."""
    for row in rows:
        print(as_json(row))


def print_csv(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> None:
    """CSV with a head; lists are JSON in their cell, and no cell begins a formula."""
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row[name]) for name in columns])
    sys.stdout.write(table.getvalue())


def with_progress(items: Iterable[Item], total: int) -> Iterator[Item]:
    """The items, with a progress bar on stderr where that is a terminal and they are many."""
    if total < _WORTH_A_BAR or not sys.stderr.isatty():
        return iter(items)
    from tqdm import tqdm

    return iter(tqdm(items, total=total, leave=False))


def with_counted_progress(work: Generator[Progress, None, Result]) -> Result:
    """Run `work` to its end and return its result; a bar on stderr where that is a terminal."""
    if not sys.stderr.isatty():
        return _run(work, lambda _: None)
    from tqdm import tqdm

    with tqdm(leave=False, delay=0.5) as bar:

        def show(progress: Progress) -> None:
            bar.total, bar.n = progress.total or None, progress.done
            bar.set_description(progress.note)

        return _run(work, show)


def _run(work: Generator[Progress, None, Result], show: Callable[[Progress], None]) -> Result:
    while True:
        try:
            show(next(work))
        except StopIteration as end:
            return end.value


def say(words: str) -> None:
    """Words for a person, with a sign for every character that would drive the terminal."""
    click.echo(visible_lines(words))


def say_row(*cells: str) -> None:
    """A row of cells with tabs between; no cell can break the row."""
    click.echo("\t".join(map(visible, cells)))


def print_text(text: str) -> None:
    """A text as it is; on a terminal, which it might drive, as `say` says it."""
    click.echo(visible_lines(text) if sys.stdout.isatty() else text)


def complain(sentence: str) -> None:
    """One line on stderr."""
    print("jianbao: " + visible(" ".join(sentence.split())), file=sys.stderr)


def _cell(value: Any) -> Any:
    if isinstance(value, (list, tuple, dict)):
        return as_json(value)
    # A spreadsheet would run a cell that begins like this (OWASP, CSV injection).
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")):
        return "'" + value
    return value

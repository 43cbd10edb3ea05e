"""Reading the figures of the whole collection, in worker processes. Without Qt."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from reader.article import Article, Progress
from reader.errors import JianbaoError
from reader.figures import Figure
from reader.paths import DataPaths

ARTICLES_A_CHUNK = 64


class Row(NamedTuple):
    """One figure with its sentence; offsets are clean offsets of its block."""

    figure: Figure
    sentence: str


class Gathered(NamedTuple):
    """The figures of one article. `date` is what is known of its day, empty for nothing."""

    key: str
    title: str
    date: str
    rows: tuple[Row, ...]
    digest: str = ""


class Seal(NamedTuple):
    """What the figures of an article rest on: its file's stamp, content, and corrections."""

    stamp: str
    digest: str
    corrected: int


class Task(NamedTuple):
    """What travels to a worker."""

    paths: DataPaths
    folders: tuple[Path, ...]
    key: str


class Chunk(NamedTuple):
    """What has come so far: progress, the articles that are new, their seals.

    `stale` are keys whose figures, known from before, hold no longer.
    """

    progress: Progress
    articles: tuple[Gathered, ...] = ()
    seals: tuple[tuple[str, Seal], ...] = ()
    stale: frozenset[str] = frozenset()


def gather(
    paths: DataPaths, folders: Sequence[Path], known: Mapping[str, Seal] | None = None
) -> Generator[Chunk, None, None]:
    """The figures of every readable article, a chunk of articles at a time.

    Articles whose seal in `known` still holds are left out; the first chunk names the others.
    """
    from reader.collection import map_in_processes, scan

    held = known or {}
    stamps = {source.key: source.stamp for source in scan(folders) if source.error is None}
    keys = [key for key, stamp in stamps.items() if not _holds(paths, held.get(key), stamp)]
    stale = frozenset(held.keys() - (stamps.keys() - keys))
    yield Chunk(Progress(0, len(keys)), stale=stale)
    waiting: list[Gathered] = []
    tasks = [Task(paths, tuple(folders), key) for key in keys]
    for done, found in enumerate(map_in_processes(read_article, tasks), 1):
        if found is not None:
            waiting.append(found)
        if done % ARTICLES_A_CHUNK == 0 or done == len(tasks):
            seals = tuple((w.key, seal(paths, stamps[w.key], w.digest)) for w in waiting)
            yield Chunk(Progress(done, len(tasks)), tuple(waiting), seals)
            waiting = []


def seal(paths: DataPaths, stamp: str, digest: str) -> Seal:
    """The seal of an article as it is now."""
    try:
        corrected = (paths.corrections / f"{digest}.json").stat().st_mtime_ns
    except OSError:
        corrected = 0
    return Seal(stamp, digest, corrected)


def _holds(paths: DataPaths, known: Seal | None, stamp: str) -> bool:
    return known is not None and known == seal(paths, stamp, known.digest)


def read_article(task: Task) -> Gathered | None:
    """The figures of one article, corrected as the user has it; None where it is unreadable."""
    from reader.library import open_library

    try:
        article = open_library(task.paths, task.folders).article(task.key)
    except JianbaoError:
        return None  # the tree shows it with its reason
    return of_article(task.key, article)


def of_article(key: str, article: Article) -> Gathered:
    """The figures of an article with their sentences."""
    from reader.figures import find

    rows = tuple(
        Row(figure, article.blocks[figure.block].text[slice(*figure.sentence)])
        for figure in find(article)
    )
    date = article.date.value if article.date else ""
    return Gathered(key, article.title, date, rows, article.raw.digest)

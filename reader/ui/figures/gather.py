"""Reading the figures of the whole collection, in worker processes. Without Qt."""

from __future__ import annotations

from collections.abc import Generator, Sequence
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


class Task(NamedTuple):
    """What travels to a worker."""

    paths: DataPaths
    folders: tuple[Path, ...]
    key: str


class Chunk(NamedTuple):
    """What has come so far: progress, and the articles that are new."""

    progress: Progress
    articles: tuple[Gathered, ...]


def gather(paths: DataPaths, folders: Sequence[Path]) -> Generator[Chunk, None, None]:
    """The figures of every readable article, a chunk of articles at a time."""
    from reader.collection import map_in_processes, scan

    keys = [source.key for source in scan(folders) if source.error is None]
    tasks = [Task(paths, tuple(folders), key) for key in keys]
    waiting: list[Gathered] = []
    for done, found in enumerate(map_in_processes(read_article, tasks), 1):
        if found is not None:
            waiting.append(found)
        if done % ARTICLES_A_CHUNK == 0 or done == len(tasks):
            yield Chunk(Progress(done, len(tasks)), tuple(waiting))
            waiting = []


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
    return Gathered(key, article.title, article.date.value if article.date else "", rows)

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from reader.search import Document, Index, Passage


def consume(progress: Iterator[object]) -> None:
    for _ in progress:
        pass


def document(key: str, *texts: str, title: str = "", date: str = "", **extra: object) -> Document:
    """A document of a title and paragraphs."""
    head = (Passage("title", 0, title),) if title else ()
    body = (Passage("text", number, text) for number, text in enumerate(texts, len(head)))
    return Document(key, "digest", "stamp", title, date, (*head, *body), **extra)  # type: ignore[arg-type]


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    opened = Index.open(tmp_path / "index")
    yield opened
    opened.close()


@pytest.fixture
def filled(index: Index) -> Callable[[Iterable[Document]], Index]:
    """The index with these documents."""

    def fill(documents: Iterable[Document]) -> Index:
        consume(index.update(documents))
        return index

    return fill

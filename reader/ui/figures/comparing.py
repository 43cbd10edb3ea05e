"""Finding the same figure in different articles, on a worker. Without Qt."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import TYPE_CHECKING

from reader.errors import JianbaoError
from reader.figures.grouping import Group, Stated, group
from reader.ui.figures.gather import of_article
from reader.ui.places import Place

if TYPE_CHECKING:
    from reader.library import Library

MOST = 20_000  # figures compared at once


class Comparison:
    """Compares the figures at some places with each other."""

    def __init__(self, library: Library, places: Sequence[Place]) -> None:
        self._library = library
        self._places = frozenset(places)

    def run(self) -> Generator[int, None, list[Group]]:
        """Yields how many articles were looked at; returns the groups."""
        stated: list[Stated] = []
        keys = sorted({place.key for place in self._places})
        for done, key in enumerate(keys, 1):
            stated.extend(self._stated(key))
            yield done
        return group(stated)

    def _stated(self, key: str) -> list[Stated]:
        try:
            article = self._library.article(key)
        except JianbaoError:
            return []  # gone meanwhile
        return [
            Stated(key, row.figure, row.sentence)
            for row in of_article(key, article).rows
            if Place(key, row.figure.block, row.figure.start, row.figure.end) in self._places
        ]

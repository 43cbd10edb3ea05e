"""What is found in an article, found once: the page marks it, the side panel lists it.

Whoever wants it runs a job on `LANE` that asks `Findings.of`; one lane, so nothing is
found twice at the same time. Without Qt.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.article import Article
    from reader.figures import Figure, Person

LANE = "figures"
KEPT = 4  # articles: two side by side, and the ones before


class Found:
    """The figures and persons of one article, in reading order."""

    __slots__ = ("article", "figures", "people")

    def __init__(self, article: Article) -> None:
        from reader import figures

        self.article = article
        self.figures: tuple[Figure, ...] = figures.find(article)
        self.people: tuple[Person, ...] = figures.people(article)


class Findings:
    """Remembers the last of what was found. Used on `LANE` only."""

    def __init__(self) -> None:
        self._kept: deque[Found] = deque(maxlen=KEPT)

    def of(self, article: Article) -> Found:
        """What there is in `article`."""
        for found in self._kept:
            if found.article is article:
                return found
        found = Found(article)
        self._kept.append(found)
        return found

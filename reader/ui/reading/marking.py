"""Puts the layers over a leaf's text: figures and people found in the background."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from shiboken6 import isValid

from reader.ui.jobs import Job

if TYPE_CHECKING:
    from reader.article import Article
    from reader.figures import Figure, Person
    from reader.ui.desk import Desk
    from reader.ui.reading.leaf import Leaf

LANE = "marks"


class Found:
    """What was found in one article."""

    __slots__ = ("article", "figures", "people")

    def __init__(self, article: Article) -> None:
        from reader import figures

        self.article = article
        self.figures: tuple[Figure, ...] = figures.find(article)
        self.people: tuple[Person, ...] = figures.people(article)


class Marking(QObject):
    """Finds figures and people of an article once and marks them as the settings say."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._waiting: dict[int, Leaf] = {}  # by id of the article

    def mark(self, leaf: Leaf) -> None:
        """Mark a leaf: at once what is known, the rest when it has been found."""
        settings = self._desk.settings
        leaf.text.gutter.show_numbers(settings.get("paragraph_numbers"))
        leaf.set_doubts(settings.get("doubt_layer"))
        wanted = settings.get("figure_layer") or settings.get("people_layer")
        if leaf.found is not None:
            self._show(leaf)
        elif wanted and leaf.article is not None:
            self._search(leaf, leaf.article)

    def forget(self, leaf: Leaf) -> None:
        """The leaf is closed."""
        self._waiting = {at: kept for at, kept in self._waiting.items() if kept is not leaf}

    def _search(self, leaf: Leaf, article: Article) -> None:
        if id(article) in self._waiting:
            return
        self._waiting[id(article)] = leaf
        self._desk.jobs.run(_job(article, self._arrived), LANE)

    def _arrived(self, found: Any) -> None:
        leaf = self._waiting.pop(id(found.article), None)  # it may have gone with its window
        if leaf is not None and isValid(leaf) and leaf.article is found.article:
            leaf.found = found
            self._show(leaf)

    def _show(self, leaf: Leaf) -> None:
        settings, found = self._desk.settings, leaf.found
        if found is None:
            return
        figures = found.figures if settings.get("figure_layer") else ()
        leaf.set_figures(figures, settings.get("figure_types_off"))
        leaf.set_people(found.people if settings.get("people_layer") else ())


def _job(article: Article, arrived: Any) -> Job:
    return Job(lambda: Found(article), arrived)

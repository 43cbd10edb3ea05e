"""Puts the layers over a leaf's text: figures and people found in the background."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from shiboken6 import isValid

from reader.ui.findings import LANE
from reader.ui.jobs import Job

if TYPE_CHECKING:
    from reader.article import Article
    from reader.ui.desk import Desk
    from reader.ui.findings import Found
    from reader.ui.reading.leaf import Leaf


class Marking(QObject):
    """Finds figures and people of an article once and marks them as the settings say."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._waiting: dict[Leaf, Job] = {}

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
        """The leaf is closed, or shows something else."""
        waiting = self._waiting.pop(leaf, None)
        if waiting is not None:
            waiting.cancel()

    def _search(self, leaf: Leaf, article: Article) -> None:
        if leaf not in self._waiting:
            job = Job(partial(self._desk.findings.of, article), self._arrived)
            self._waiting[leaf] = self._desk.jobs.run(job, LANE)

    def _arrived(self, found: Found) -> None:
        for leaf in [leaf for leaf in self._waiting if isValid(leaf)]:  # windows may be closed
            if leaf.article is found.article:
                del self._waiting[leaf]
                leaf.found = found
                self._show(leaf)

    def _show(self, leaf: Leaf) -> None:
        settings, found = self._desk.settings, leaf.found
        if found is None:
            return
        figures = found.figures if settings.get("figure_layer") else ()
        leaf.set_figures(figures, settings.get("figure_types_off"))
        leaf.set_people(found.people if settings.get("people_layer") else ())

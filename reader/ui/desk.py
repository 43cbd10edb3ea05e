"""What every pane is given: settings, jobs, look and library, in one plain object.

The library is opened at its first use and not at the start: the first article is read
straight from its file and painted before the index and the notes are touched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.paths import DataPaths

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.article import Article
    from reader.library import Library
    from reader.ui.jobs import Jobs
    from reader.ui.settings import Settings
    from reader.ui.theme import Look


class Desk:
    """The things on the desk. Panes keep this object and ask it; they do not know each other."""

    def __init__(
        self,
        paths: DataPaths,
        settings: Settings,
        jobs: Jobs,
        look: Look,
        roots: Sequence[str] = (),
    ) -> None:
        self.paths = paths
        self.settings = settings
        self.jobs = jobs
        self.look = look
        self.roots = tuple(roots)
        self._library: Library | None = None
        self._early: dict[str, Article] = {}

    @property
    def library(self) -> Library:
        """The library, opened at the first call. Not to be called before the first paint."""
        if self._library is None:
            from reader import library

            self._library = library.open_library(self.paths, self.roots)
        return self._library

    def article(self, key: str) -> Article:
        """The restored article of `key`. Raises UnreadableSource or NotFound."""
        if self._library is None and key in self._early:
            return self._early[key]
        return self.library.article(key)

    def lay_out(self, key: str, article: Article) -> None:
        """Keep an article that was restored before the library was opened."""
        self._early[key] = article

"""Articles for the reading pane: at once where they are at hand, the others on a lane.

A large article takes its time. Meanwhile what is open can be read on; a strip says what is
on its way and can stop it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from reader.article import Article, Progress
from reader.errors import JianbaoError
from reader.ui.jobs import Job

if TYPE_CHECKING:
    from reader.ui.desk import Desk
    from reader.ui.reading.waiting import Waiting

LANE = "open"
LOOK_EVERY_MS = 200  # most articles are there before the first look, and no strip flashes up


class Fetching(QObject):
    """Gets articles by key.

    strip_made(object)   the strip to be put above the page, when it is first needed
    failed(object)       an Exception: there is no such article, or it cannot be read
    """

    strip_made = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._strip: Waiting | None = None
        self._progress = Progress(0, 0)
        self._coming: dict[str, Job] = {}  # what is on its way, by key
        self._look = QTimer(self)
        self._look.setInterval(LOOK_EVERY_MS)
        self._look.timeout.connect(self._follow)

    def get(self, key: str, then: Callable[[Article], None], *, latest: bool = True) -> None:
        """Hand the article to `then`, now or later. `latest`: nothing else is wanted any more.

        Before the first paint, while jobs are held, every article is got at once.
        """
        if latest:
            self.stop()
        library, jobs = self._desk.library, self._desk.jobs
        try:
            article = library.article(key) if jobs.held or library.is_at_hand(key) else None
        except JianbaoError as error:
            self.failed.emit(error)
            return
        if article is not None:
            then(article)
            return
        self._coming[key] = jobs.run(
            Job(
                lambda: library.restoring(key),
                lambda article: self._arrived(key, article, then),
                self._progressed,
                lambda error: self._failed(key, error),
            ),
            LANE,
        )
        self._progressed(Progress(0, 0, key))
        self._look.start()

    def is_coming(self, key: str) -> bool:
        """Whether an article is on its way."""
        return key in self._coming and not self._coming[key].cancelled

    def stop(self) -> None:
        """What is on its way is not wanted any more."""
        self._desk.jobs.cancel(LANE)
        self._coming.clear()
        self._follow()

    def _arrived(self, key: str, article: Article, then: Callable[[Article], None]) -> None:
        self._coming.pop(key, None)
        self._follow()
        then(article)

    def _failed(self, key: str, error: Exception) -> None:
        self._coming.pop(key, None)
        self._follow()
        self.failed.emit(error)

    def _progressed(self, progress: Progress) -> None:
        self._progress = progress
        if self._strip is not None:
            self._strip.show_progress(progress)

    def _follow(self) -> None:
        """Show the strip as long as something is on its way; jobs may end with their library."""
        busy = any(not job.cancelled for job in self._coming.values())
        if busy and self._strip is None:
            self._make_strip()
        if self._strip is not None:
            self._strip.setVisible(busy)
        if not busy:
            self._look.stop()

    def _make_strip(self) -> None:
        from reader.ui.reading.waiting import Waiting  # most readers never see it

        self._strip = Waiting()
        self._strip.stop_wanted.connect(self.stop)
        self._strip.show_progress(self._progress)
        self.strip_made.emit(self._strip)

"""What every pane is given: paths, settings, jobs, look and library, in one plain object."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from reader.errors import JianbaoError
from reader.ui.findings import Findings

if TYPE_CHECKING:
    from reader.library import Library
    from reader.notes import Notes
    from reader.paths import DataPaths
    from reader.ui.jobs import Jobs
    from reader.ui.settings import Settings
    from reader.ui.theme import Look


class Desk:
    """The things on the desk. Panes keep this object and ask it; they do not know each other.

    `library` is loaded at its first use, never before the first article is painted where
    that can be helped. It is another one after the user added or removed a folder: ask for
    it each time.
    """

    def __init__(
        self,
        paths: DataPaths,
        settings: Settings,
        jobs: Jobs,
        look: Look,
        folders: Sequence[Path] = (),
    ) -> None:
        self.paths = paths
        self.settings = settings
        self.jobs = jobs
        self.look = look
        self.findings = Findings()
        self._folders = tuple(folders)  # empty: the user's own, else the bundled articles
        self._library: Library | None = None

    @property
    def library(self) -> Library:
        """The collection with its index and notes, which open at their first use."""
        if self._library is None:
            from reader.library import open_library

            self._library = open_library(self.paths, self._folders)
        return self._library

    def set_folders(self, folders: Sequence[Path]) -> None:
        """Make another collection of `folders`; the notes stay open. The jobs must have ended."""
        notes = vars(self.library).pop("notes", None)  # opened already, or not
        self.close()
        self._folders = tuple(folders)
        if notes is not None:
            vars(self.library)["notes"] = notes

    def close(self) -> None:
        """Close notes and index where they were opened. The jobs must have ended.

        What changed in the notes is backed up: the window has gone by now, nobody waits.
        """
        if self._library is not None:
            notes: Notes | None = vars(self._library).get("notes")
            if notes is not None:
                with suppress(JianbaoError):  # the next start does it
                    notes.back_up_if_changed()
            self._library.close()
            self._library = None

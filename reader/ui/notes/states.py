"""Where the words of many notes stand now, found on a worker. Without Qt."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.article import Progress
from reader.i18n import tr
from reader.ui.notes import keeping

if TYPE_CHECKING:
    from pathlib import Path

    from reader.paths import DataPaths

LANE = "states"


def state_titles() -> dict[str, str]:
    """The states of anchors as one chooses among them."""
    return {
        "exact": tr("As quoted"),
        "moved": tr("Moved"),
        "changed": tr("Source has changed"),
        "orphan": tr("Not found"),
    }


@dataclass(frozen=True, slots=True)
class States:
    """Finds the states of notes, with a library of its own: an open one's notes belong to the
    thread of the window."""

    paths: DataPaths
    folders: tuple[Path, ...]
    ids: Sequence[str]

    def run(self) -> Generator[Progress, None, dict[str, str]]:
        """Yields how far it is; returns the state of every note by its id."""
        from reader.library import open_library

        library = open_library(self.paths, self.folders)
        try:
            found = dict.fromkeys(self.ids, "")  # of a note that was deleted meanwhile
            # in the order of their articles, each of which is then restored once
            notes = sorted(library.notes.notes(self.ids), key=lambda note: note.source)
            for done, note in enumerate(notes, 1):
                found[note.id] = keeping.standing_of(library, note).state
                yield Progress(done, len(notes))
            return found
        finally:
            library.close()

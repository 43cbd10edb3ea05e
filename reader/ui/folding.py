"""Panels give way where a window is too narrow for its text, and come back with the room."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.ui.settings import Settings

LEAST = {"side_panel": 1000, "tree_panel": 700}  # pixels of a window that has room for each
COLUMN = 400  # pixels for every further column of text


class Folding:
    """Folds panels by their settings. What the user folds or unfolds meanwhile stays so."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._narrow: set[str] = set()
        self._folded: set[str] = set()  # by us
        self._acts = False
        settings.changed.connect(self._changed)

    def follow(self, width: int, columns: int = 1) -> None:
        """The window is so wide now, in pixels, with so many columns of text side by side."""
        for name, least_of_one in LEAST.items():
            least = least_of_one + COLUMN * (columns - 1)
            if width < least and name not in self._narrow:
                self._narrow.add(name)
                if self._settings.get(name):
                    self._folded.add(name)
                    self._set(name, shown=False)
            elif width >= least and name in self._narrow:
                self._narrow.discard(name)
                self._unfold(name)

    def unfold_all(self) -> None:
        """The window closes: a narrow one must not be remembered as a choice."""
        for name in sorted(self._folded):
            self._unfold(name)

    def _unfold(self, name: str) -> None:
        if name in self._folded:
            self._set(name, shown=True)
            self._folded.discard(name)

    def _set(self, name: str, *, shown: bool) -> None:
        self._acts = True
        self._settings.set(name, shown)
        self._acts = False

    def _changed(self, name: str) -> None:
        if not self._acts:
            self._folded.discard(name)

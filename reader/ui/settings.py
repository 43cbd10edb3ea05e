"""Settings and session as one JSON file, written whole and atomically.

A damaged file is put aside, never overwritten, and the defaults hold. Unknown names are
kept, so that an older version loses nothing.
"""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from reader.errors import StoreError
from reader.files import keep_damaged, write_atomically
from reader.i18n import os_reason, tr

SAVE_AFTER_MS = 1_500
SMALLEST, LARGEST = 8, 40  # points

DEFAULTS: dict[str, Any] = {
    "language": "",  # "" follows the system; else one of reader.i18n.LANGUAGES
    "theme": "system",  # system, paper, light, dark
    "collections": [],  # folders the user added; empty: the bundled articles
    "watch_folders": True,
    "font_family": "",  # "" is the first Simplified-Chinese face found
    "font_size": 13,  # points
    "line_width": 36,  # Han characters
    "line_spacing": 165,  # per cent
    "script": "original",  # original, simplified, traditional
    "paragraph_numbers": True,
    "figure_layer": True,
    "people_layer": False,
    "doubt_layer": False,
    "figure_types_off": [],
    "citation_style": "gbt7714-2025",
    "search_sort": "relevance",
    "search_history": [],
    "recent": [],  # keys of the articles last read, newest first
    "tour_seen": False,
    "warned_of": [],  # what endangers the data and was told
    "original_beside": False,
    "tree_panel": True,
    "side_panel": True,
    "tree_order": "name",  # name, title, newest, oldest
    "session": {},  # what was open; see reader.ui.session
}


class Settings(QObject):
    """Named plain values. `changed` tells the name; saving follows a little later."""

    changed = Signal(str)

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self.notice = ""  # what happened to the file, to be told once
        self._values = self._read()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SAVE_AFTER_MS)
        self._timer.timeout.connect(self.save)

    def get(self, name: str) -> Any:
        """The value of `name`, or its default. Raises KeyError for a name nobody declared."""
        value = self._values.get(name)
        default = DEFAULTS[name]
        return value if isinstance(value, type(default)) else default

    def set(self, name: str, value: Any) -> None:
        """Change one value; nothing happens where it is the same."""
        if value == self.get(name):
            return
        self._values[name] = value
        self._timer.start()
        self.changed.emit(name)

    def reload(self) -> None:
        """Take what the file holds now, as after a backup was restored; unsaved changes go."""
        self._timer.stop()
        before = {name: self.get(name) for name in DEFAULTS}
        self._values = self._read()
        for name, value in before.items():
            if self.get(name) != value:
                self.changed.emit(name)

    def enlarge_text(self) -> None:
        """One step larger."""
        self._resize(1)

    def shrink_text(self) -> None:
        """One step smaller."""
        self._resize(-1)

    def reset_text(self) -> None:
        """The usual size of the text."""
        self.set("font_size", DEFAULTS["font_size"])

    def _resize(self, step: int) -> None:
        self.set("font_size", min(max(self.get("font_size") + step, SMALLEST), LARGEST))

    def save(self) -> None:
        """Write the file now. Raises StoreError where it cannot be written."""
        self._timer.stop()
        try:
            write_atomically(self._path, _as_json(self._values))
        except OSError as error:
            raise _unwritable(self._path, os_reason(error)) from error

    def _read(self) -> dict[str, Any]:
        try:
            return _loaded(self._path)
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, RecursionError):
            self.notice = tr("The settings in {path} cannot be read.", path=self._path)
        with contextlib.suppress(OSError):  # an unwritable folder must not keep the window shut
            aside = keep_damaged(self._path)
            self.notice = tr(
                "The settings were damaged and are the usual ones again; the damaged file is "
                "kept as {path}.",
                path=aside,
            )
        return {}


def _loaded(path: Path) -> dict[str, Any]:
    """Raises OSError, ValueError or RecursionError where the file holds no settings."""
    values = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(values, dict):
        raise ValueError(path)
    return values


def _as_json(values: dict[str, Any]) -> bytes:
    """Readable; escaped where a folder's name holds bytes that are no UTF-8."""
    try:
        return json.dumps(values, ensure_ascii=False, indent=1).encode()
    except UnicodeEncodeError:
        return json.dumps(values, indent=1).encode()


def _unwritable(path: Path, reason: str) -> StoreError:
    return StoreError(
        tr(
            "The settings could not be written to {path} ({reason}). "
            "Free some space or choose another folder with --data-dir.",
            path=path,
            reason=reason,
        )
    )

"""Opening the window: the only command that loads Qt, and the one that must not wait."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reader.cli.table import COMMANDS
from reader.errors import JianbaoError, UsageError
from reader.files import exists
from reader.paths import data_paths

UNUSABLE = 2


@dataclass
class Opening:
    """What the window is asked to open: see `reader.ui.app.run`."""

    data_dir: str | None = None
    collections: list[str] = field(default_factory=list[str])
    paths: list[str] = field(default_factory=list[str])
    until_painted: bool = False

    @classmethod
    def asked_by(cls, words: Sequence[str]) -> Opening | None:
        """What the words ask to open; None where they ask for anything else, or are wrong."""
        asked = cls()
        queue = list(words)
        named = False
        while queue:
            word = queue.pop(0)
            option, _, value = word.partition("=")
            if word == "--until-painted":
                asked.until_painted = True
            elif option in ("--data-dir", "--collection") and (value or queue):
                asked._take(option, value or queue.pop(0))
            elif word == "open" and not named:
                named = True
            elif word.startswith("-") or not (named or _is_path(word)):
                return None
            else:
                asked.paths.append(word)
                named = True
        return asked

    def _take(self, option: str, value: str) -> None:
        if option == "--data-dir":
            self.data_dir = value
        else:
            self.collections.append(value)

    def carry_out(self) -> int:
        """Open the window; the exit code when it closes, or 2 and a line on stderr."""
        try:
            folders = [_existing(Path(folder)) for folder in self.collections]
            from reader.ui.app import run  # Qt: 0.2 s that the other commands do without

            return run(
                data_paths(self.data_dir),
                folders=folders,
                paths=self.paths,
                until_painted=self.until_painted,
            )
        except JianbaoError as fault:
            print(f"jianbao: {fault}", file=sys.stderr)
            return UNUSABLE


def _is_path(word: str) -> bool:
    return word not in COMMANDS and exists(word)


def _existing(folder: Path) -> Path:
    if not exists(folder):
        from reader.i18n import tr

        raise UsageError(tr("There is no folder {path} to read articles from.", path=folder))
    return folder

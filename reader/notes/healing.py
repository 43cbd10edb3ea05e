"""Damaged files of corrections: put aside, and brought back from the journal or a backup."""

from __future__ import annotations

import zipfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from reader.errors import JianbaoError
from reader.files import keep_damaged
from reader.i18n import ntr
from reader.notes import archive, backups, corrections, journal
from reader.notes.model import CorrectionFile
from reader.paths import DataPaths


@dataclass(frozen=True, slots=True)
class Healed:
    """How many damaged files were brought back, and how many only put aside."""

    restored: int = 0
    lost: int = 0

    @property
    def notice(self) -> str:
        """A sentence for the user; empty where nothing was damaged."""
        words: list[str] = []
        if self.restored:
            words.append(
                ntr(
                    "A damaged file of corrections was restored.",
                    "{count} damaged files of corrections were restored.",
                    self.restored,
                )
            )
        if self.lost:
            words.append(
                ntr(
                    "A damaged file of corrections could not be restored; it was put aside.",
                    "{count} damaged files of corrections could not be restored;"
                    " they were put aside.",
                    self.lost,
                )
            )
        return " ".join(words)


def heal(paths: DataPaths) -> Healed:
    """Put damaged files aside and bring their last good state back. Raises OSError."""
    damaged = corrections.damaged(paths.corrections)
    if not damaged:
        return Healed()
    known = _in_journal(paths.data / journal.NAME)
    restored = 0
    for path in damaged:
        good = known.get(path.stem) or _in_backups(paths, path.stem)
        keep_damaged(path)
        if good:
            corrections.write(paths.corrections, good)
            restored += 1
    return Healed(restored, len(damaged) - restored)


def _in_journal(path: Path) -> dict[str, CorrectionFile]:
    return {
        record.digest: record
        for entry in journal.read(path).entries
        for record in entry.put
        if isinstance(record, CorrectionFile)
    }


def _in_backups(paths: DataPaths, digest: str) -> CorrectionFile | None:
    name = f"{paths.corrections.name}/{digest}.json"
    for backup in backups.listed(paths):
        with suppress(JianbaoError, OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile):
            if name in archive.manifest_of(backup.path).files:
                return corrections.parse(archive.read_member(backup.path, name), digest)
    return None

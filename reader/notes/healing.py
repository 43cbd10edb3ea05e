"""Files of corrections against the database, which has them too: mended where they differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from reader.errors import StoreDamaged
from reader.files import keep_damaged
from reader.i18n import ntr
from reader.notes import corrections
from reader.notes.database import Database
from reader.notes.model import Change, CorrectionFile
from reader.paths import DataPaths


@dataclass(frozen=True, slots=True)
class Healed:
    """How many damaged or missing files were brought back, and how many only put aside."""

    restored: int = 0
    lost: int = 0

    @property
    def notice(self) -> str:
        """A sentence for the user; empty where nothing was damaged."""
        words: list[str] = []
        if self.restored:
            words.append(
                ntr(
                    "{count} damaged file of corrections was restored.",
                    "{count} damaged files of corrections were restored.",
                    self.restored,
                )
            )
        if self.lost:
            words.append(
                ntr(
                    "{count} damaged file of corrections could not be restored; it was put aside.",
                    "{count} damaged files of corrections could not be restored;"
                    " they were put aside.",
                    self.lost,
                )
            )
        return " ".join(words)


def heal(paths: DataPaths, database: Database) -> Healed:
    """Make the files say what the database says; damaged ones are kept beside them.

    A sound file the database does not know was brought from elsewhere, and is taken in.
    Raises OSError.
    """
    known = {record.digest: record for record in _known(database)}
    restored = sum(_mended(paths, record) for record in known.values())
    lost = 0
    for digest in corrections.digests(paths.corrections):
        if digest not in known:
            lost += not _taken_in(paths, database, digest)
    return Healed(restored, lost)


def _known(database: Database) -> list[CorrectionFile]:
    found = cast("list[CorrectionFile]", database.documents("corrections"))
    return [record for record in found if record.operations]


def _mended(paths: DataPaths, record: CorrectionFile) -> bool:
    """Whether the file was damaged or missing; afterwards it says what the record says."""
    try:
        found = corrections.read(paths.corrections, record.digest)
    except StoreDamaged:
        keep_damaged(corrections.file_of(paths.corrections, record.digest))
        found = None
    if found != record:
        corrections.write(paths.corrections, record)
    return found is None


def _taken_in(paths: DataPaths, database: Database, digest: str) -> bool:
    try:
        found = corrections.read(paths.corrections, digest)
    except StoreDamaged:
        keep_damaged(corrections.file_of(paths.corrections, digest))
        return False
    if found:
        database.write(Change("", (), (found,)))
    return True

"""What is exported: clippings, each a note with its source and how it was found there."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from reader.export.cite import DEFAULT_STYLE
from reader.notes import Difference, Metadata, Note, Placement, compare, ink_of

VerdictState = Literal["verified", "changed", "orphan", "unchecked", "nothing"]

VERDICTS: dict[VerdictState, str] = {
    "verified": "核对无误",
    "changed": "与原文不符",
    "orphan": "原文中未找到",
    "unchecked": "未经核对",
    "nothing": "",
}
"""What a document says of each quotation, in the language of the newspapers."""


@dataclass(frozen=True, slots=True)
class Clipping:
    """A note, what is known of its article, and where its words stand in the source now.

    `placement` is what `reader.notes.resolve` found at the moment of the export; None
    says that the source was not at hand.
    """

    note: Note
    metadata: Metadata = field(default_factory=Metadata)
    placement: Placement | None = None

    @property
    def verdict(self) -> VerdictState:
        """Whether the quoted words are those of the source, character by character.

        The words compared are the note's, whatever its anchor says; white space, which
        the layout of a newspaper makes, does not count.
        """
        if not self.note.text:
            return "nothing"
        if self.placement is None:
            return "unchecked"
        if self.placement.state == "orphan":
            return "orphan"
        return "verified" if ink_of(self.note.text) == ink_of(self.found) else "changed"

    @property
    def found(self) -> str:
        """The words that stand in the source at the note's place; empty where there is none."""
        if self.placement is None or self.note.anchor is None or self.placement.state == "orphan":
            return ""
        return self.placement.found or self.note.anchor.quote

    @property
    def differences(self) -> tuple[Difference, ...]:
        """How the quoted words differ from those of the source, piece by piece, if they do."""
        return compare(self.note.text, self.found) if self.verdict == "changed" else ()

    @property
    def article(self) -> str:
        """What tells articles apart: the content's hash, or the key where there is none."""
        return self.note.digest or self.note.source


@dataclass(frozen=True, slots=True)
class Selection:
    """The clippings to export, in order, and how.

    `style` is a name in `STYLES` or the path of a CSL file; `templates` the folder with
    the user's own templates, which win over the shipped ones; `made` the time of the
    export (ISO 8601), shown where it is given.
    """

    clippings: tuple[Clipping, ...]
    title: str = "引文"
    style: str | Path = DEFAULT_STYLE
    templates: Path | None = None
    made: str = ""

"""What the user makes: notes that keep to their place, metadata, corrections, backups.

The only home of SQLite.
"""

from reader.notes.model import (
    COLOURS,
    KINDS,
    METADATA_FIELDS,
    STATES,
    Anchor,
    Change,
    Colour,
    CorrectionFile,
    Difference,
    Draft,
    Filter,
    Metadata,
    Note,
    NoteKind,
    Override,
    PastQuery,
    Placement,
    PlacementState,
    ReadingState,
    Record,
    SavedSearch,
    SortKey,
)
from reader.notes.notes import Notes
from reader.notes.store import new_note, now

__all__ = [
    "COLOURS",
    "KINDS",
    "METADATA_FIELDS",
    "STATES",
    "Anchor",
    "Change",
    "Colour",
    "CorrectionFile",
    "Difference",
    "Draft",
    "Filter",
    "Metadata",
    "Note",
    "NoteKind",
    "Notes",
    "Override",
    "PastQuery",
    "Placement",
    "PlacementState",
    "ReadingState",
    "Record",
    "SavedSearch",
    "SortKey",
    "new_note",
    "now",
]

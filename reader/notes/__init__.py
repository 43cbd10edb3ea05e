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
    Placement,
    PlacementState,
    ReadingState,
    Record,
    SavedSearch,
    SortKey,
)

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
    "Override",
    "Placement",
    "PlacementState",
    "ReadingState",
    "Record",
    "SavedSearch",
    "SortKey",
]

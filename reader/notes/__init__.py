"""What the user makes: notes that keep to their place, metadata, corrections, backups.

The only home of SQLite.
"""

from reader.notes.anchors import Place, anchor, block_anchor, find_anchor, find_anchors
from reader.notes.corrections import read_operations as read_corrections
from reader.notes.health import Finding, check, check_notes, repair
from reader.notes.ink import Inked, ink_hash, ink_of
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
from reader.notes.resolve import compare, resolve, resolve_all
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
    "Finding",
    "Inked",
    "Metadata",
    "Note",
    "NoteKind",
    "Notes",
    "Override",
    "PastQuery",
    "Place",
    "Placement",
    "PlacementState",
    "ReadingState",
    "Record",
    "SavedSearch",
    "SortKey",
    "anchor",
    "block_anchor",
    "check",
    "check_notes",
    "compare",
    "find_anchor",
    "find_anchors",
    "ink_hash",
    "ink_of",
    "new_note",
    "now",
    "read_corrections",
    "repair",
    "resolve",
    "resolve_all",
]

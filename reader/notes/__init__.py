"""What the user makes: notes that keep to their place, metadata, corrections, backups.

The only home of SQLite. What opening an article needs is imported with this package;
the store and what looks after it come at their first use.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from reader.notes.corrections import read_operations as read_corrections
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

if TYPE_CHECKING:
    from reader.notes.anchors import Place, anchor, block_anchor, find_anchor, find_anchors
    from reader.notes.health import Finding, check, check_notes, repair
    from reader.notes.ink import Inked, ink_hash, ink_of
    from reader.notes.metadata import field_fits, parse_field
    from reader.notes.notes import Notes
    from reader.notes.placement import compare, recognise, resolve, resolve_all
    from reader.notes.query import Listing
    from reader.notes.records import new_note, now

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
    "Listing",
    "Metadata",
    "Note",
    "NoteKind",
    "Notes",
    "Override",
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
    "field_fits",
    "find_anchor",
    "find_anchors",
    "ink_hash",
    "ink_of",
    "new_note",
    "now",
    "parse_field",
    "read_corrections",
    "recognise",
    "repair",
    "resolve",
    "resolve_all",
]

_LATE = {
    "anchors": ("Place", "anchor", "block_anchor", "find_anchor", "find_anchors"),
    "health": ("Finding", "check", "check_notes", "repair"),
    "ink": ("Inked", "ink_hash", "ink_of"),
    "metadata": ("field_fits", "parse_field"),
    "notes": ("Notes",),
    "placement": ("compare", "recognise", "resolve", "resolve_all"),
    "query": ("Listing",),
    "records": ("new_note", "now"),
}
_HOME = {name: module for module, names in _LATE.items() for name in names}


def __getattr__(name: str) -> object:
    """A name of `_LATE`, imported at its first use (PEP 562)."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value

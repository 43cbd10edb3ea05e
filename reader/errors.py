"""Every error Jianbao raises on purpose. Each carries one sentence for the user.

JianbaoError
├── InputError            something the user gave cannot be used
│   ├── UsageError            the command line itself is wrong
│   ├── UnreadableSource      a file of the collection cannot be read as text
│   └── QueryError            a query cannot be understood
├── NotFound              what was asked for is not there
├── StoreError            the user's own data
│   ├── StoreDamaged          the database is damaged
│   ├── StoreTooNew           the database was written by a newer version
│   └── StoreBusy             another program holds the lock
├── IndexFault            the search index (a cache; it can be rebuilt)
│   ├── IndexDamaged          truncated, foreign or altered
│   └── IndexBusy             another program is writing it
└── ExportError           an export cannot be written

The sentence says what happened, where, and what to do next. It is shown as it
stands, so it is written for a reader of newspapers and not for a programmer.
"""

from __future__ import annotations


class JianbaoError(Exception):
    """Base of all errors raised on purpose; `str(error)` is the sentence for the user."""


class InputError(JianbaoError):
    """Something the user gave cannot be used."""


class UsageError(InputError):
    """The command line itself is wrong."""


class UnreadableSource(InputError):
    """A file of the collection cannot be read as text; `reason` stands alone in the tree."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class QueryError(InputError):
    """A query cannot be understood."""


class NotFound(JianbaoError):
    """What was asked for is not there."""


class StoreError(JianbaoError):
    """The user's own data cannot be used as it is."""


class StoreDamaged(StoreError):
    """The database is damaged."""


class StoreTooNew(StoreError):
    """The database was written by a newer version of Jianbao."""


class StoreBusy(StoreError):
    """Another program holds the lock of the data directory."""


class IndexFault(JianbaoError):
    """The search index cannot be used; it is a cache and can be rebuilt."""


class IndexDamaged(IndexFault):
    """The index is truncated, foreign or altered."""


class IndexBusy(IndexFault):
    """Another program is writing the index."""


class ExportError(JianbaoError):
    """An export cannot be written."""

"""Dates of articles as they are shown: known ones, and bounds.

A bound is an open interval of EDTF (ISO 8601-2): `2018-07-17/..` is that day or later.
"""

from __future__ import annotations

from reader.i18n import tr

_OPEN = "/.."


def shown(date: str) -> str:
    """The date in words a reader understands; empty where nothing is known."""
    earliest = at_the_earliest(date)
    return tr("{date} or later", date=earliest) if date.endswith(_OPEN) else earliest


def at_the_earliest(date: str) -> str:
    """The date, or the lower end of a bound, for sorting and grouping."""
    return date.removesuffix(_OPEN)

"""Key figures and persons as rows of the index, and the conditions asked of them.

Both are the figures room's own: its columns in base units, its reading of what is typed.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING

from reader.errors import QueryError
from reader.i18n import tr
from reader.search.model import FigureRow, PersonRow
from reader.search.query import FigureRange

if TYPE_CHECKING:
    from reader.figures import Figure, Person


def figure_rows(figures: Iterable[Figure]) -> list[FigureRow]:
    """The rows of figures that have a value which can be compared."""
    return [row for figure in figures if not math.isnan((row := _row(figure)).low)]


def _row(figure: Figure) -> FigureRow:
    from reader.figures import columns

    found = columns(figure)
    low, high = found.low, found.high
    if figure.type == "date":
        low, high = (float(found.first), float(found.last)) if found.first else (math.nan, math.nan)
    place = figure.block, figure.start, figure.end
    return FigureRow(figure.type, found.dimension, low, high, *place)


def person_rows(people: Iterable[Person]) -> list[PersonRow]:
    """The rows of persons."""
    return [PersonRow(each.name, each.block, each.start, each.end) for each in people]


def condition(written: str, shown: str, notes: list[str]) -> FigureRange | None:
    """A condition as typed, e.g. `金额>=10亿元`; None where it names no number.

    `notes` gets a sentence where it is not taken as it stands.
    """
    from reader.figures import parse_condition  # loads its tables: only when it is needed

    try:
        read = parse_condition(written)
    except QueryError:
        return None
    if read.type is None:
        return None
    if read.turned:
        notes.append(tr("The ends of “{text}” are taken the other way round.", text=shown))
    bounds = float(read.low), float(read.high)
    return FigureRange(read.type, read.dimension, *bounds, shown, read.open_low, read.open_high)

"""What a query means: a tree of plain data, evaluated in `evaluate`, told in `explain`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reader.search.model import Field

Comparison = Literal[">=", "<=", ">", "<", "="]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A string that stands in the text, in passages of `field` if one is named."""

    text: str
    field: Field | None = None


@dataclass(frozen=True, slots=True)
class Pattern:
    """An expression to be matched on folded text within one passage.

    `shown` is how it was written; every match holds all of `literals`.
    """

    expression: str
    shown: str
    literals: tuple[str, ...] = ()
    field: Field | None = None


@dataclass(frozen=True, slots=True)
class Near:
    """Two strings with at most `distance` characters between them, in either order."""

    left: Phrase
    right: Phrase
    distance: int


@dataclass(frozen=True, slots=True)
class FigureRange:
    """A key figure of a type and dimension (empty: any) whose value overlaps `[low, high]`.

    A date has to lie within: the year 2018 is not in March. Values are those of `FigureRow`;
    `low_open` and `high_open` take the bound itself out; `shown` is how it was written.
    """

    type: str
    dimension: str
    low: float
    high: float
    shown: str
    low_open: bool = False
    high_open: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """A person named in the text."""

    name: str


@dataclass(frozen=True, slots=True)
class Published:
    """Published between two days (days since 1970-01-01, both inclusive)."""

    first: float
    last: float
    shown: str


@dataclass(frozen=True, slots=True)
class Both:
    """All of these, and none of `without`."""

    parts: tuple[Node, ...]
    without: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Either:
    """At least one of these; more of them rank higher."""

    parts: tuple[Node, ...]


Node = Phrase | Pattern | Near | FigureRange | Named | Published | Both | Either

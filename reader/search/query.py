"""What a query means: a tree of plain data, evaluated in `evaluate`, told in `explain`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import itemgetter
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


def apart(parts: Iterable[Node]) -> tuple[list[Node], list[Node]]:
    """The parts that the index answers, and those for which texts are read.

    The latter in the order in which they leave the fewest texts to be read.
    """
    costs = [(_cost(part), part) for part in parts]
    slow = sorted((each for each in costs if each[0]), key=itemgetter(0))
    return [part for cost, part in costs if not cost], [part for _, part in slow]


def _cost(node: Node) -> int:
    """Whether texts are read for it: none, those that hold some string, or all."""
    if isinstance(node, Pattern):
        return 1 if node.literals else 2
    return max(map(_cost, node.parts), default=0) if isinstance(node, (Both, Either)) else 0


def walk(node: Node) -> Iterator[Node]:
    """The node and all that is asked for below it; what is excluded is not."""
    yield node
    if isinstance(node, (Both, Either)):
        for part in node.parts:
            yield from walk(part)

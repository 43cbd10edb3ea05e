"""The nouns of figures: what is found in an article, and where.

Offsets `block`, `start`, `end`, `sentence` are clean offsets (characters of one block's
text, end exclusive); `raw` is a span of the raw text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from reader.article import Span

Type = Literal[
    "money", "percent", "date", "duration", "ordinal", "score", "ratio", "temperature", "speed",
    "quantity",
]  # fmt: skip
TYPES: tuple[Type, ...] = get_args(Type)

Scalar = int | float | str
Value = Scalar | list[Scalar] | None


@dataclass(frozen=True, slots=True)
class Inferred:
    """What a figure means beyond what is written (the year of 今年3月), and why."""

    value: Value
    basis: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A key figure: a number with its unit, its value, and what surrounds it.

    `value` is a number, ISO 8601 or EDTF text, a `[low, high]` list for a range, or None
    for a bare pointer into the text (当天). `unit` is as written. `qualifiers` are of the
    closed list in `qualifiers.py`. `subject` is what is counted or measured, `comparison`
    the words that set the figure against another (同比增长), where the sentence tells.
    """

    block: int
    start: int
    end: int
    raw: Span
    surface: str
    type: Type
    value: Value
    unit: str | None
    qualifiers: tuple[str, ...]
    sentence: tuple[int, int]
    subject: str | None = None
    comparison: str | None = None
    inferred: Inferred | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """One mention of a person. `title` is the office named with this mention, if any.

    `role` is `reporter`, `correspondent`, `photographer`, `editor` or `subject`.
    """

    block: int
    start: int
    end: int
    raw: Span
    name: str
    title: str | None
    role: str


@dataclass(frozen=True, slots=True)
class Statement:
    """Something said: clean offsets `start`, `end` of the words, and who said them.

    `speaker` is the mention that names the speaker; `direct` tells quotation from report.
    """

    block: int
    start: int
    end: int
    raw: Span
    text: str
    speaker: Person
    verb: str
    direct: bool

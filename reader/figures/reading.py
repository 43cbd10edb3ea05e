"""What a rule of the grammar hands back, and the signs several rules share."""

from __future__ import annotations

from typing import NamedTuple

from reader.figures.model import Type, Value


class Reading(NamedTuple):
    """A figure as read from one block's text: clean offsets, type, value, unit.

    `words` are the qualifying words that lie inside the span (多, 余, 初 …).
    """

    start: int
    end: int
    type: Type
    value: Value
    unit: str | None = None
    words: tuple[str, ...] = ()


# What may join the two ends of a range; 、 does so only under the rules' own conditions.
RANGE_SIGN = "(?:至|到|[—–―─－~～-]{1,2})"

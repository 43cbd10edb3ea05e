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
SMALL_NUMERAL = "(?:[0-9０-９]{1,2}|[零〇○一二三四五六七八九十]{1,3})"  # of months, days, hours


def word_before(text: str, at: int, words: tuple[str, ...]) -> int:
    """Where the longest of the words begins that ends at `at`; `at` itself if none does."""
    if not text.endswith(words, max(0, at - 4), at):
        return at
    return at - max(len(word) for word in words if text.endswith(word, 0, at))

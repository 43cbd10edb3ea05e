"""Page numbers and running heads between the lines of a text that was cut into pages.

Numbers that count up from page to page, or stand beside a form feed, are no text; nor is a line
that comes again right beside them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from reader.text.lines import Line

_NUMBER = re.compile(
    r"[-—–·]*第?(\d{1,4})页?(?:[/／]\d{1,4}|[，,]?共\d{1,4}页)?[-—–·]*|Page(\d{1,4})(?:of\d{1,4})?"
)
_DIGITS = re.compile(r"\d+")
_LONGEST_HEAD, _FEWEST = 30, 2


def folios(raw: str, lines: Sequence[Line]) -> frozenset[int]:
    """Which of the lines are page numbers or running heads, by their indices."""
    numbers = {i: n for i, line in enumerate(lines) if (n := _number(line.chars)) >= 0}
    if not numbers:
        return frozenset()
    found = {i for i in numbers if _breaks(raw, lines, i) or _breaks(raw, lines, i + 1)}
    for (i, n), (j, m) in pairwise(numbers.items()):
        if m == n + 1 and j - i > 1:
            found |= {i, j}
    return frozenset(found) | _repeated(lines, found)


def _number(chars: str) -> int:
    """The number that a page's number is; -1 for other text."""
    match = _NUMBER.fullmatch(chars)
    return int(match[1] or match[2]) if match else -1


def _breaks(raw: str, lines: Sequence[Line], i: int) -> bool:
    """Whether a form feed stands before line `i`."""
    return 0 < i < len(lines) and "\f" in raw[lines[i - 1].end : lines[i].start]


def _repeated(lines: Sequence[Line], numbers: set[int]) -> frozenset[int]:
    """The lines right beside page numbers that come again there, but for their digits."""
    beside = [
        i
        for number in numbers
        for i in (number - 1, number + 1)
        if 0 <= i < len(lines) and i not in numbers and len(lines[i].chars) <= _LONGEST_HEAD
    ]
    seen = Counter(_DIGITS.sub("0", lines[i].chars) for i in set(beside))
    return frozenset(i for i in beside if seen[_DIGITS.sub("0", lines[i].chars)] >= _FEWEST)

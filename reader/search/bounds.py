"""How large a regular expression becomes when it is compiled, told before it is.

Compiling has no limit of time or memory, and writes out what is counted: `(?:a{1000}){1000}`
takes hundreds of megabytes, `a{4000000000}` more than there is.
"""

from __future__ import annotations

import re

_LENGTH = 2_000  # characters
_SIZE = 10_000  # characters and classes once all that is counted is written out
_DEPTH = 100  # groups within groups, each of which takes some calls on the stack

_PIECE = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\{\s*(?P<least>\d*)\s*(?:,\s*(?P<most>\d*)\s*)?\}|.",
    re.DOTALL,
)


def too_large(expression: str) -> bool:
    """Whether `expression` is too long, too deeply nested or repeats too much."""
    return len(expression) > _LENGTH or _grows(expression)


def _grows(expression: str) -> bool:
    """The same of one that is short: a group counts as often as it is repeated."""
    groups, last = [0], 0  # sizes of the open groups, and of what a count would repeat
    for piece in _PIECE.finditer(expression):
        text = piece[0]
        if piece["least"] is not None:
            last *= max(int(count or 1) for count in piece.group("least", "most"))
        elif text == ")" and len(groups) > 1:
            last += groups.pop()
        elif text not in "*+?":
            groups[-1] += last
            last = int(text != "(")
            groups += [0] * (text == "(")
        if len(groups) > _DEPTH or last > _SIZE:
            return True
    return sum(groups) + last > _SIZE

"""Offsets as Qt counts them: in UTF-16 units, two for a character beyond the basic plane."""

from __future__ import annotations

import re

_BEYOND = re.compile("[\U00010000-\U0010ffff]")


def utf16(text: str, offset: int) -> int:
    """A character offset as Qt counts it."""
    return offset if text.isascii() else offset + len(_BEYOND.findall(text, 0, offset))


def from_utf16(text: str, units: int) -> int:
    """The character offset of a count of UTF-16 units; inside a pair, that of the pair."""
    pairs = 0
    for found in _BEYOND.finditer(text):
        if found.start() + pairs >= units:
            break
        pairs += 1
    return max(0, min(units - pairs, len(text)))

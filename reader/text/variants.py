"""Traditional characters read as simplified ones, for telling what a text says.

All that is known of wording, the join model's characters and the words of bylines, labels
and datelines, is in simplified characters. What is shown keeps those of the page.
"""

from __future__ import annotations

import sys
from array import array
from functools import cache

from reader.paths import resource

# Characters that every traditional page has and no simplified one.
_TELLING = "國會學這來為爲時說對們後發與點個報記"
_HAN = range(0x3400, 0xA000)


def simplified(text: str) -> str:
    """`text` with simplified characters in the places of traditional ones."""
    if not any(char in text for char in _TELLING):
        return text
    return text.translate(_table())


@cache
def _table() -> dict[int, int]:
    """Han characters and their simplified forms, of the pairs that searching ships with."""
    pairs = array("I", resource("search", "folding.bin").read_bytes())
    if sys.byteorder == "big":
        pairs.byteswap()
    half = len(pairs) // 2
    return {
        code: form
        for code, form in zip(pairs[:half], pairs[half:], strict=True)
        if code in _HAN and form in _HAN
    }

"""How characters are shown: always one for one, so that offsets hold. Without Qt.

The text of an article may hold anything. Control characters, invisible and bidirectional
ones are shown as signs, line ends inside a paragraph as spaces; simplified and traditional
characters are exchanged for display only. What is copied is the article's own text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Literal

from reader.i18n import tr

Script = Literal["original", "simplified", "traditional"]

LEFT_TO_RIGHT, RIGHT_TO_LEFT, POP, NOTHING, LOST = "▸", "◂", "◆", "◌", "\ufffd"
_SIGNS: dict[str, str] = {
    **{chr(code): chr(0x2400 + code) for code in range(0x20)},
    "\x7f": "␡",
    **dict.fromkeys("\u200e\u202a\u202d\u2066\u2068", LEFT_TO_RIGHT),
    **dict.fromkeys("\u200f\u202b\u202e\u2067\u061c", RIGHT_TO_LEFT),
    **dict.fromkeys("\u202c\u2069", POP),
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", NOTHING),
    **dict.fromkeys("\u2028\u2029", "␊"),
    **{chr(code): LOST for code in range(0x80, 0xA0)},
    "\ufffc": LOST,  # Qt keeps it for inserted objects, and U+FDD0 to mark frames
    "\t": " ",
}
_ODD = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060\u2066-\u2069"
    "\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffc\ufffe\uffff]"
)
_HALF_PAIRS = re.compile("[\ud800-\udfff]")


def visible(text: str) -> str:
    """`text` with a sign for every character that has no shape of its own; same length."""
    return _ODD.sub(_sign, text)


def odd_places(text: str) -> list[int]:
    """The offsets of the characters that `visible` replaces by a sign."""
    return [found.start() for found in _ODD.finditer(text) if found.group() != "\t"]


def name_of(char: str) -> str:
    """The code point and name of a character without a shape, for a tooltip."""
    import unicodedata  # 15 ms that a text without such characters saves

    name = unicodedata.name(char, "") or tr("control character")
    return f"U+{ord(char):04X} {name}"


def in_script(text: str, script: Script) -> str:
    """`text` in simplified or traditional characters, always of the same length.

    Where a phrase would change its length it is converted character by character.
    """
    if script == "original":
        return text
    convert = _converter(script)
    text = _HALF_PAIRS.sub(LOST, text)  # which OpenCC does not take
    whole = convert(text)
    if len(whole) == len(text):
        return whole
    return "".join(_one(convert, char) for char in text)


def _one(convert: Callable[[str], str], char: str) -> str:
    changed = convert(char)
    return changed if len(changed) == 1 else char


@cache
def _converter(script: Script) -> Callable[[str], str]:
    import opencc  # loaded when it is asked for: most people read what was printed

    return opencc.OpenCC("t2s" if script == "simplified" else "s2t").convert


def _sign(found: re.Match[str]) -> str:
    return _SIGNS.get(found.group(), LOST)

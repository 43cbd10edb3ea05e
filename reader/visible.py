"""Characters without a shape of their own, shown as signs: in a window, on a terminal.

Titles, file names, notes and articles may hold anything. A control character would drive the
terminal, a bidirectional one make a name look like another, a line end break a list.
"""

from __future__ import annotations

import re

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


def visible(text: str) -> str:
    """`text` with a sign for every character that has no shape of its own; same length."""
    return _ODD.sub(_sign, text)


def visible_lines(text: str) -> str:
    """The same for text of several lines, whose ends stay."""
    return "\n".join(map(visible, text.split("\n")))


def odd_places(text: str) -> list[int]:
    """The offsets of the characters that `visible` replaces by a sign."""
    return [found.start() for found in _ODD.finditer(text) if found.group() != "\t"]


def _sign(found: re.Match[str]) -> str:
    return _SIGNS.get(found.group(), LOST)

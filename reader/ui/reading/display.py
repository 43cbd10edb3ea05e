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
from reader.visible import LOST

Script = Literal["original", "simplified", "traditional"]

_HALF_PAIRS = re.compile("[\ud800-\udfff]")


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

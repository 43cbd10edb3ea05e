"""Quotation marks and book-title marks, one inside the other (GB/T 15834—2011, 4.8 and 4.15)."""

from __future__ import annotations

import re

_OPEN, _CLOSE = "“‘", "”’"
_TITLE_MARKS = str.maketrans("《》", "〈〉")
_PADDED_BREAK = re.compile(r"[^\S\n]*\n\s*")
_HAN_SIDE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\U00020000-\U0003ffff“”‘’…—]"
_HAN_GAP = re.compile(rf"(?<={_HAN_SIDE})[^\S\n]+(?={_HAN_SIDE})")


def clean_quotation(text: str) -> str:
    """The quoted words without white space at line ends or between Han characters.

    `\\n` keeps standing between paragraphs. No character other than white space changes.
    """
    return _HAN_GAP.sub("", _PADDED_BREAK.sub("\n", text.strip()))


def in_quotation_marks(text: str) -> str:
    """`text` in “…”, the marks inside it turned to ‘…’ and “…” by their depth.

    A mark whose partner lies outside the quotation counts as one level deep. Every
    paragraph opens with “, only the last closes with ”. An apostrophe between Latin
    letters or digits stays as it is.
    """
    return "“" + nested(text).replace("\n", "\n“") + "”"


def nested(text: str) -> str:
    """`text` with its own quotation marks as they stand inside an outer pair “…”."""
    depth = 1
    turned: list[str] = []
    for at, char in enumerate(text):
        if char in _OPEN:
            turned.append(_OPEN[depth % 2])
            depth += 1
        elif char in _CLOSE and not _is_apostrophe(text, at):
            depth = max(depth - 1, 1)
            turned.append(_CLOSE[depth % 2])
        else:
            turned.append(char)
    return "".join(turned)


def _is_apostrophe(text: str, at: int) -> bool:
    around = text[at - 1 : at] + text[at + 1 : at + 2]
    return text[at] == "’" and len(around) == 2 and around.isascii() and around.isalnum()


def nested_title(title: str, mark: str) -> str:
    """A title's own marks as they stand inside the mark a citation style opens it with."""
    if mark.endswith("《"):
        return title.translate(_TITLE_MARKS)
    return nested(title) if mark.endswith("“") else title

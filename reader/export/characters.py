"""Characters that a document cannot hold, and those that would leak out of their place.

A quotation may hold anything: a control character that XML forbids, half of a surrogate
pair, a bidirectional override that would turn the citation after it around. What cannot
be written is replaced by U+FFFD, so that the loss is seen; nothing is dropped silently.
"""

from __future__ import annotations

import re

REPLACEMENT = "\ufffd"

# XML 1.0, production 2 (Char), without tab and line feed; U+0085 and U+2028/9 would
# break lines in some readers, the C1 controls are allowed there but never printable.
_UNWRITABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_LINE_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")

_EMBEDDINGS = "\u202a\u202b\u202d\u202e"
_ISOLATES = "\u2066\u2067\u2068"
_POP_EMBEDDING = "\u202c"
_POP_ISOLATE = "\u2069"


def printable(text: str) -> str:
    """`text` with `\\n` for every line break and U+FFFD for what no document can hold."""
    return _UNWRITABLE.sub(REPLACEMENT, _LINE_BREAKS.sub("\n", text))


def one_line(text: str) -> str:
    """`printable(text)` on one line: line breaks and tabs are a space."""
    return " ".join(part for part in re.split(r"[\n\t]+", printable(text).strip()) if part)


def contained(text: str) -> str:
    """`text` with its open bidirectional embeddings and isolates closed at its end.

    What follows it on the same line keeps its own direction (Unicode UAX #9, X1-X8).
    """
    open_marks: list[str] = []
    for char in text:
        if char in _EMBEDDINGS:
            open_marks.append(_POP_EMBEDDING)
        elif char in _ISOLATES:
            open_marks.append(_POP_ISOLATE)
        elif open_marks and char == open_marks[-1]:
            open_marks.pop()
    return text + "".join(reversed(open_marks))

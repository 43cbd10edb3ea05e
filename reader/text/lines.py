"""The lines of an extracted text: where they are, how wide, and what stood before them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from reader.text.characters import LONGEST_LINE, compact, width

_LINE = re.compile("[^\n\r\f\v\x1c-\x1e\x85\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: raw offsets of its first and past its last non-space character.

    `chars` is the line without white space, `width` its set width in em, `blank` whether a
    blank line stood before it, `loose` whether its characters were set apart one by one,
    `set_in` whether two ideographic spaces stand before it, `head` whether it is known for one,
    `apart` whether other text stands between it and the line before it in the list, `folio`
    whether it is a page's number or running head, `resumes` whether it goes on with the paragraph
    that a page's end has cut.
    """

    start: int
    end: int
    text: str
    chars: str
    blank: bool
    width: float = field(default=0.0)
    loose: bool = field(default=False)
    set_in: bool = field(default=False)
    head: bool = field(default=False)
    apart: bool = field(default=False)
    folio: bool = field(default=False)
    resumes: bool = field(default=False)


def _is_loose(text: str, chars: str) -> bool:
    return (
        len(text) - len(chars) > len(chars) / 3
        and len(text) < LONGEST_LINE
        and len(text.split()) > 4
    )


def split_lines(raw: str) -> list[Line]:
    """The lines of `raw` that hold anything but white space, in raw order."""
    lines: list[Line] = []
    last = 0
    for match in _LINE.finditer(raw):
        text = match.group().strip()
        if not text:
            continue
        body, at = match.group(), match.start()
        start = at if body[0] == text[0] else at + len(body) - len(body.lstrip())
        blank = not lines or raw.count("\n", last, at) > 1 or "\f" in raw[last:start]
        lines.append(_line(raw, start, text, blank))
        last = start + len(text)
    return lines


def make_line(raw: str, start: int, end: int, blank: bool) -> Line:
    """The line that stands at `raw[start:end]`, white space at its ends left out."""
    text = raw[start:end]
    start += len(text) - len(text.lstrip())
    return _line(raw, start, text.strip(), blank)


def _line(raw: str, start: int, text: str, blank: bool) -> Line:
    chars = compact(text)
    end, set_in = start + len(text), raw.endswith("\u3000\u3000", 0, start)
    return Line(start, end, text, chars, blank, width(chars), _is_loose(text, chars), set_in)

"""Raw lines made printed lines again, before anything is read off them.

Two extractor habits are undone. Printed lines broken after marks are put together again
(`marks`). PDFBox runs two columns' lines into one where their gap is small: a sentence's end
far inside an over-full line parts them.
"""

from __future__ import annotations

import re

from reader.text.characters import compact, width
from reader.text.columns import measures
from reader.text.lines import Line, make_line
from reader.text.marks import rejoined

_GLUE = re.compile("[。！？][”’」』）]?")


def mend(raw: str, lines: list[Line]) -> tuple[list[Line], list[float]]:
    """The printed lines of a page, made of its raw lines, and the measure of each."""
    return _unglued(raw, rejoined(raw, lines))


def _unglued(raw: str, lines: list[Line]) -> tuple[list[Line], list[float]]:
    widths = measures(lines)
    parted: list[Line] = []
    for line, measure in zip(lines, widths, strict=True):
        cut = _glue(line, measure)
        if cut is None:
            parted.append(line)
            continue
        at = line.start + cut
        parted.append(make_line(raw, line.start, at, line.blank))
        parted.append(make_line(raw, at, line.end, blank=True))
    return parted, widths if len(parted) == len(lines) else measures(parted)


def _glue(line: Line, measure: float) -> int | None:
    """The offset in an over-full line where the second of two lines begins, if it is two."""
    if not measure or line.width < measure * 1.2 + 1 or line.width > measure * 2 + 1:
        return None
    best: int | None = None
    for match in _GLUE.finditer(line.text):
        head = compact(line.text[: match.end()])
        if match.end() < len(line.text) and width(head) <= measure + 1:
            best = match.end()
    return best

"""Raw lines made printed lines again, before anything is read off them.

Two extractor habits are undone. pdftotext -raw breaks a printed line after marks that are
set half-width; such pieces are put together again. PDFBox runs two columns' lines into one
where their gap is small: a sentence's end far inside an over-full line parts them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reader.text.characters import CLOSING, OPENING, compact, width
from reader.text.columns import measures
from reader.text.lines import Line, make_line

_MARKS = "，、；：。！？,;:!?" + CLOSING
_REACH = 14
_GLUE = re.compile("[。！？][”’」』）]?")


def mend(raw: str, lines: list[Line]) -> tuple[list[Line], list[float]]:
    """The printed lines of a page, made of its raw lines, and the measure of each."""
    return _unglued(raw, _rejoined(raw, lines))


def _breaks_at_marks(lines: Sequence[Line]) -> bool:
    """Whether lines end at inner marks, or begin with closing ones, oftener than set type."""
    if len(lines) < 12:
        return False
    odd = sum(line.chars[0] in "，。、；：！？”’》" for line in lines)
    commas = sum(line.chars[-1] in "，、" for line in lines)
    plain = not any(line.blank for line in lines[1:])
    return odd * 50 > len(lines) or (plain and commas * 4 > len(lines))


def _rejoined(raw: str, lines: list[Line]) -> list[Line]:
    if not _breaks_at_marks(lines):
        return lines
    limits = [
        max(line.width for line in lines[max(0, i - _REACH) : i + _REACH + 1])
        for i in range(len(lines))
    ]
    mended: list[Line] = []
    for i, line in enumerate(lines):
        if mended and not line.blank and _splits(mended[-1], line, limits[i]):
            mended[-1] = make_line(raw, mended[-1].start, line.end, mended[-1].blank)
        else:
            mended.append(line)
    return mended


def _splits(before: Line, after: Line, limit: float) -> bool:
    """Whether two raw lines are one printed line: parted at a mark, and fitting together."""
    if before.width + after.width > limit + 0.6:
        return False
    if after.chars[0] in "，。、；：！？”’》）":
        return True
    return before.chars[-1] in "，、；：”’》）" or (
        after.chars[0] in OPENING and before.chars[-1] not in "。！？"
    )


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

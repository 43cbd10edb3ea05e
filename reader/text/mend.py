"""Raw lines made printed lines again, before anything is read off them.

Two extractor habits are undone. Printed lines broken after marks are put together again
(`marks`). PDFBox runs two columns' lines into one where their gap is small: a sentence's end
far inside an over-full line parts them, and a gap in a head too wide for one column.
"""

from __future__ import annotations

import re
from dataclasses import replace

from reader.text.characters import compact, width
from reader.text.columns import measures, set_tight
from reader.text.lines import Line, make_line
from reader.text.marks import rejoined
from reader.text.roles import surface_role

_GLUE = re.compile("[。！？][”’」』）]?")
_OPEN = re.compile("[，。、！？；：…”’」』）》]$")
_MARK = re.compile("[，。！？；]")
_GAP = re.compile(r"(?<=[\u4e00-\u9fff”’）》%])[ \u3000]+(?=[\u4e00-\u9fff“‘（《])")
# In em: a head wider than this and than so many columns stands over two of them, and each
# half of such a line is at least this wide; a head glued to the end of a line is no wider.
_WIDEST_HEAD, _BESIDE, _NARROWEST_HEAD, _WIDEST_TAIL = 26.0, 1.5, 8.0, 32.0
_SHORT, _NEAR = 4.0, 2.5


def mend(raw: str, lines: list[Line]) -> tuple[list[Line], list[float]]:
    """The printed lines of a page, made of its raw lines, and the measure of each."""
    lines = rejoined(raw, lines)
    widths = measures(lines)
    known = sorted(measure for measure in widths if measure)
    narrow = known[len(known) // 4] if known else 0.0
    parted: list[Line] = []
    for i, (line, measure) in enumerate(zip(lines, widths, strict=True)):
        abreast = _abreast(line, narrow)
        cut = abreast or _glue(line, measure)
        tail = None
        if cut is None and measure and i and i + 1 < len(lines) and lines[i + 1].blank:
            cut = tail = _tail(lines[i - 1], line, measure)
        if cut is None:
            parted.append(line)
            continue
        at = line.start + cut
        first = make_line(raw, line.start, at, line.blank)
        second = make_line(raw, at, line.end, True)
        heads = abreast is not None and not _MARK.search(line.text)
        parted += [replace(first, head=heads), replace(second, head=heads or tail is not None)]
    if len(parted) != len(lines):
        widths = measures(parted)
    tight = set_tight(parted, widths)
    return (tight, measures(tight)) if tight else (parted, widths)


def _abreast(line: Line, narrow: float) -> int | None:
    """The offset of the second of two heads, or lines of text, side by side in two columns."""
    if not narrow or line.loose or line.width < max(_WIDEST_HEAD, _BESIDE * narrow):
        return None
    gaps = [m for m in _GAP.finditer(line.text) if _is_amid(line.text, m.start())]
    if _MARK.search(line.text):
        full = (m for m in gaps if abs(width(compact(line.text[: m.start()])) - narrow) < _NEAR)
        return next((m.start() for m in full if line.width < 2 * (narrow + _NEAR)), None)
    if surface_role(line.text) is not None:
        return None
    wide = [m for m in gaps if len(m.group()) > 1] or gaps
    return wide[0].start() if len(wide) == 1 else None


def _tail(before: Line, line: Line, measure: float) -> int | None:
    """The offset of a head glued to the last line of a paragraph, short of the measure.

    Running text stops in mid-sentence only at the measure.
    """
    short = _NARROWEST_HEAD < line.width < measure - _SHORT and not line.loose
    if not short or line.head or _OPEN.search(line.text) or before.width < measure - _SHORT:
        return None
    ends = [match.end() for match in _GLUE.finditer(line.text)]
    return ends[-1] if ends and _is_amid(line.text, ends[-1]) else None


def _is_amid(text: str, at: int) -> bool:
    return min(width(compact(text[:at])), width(compact(text[at:]))) >= _NARROWEST_HEAD


def _glue(line: Line, measure: float) -> int | None:
    """The offset in an over-full line where the second of two lines begins, if it is two."""
    if not measure or not measure * 1.2 + 1 <= line.width <= measure + _WIDEST_TAIL:
        return None
    best: int | None = None
    for match in _GLUE.finditer(line.text):
        head = compact(line.text[: match.end()])
        tail = line.text[match.end() :]
        display = line.width <= measure * 2 + 1 or _MARK.search(tail) is None
        if tail and display and width(head) <= measure + 1:
            best = match.end()
    return best

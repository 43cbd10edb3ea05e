"""Where a head that is longer than a line falls into lines: at its seams, lines alike.

Qt fills lines greedily, so all that can be chosen is their width. Every width that keeps the
number of lines is tried with Qt's own line breaking, and the breaks that read best are taken:
no break is wished for that no width gives.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from PySide6.QtGui import QTextLayout, QTextOption

PAUSES = "，、；：。！？…— "
OPENING, CLOSING = "“‘《〈（【「『〔", "”’》〉）】」』〕"
STEP = 0.25  # ems from one width that is tried to the next
SLACK = 0.4  # ems that lines get beyond the longest of them
INSIDE, QUOTED, BESIDE = 0.6, 0.3, 0.1  # what a break costs in a phrase, in quotes, beside them
UNEVEN = 1.5  # what a line costs that is empty; shorter ones less, by the square


class Break(NamedTuple):
    """A head in lines: the offset each begins with and its length in pixels."""

    starts: tuple[int, ...]
    lengths: tuple[float, ...]


def best_width(layout: QTextLayout, width: float, em: float) -> float:
    """The width, at most `width` pixels, at which a head falls into its best lines."""
    layout.setTextOption(_wrapping())
    widest = _broken(layout, width)
    text = layout.text()
    chosen, cost, room = widest, _cost(text, widest), width
    for narrower in _widths(width, em):
        lines = _broken(layout, narrower)
        if len(lines.starts) > len(widest.starts):
            break
        if lines.starts != chosen.starts and _cost(text, lines) < cost:
            chosen, cost, room = lines, _cost(text, lines), narrower
    return min(room, max(chosen.lengths) + SLACK * em)


def _widths(width: float, em: float) -> Iterator[float]:
    count = int(width / (STEP * em))
    return (width - step * STEP * em for step in range(1, count))


def _wrapping() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


def _broken(layout: QTextLayout, width: float) -> Break:
    starts: list[int] = []
    lengths: list[float] = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        starts.append(line.textStart())
        lengths.append(line.naturalTextWidth())
    layout.endLayout()
    return Break(tuple(starts), tuple(lengths))


def _cost(text: str, lines: Break) -> float:
    longest = max(lines.lengths, default=0) or 1
    uneven = sum((1 - length / longest) ** 2 for length in lines.lengths)
    return UNEVEN * uneven + sum(_seam(text, at) for at in lines.starts[1:])


def _seam(text: str, at: int) -> float:
    """What a break before `text[at]` costs the reader."""
    if text[at - 1] in PAUSES:
        return _depth(text, at) * QUOTED
    if text[at] in OPENING or text[at - 1] in CLOSING or text[at] in "—":
        return BESIDE
    return INSIDE + _depth(text, at) * QUOTED


def _depth(text: Sequence[str], at: int) -> int:
    """How many quotation marks and brackets are open before `text[at]`."""
    before = text[:at]
    opened = sum(before.count(mark) for mark in OPENING)
    return max(0, opened - sum(before.count(mark) for mark in CLOSING))

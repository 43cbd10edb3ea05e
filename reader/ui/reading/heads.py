"""Where a head that takes several lines breaks: at the seams of its sentence, in even lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtGui import QFont, QTextLayout, QTextOption

from reader.ui.reading.model import LINE_SEPARATOR

BREAK_AFTER, BREAK_BEFORE = "，、；：。！？”’》）】 " + LINE_SEPARATOR, "“‘《（【—"  # the seams
NEVER_FIRST = "的地得了之"  # they belong to what stands before them
OPENING, CLOSING = "“‘《（【", "”’》）】"
UNEVEN = 1.5  # what lines of quite different length cost; a break off a seam costs 1
SLACK = 0.6  # ems a line may be longer than it was measured, for the gaps beside Latin words


class Lines(NamedTuple):
    """How a head falls into lines: where each ends, and how long each is, in pixels."""

    ends: tuple[int, ...]
    lengths: tuple[float, ...]

    def cost(self, text: str) -> float:
        """How bad the breaks are; each line costs 1, and nothing more where all are even and
        end at seams."""
        torn = sum(_torn(text, end) for end in self.ends[:-1])
        return len(self.ends) + torn + UNEVEN * (1 - min(self.lengths) / max(self.lengths))


def _torn(text: str, at: int) -> int:
    """What a break costs: none at a seam, one elsewhere, two within quotation marks."""
    seam = text[at - 1] in BREAK_AFTER or text[at] in BREAK_BEFORE
    if seam and text[at] not in NEVER_FIRST:
        return 0
    before = text[:at]
    depth = sum(map(before.count, OPENING)) - sum(map(before.count, CLOSING))
    return 2 if depth > 0 else 1


def best_width(text: str, font: QFont, em: float, width: float) -> float:
    """The width in pixels, at most `width`, in which a head falls into the best lines, of
    which there may be one more than in `width` itself; `em` is the font's size in pixels."""
    best = min(_ways(text, font, width), key=lambda lines: lines.cost(text))
    return min(width, max(best.lengths) + SLACK * em)


def _ways(text: str, font: QFont, width: float) -> Iterator[Lines]:
    """All ways a head falls into the fewest lines, or one more, when it is set narrower and
    narrower."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    lines = _set(layout, width)
    most = len(lines.ends) + 1
    yield lines
    while max(lines.lengths) <= width:  # else a letter is wider than the line
        width = max(lines.lengths) - 1
        lines = _set(layout, width)
        if len(lines.ends) > most:
            return
        yield lines


def _set(layout: QTextLayout, width: float) -> Lines:
    ends: list[int] = []
    lengths: list[float] = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        ends.append(line.textStart() + line.textLength())
        lengths.append(max(1.0, line.naturalTextWidth()))
    layout.endLayout()
    return Lines(tuple(ends), tuple(lengths))

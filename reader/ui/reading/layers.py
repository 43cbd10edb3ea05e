"""Layers of marks over a text: what is marked, in clean offsets, and how it looks.

Marks are plain data by block. A layer is a mapping from block index to its marks, the later
on top; the view asks for those of the blocks in sight and no others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple, TypeAlias

from PySide6.QtGui import QColor, QTextCharFormat

from reader.ui.kept import highlight_colours
from reader.ui.lean import brush
from reader.ui.theme import FIGURE_MARKS, Theme

_Line = QTextCharFormat.UnderlineStyle

# Painted in this order: what comes later lies on top.
LAYERS = ("notes", "figures", "people", "doubts", "seams", "odd", "hits", "found")


class Mark(NamedTuple):
    """Clean characters `[start, end)` of one block and what they are.

    `kind` names the look ("figure.money", "hit"); `tip` is plain text shown under the
    pointer; `what` is handed on when the mark is clicked.
    """

    start: int
    end: int
    kind: str
    tip: str = ""
    what: object = None


Layer: TypeAlias = Mapping[int, tuple[Mark, ...]]


def layer_of(marks: Iterable[tuple[int, Mark]]) -> dict[int, tuple[Mark, ...]]:
    """A layer from (block, mark) pairs in any order."""
    found: dict[int, list[Mark]] = {}
    for block, mark in marks:
        found.setdefault(block, []).append(mark)
    return {
        block: tuple(sorted(kept, key=lambda mark: (mark.start, mark.end)))
        for block, kept in found.items()
    }


def looks(theme: Theme) -> dict[str, QTextCharFormat]:
    """The look of every kind of mark in a theme. No kind differs by colour alone."""
    made = {
        "hit": _look(ground=theme.hit, colour=theme.text),
        "hit.current": _look(ground=theme.hit_current, colour=theme.text,
                             line=_Line.SingleUnderline, line_colour=theme.text),
        "found": _look(ground=theme.hit, colour=theme.text),
        "found.current": _look(ground=theme.hit_current, colour=theme.text,
                               line=_Line.SingleUnderline, line_colour=theme.text),
        "quotation": _look(ground=theme.quote, line=_Line.SingleUnderline,
                           line_colour=theme.muted),
        "note": _look(ground=theme.quote, line=_Line.DotLine, line_colour=theme.muted),
        "person": _overlined(theme.person),
        "doubt": _look(line=_Line.WaveUnderline, line_colour=theme.doubt),
        "seam": _look(ground=theme.border, line=_Line.DashUnderline, line_colour=theme.text),
        "odd": _look(colour=theme.error, ground=theme.raised),
    }  # fmt: skip
    for name, ground in highlight_colours(theme).items():
        made[f"highlight.{name}"] = _look(ground=ground)
    for name, colour in theme.figures.items():
        made[f"figure.{name}"] = _look(
            colour=colour, line=FIGURE_MARKS[name].line, line_colour=colour
        )
    return made


def _overlined(colour: str) -> QTextCharFormat:
    """A line above: every line below stands for a figure or a note."""
    made = _look(colour=colour)
    made.setFontOverline(True)
    return made


def _look(
    *,
    colour: str = "",
    ground: str = "",
    line: QTextCharFormat.UnderlineStyle = _Line.NoUnderline,
    line_colour: str = "",
) -> QTextCharFormat:
    made = QTextCharFormat()
    if colour:
        made.setForeground(brush(colour))
    if ground:
        made.setBackground(brush(ground))
    if line is not _Line.NoUnderline:
        made.setUnderlineStyle(line)
        made.setUnderlineColor(QColor(line_colour))
    return made

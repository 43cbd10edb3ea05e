"""Kept passages as all panes know them: where they stand, and the grounds they stand on. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from reader.ui.theme import Theme

DAY_HIGHLIGHTS = {
    "yellow": "#fbeaa0", "green": "#d3edc8", "blue": "#cfe3fa", "pink": "#fbd5e0",
    "purple": "#e5d9f7",
}  # fmt: skip
NIGHT_HIGHLIGHTS = {
    "yellow": "#51471b", "green": "#2c4630", "blue": "#27415e", "pink": "#552f3f",
    "purple": "#413459",
}  # fmt: skip


class NoteMark(NamedTuple):
    """A kept passage as it stands in the article: one piece of one block.

    `kind` is that of the note (quotation, highlight, bookmark, note); a bookmark of a
    whole block has `start` = `end` = 0 and is shown in the margin only.
    """

    block: int
    start: int
    end: int
    kind: str
    id: str
    colour: str = ""
    tip: str = ""


def highlight_colours(theme: Theme) -> dict[str, str]:
    """The grounds of the highlight colours in a theme, by name."""
    return NIGHT_HIGHLIGHTS if theme.dark else DAY_HIGHLIGHTS

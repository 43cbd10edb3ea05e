"""A small page setter: paragraphs set in columns and written out as PDFBox would.

It knows just enough of the trade: lines are broken at a measure, paragraphs set in by two
em, no line begins with a closing mark, columns are of equal height; a line that begins
elsewhere than the one before gets a blank line before it, unless that one began a paragraph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

_CLOSING = "，。、；：！？”’》）"


@dataclass(frozen=True)
class Set:
    """A set line and where it begins: 0 at the column's edge, 2 set in."""

    text: str
    indent: int


def break_lines(paragraph: str, measure: int) -> Iterator[Set]:
    """The lines of one paragraph at `measure` em, every character one em wide."""
    indent, at = 2, 0
    while at < len(paragraph):
        end = at + measure - indent
        while end < len(paragraph) and paragraph[end] in _CLOSING:
            end += 1
        yield Set(paragraph[at:end], indent)
        at, indent = end, 0


def columns(paragraphs: Iterable[str], measure: int, count: int) -> list[list[Set]]:
    """The lines of all paragraphs in `count` columns of equal height."""
    lines = [line for paragraph in paragraphs for line in break_lines(paragraph, measure)]
    height = -(-len(lines) // count)
    return [lines[i : i + height] for i in range(0, len(lines), height)]


def pdfbox(frames: Sequence[Sequence[Set]]) -> str:
    """The frames as PDFBox writes them: blank lines by its own rule, frames apart."""
    out: list[str] = []
    for frame in frames:
        began = True
        out.append("")
        for i, line in enumerate(frame):
            moved = i > 0 and line.indent != frame[i - 1].indent
            if moved and not began:
                out.append("")
            began = i == 0 or (moved and not began)
            out.append(line.text)
    return " " + "\n".join(out[1:]) + "\n"


def indented(frames: Sequence[Sequence[Set]]) -> str:
    """The frames with first lines set in by two ideographic spaces, a blank line between."""
    return "\n\n".join(
        "\n".join("\u3000" * line.indent + line.text for line in frame) for frame in frames
    )


def head(text: str) -> list[Set]:
    return [Set(text, 5)]

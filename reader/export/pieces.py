"""An article cut where its figures begin and end, for the documents that mark them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.article import Article, Role

if TYPE_CHECKING:
    from reader.figures import Figure


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a block's text; `type` is the figure's, empty between figures."""

    text: str
    type: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One block as pieces in order; together they are the block's text."""

    role: Role
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The block's text."""
        return "".join(piece.text for piece in self.pieces)


def sections(article: Article, figures: Iterable[Figure] = ()) -> tuple[Section, ...]:
    """The article's blocks, cut at their figures; of figures that overlap the first counts."""
    by_block: dict[int, list[Figure]] = {}
    for figure in figures:
        by_block.setdefault(figure.block, []).append(figure)
    return tuple(
        Section(block.role, tuple(_cut(block.text, by_block.get(number, []))))
        for number, block in enumerate(article.blocks)
    )


def _cut(text: str, figures: list[Figure]) -> Iterator[Piece]:
    at = 0
    for figure in sorted(figures, key=lambda f: (f.start, -f.end)):
        if figure.start < at or figure.end > len(text):
            continue
        if figure.start > at:
            yield Piece(text[at : figure.start])
        yield Piece(text[figure.start : figure.end], figure.type, _label(figure))
        at = figure.end
    if at < len(text):
        yield Piece(text[at:])


def _label(figure: Figure) -> str:
    value = figure.value if figure.value is not None else ""
    shown = "–".join(map(str, value)) if isinstance(value, list) else str(value)
    return f"{shown} {figure.unit or ''}".strip()

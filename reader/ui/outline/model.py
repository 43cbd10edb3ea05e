"""The heads of an article in order. Without Qt."""

from __future__ import annotations

from dataclasses import dataclass

from reader.article import Article, Role

LEVELS: dict[Role, int] = {"title": 0, "label": 1, "section": 1, "subsection": 2}


@dataclass(frozen=True, slots=True)
class Head:
    """One entry: its block, how deep it stands, its words."""

    block: int
    level: int
    text: str


def outline(article: Article) -> tuple[Head, ...]:
    """The heads of an article; a section right under a label stands below it."""
    heads: list[Head] = []
    for at, block in enumerate(article.blocks):
        level = LEVELS.get(block.role)
        if level is None:
            continue
        above = heads[-1] if heads else None
        if block.role == "section" and above is not None:
            label = article.blocks[above.block].role == "label"
            level = above.level + (label and above.block == at - 1)
        heads.append(Head(at, level, " ".join(block.text.split())))
    return tuple(heads)


def head_of(heads: tuple[Head, ...], block: int) -> int:
    """The index of the last head at or before a block, -1 before the first."""
    return sum(head.block <= block for head in heads) - 1

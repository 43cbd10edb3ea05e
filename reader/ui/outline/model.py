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
    section = 1
    for at, block in enumerate(article.blocks):
        level = LEVELS.get(block.role)
        if level is None:
            continue
        if block.role == "section":
            labelled = bool(heads) and heads[-1].block == at - 1 and _is_label(article, at - 1)
            level = section = LEVELS["section"] + labelled
        elif block.role == "subsection":
            level = section + 1
        heads.append(Head(at, level, " ".join(block.text.split())))
    return tuple(heads)


def _is_label(article: Article, block: int) -> bool:
    return article.blocks[block].role == "label"


def head_of(heads: tuple[Head, ...], block: int) -> int:
    """The index of the last head at or before a block, -1 before the first."""
    return sum(head.block <= block for head in heads) - 1

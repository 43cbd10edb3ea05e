"""Where something is in the collection: the one noun all panes share. Without Qt."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of one article: the source's key, a block index, clean offsets in that block.

    `block` None means the article as a whole; `end` None means the end of the block.
    """

    key: str
    block: int | None = None
    start: int = 0
    end: int | None = None

"""Finding words in one article, the way they are read: without Qt.

White space, width and case do not matter, simplified and traditional are the same, and
what is found is a stretch of the article's own characters.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from reader.article import Article
from reader.ui.places import Place
from reader.ui.reading.display import in_script

MOST = 5_000


def find(article: Article, key: str, words: str) -> list[Place]:
    """All places of `words`, in reading order, at most `MOST`; they do not overlap."""
    wanted, _ = _folded(words)
    if not wanted:
        return []
    found: list[Place] = []
    for at, block in enumerate(article.blocks):
        for start, end in _in_text(block.text, wanted):
            found.append(Place(key, at, start, end))
            if len(found) == MOST:
                return found
    return found


def _in_text(text: str, wanted: str) -> Iterator[tuple[int, int]]:
    folded, origins = _folded(text)
    at = folded.find(wanted)
    while at >= 0:
        last = at + len(wanted)
        yield origins[at], origins[last - 1] + 1
        at = folded.find(wanted, last)


def _folded(text: str) -> tuple[str, list[int]]:
    """What is compared, and for each of its characters the offset it comes from."""
    simple = in_script(text, "simplified")
    if simple.isascii():
        kept = [at for at, char in enumerate(simple) if not char.isspace()]
        return "".join(simple[at] for at in kept).lower(), kept
    shapes: list[str] = []
    origins: list[int] = []
    for at, char in enumerate(simple):
        if not char.isspace():
            shape = unicodedata.normalize("NFKC", char).casefold()
            shapes.append(shape)
            origins.extend([at] * len(shape))
    return "".join(shapes), origins

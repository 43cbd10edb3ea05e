"""The first article, kept restored: the start paints it before anything else is loaded.

Restoring an article means loading what restores it, and that costs more than all the rest
of the start. So the article that was open last lies in the cache, whole, with what it was
made of: the wish it answers (folders and files asked for), the file's size and time, and the
program's version. Where any of these differs it is not used; and after the first paint the
window compares it with the article restored anew.
"""

from __future__ import annotations

import contextlib
import json
import os
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from reader import __version__
from reader.article import Article, Block, DateBound, Doubt, RawText, Repair, Signature, Span
from reader.files import write_atomically
from reader.ui.places import Place

FILE = "first.json"
LARGEST = 2_000_000  # bytes; a longer article is faster restored than read from here


class Wish(NamedTuple):
    """What the start was asked for; articles named by their files are never kept."""

    folders: tuple[str, ...]
    paths: tuple[str, ...]

    @classmethod
    def of(cls, folders: Sequence[Path], paths: Sequence[str], added: Sequence[str]) -> Wish:
        """`folders` and `paths` given to the start; `added` are those of the settings."""
        environment = os.environ.get("JIANBAO_COLLECTION", "")
        chosen = [str(folder) for folder in folders] or environment.split(os.pathsep)
        return cls((*chosen, *added), tuple(paths))


class First(NamedTuple):
    """An article to paint first, where to show it, and the room kept for the window's bars.

    `bars` is what `Window.bars` told.
    """

    place: Place
    article: Article
    bars: tuple[int, int]


def load(cache: Path, wish: Wish) -> First | None:
    """What was kept for `wish`, or None where there is nothing that can be trusted."""
    try:
        seal, _, data = (cache / FILE).read_bytes().partition(b"\n")
        if seal != _seal(data):
            return None
        kept = json.loads(data)
        if kept["wish"] != _wish(wish) or kept["file"] != _stamp(kept["file"][0]):
            return None
        above, below = kept["bars"]
        return First(Place(*kept["place"]), _article(kept["article"]), (above, below))
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return None  # nothing kept yet, or written by another version, or damaged


def keep(cache: Path, wish: Wish, first: First, path: Path) -> None:
    """Keep `first`, restored from the file at `path`, for the next start."""
    if len(first.article.raw.text) > LARGEST // 8:
        return
    kept = {
        "wish": _wish(wish),
        "file": _stamp(str(path)),
        "place": [first.place.key, first.place.block, first.place.start, first.place.end],
        "article": _plain(first.article),
        "bars": first.bars,
    }
    text = json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
    data = text.encode("utf-8", "surrogatepass")
    with contextlib.suppress(OSError):  # a cache that cannot be written is done without
        write_atomically(cache / FILE, _seal(data) + b"\n" + data)


def _seal(data: bytes) -> bytes:
    """A checksum: a flipped bit must not be painted, nor stop the start."""
    return b"%08x" % zlib.crc32(data)


def _wish(wish: Wish) -> list[Any]:
    return [__version__, list(wish.folders), list(wish.paths)]


def _stamp(path: str) -> list[Any]:
    found = os.stat(path)  # noqa: PTH116 - half the time of Path.stat, at the start
    return [path, found.st_size, found.st_mtime_ns]


def _plain(article: Article) -> dict[str, Any]:
    raw = article.raw
    return {
        "raw": [raw.source, raw.text, raw.encoding, raw.digest],
        "title": article.title,
        "blocks": [
            [b.role, b.text, b.spans, [b.doubt.confidence, b.doubt.reason] if b.doubt else None]
            for b in article.blocks
        ],
        "byline": [[s.name, s.role, s.inferred] for s in article.byline],
        "date": [article.date.value, article.date.basis] if article.date else None,
        "repairs": [[r.kind, r.start, r.end, r.dropped] for r in article.repairs],
    }


def _article(plain: dict[str, Any]) -> Article:
    date = plain["date"]
    return Article(
        RawText(*plain["raw"]),
        plain["title"],
        tuple(_block(*block) for block in plain["blocks"]),
        tuple(Signature(*signature) for signature in plain["byline"]),
        DateBound(*date) if date else None,
        tuple(Repair(*repair) for repair in plain["repairs"]),
    )


def _block(role: Any, text: str, spans: list[list[int]], doubt: list[Any] | None) -> Block:
    return Block(role, text, tuple(Span(*span) for span in spans), Doubt(*doubt) if doubt else None)

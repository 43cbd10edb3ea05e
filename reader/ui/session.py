"""What was open, and what to open first. Plain values that fit into the settings file."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.errors import JianbaoError
from reader.ui.places import Place

if TYPE_CHECKING:
    from reader.library import Library
    from reader.ui.desk import Desk

MOST_TRIED = 20  # unreadable files passed over for the first article


def to_json(place: Place) -> dict[str, Any]:
    """A place as plain values."""
    return {"key": place.key, "block": place.block, "start": place.start}


def from_json(value: object) -> Place | None:
    """The place that `to_json` wrote, or None for anything else."""
    match value:
        case {"key": str(key), "block": int() | None as block, "start": int(start)}:
            return Place(key, block, start)
    return None


def first_place(desk: Desk) -> Place | None:
    """What to show first: the article that was open last, else the first that can be read."""
    from reader import collection

    kept = from_json(desk.settings.get("session").get("current"))
    found = (Place(source.key) for source in collection.scan(desk.library.folders))
    candidates = chain((kept,) if kept is not None else (), islice(found, MOST_TRIED))
    return next((place for place in candidates if _reads(desk.library, place.key)), None)


def _reads(library: Library, key: str) -> bool:
    """Whether there is something to read in an article."""
    try:
        article = library.article(key)  # kept by the library: showing it costs nothing more
    except JianbaoError:
        return False
    return bool(article.blocks)


def key_of(roots: Sequence[Path], path: Path) -> str | None:
    """The key of a file below one of the collection's roots, or None."""
    from reader import collection

    for root in roots:
        if path.is_relative_to(root):
            key = f"{root.name}/{path.relative_to(root).as_posix()}"
            found = collection.find(roots, key)
            if found is not None and found.path == path:
                return key
    return None

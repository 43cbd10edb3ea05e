"""From a `Filter` to SQL, and the list of notes that loads what is looked at."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import overload

from reader.errors import NotFound
from reader.i18n import tr
from reader.notes.database import Database, searchable
from reader.notes.model import Filter, Note

_PAGE = 200
_PAGES_KEPT = 20

_ORDER = {
    "created": "created {way}, id {way}",
    "modified": "modified {way}, id {way}",
    "source": "source {way}, position {way}, id {way}",
    "kind": "kind {way}, created, id",
    "colour": "colour {way}, created, id",
    "folder": "folder {way}, created, id",
    "text": "text {way}, id",
}


def where(chosen: Filter) -> tuple[str, list[str]]:
    """The condition of a filter in SQL, with the values for its marks."""
    conditions = ["removed IS NOT NULL" if chosen.binned else "removed IS NULL"]
    values: list[str] = []
    for column, wanted in (
        ("kind", chosen.kinds),
        ("colour", chosen.colours),
        ("source", chosen.sources),
        ("digest", chosen.digests),
        ("id", chosen.ids),
    ):
        if wanted or (wanted is not None and column == "id"):
            conditions.append(f"{column} IN (SELECT value FROM json_each(?))")  # noqa: S608
            values.append(json.dumps(wanted))
    for tag in chosen.tags:
        conditions.append("id IN (SELECT note FROM note_tags WHERE tag=?)")
        values.append(tag)
    if chosen.folder is not None:
        conditions.append("(folder = ? OR substr(folder, 1, length(?)) = ?)")
        values += [chosen.folder, f"{chosen.folder}/", f"{chosen.folder}/"]
    for word in map(searchable, chosen.text.split()):
        conditions.append("instr(searchable, ?) > 0")
        values.append(word)
    return " AND ".join(conditions), values


def ids(database: Database, chosen: Filter, most: int = -1) -> list[str]:
    """The ids of the notes that pass, in the filter's order; `most` of them (-1: all)."""
    condition, values = where(chosen)
    order = _ORDER[chosen.sort].format(way="DESC" if chosen.descending else "ASC")
    query = f"SELECT id FROM notes WHERE {condition} ORDER BY {order} LIMIT {most}"  # noqa: S608
    return [row[0] for row in database.connection.execute(query, values)]


def count(database: Database, chosen: Filter) -> int:
    """How many notes pass."""
    condition, values = where(chosen)
    query = f"SELECT count(*) FROM notes WHERE {condition}"  # noqa: S608
    return database.connection.execute(query, values).fetchone()[0]


class Listing(Sequence[Note]):
    """The notes a filter lets pass, as they were when it was asked, but for what `put`,
    `drop` and `renew` are told of since.

    Only ids are held; notes are read a page at a time, so that a list of a hundred
    thousand opens at once. A note deleted for good since raises NotFound; ask again then.
    """

    def __init__(self, ids: list[str], load: Callable[[Sequence[str]], list[Note]]) -> None:
        self.ids = ids
        self._load = load
        self._pages: dict[int, dict[str, Note]] = {}

    def __len__(self) -> int:
        return len(self.ids)

    def put(self, at: int, id: str) -> None:
        """A note passes now, and stands there."""
        self.ids.insert(at, id)
        self.renew()

    def drop(self, at: int) -> None:
        """The note there does not pass any more."""
        del self.ids[at]
        self.renew()

    def renew(self) -> None:
        """Notes may be others than they were: read them again when they are looked at."""
        self._pages.clear()

    @overload
    def __getitem__(self, index: int) -> Note: ...
    @overload
    def __getitem__(self, index: slice) -> list[Note]: ...
    def __getitem__(self, index: int | slice) -> Note | list[Note]:
        if isinstance(index, slice):
            return self._load(self.ids[index])
        at = range(len(self.ids))[index]
        try:
            return self._page(at // _PAGE)[self.ids[at]]
        except KeyError:
            raise NotFound(tr("This note has been deleted meanwhile.")) from None

    def _page(self, number: int) -> dict[str, Note]:
        if number not in self._pages:
            if len(self._pages) >= _PAGES_KEPT:
                del self._pages[next(iter(self._pages))]
            wanted = self.ids[number * _PAGE : (number + 1) * _PAGE]
            self._pages[number] = {note.id: note for note in self._load(wanted)}
        return self._pages[number]

"""Posting lists read lately, decoded: who types a word asks for most of its grams at every key."""

from __future__ import annotations

from collections.abc import Callable

from reader.search.postings import Positions, PostingList

MOST = 1 << 21
"""Positions kept, of all lists together: 8 MiB."""
_LONGEST = MOST >> 3  # a longer list is not kept: it would drive out all others


class Lately:
    """`read`, but what was read last is known; not to be written to."""

    def __init__(self, read: Callable[[PostingList], Positions]) -> None:
        self._read = read
        self._known: dict[PostingList, Positions] = {}  # the one used last comes last
        self._size = 0

    def __call__(self, wanted: PostingList) -> Positions:
        found = self._known.pop(wanted, None)
        if found is None:
            found = self._read(wanted)
            found.flags.writeable = False
            if len(found) > _LONGEST:
                return found
            self._make_room(len(found))
        self._known[wanted] = found
        return found

    def _make_room(self, size: int) -> None:
        self._size += size
        while self._size > MOST:
            oldest = next(iter(self._known))
            self._size -= len(self._known.pop(oldest))

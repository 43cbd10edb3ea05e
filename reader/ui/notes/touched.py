"""What a change of notes means for a list of a hundred thousand: which notes, which counts.

Listing all anew takes a tenth of a second; a change concerns a row or two. Without Qt.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reader.notes import Change, Filter, Note


@dataclass(frozen=True, slots=True)
class Touched:
    """The notes of a change by id, as they were and as they are."""

    before: dict[str, Note]
    after: dict[str, Note]

    @classmethod
    def by(cls, change: Change) -> Touched:
        """Those of a change, which may concern other records as well."""
        return cls(_notes(change.before), _notes(change.after))

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple({**self.before, **self.after})

    def stays(self, note_id: str, chosen: Filter) -> bool:
        """Whether a note that passes before and after stands where it stood."""
        old, new = self.before.get(note_id), self.after.get(note_id)
        return old is not None and new is not None and _place(old, chosen) == _place(new, chosen)


class Groups:
    """How many notes each tag and folder has."""

    def __init__(self, tags: Mapping[str, int], folders: Mapping[str, int]) -> None:
        self._tags, self._folders = Counter(tags), Counter(folders)

    def follow(self, touched: Touched) -> bool:
        """Count a change in; whether it changes any count."""
        before, after = touched.before.values(), touched.after.values()
        tags = _tags(after), _tags(before)
        folders = _folders(after), _folders(before)
        for counts, (more, less) in ((self._tags, tags), (self._folders, folders)):
            counts.update(more)
            counts.subtract(less)
        return tags[0] != tags[1] or folders[0] != folders[1]

    def named(self) -> tuple[dict[str, int], dict[str, int]]:
        """Tags and folders by name, those without notes left out."""
        return _named(self._tags), _named(self._folders)


def _notes(records: Iterable[object]) -> dict[str, Note]:
    return {record.id: record for record in records if isinstance(record, Note)}


def _place(note: Note, chosen: Filter) -> tuple[object, ...]:
    if chosen.sort == "source":
        return note.source, note.anchor
    return (getattr(note, chosen.sort),)


def _tags(notes: Iterable[Note]) -> Counter[str]:
    return Counter(tag for note in notes if not note.removed for tag in note.tags)


def _folders(notes: Iterable[Note]) -> Counter[str]:
    return Counter(note.folder for note in notes if not note.removed and note.folder)


def _named(counts: Counter[str]) -> dict[str, int]:
    return {name: count for name, count in sorted(counts.items()) if count > 0}

"""The branches that are not made of articles: what was kept, asked and read. Without Qt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from reader.i18n import tr
from reader.notes import Filter
from reader.ui.places import Place
from reader.ui.tree.model import Group, Leaf

if TYPE_CHECKING:
    from reader.notes import Note, Notes, SavedSearch

MOST = 500  # rows of a branch; the notes pane lists them all
LABEL = 60  # characters


def leaf_branches(
    notes: Notes,
    recent: Iterable[str],
    titles: Mapping[str, str],
    known: Sequence[Group] = (),
    shifts: Mapping[str, int] | None = None,
) -> tuple[Group, ...]:
    """Bookmarks, quotations, saved searches, history and bin; `titles` by article key.

    `shifts`: of the `known` branches of notes only these have changed, and hold so many more.
    Counting a hundred thousand notes takes too long to be done at every change.
    """
    kept = {group.name: group for group in known}

    def noted(kind: str, label: str, chosen: Filter) -> Group:
        old = kept.get(kind)
        if old is None or shifts is None:
            return _noted(kind, label, notes, chosen, titles, notes.count(chosen))
        if kind not in shifts:
            return old
        return _noted(kind, label, notes, chosen, titles, old.count + shifts[kind])

    return (
        noted("bookmark", tr("Bookmarks"), Filter(kinds=("bookmark",))),
        noted("quotation", tr("Quotations"), Filter(kinds=("quotation",))),
        _searches(notes.searches()),
        _history(recent, titles),
        noted("bin", tr("Bin"), Filter(binned=True)),
    )


def shifts_of(before: Iterable[Note], after: Iterable[Note]) -> dict[str, int]:
    """The branches in which changed notes stood or stand, and how many more these hold now."""
    found: dict[str, int] = {}
    for notes, step in ((before, -1), (after, 1)):
        for note in notes:
            branch = "bin" if note.removed else note.kind
            found[branch] = found.get(branch, 0) + step
    return found


def tags_by_article(
    notes: Notes, sources: Sequence[str] | None = None
) -> dict[str, tuple[str, ...]]:
    """The tags of what was kept of each article, all or some, by its key."""
    found: dict[str, list[str]] = {}
    for source, tag in notes.tagged_sources(sources):
        found.setdefault(source, []).append(tag)
    return {key: tuple(tags) for key, tags in found.items()}


def _noted(
    kind: str,
    label: str,
    notes: Notes,
    chosen: Filter,
    titles: Mapping[str, str],
    count: int,
) -> Group:
    members = [_leaf(kind, note, titles) for note in notes.first(chosen, MOST)]
    return Group(kind, kind, label, members, count)


def _leaf(kind: str, note: Note, titles: Mapping[str, str]) -> Leaf:
    title = titles.get(note.source, note.source)
    words = " ".join((note.text or note.note or title).split())
    tip = "\n".join(part for part in (note.text, note.note, title) if part)
    return Leaf(kind, words[:LABEL], tip=tip, payload=note)


def _searches(searches: Sequence[SavedSearch]) -> Group:
    members = [Leaf("search", each.name, tip=each.query, payload=each.query) for each in searches]
    return Group("search", "search", tr("Saved searches"), members, len(members))


def _history(recent: Iterable[str], titles: Mapping[str, str]) -> Group:
    members = [Leaf("article", titles[key], place=Place(key)) for key in recent if key in titles]
    return Group("history", "history", tr("Recently read"), members, len(members))

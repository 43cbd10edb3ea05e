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
    notes: Notes, recent: Iterable[str], titles: Mapping[str, str]
) -> tuple[Group, ...]:
    """Bookmarks, quotations, saved searches, history and bin; `titles` by article key."""
    return (
        _noted("bookmark", tr("Bookmarks"), notes.find(Filter(kinds=("bookmark",))), titles),
        _noted("quotation", tr("Quotations"), notes.find(Filter(kinds=("quotation",))), titles),
        _searches(notes.searches()),
        _history(recent, titles),
        _noted("bin", tr("Bin"), notes.find(Filter(binned=True)), titles),
    )


def tags_by_article(notes: Notes) -> dict[str, tuple[str, ...]]:
    """The tags of what was kept of each article, by its key."""
    found: dict[str, list[str]] = {}
    for source, tag in notes.tagged_sources():
        found.setdefault(source, []).append(tag)
    return {key: tuple(tags) for key, tags in found.items()}


def _noted(kind: str, label: str, notes: Sequence[Note], titles: Mapping[str, str]) -> Group:
    members = [_leaf(kind, note, titles) for note in notes[:MOST]]
    return Group(kind, kind, label, members, len(notes))


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

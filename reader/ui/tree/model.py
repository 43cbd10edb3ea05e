"""The collection tree as plain data: entries grouped into branches. Without Qt.

Groups hold their members as given and no node objects: with 100,000 articles the tree is
a handful of lists until a branch is opened.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from reader.i18n import ntr, tr
from reader.ui.dates import at_the_earliest, shown
from reader.ui.places import Place

Order = Literal["name", "title", "newest", "oldest"]
ORDERS: tuple[Order, ...] = ("name", "title", "newest", "oldest")


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the collection. `error` says why it cannot be read; `read`: seen to its end."""

    key: str
    title: str
    series: str = ""
    date: str = ""
    authors: tuple[str, ...] = ()
    folder: str = ""
    tags: tuple[str, ...] = ()
    error: str | None = None
    digest: str = ""  # of the file's bytes; empty while it is not known

    @property
    def name(self) -> str:
        """The file's name."""
        return self.key.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A row that is not an article: a bookmark, a quotation, a search."""

    kind: str
    label: str
    detail: str = ""
    tip: str = ""
    place: Place | None = None
    payload: object = None


@dataclass(frozen=True, slots=True)
class Group:
    """A branch. `name` is the same in every language and start; `count` is what is shown."""

    kind: str
    name: str
    label: str
    members: Sequence[Group | Entry | Leaf]
    count: int


def arranged(entries: Iterable[Entry], order: Order) -> list[Entry]:
    """The entries in the order the user chose; ties and unknowns keep the order of names."""
    found = list(entries)
    if order == "title":
        found.sort(key=_by_title)
    elif order == "oldest":
        found.sort(key=lambda entry: at_the_earliest(entry.date) or "9999")
    elif order == "newest":
        found.sort(key=lambda entry: at_the_earliest(entry.date), reverse=True)
    return found


def _by_title(entry: Entry) -> bytes:
    # GB 2312 has its 3,755 commonest characters in the order of their pinyin.
    return entry.title.encode("gb18030", "replace")


def branches(entries: Sequence[Entry]) -> tuple[Group, ...]:
    """The branches that are made of articles; empty ones are left out."""
    found = (
        Group("all", "all", tr("All articles"), entries, len(entries)),
        _grouped("series", tr("Series"), entries, _series),
        _folders(entries),
        _dates(entries),
        _grouped("author", tr("Authors"), entries, _authors),
        _grouped("tag", tr("Tags"), entries, _tags),
        _unreadable(entries),
    )
    return tuple(group for group in found if group.count or group.name == "all")


def _series(entry: Entry) -> Iterable[str]:
    return (entry.series,) if entry.series else ()


def _authors(entry: Entry) -> Iterable[str]:
    return entry.authors


def _tags(entry: Entry) -> Iterable[str]:
    return entry.tags


def _grouped(
    kind: str, label: str, entries: Iterable[Entry], names: Callable[[Entry], Iterable[str]]
) -> Group:
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        for name in names(entry):
            found[name].append(entry)
    groups = [
        Group(kind, f"{kind}/{name}", name, members, len(members))
        for name, members in sorted(found.items(), key=_largest_first)
    ]
    return Group(kind, kind, label, groups, len(groups))


def _largest_first(item: tuple[str, list[Entry]]) -> tuple[int, bytes]:
    return -len(item[1]), item[0].encode("gb18030", "replace")


def _folders(entries: Iterable[Entry]) -> Group:
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        found[entry.folder].append(entry)
    below: defaultdict[str, set[str]] = defaultdict(set)
    for folder in found:
        while folder:
            parent = folder.rpartition("/")[0]
            below[parent].add(folder)
            folder = parent  # noqa: PLW2901 - climbing to the root
    groups = [_folder(name, found, below) for name in sorted(below[""])]
    members = [*groups, *found.get("", ())]
    return Group("folder", "folder", tr("Folders"), members, len(groups))


def _folder(folder: str, found: dict[str, list[Entry]], below: dict[str, set[str]]) -> Group:
    groups = [_folder(name, found, below) for name in sorted(below.get(folder, ()))]
    own = found.get(folder, [])
    count = len(own) + sum(group.count for group in groups)
    label = folder.rpartition("/")[2]
    return Group("folder", f"folder/{folder}", label, [*groups, *own], count)


def _dates(entries: Iterable[Entry]) -> Group:
    """Years, newest first, and their months; a year is shown without months where it has none."""
    years: defaultdict[str, defaultdict[str, list[Entry]]] = defaultdict(lambda: defaultdict(list))
    for entry in entries:
        if entry.date:
            date = at_the_earliest(entry.date)
            years[date[:4]][date[:7]].append(entry)
    groups = [_year(year, months) for year, months in sorted(years.items(), reverse=True)]
    return Group("date", "date", tr("Dates"), groups, len(groups))


def _year(year: str, months: dict[str, list[Entry]]) -> Group:
    members: list[Group | Entry] = []
    for month, entries in sorted(months.items(), reverse=True):
        if len(month) < len("2018-07"):
            members.extend(entries)
        else:
            members.append(Group("date", f"date/{month}", month, entries, len(entries)))
    return Group("date", f"date/{year}", year, members, sum(map(len, months.values())))


def _unreadable(entries: Iterable[Entry]) -> Group:
    found = [entry for entry in entries if entry.error]
    return Group("unreadable", "unreadable", tr("Cannot be read"), found, len(found))


def tip(entry: Entry) -> str:
    """What is known of an article, one fact a line."""
    if entry.error:
        return f"{entry.key}\n{entry.error}"
    facts = [entry.title, entry.series, shown(entry.date), "、".join(entry.authors), entry.key]
    return "\n".join(dict.fromkeys(fact for fact in facts if fact))


def counted(count: int) -> str:
    """“3 articles”, for screen readers and the status line."""
    return ntr("{count} article", "{count} articles", count)

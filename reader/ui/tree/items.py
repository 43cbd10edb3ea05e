"""The collection tree for Qt: rows are made when they are looked at, a batch at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QIcon

from reader.i18n import tr
from reader.ui.dates import shown
from reader.ui.icons import Icons
from reader.ui.plain import plain_tip
from reader.ui.tree.model import Entry, Group, Leaf, counted, tip

BATCH = 256
GROUP_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
ROW_FLAGS = GROUP_FLAGS | Qt.ItemFlag.ItemNeverHasChildren
Index = QModelIndex | QPersistentModelIndex
Member = Group | Entry | Leaf

ICONS = {
    "all": "all",
    "series": "series",
    "folder": "folder",
    "date": "calendar",
    "author": "author",
    "tag": "tag",
    "unreadable": "warning",
    "bookmark": "bookmark",
    "quotation": "quotation",
    "search": "search",
    "history": "history",
    "bin": "bin",
    "article": "article",
}


class TreeRole(IntEnum):
    """What the view and its delegate ask beyond Qt's own roles."""

    MEMBER = Qt.ItemDataRole.UserRole + 1  # the Group, Entry or Leaf
    DETAIL = Qt.ItemDataRole.UserRole + 2  # shown at the right end of the row
    FAINT = Qt.ItemDataRole.UserRole + 3  # whether the row stands back
    STRONG = Qt.ItemDataRole.UserRole + 4  # whether it is the article that is open


class Node:
    """A row that has been looked at. Children are made by `TreeItems.fetchMore`."""

    __slots__ = ("children", "member", "parent", "row")

    def __init__(self, member: Member, parent: Node | None, row: int) -> None:
        self.member = member
        self.parent = parent
        self.row = row
        self.children: list[Node] = []

    @property
    def members(self) -> Sequence[Member]:
        return self.member.members if isinstance(self.member, Group) else ()


class TreeItems(QAbstractItemModel):
    """Groups, entries and leaves as an item model of one column."""

    def __init__(self, icons: Icons, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.icons = icons
        self.current_key = ""
        self.read_keys: frozenset[str] = frozenset()
        self._root = Node(Group("root", "", "", (), 0), None, 0)
        self._readers: dict[int, Callable[[Member], Any]] = {
            Qt.ItemDataRole.DisplayRole: _label,
            Qt.ItemDataRole.ToolTipRole: _tip,
            Qt.ItemDataRole.AccessibleTextRole: self._spoken,
            Qt.ItemDataRole.DecorationRole: self._icon,
            TreeRole.MEMBER: _itself,
            TreeRole.DETAIL: self._detail,
            TreeRole.FAINT: self._is_faint,
            TreeRole.STRONG: self._is_strong,
        }

    # What the tree holds

    def replace_all(self, groups: Sequence[Group]) -> None:
        """Show these branches and no others."""
        self.beginResetModel()
        self._root = Node(Group("root", "", "", tuple(groups), 0), None, 0)
        self._root.children = [Node(g, self._root, row) for row, g in enumerate(groups)]
        self.endResetModel()

    def replace_branch(self, group: Group) -> None:
        """Put `group`, which holds leaves only, in the place of the branch of that name."""
        for node in self._root.children:
            if isinstance(node.member, Group) and node.member.name == group.name:
                if node.member != group:
                    self._swap(node, group)
                return

    def _swap(self, node: Node, group: Group) -> None:
        """Row by row: for every row that goes or comes the view lays out all that is open."""
        at = self.createIndex(node.row, 0, node)
        was_whole = len(node.children) == len(node.members)
        staying = min(len(node.children), len(group.members))
        node.member = replace(group, members=())  # nothing to fetch while old rows go
        if staying < len(node.children):
            self.beginRemoveRows(at, staying, len(node.children) - 1)
            del node.children[staying:]
            self.endRemoveRows()
        node.member = group
        self.dataChanged.emit(at, at)
        for row, child in enumerate(node.children):
            child.member = group.members[row]
        if staying:
            self.dataChanged.emit(self.index(0, 0, at), self.index(staying - 1, 0, at))
        if was_whole:
            self.fetchMore(at)

    def members_of(self, branch: str) -> Sequence[Member]:
        """What the branch of that name holds; empty where there is none."""
        for node in self._root.children:
            if isinstance(node.member, Group) and node.member.name == branch:
                return node.member.members
        return ()

    def index_of(self, key: str, branch: str = "all") -> QModelIndex:
        """The row of an article in a branch without groups; rows before it are made."""
        for node in self._root.children:
            if isinstance(node.member, Group) and node.member.name == branch:
                return self._index_in(node, key)
        return QModelIndex()

    def _index_in(self, node: Node, key: str) -> QModelIndex:
        for row, member in enumerate(node.members):
            if isinstance(member, Entry) and member.key == key:
                parent = self.createIndex(node.row, 0, node)
                while len(node.children) <= row:
                    self.fetchMore(parent)
                return self.index(row, 0, parent)
        return QModelIndex()

    # QAbstractItemModel

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        node = self._node(parent)
        if column == 0 and 0 <= row < len(node.children):
            return self.createIndex(row, 0, node.children[row])
        return QModelIndex()

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        node = self._node(index)
        if node.parent is None or node.parent is self._root:
            return QModelIndex()
        return self.createIndex(node.parent.row, 0, node.parent)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(self._node(parent).children)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: ARG002, B008
        return 1

    def hasChildren(self, parent: Index = QModelIndex()) -> bool:  # noqa: B008
        return bool(self._node(parent).members)

    def canFetchMore(self, parent: Index) -> bool:
        node = self._node(parent)
        return len(node.children) < len(node.members)

    def fetchMore(self, parent: Index) -> None:
        node = self._node(parent)
        first = len(node.children)
        last = min(first + BATCH, len(node.members))
        if first == last:
            return
        at = self.createIndex(node.row, 0, node) if node is not self._root else QModelIndex()
        self.beginInsertRows(at, first, last - 1)
        node.children.extend(Node(node.members[row], node, row) for row in range(first, last))
        self.endInsertRows()

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return GROUP_FLAGS if isinstance(self._node(index).member, Group) else ROW_FLAGS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        read = self._readers.get(role)
        return read(self._node(index).member) if read else None

    def _detail(self, member: Member) -> str:
        if isinstance(member, Group):
            return str(member.count) if member.count else ""
        if isinstance(member, Leaf):
            return member.detail
        read = "✓" if member.key in self.read_keys else ""
        return " ".join(part for part in (shown(member.date), read) if part)

    def _is_faint(self, member: Member) -> bool:
        """Whether the row stands back: read to its end, or unreadable."""
        return isinstance(member, Entry) and (bool(member.error) or member.key in self.read_keys)

    def _is_strong(self, member: Member) -> bool:
        """Whether the row is the article that is open."""
        return isinstance(member, Entry) and member.key == self.current_key

    def _icon(self, member: Member) -> QIcon:
        return self.icons.get(_icon_name(member))

    def _spoken(self, member: Member) -> str:
        """What a screen reader says: the detail in words, not as a sign."""
        if isinstance(member, Group):
            return f"{member.label}, {counted(member.count)}"
        if isinstance(member, Leaf):
            return ", ".join(part for part in (member.label, member.detail) if part)
        state = tr("read") if member.key in self.read_keys else ""
        parts = (member.title, shown(member.date), state, member.error)
        return ", ".join(part for part in parts if part)

    def _node(self, index: Index) -> Node:
        node = index.internalPointer() if index.isValid() else None
        return node if isinstance(node, Node) else self._root


def _itself(member: Member) -> Member:
    return member


def _label(member: Member) -> str:
    if isinstance(member, Entry):
        return f"{member.name}: {member.error}" if member.error else member.title or member.name
    return member.label


def _tip(member: Member) -> str:
    if isinstance(member, Entry):
        return plain_tip(tip(member))
    return plain_tip(member.tip or member.label if isinstance(member, Leaf) else member.label)


def _icon_name(member: Member) -> str:
    if isinstance(member, Entry):
        return "warning" if member.error else "article"
    return ICONS.get(member.kind, "")

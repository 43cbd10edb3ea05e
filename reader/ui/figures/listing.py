"""Figures, people and statements of one article as a tree of two levels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from reader.i18n import tr
from reader.ui.places import Place
from reader.ui.theme import FIGURE_MARKS
from reader.ui.wording import figure_types, figure_value, person_roles
from reader.visible import visible

if TYPE_CHECKING:
    from reader.figures import Figure, Person, Statement

AnyIndex = QModelIndex | QPersistentModelIndex
PLACE_ROLE = Qt.ItemDataRole.UserRole + 1
GROUP_ROLE = Qt.ItemDataRole.UserRole + 2
DETAIL_ROLE = Qt.ItemDataRole.UserRole + 3
PEOPLE, STATEMENTS = "people", "statements"


@dataclass(frozen=True, slots=True)
class Row:
    """One line: what stands in the text, what is said of it, and where."""

    text: str
    detail: str
    place: Place


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of one kind. Figure types can be switched off in the text."""

    name: str
    title: str
    sign: str
    rows: tuple[Row, ...]


def figure_groups(key: str, figures: Iterable[Figure]) -> list[Group]:
    """A group for every figure type that occurs, in the order in which types are listed."""
    by_type: dict[str, list[Row]] = {}
    for figure in figures:
        place = Place(key, figure.block, figure.start, figure.end)
        value = figure_value(figure)
        detail = figure.subject or (value if value != figure.surface else "")
        by_type.setdefault(figure.type, []).append(Row(figure.surface, detail, place))
    return [
        Group(name, title, FIGURE_MARKS[name].sign, tuple(by_type[name]))
        for name, title in figure_types().items()
        if name in by_type
    ]


def people_group(key: str, people: Iterable[Person]) -> Group:
    """Every person named once, with the first title given, at the first mention."""
    first: dict[str, Row] = {}
    for person in people:
        place = Place(key, person.block, person.start, person.end)
        role = person.title or person_roles().get(person.role, "")
        known = first.get(person.name)
        if known is None or (person.title and not known.detail):
            first[person.name] = Row(person.name, role, known.place if known else place)
    return Group(PEOPLE, tr("People"), "人", tuple(first.values()))


def statement_group(key: str, statements: Iterable[Statement]) -> Group:
    """What is said, and by whom."""
    rows = (
        Row(said.speaker.name, said.text, Place(key, said.block, said.start, said.end))
        for said in statements
    )
    return Group(STATEMENTS, tr("Who said what"), "言", tuple(rows))


class ListingModel(QAbstractItemModel):
    """Groups and their rows. Figure groups have a check mark: shown in the text or not.

    switched(str, bool)   a figure type was switched on or off
    """

    switched = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__()
        self._groups: Sequence[Group] = ()
        self._off: frozenset[str] = frozenset()

    def show_groups(self, groups: Iterable[Group], off: Iterable[str]) -> None:
        """Take other groups; the types in `off` are not marked in the text."""
        self.beginResetModel()
        self._groups = [group for group in groups if group.rows]
        self._off = frozenset(off)
        self.endResetModel()

    def show_off(self, off: Iterable[str]) -> None:
        """Other types are switched off."""
        self._off = frozenset(off)
        if self._groups:
            last = self.index(len(self._groups) - 1, 0)
            self.dataChanged.emit(self.index(0, 0), last, [Qt.ItemDataRole.CheckStateRole])

    def index(self, row: int, column: int, parent: AnyIndex = QModelIndex()) -> QModelIndex:  # noqa: B008
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: AnyIndex) -> QModelIndex:  # type: ignore[override]
        group = index.internalId() if index.isValid() else 0
        return self.createIndex(group - 1, 0, 0) if group else QModelIndex()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        if not parent.isValid():
            return len(self._groups)
        return 0 if parent.internalId() else len(self._groups[parent.row()].rows)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: ARG002, B008
        return 1

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        group = index.internalId()
        if group:
            return _row_data(self._groups[group - 1].rows[index.row()], role)
        return self._group_data(self._groups[index.row()], role)

    def _group_data(self, group: Group, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{group.title} ({len(group.rows)})"
        if role == GROUP_ROLE:
            return group
        if role == Qt.ItemDataRole.CheckStateRole and group.name in FIGURE_MARKS:
            off = group.name in self._off
            return Qt.CheckState.Unchecked if off else Qt.CheckState.Checked
        return None

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or index.internalId():
            return False
        on = Qt.CheckState(value) is Qt.CheckState.Checked
        self.switched.emit(self._groups[index.row()].name, on)
        return True

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        usual = super().flags(index)
        if index.isValid() and not index.internalId():
            group = self._groups[index.row()]
            return usual | Qt.ItemFlag.ItemIsUserCheckable if group.name in FIGURE_MARKS else usual
        return usual


def _row_data(row: Row, role: int) -> Any:
    if role == Qt.ItemDataRole.DisplayRole:
        return visible(row.text)
    if role == DETAIL_ROLE:
        return visible(row.detail)
    if role == PLACE_ROLE:
        return row.place
    if role == Qt.ItemDataRole.AccessibleTextRole:
        return f"{row.text}, {row.detail}" if row.detail else row.text
    return None

"""The results for Qt: an article a row, and below it, once opened, every occurrence."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from reader.i18n import ntr, tr
from reader.ui.dates import shown
from reader.ui.plain import plain_tip
from reader.ui.search.model import Line, first_place, in_notes, on_page

if TYPE_CHECKING:
    from reader.search import Hit

Index = QModelIndex | QPersistentModelIndex


class HitRole(IntEnum):
    """What the delegate and the pane ask beyond Qt's own roles."""

    HIT = Qt.ItemDataRole.UserRole + 1
    LINE = Qt.ItemDataRole.UserRole + 2  # None for an article's row
    PLACE = Qt.ItemDataRole.UserRole + 3


class Row:
    """An article's row, or an occurrence's, whose parent is the article's."""

    __slots__ = ("hit", "line", "lines", "number", "parent")

    def __init__(self, hit: Hit, number: int, parent: Row | None, line: Line | None) -> None:
        self.hit = hit
        self.number = number
        self.parent = parent
        self.line = line
        self.lines: list[Row] | None = None


class ResultItems(QAbstractItemModel):
    """The hits of one answer. `lines_of` reads an article and gives its occurrences."""

    def __init__(
        self, lines_of: Callable[[Hit], list[Line]], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._lines_of = lines_of
        self._rows: list[Row] = []

    def show(self, hits: tuple[Hit, ...]) -> None:
        """Show these hits and no others; where they go on from those shown, rows stay."""
        shown = len(self._rows)
        if 0 < shown < len(hits) and tuple(row.hit for row in self._rows) == hits[:shown]:
            self._go_on(hits[shown:])
            return
        self.beginResetModel()
        self._rows = [Row(hit, number, None, None) for number, hit in enumerate(hits)]
        self.endResetModel()

    def _go_on(self, hits: tuple[Hit, ...]) -> None:
        first = len(self._rows)
        self.beginInsertRows(QModelIndex(), first, first + len(hits) - 1)
        self._rows += [Row(hit, number, None, None) for number, hit in enumerate(hits, first)]
        self.endInsertRows()

    def row_of(self, key: str) -> int:
        """The row of an article, or -1."""
        return next((row.number for row in self._rows if row.hit.key == key), -1)

    def hit(self, row: int) -> Hit:
        """The hit at a row. Raises IndexError."""
        return self._rows[row].hit

    # QAbstractItemModel

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        rows = self._below(parent)
        if column == 0 and 0 <= row < len(rows):
            return self.createIndex(row, 0, rows[row])
        return QModelIndex()

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        row = _row(index)
        if row is None or row.parent is None:
            return QModelIndex()
        return self.createIndex(row.parent.number, 0, row.parent)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(self._below(parent))

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: ARG002, B008
        return 1

    def hasChildren(self, parent: Index = QModelIndex()) -> bool:  # noqa: B008
        row = _row(parent)
        if row is None:
            return bool(self._rows)
        return row.parent is None and bool(on_page(row.hit)) and row.lines != []

    def canFetchMore(self, parent: Index) -> bool:
        row = _row(parent)
        return row is not None and row.parent is None and row.lines is None

    def fetchMore(self, parent: Index) -> None:
        row = _row(parent)
        if row is None or row.lines is not None:
            return
        found = self._lines_of(row.hit)
        if not found:
            row.lines = []
            return
        self.beginInsertRows(self.createIndex(row.number, 0, row), 0, len(found) - 1)
        row.lines = [Row(row.hit, number, row, line) for number, line in enumerate(found)]
        self.endInsertRows()

    def flags(self, index: Index) -> Qt.ItemFlag:
        row = _row(index)
        if row is None:
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemNeverHasChildren if row.parent else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = _row(index)
        if row is None:
            return None
        read = _READERS.get(role)
        return read(row) if read else None

    def _below(self, parent: Index) -> list[Row]:
        row = _row(parent)
        return self._rows if row is None else row.lines or []


def spoken(hit: Hit, line: Line | None) -> str:
    """What a screen reader says of a row."""
    if line is not None:
        return tr("Paragraph {number}: {text}", number=line.paragraph, text=line.text)
    places = ntr("{count} place", "{count} places", len(on_page(hit)))
    noted = in_notes(hit)
    notes = ntr("{count} place in notes", "{count} places in notes", noted) if noted else ""
    parts = (hit.title or hit.key, shown(hit.date), places, notes)
    return ", ".join(part for part in parts if part)


def _row(index: Index) -> Row | None:
    found = index.internalPointer() if index.isValid() else None
    return found if isinstance(found, Row) else None


def _shown(row: Row) -> str:
    return row.line.text if row.line else row.hit.title or row.hit.key


_READERS: dict[int, Callable[[Row], Any]] = {
    Qt.ItemDataRole.DisplayRole: _shown,
    Qt.ItemDataRole.AccessibleTextRole: lambda row: spoken(row.hit, row.line),
    Qt.ItemDataRole.ToolTipRole: lambda row: plain_tip(row.hit.key),
    HitRole.HIT: lambda row: row.hit,
    HitRole.LINE: lambda row: row.line,
    HitRole.PLACE: lambda row: row.line.place if row.line else first_place(row.hit),
}

"""The figures of a store as a table: a view of row numbers, never a copy."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from PySide6.QtCore import (
    QAbstractTableModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QColor

from reader.i18n import tr
from reader.ui.figures.store import FigureStore, Indices, Wanted
from reader.ui.theme import FIGURE_MARKS
from reader.ui.wording import figure_types
from reader.visible import visible

if TYPE_CHECKING:
    from reader.ui.figures.gather import Gathered
    from reader.ui.theme import Look

AnyIndex = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole + 1
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Column(NamedTuple):
    """A column: its name in the store, what it is sorted by, its width in characters."""

    name: str
    sort: str
    width: int


COLUMNS = (
    Column("type", "type", 9),
    Column("surface", "number", 11),
    Column("value", "number", 14),
    Column("unit", "unit", 6),
    Column("qualifier", "qualifier", 9),
    Column("subject", "subject", 16),
    Column("sentence", "sentence", 46),
    Column("article", "article", 24),
    Column("date", "date", 11),
)


def heads() -> dict[str, str]:
    """The titles of the columns."""
    return {
        "type": tr("Type"),
        "surface": tr("As written"),
        "value": tr("Value"),
        "unit": tr("Unit"),
        "qualifier": tr("Qualifier"),
        "subject": tr("What"),
        "sentence": tr("Sentence"),
        "article": tr("Article"),
        "date": tr("Date"),
    }


class FigureTableModel(QAbstractTableModel):
    """Rows that pass the filter, in the order chosen."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._heads = heads()
        self._types = figure_types()
        self.store = FigureStore()
        self._wanted = Wanted()
        self._sort: tuple[str, bool] | None = None
        self._rows: Indices = np.zeros(0, dtype=np.int64)

    # --- what is listed

    def forget(self, keys: Collection[str]) -> None:
        """Take the figures of some articles out."""
        self.beginResetModel()
        self.store.forget(keys)
        self._rows = self._listed()
        self.endResetModel()

    def append(self, articles: Sequence[Gathered]) -> None:
        """Take the figures of more articles."""
        self.store.append(articles)
        self._list()

    def want(self, wanted: Wanted) -> None:
        """Filter."""
        self._wanted = wanted
        self._list()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._sort = (
            (COLUMNS[column].sort, order is Qt.SortOrder.DescendingOrder) if column >= 0 else None
        )
        self._list()

    def _list(self) -> None:
        """List anew; what is selected stays so, as far as it is still listed."""
        self.layoutAboutToBeChanged.emit()
        former = self.persistentIndexList()
        stood = [int(self._rows[index.row()]) for index in former]
        self._rows = self._listed()
        at = self._places_of(stood)
        self.changePersistentIndexList(
            former,
            [
                self.index(at[row], index.column()) if row in at else QModelIndex()
                for row, index in zip(stood, former, strict=True)
            ],
        )
        self.layoutChanged.emit()

    def _listed(self) -> Indices:
        rows = self.store.rows(self._wanted)
        if self._sort is None:
            return rows
        return self.store.sorted(rows, self._sort[0], descending=self._sort[1])

    def _places_of(self, rows: Sequence[int]) -> dict[int, int]:
        """Where rows of the store are listed, those that are."""
        if not rows:
            return {}
        found = np.flatnonzero(np.isin(self._rows, rows))
        return {int(self._rows[at]): int(at) for at in found}

    @property
    def rows(self) -> Indices:
        """The row numbers of the store, as listed."""
        return self._rows

    # --- Qt

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, name = int(self._rows[index.row()]), COLUMNS[index.column()].name
        if role == Qt.ItemDataRole.DisplayRole:
            return visible(self.text(row, name))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if name == "value" else None
        if role == Qt.ItemDataRole.ForegroundRole and name in ("type", "surface"):
            return QColor(self._look.theme.figures[self.store.type(row)])
        return row if role == ROW_ROLE else None

    def text(self, row: int, name: str) -> str:
        """What a cell shows; `row` is a row of the store."""
        if name == "type":
            kind = self.store.type(row)
            return f"{FIGURE_MARKS[kind].sign} {self._types[kind]}"
        return self.store.text(row, name)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Horizontal:
            return self._heads[COLUMNS[section].name]
        return section + 1

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        data.setText(self.copied(sorted({index.row() for index in indexes})))
        return data

    def copied(self, listed: Sequence[int]) -> str:
        """Listed rows as tab-separated lines under their heads, for a spreadsheet."""
        lines = ["\t".join(self._heads[column.name] for column in COLUMNS)]
        for at in listed:
            row = int(self._rows[at])
            lines.append("\t".join(_cell(self.text(row, column.name)) for column in COLUMNS))
        return "\n".join(lines)


def _cell(text: str) -> str:
    """A cell on one line that no spreadsheet takes for a formula."""
    flat = " ".join(text.split())
    return f"'{flat}" if flat[:1] in ("=", "+", "-", "@") and not flat[1:2].isdigit() else flat

"""The figure table over the whole collection, with its charts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QSplitter,
    QTableView,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from reader.errors import QueryError
from reader.figures.columns import is_condition, parse_condition
from reader.figures.model import TYPES
from reader.i18n import ntr, tr
from reader.ui.figures import comparing
from reader.ui.figures.chart import DateChart, Timeline, ValueChart
from reader.ui.figures.chart_model import points
from reader.ui.figures.gather import Seal
from reader.ui.figures.groups import GroupList
from reader.ui.figures.loading import Loading, Waiting
from reader.ui.figures.saving import Saving
from reader.ui.figures.store import Wanted
from reader.ui.figures.table_model import COLUMNS, FigureTableModel
from reader.ui.jobs import Job
from reader.ui.plain import Label
from reader.ui.slim import slim_both
from reader.ui.theme import FIGURE_MARKS
from reader.ui.wording import figure_types

if TYPE_CHECKING:
    from reader.figures.grouping import Group
    from reader.ui.desk import Desk

LANE = "figure table"
SAVE_LANE = "figure file"
FILTER_AFTER_MS = 200
SELECTED_ENOUGH = 2  # rows; fewer selected means that all listed rows are charted


class FigureTable(QWidget):
    """All figures of the collection; made with `FigureTable(desk)`, shown as a tab or window.

    load()                       read the figures that are new or changed, lane "figure table"
    stop()                       leave it at what has been read; `load` goes on
    show_type(type or None)      filter by figure type
    take_focus()

    place_chosen(object)         Place of the figure that was activated
    status_told(str)
    failed(object)               an Exception to be shown
    """

    place_chosen = Signal(object)
    status_told = Signal(str)
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._model = FigureTableModel(desk.look)
        self._seals: dict[str, Seal] = {}  # of the articles in the table, by key
        self._type = self._type_box()
        self._words = QLineEdit(self)
        self._words.setPlaceholderText(tr("Words, or a condition: 金额>=10亿元"))
        self._words.setAccessibleName(tr("Filter"))
        self._words.setClearButtonEnabled(True)
        self._told = Label(self)
        self._bar = QProgressBar(self)
        self._bar.setMaximumWidth(220)
        self._bar.setAccessibleName(tr("Articles read"))
        self._stop = QPushButton(tr("St&op"), self)
        self._stop.clicked.connect(self.stop)
        self._show_busy(busy=False)
        self.table = QTableView(self)
        slim_both(self.table)
        self._values = ValueChart(desk.look)
        self._dates = DateChart(desk.look)
        self._timeline = Timeline(desk.look)
        self._groups = GroupList(desk.look)
        self._wait = self._timer(FILTER_AFTER_MS, self._filter)
        self._draw = self._timer(0, self._draw_charts)
        self._lay_out()
        self._connect()

    def _type_box(self) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(tr("Figure type"))
        box.addItem(tr("All figures"), None)
        for name, title in figure_types().items():
            box.addItem(f"{FIGURE_MARKS[name].sign}  {title}", name)
        return box

    def _timer(self, milliseconds: int, slot) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(slot)
        return timer

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._type)
        top.addWidget(self._words, 1)
        for text, slot in (
            (tr("&Copy"), self.copy),
            (tr("Save as C&SV…"), self.save_csv),
            (tr("Save as &Excel…"), self.save_xlsx),
        ):
            button = QPushButton(text, self)
            button.clicked.connect(slot)
            top.addWidget(button)
        charts = QTabWidget(self)
        charts.setDocumentMode(True)
        for chart in (self._values, self._dates, self._timeline):
            charts.addTab(chart, chart.accessibleName())
        charts.addTab(self._groups, tr("Same figure"))
        splitter = QSplitter(Qt.Orientation.Vertical, self)
        splitter.addWidget(self.table)
        splitter.addWidget(charts)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        splitter.setSizes([600, 400])
        splitter.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.addLayout(top)
        column.addWidget(splitter, 1)
        foot = QHBoxLayout()
        foot.addWidget(self._told, 1)
        foot.addWidget(self._bar)
        foot.addWidget(self._stop)
        column.addLayout(foot)
        self._charts = charts
        self._shape_table()

    def _shape_table(self) -> None:
        table = self.table
        table.setModel(self._model)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setAlternatingRowColors(True)
        table.setWordWrap(False)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setAccessibleName(tr("Figures of the collection"))
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = table.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(round(self.fontMetrics().lineSpacing() * 1.5))
        unit = self.fontMetrics().horizontalAdvance("国")
        head = table.horizontalHeader()
        head.setSectionsMovable(True)
        for at, column in enumerate(COLUMNS):
            table.setColumnWidth(at, round(column.width * unit * 0.75))
        head.setSortIndicatorShown(True)
        head.setSortIndicatorClearable(True)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        table.setSortingEnabled(True)

    def _connect(self) -> None:
        self._type.currentIndexChanged.connect(self._type_chosen)
        self._words.textChanged.connect(self._words_changed)
        self.table.activated.connect(self._activated)
        self.table.clicked.connect(self._clicked)
        self.table.selectionModel().selectionChanged.connect(self._selection_changed)
        self._model.modelReset.connect(self._draw.start)
        self._model.layoutChanged.connect(self._selection_changed)
        self._groups.place_chosen.connect(self.place_chosen)
        self._charts.currentChanged.connect(self._tab_changed)
        for chart in (self._values, self._dates, self._timeline):
            chart.chosen.connect(self._row_chosen)

    # --- loading

    def load(self) -> None:
        """Read in the background what is new or has changed since the last time."""
        library = self._desk.library
        self._show_busy(busy=True)
        work = Loading(library.paths, library.folders, self._seals)
        job = Job(work.run, self._loaded, self._arrived, failed=self._not_loaded)
        self._desk.jobs.run(job, LANE, latest=True)

    def stop(self) -> None:
        """Leave it at what has been read."""
        self._desk.jobs.cancel(LANE)
        self._show_busy(busy=False)
        self._tell(tr("Stopped; not all articles have been read."))

    def closeEvent(self, event: QCloseEvent) -> None:
        """What has been read is there when it is opened again."""
        self._desk.jobs.cancel(LANE)
        self._show_busy(busy=False)
        super().closeEvent(event)

    def _arrived(self, waiting: Waiting) -> None:
        for chunk in waiting.take():
            self._bar.setRange(0, chunk.progress.total)
            self._bar.setValue(chunk.progress.done)
            if chunk.stale:
                self._model.forget(chunk.stale)
                self._seals = {k: s for k, s in self._seals.items() if k not in chunk.stale}
            if chunk.articles:
                self._model.append(chunk.articles)
                self._seals.update(chunk.seals)
        self._tell("")

    def _loaded(self, waiting: Waiting) -> None:
        self._arrived(waiting)
        self._show_busy(busy=False)

    def _not_loaded(self, error: Exception) -> None:
        self._show_busy(busy=False)
        self.failed.emit(error)

    def _show_busy(self, *, busy: bool) -> None:
        self._bar.setVisible(busy)
        self._stop.setVisible(busy)

    def show_type(self, name: str | None) -> None:
        """List the figures of one type."""
        self._type.setCurrentIndex(max(0, self._type.findData(name)))

    def take_focus(self) -> None:
        """The keyboard to the filter."""
        self._words.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # --- filtering

    def _type_chosen(self, _index: int) -> None:
        self._filter()

    def _words_changed(self, _words: str) -> None:
        self._wait.start()

    def _filter(self) -> None:
        try:
            self._model.want(self._wanted())
        except QueryError as error:
            self._tell(str(error))
            return
        self._tell("")

    def _wanted(self) -> Wanted:
        pieces = self._words.text().split()
        chosen = self._type.currentData()
        return Wanted(
            tuple(name for name in TYPES if name == chosen),
            tuple(piece for piece in pieces if not is_condition(piece)),
            tuple(parse_condition(piece) for piece in pieces if is_condition(piece)),
        )

    def _tell(self, note: str) -> None:
        listed = ntr("{count} figure", "{count} figures", self._model.rowCount())
        self._told.setText(f"{listed} · {note}" if note else listed)

    # --- charts

    def _selection_changed(self) -> None:
        self._draw.start()

    def _tab_changed(self, _index: int) -> None:
        self._draw.start()

    def charted(self) -> Sequence[int]:
        """The rows of the store that charts show: those selected, else those listed."""
        chosen = self.table.selectionModel().selectedRows()
        if len(chosen) < SELECTED_ENOUGH:
            return self._model.rows.tolist()
        return [int(self._model.rows[index.row()]) for index in sorted(chosen)]

    def _draw_charts(self) -> None:
        chart = self._charts.currentWidget()
        if chart is self._groups:
            self._compare()
        elif isinstance(chart, ValueChart | Timeline):
            chart.show_points(points(self._model.store, self.charted()))

    def _compare(self) -> None:
        places = [self._model.store.place(row) for row in self.charted()[: comparing.MOST]]
        work = comparing.Comparison(self._desk.library, places)
        job = Job(work.run, self._compared, failed=self.failed.emit)
        self._desk.jobs.run(job, "figure groups", latest=True)

    def _compared(self, groups: list[Group]) -> None:
        titles = {source.key: source.title for source in self._model.store.sources}
        self._groups.show_groups(groups, titles)

    # --- going there, taking away

    def _clicked(self, index: QModelIndex) -> None:
        """A plain click goes to the sentence; one with Ctrl or Shift only selects."""
        if QGuiApplication.keyboardModifiers() == Qt.KeyboardModifier.NoModifier:
            self._activated(index)

    def _activated(self, index: QModelIndex) -> None:
        self._row_chosen(int(self._model.rows[index.row()]))

    def _row_chosen(self, row: int) -> None:
        self.place_chosen.emit(self._model.store.place(row))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """Copy the selected rows, or all that are listed, for a spreadsheet."""
        chosen = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        listed = chosen or range(self._model.rowCount())
        QGuiApplication.clipboard().setText(self._model.copied(listed))
        self.status_told.emit(ntr("{count} row copied.", "{count} rows copied.", len(listed)))

    def save_csv(self) -> None:
        """Save what is listed as CSV."""
        self._save("csv", tr("CSV files (*.csv)"))

    def save_xlsx(self) -> None:
        """Save what is listed as a workbook."""
        self._save("xlsx", tr("Excel workbooks (*.xlsx)"))

    def _save(self, suffix: str, kind: str) -> None:
        name = tr("figures") + f".{suffix}"
        chosen, _ = QFileDialog.getSaveFileName(self, tr("Save figures"), name, kind)
        if not chosen:
            return
        work = Saving(Path(chosen), self._model.store, self._model.rows)
        self._tell(tr("Saving…"))
        self._desk.jobs.run(Job(work.run, self._saved, failed=self._not_saved), SAVE_LANE)

    def _saved(self, path: Path) -> None:
        self._tell(tr("Saved to {path}.", path=path))
        self.status_told.emit(tr("Saved to {path}.", path=path))

    def _not_saved(self, error: Exception) -> None:
        self._tell("")
        self.failed.emit(error)

"""The health of the library: one press, a line for every kind of finding, and a repair."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QProgressBar,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from reader.checkup import Health, examine, mend
from reader.i18n import tr
from reader.library import Library, open_library
from reader.ui.jobs import Job
from reader.ui.plain import Label, buttons_of
from reader.ui.slim import slim

if TYPE_CHECKING:
    from reader.notes import Finding
    from reader.ui.desk import Desk

LANE = "health"
SHOWN = 200  # details of a finding


class _Round:
    """Examines or mends on the worker with a library of its own: notes keep to one thread."""

    def __init__(self, library: Library, work: Callable[[Library], Health]) -> None:
        self._paths, self._folders = library.paths, library.folders
        self._work = work

    def run(self) -> Health:
        library = open_library(self._paths, self._folders)
        try:
            return self._work(library)
        finally:
            library.close()


class HealthDialog(QDialog):
    """Examines when it opens; the window waits only while something is mended."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setWindowTitle(tr("Health of the library"))
        self.resize(640, 460)
        self._words = Label(self)
        self._words.setWordWrap(True)
        self._bar = QProgressBar(self)
        self._bar.setRange(0, 0)
        self._list = QTreeWidget(self)
        slim(self._list)
        self._list.setHeaderLabels([tr("Found"), tr("Count")])
        self._list.setAccessibleName(tr("Findings"))
        self._list.setRootIsDecorated(True)
        self._list.header().setStretchLastSection(False)
        self._list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._buttons = buttons_of(self, QDialogButtonBox.StandardButton.Close)
        self._buttons.rejected.connect(self.reject)
        self._mend = self._buttons.addButton(
            tr("&Repair what is safe"), QDialogButtonBox.ButtonRole.ActionRole
        )
        self._mend.clicked.connect(self._mend_all)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        for widget in (self._words, self._bar, self._list, self._buttons):
            layout.addWidget(widget)
        self._begin(examine)

    def _begin(self, work: Callable[[Library], Health]) -> None:
        self._bar.show()
        self._mend.setEnabled(False)
        self._words.setText(tr("Examining notes, articles, index and backups…"))
        job = Job(_Round(self._desk.library, work).run, self._ended, failed=self._failed)
        self._desk.jobs.run(job, LANE, latest=True)

    def _mend_all(self) -> None:
        self._desk.library.close()  # mending wants the data for itself
        self._begin(mend)

    def _ended(self, health: Health) -> None:
        self._bar.hide()
        self._mend.setEnabled(not health.well)
        verdict = tr("All is well.") if health.well else tr("There is something to repair.")
        self._words.setText("\n".join([*health.repaired, verdict]))
        self._list.clear()
        for finding in sorted(health.findings, key=_worst_first):
            sign = "✓" if finding.well else "!"
            item = QTreeWidgetItem([f"{sign} {finding.words}", str(finding.count)])
            item.addChildren([QTreeWidgetItem([each]) for each in finding.details[:SHOWN]])
            self._list.addTopLevelItem(item)

    def _failed(self, error: Exception) -> None:
        self._bar.hide()
        self._words.setText(str(error))

    def done(self, result: int) -> None:
        """However it is closed, nothing more is told to it."""
        self._desk.jobs.cancel(LANE)
        super().done(result)


def _worst_first(finding: Finding) -> bool:
    return finding.well

"""What happens when the program errs: a sentence, a report that can be copied, a log.

Errors raised on purpose are shown as the sentence they carry. Anything else is a fault
of the program: it is logged and shown with a report. Log and report name types, files
and lines, never the text of an article: an exception's own words stay out of both.
"""

from __future__ import annotations

import faulthandler
import sys
import time
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, QTimer, qVersion
from PySide6.QtWidgets import QWidget

from reader.errors import JianbaoError, StoreError
from reader.i18n import disk_trouble, tr

LOG_BYTES = 200_000
LOG_FILES = 3
CRASH = "crash.log"  # written by faulthandler: files, functions and lines; the last one is kept
SILENT_SECONDS = 20.0  # for which the same fault is not shown again: it may come with every paint


class Faults(QObject):
    """Catches what no code expected, from the moment it is installed."""

    def __init__(self, logs: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._logs = logs
        self._log = None
        self._crash_file = None
        self._showing = False
        self._shown: dict[str, float] = {}
        self.window: QWidget | None = None

    def install(self) -> None:
        """Take over `sys.excepthook`; crashes inside Qt go to standard error for now."""
        sys.excepthook = self.caught
        if sys.stderr is not None:
            faulthandler.enable()

    def open_log(self) -> None:
        """Start the rotating log and send crashes there; after the first paint."""
        import logging
        from logging.handlers import RotatingFileHandler

        try:
            self._logs.mkdir(parents=True, exist_ok=True)
            handler = RotatingFileHandler(
                self._logs / "jianbao.log",
                maxBytes=LOG_BYTES,
                backupCount=LOG_FILES,
                encoding="utf-8",
            )
            crash = self._logs / CRASH
            if crash.exists() and crash.stat().st_size:  # what the last run died of
                crash.replace(self._logs / f"{CRASH}.1")
            self._crash_file = crash.open("w", encoding="utf-8")
        except OSError:
            return  # a full or read-only disk must not keep anybody from reading
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        self._log = logging.getLogger("jianbao")
        self._log.addHandler(handler)
        self._log.propagate = False
        faulthandler.enable(self._crash_file)

    def close(self) -> None:
        """Give back what was taken over."""
        sys.excepthook = sys.__excepthook__
        if self._crash_file is not None:
            faulthandler.disable()
            self._crash_file.close()
            self._crash_file = None

    def caught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """The exception hook. What is to be said is said later: Qt may be painting just now."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        if isinstance(error, OSError):
            error = StoreError(disk_trouble(error))
        if isinstance(error, JianbaoError):
            told = error  # the name `error` may be gone by then
            QTimer.singleShot(0, self, lambda: self.tell(told))
            return
        from reader.faults import report

        text = report(kind, trace, f"Qt {qVersion()}")
        if self._log is not None:
            self._log.error(text)
        if sys.stderr is not None:
            print(text, file=sys.stderr)  # a desktop keeps it in a file of its own
        QTimer.singleShot(0, self, lambda: self._show_report(text))

    def failed(self, error: Exception) -> None:
        """The same for an error that came back from a job."""
        self.caught(type(error), error, error.__traceback__)

    def tell(self, error: JianbaoError) -> None:
        """Show the sentence an error carries."""
        from reader.ui.plain import warn

        warn(self.window, tr("Jianbao"), str(error))

    def _show_report(self, text: str) -> None:
        """Offer a report, but never two at once, nor the same again and again."""
        long_ago = self._shown.get(text, 0.0) + SILENT_SECONDS < time.monotonic()
        if self._showing or not long_ago:
            return
        self._showing = True
        try:
            self._offer(text)
        finally:
            self._showing = False
            self._shown[text] = time.monotonic()

    def _offer(self, text: str) -> None:
        """The report in a dialog, to be copied by whoever wants to."""
        words = tr(
            "Something went wrong inside the program. Your notes are safe: they are "
            "written as you make them. You can go on; if the window misbehaves, start "
            "it again."
        )
        from PySide6.QtWidgets import QMessageBox

        from reader.ui.plain import Button, message

        icon = QMessageBox.Icon.Critical
        box = message(icon, tr("A fault in Jianbao"), words, self.window, Button.Close)
        box.setDetailedText(text)
        copy = box.addButton(tr("Copy report"), QMessageBox.ButtonRole.ActionRole)
        box.exec()
        if box.clickedButton() is copy:
            from PySide6.QtGui import QGuiApplication

            QGuiApplication.clipboard().setText(text)
        box.deleteLater()

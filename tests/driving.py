"""The real program, driven from inside its own event loop, in a process of its own.

    python -m tests.driving whole-job DATA COLLECTION

A script is a generator that acts on the window and yields what it waits for. It is started
when the window is furnished; when it ends the window closes and the program ends.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Generator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit, QWidget

from reader.paths import data_paths
from reader.ui.program import Program
from reader.ui.window import Window

PATIENCE = 60.0  # seconds one thing is waited for
EVERY_MS = 15
FAILED = 70

Script = Generator[Callable[[], object], None, None]


class Driven(Program):
    """The program with a script at the wheel. What it would show as a fault ends it."""

    def drive(self, script: Callable[[Window], Script]) -> int:
        """Run the program to the end of the script; its exit code, or FAILED."""
        self._script_of = script
        self._waiting: Callable[[], object] = bool
        self.fault = ""
        code = self.run(["jianbao"])
        # The clipboard of the offscreen platform outlives the interpreter its data need.
        QApplication.clipboard().clear()
        if self.fault:
            print(self.fault, file=sys.stderr)
        return FAILED if self.fault else code

    def _prepare(self) -> None:
        super()._prepare()
        self._faults.caught = self._stop  # type: ignore[method-assign]
        self._faults.install()

    def _loaded(self, nothing: object) -> None:
        super()._loaded(nothing)
        self._script = self._script_of(self.window)
        self._until = time.monotonic() + PATIENCE
        self._waiting = lambda: self.window.shelf.entries and not self._desk.jobs.busy("index")
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self._step)
        self._timer.start()

    def _step(self) -> None:
        if time.monotonic() > self._until:
            self.fault = self.fault or f"waited {PATIENCE} s in vain for {self._waiting}"
        elif not self._waiting():
            return
        else:
            self._until = time.monotonic() + PATIENCE
            self._waiting = next(self._script, _the_end)
        if self.fault or self._waiting is _the_end:
            self._timer.stop()
            self.window.close()
            self._app.quit()

    def _stop(self, _kind: object, error: BaseException, _trace: object) -> None:
        self.fault = "".join(traceback.format_exception(error))


def _the_end() -> bool:
    return False


def press(name: str) -> Callable[[], bool]:
    """Waits for a dialog and presses its default: `accept` or `reject`."""

    def pressed() -> bool:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog):
            return False
        getattr(dialog, name)()
        return True

    return pressed


def whole_job(window: Window) -> Script:
    """Read, search, walk through the hits, keep, copy, correct, export, check, print."""
    desk = window.desk
    window.search.ask("德国质量")
    yield window.results._items.rowCount
    window.talk.next_hit()
    yield lambda: window.reading.current_article() is not None
    window.reading.highlight()
    window.reading.bookmark()
    window.reading.copy_quotation()
    window.reading.correct("split")
    window.notes.undo()
    QTimer.singleShot(0, window, window.reading.keep_quotation)
    yield press("accept")
    desk.settings.set("original_beside", True)
    desk.settings.set("people_layer", True)
    window.show_side(window.figures)
    yield window.figures._model.rowCount
    window.talk.show_table()
    QTimer.singleShot(0, window, window.notes.export)
    yield press("reject")
    QTimer.singleShot(0, window, window.dialogs.show_health)
    yield press("reject")
    yield lambda: not desk.jobs.busy("health")
    assert len(desk.library.notes.find()) == 3
    yield lambda: True


def stay(window: Window) -> Script:
    """Keep a note now and then, until a file `enough` appears in the data folder."""
    enough = window.desk.paths.data / "enough"
    window.reading.highlight()
    while not enough.exists():
        window.shelf.refresh()
        until = time.monotonic() + 0.3
        yield lambda until=until: time.monotonic() > until
        window.reading.bookmark()


def type_pinyin(window: Window) -> Script:
    """Type with the input method that is running, as a person would, and look at each step."""
    window.desk.settings.set("tour_seen", True)
    asked: list[object] = []
    window.search.answered.connect(asked.append)
    yield partial(_given_keys, window)
    window.search.take_focus()
    yield resting(0.5)
    yield from _typed("deguo", resting(1.5))
    assert not window.search.text and not asked, "what is being composed is not searched"
    yield from _typed(" ", lambda: asked)
    assert window.search.text == "德国"
    yield from _typed("zhiliang ", lambda: window.search.text == "德国质量")
    QTimer.singleShot(0, window, window.reading.keep_quotation)
    yield lambda: isinstance(QApplication.focusWidget(), QPlainTextEdit)
    dialog, field = QApplication.activeModalWidget(), QApplication.focusWidget()
    assert isinstance(dialog, QDialog) and isinstance(field, QPlainTextEdit)
    yield partial(_given_keys, dialog)
    yield resting(0.5)
    yield from _typed("xuchang", resting(1.5))
    assert not field.toPlainText()
    yield from _typed(" ", lambda: field.toPlainText() == "许昌")
    dialog.accept()
    yield lambda: [note.note for note in window.desk.library.notes.find()] == ["许昌"]


def _typed(text: str, until: Callable[[], object]) -> Script:
    subprocess.run(["xdotool", "type", "--delay", "80", text], check=True)
    yield until


def _given_keys(widget: QWidget) -> bool:
    """Give a window the keyboard: there is no window manager to do it."""
    subprocess.run(["xdotool", "windowfocus", str(int(widget.winId()))], check=False)
    return widget.isActiveWindow()


def resting(seconds: float) -> Callable[[], bool]:
    """Waits so long from the first time it is asked."""
    began: list[float] = []

    def rested() -> bool:
        began.append(time.monotonic())
        return began[-1] - began[0] > seconds

    return rested


SCRIPTS = {"whole-job": whole_job, "stay": stay, "type-pinyin": type_pinyin}


def main(name: str, data: str, *folders: str) -> int:
    """Run one of the scripts on a data folder and a collection."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    program = Driven(data_paths(data), [Path(each) for each in folders], (), until_painted=False)
    return program.drive(SCRIPTS[name])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

"""A method that Qt calls fails inside another call into Qt: the window lives on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAM = """
import sys
from reader.ui import guard
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

faults = {
    "index": lambda: ()[0], "zero": lambda: 1 / 0, "number": lambda: int("x"),
    "call": lambda: ord(1, 2), "end": lambda: next(iter(())), "name": lambda: nothing,
}

class Painted(QWidget):
    def event(self, event):
        return super().event(event)

    def paintEvent(self, event):
        faults[sys.argv[1]]()

class Sized(QWidget):
    def resizeEvent(self, event):
        faults[sys.argv[1]]()

app = QApplication([])
seen = []
sys.excepthook = lambda kind, error, trace: seen.append(kind.__name__)
widget = {"Painted": Painted, "Sized": Sized}[sys.argv[2]]()
QTimer.singleShot(0, widget.show)
QTimer.singleShot(150, lambda: widget.resize(300, 200))
QTimer.singleShot(300, app.quit)
app.exec()
print(*seen)
"""


@pytest.mark.parametrize("where", ["Painted", "Sized"])
@pytest.mark.parametrize("fault", ["index", "zero", "number", "call", "end", "name"])
def test_a_fault_within_qt_is_told_and_does_not_end_the_process(fault, where):
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, fault, where],
        cwd=ROOT, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip(), "nobody heard of it"

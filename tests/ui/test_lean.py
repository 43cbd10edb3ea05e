"""What the first paint is made from is Qt's, and it is made without Qt's namespace."""

from __future__ import annotations

import os
import subprocess
import sys

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from reader.ui import lean

START = """
import sys
from PySide6 import QtCore, QtWidgets
from reader.cli import main
code = main(["open", "--until-painted"])
made = [name for name in ("Qt", "QEnterEvent") if name in vars(QtCore)]
made += [name for name in ("QTreeView", "QComboBox") if name in vars(QtWidgets)]
print(*made, file=sys.stderr)
sys.exit(code)
"""


def test_the_numbers_are_those_of_qt() -> None:
    align, policy, flag = Qt.AlignmentFlag, Qt.ScrollBarPolicy, Qt.TextInteractionFlag
    numbers = {
        lean.LEFT: align.AlignLeft, lean.RIGHT: align.AlignRight,
        lean.H_CENTRE: align.AlignHCenter, lean.V_CENTRE: align.AlignVCenter,
        lean.JUSTIFY: align.AlignJustify,
    }  # fmt: skip
    assert all(ours == theirs.value for ours, theirs in numbers.items())
    assert Qt.ContextMenuPolicy.CustomContextMenu.value == lean.CUSTOM_MENU
    assert policy.ScrollBarAlwaysOff.value == lean.NO_SCROLL_BAR
    both = flag.TextSelectableByMouse | flag.TextSelectableByKeyboard
    assert both.value == lean.SELECTABLE
    assert Qt.TextElideMode.ElideRight.value == lean.ELIDE_RIGHT


def test_areas_are_filled_with_their_colour(qapp: QApplication) -> None:
    image = QImage(20, 20, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    lean.fill(painter, QRectF(2, 2, 8, 8), "#8a2f21")
    lean.fill(painter, QRectF(12, 12, 8, 8), "#0b5cad", radius=4)
    painter.end()
    seen = [image.pixelColor(x, x).name() for x in (1, 2, 9, 10, 12, 16)]
    assert seen == ["#ffffff", "#8a2f21", "#8a2f21", "#ffffff", "#ffffff", "#0b5cad"]


def test_the_start_makes_neither_the_namespace_nor_classes_nobody_asked_for(tmp_path) -> None:
    environment = {
        **os.environ, "JIANBAO_DATA_DIR": str(tmp_path), "QT_QPA_PLATFORM": "offscreen",
    }  # fmt: skip
    for _ in range(2):  # the first start keeps its page for the second
        done = subprocess.run(
            [sys.executable, "-c", START], env=environment, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert done.stdout == "painted\n"
    assert not done.stderr.splitlines()[-1].strip(), done.stderr

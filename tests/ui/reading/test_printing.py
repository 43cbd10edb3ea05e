"""The page on paper: a preview that opens and closes."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from reader.ui.reading.printing import Sheet, preview
from reader.ui.reading.typography import Style


def test_a_preview_opens_and_closes(qtbot, make, desk) -> None:
    article = make(
        ("title", "城东小学的新操场"), ("paragraph", "操场建成后，孩子们有了跑步的地方。")
    )
    style = Style.of(desk.settings, desk.look.theme)
    window = QWidget()
    qtbot.addWidget(window)
    seen: list[str] = []

    def close() -> None:
        dialog = QApplication.activeModalWidget()
        seen.append(type(dialog).__name__)
        dialog.close()

    QTimer.singleShot(300, close)
    preview(window, Sheet(article, style, "original"))
    assert seen == ["QPrintPreviewDialog"]

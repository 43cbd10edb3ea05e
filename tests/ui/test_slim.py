"""The scroll bar of the house: drawn where the style has it, seen in every theme."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QListWidget, QStyle, QStyleFactory, QStyleOptionSlider

from reader.ui.slim import SlimBar, _mixed, slim_both
from reader.ui.theme import THEMES, contrast


@pytest.mark.parametrize("upright", [True, False])
@pytest.mark.parametrize(("most", "page", "value"), [(100, 20, 50), (9_000, 10, 9_000), (3, 90, 0)])
def test_the_handle_is_where_the_style_has_it(qtbot, upright, most, page, value) -> None:
    bar = SlimBar()
    qtbot.addWidget(bar)
    bar.setStyle(fusion := QStyleFactory.create("Fusion"))
    bar.setOrientation(Qt.Orientation.Vertical if upright else Qt.Orientation.Horizontal)
    bar.resize(*((14, 300) if upright else (300, 14)))
    bar.setRange(0, most)
    bar.setPageStep(page)
    bar.setValue(value)
    option = QStyleOptionSlider()
    bar.initStyleOption(option)
    part = QStyle.SubControl.SC_ScrollBarSlider
    of_style = fusion.subControlRect(QStyle.ComplexControl.CC_ScrollBar, option, part, bar)
    ours = bar._handle().toRect()
    begins, length = (
        ((ours.top(), of_style.top()), (ours.height(), of_style.height()))
        if upright
        else ((ours.left(), of_style.left()), (ours.width(), of_style.width()))
    )
    assert begins == pytest.approx((begins[1], begins[1]), abs=1)
    assert length == pytest.approx((length[1], length[1]), abs=1)


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_the_handle_stands_out_from_the_page(theme) -> None:
    assert contrast(_mixed(theme.muted, theme.page), theme.page) >= 3


def test_a_list_scrolls_by_it_both_ways(qtbot) -> None:
    view = QListWidget()
    qtbot.addWidget(view)
    slim_both(view)
    view.addItems([f"{row} " * 60 for row in range(99)])
    view.resize(120, 120)
    view.show()
    view.scrollToBottom()
    QApplication.processEvents()
    down, along = view.verticalScrollBar(), view.horizontalScrollBar()
    assert (type(down), type(along)) == (SlimBar, SlimBar)
    assert along.orientation() == Qt.Orientation.Horizontal
    assert down.value() == down.maximum() > 0
    light = [down.grab().toImage().pixelColor(7, y).lightness() for y in range(down.height())]
    assert len(set(light[:20])) == 1 < len(set(light[-30:]))  # the handle is at the foot only

"""The figure table over the whole collection, with its chart."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


class FigureTable(QWidget):
    """All figures of the collection; made with `FigureTable(desk)`, shown as a tab or window.

    load()                       read all figures in the background, lane "figures"
    show_type(type or None)      filter by figure type
    take_focus()

    place_chosen(object)         Place of the figure that was activated
    status_told(str)
    failed(object)               an Exception to be shown
    """

    place_chosen = Signal(object)
    status_told = Signal(str)
    failed = Signal(object)

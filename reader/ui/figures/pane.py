"""The article's figures beside it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


class FiguresPane(QWidget):
    """Figures and people of the article in front; made with `FiguresPane(desk)`.

    show_article(key, article)   fill it, in the background (`article` None empties it)
    show_place(place)            mark the figures on the page
    take_focus()

    place_chosen(object)         Place of the figure that was clicked
    table_wanted(object)         open the table over the collection; figure type or None
    search_wanted(str)           a numeric query, e.g. 金额>=10亿元
    failed(object)               an Exception to be shown
    """

    place_chosen = Signal(object)
    table_wanted = Signal(object)
    search_wanted = Signal(str)
    failed = Signal(object)

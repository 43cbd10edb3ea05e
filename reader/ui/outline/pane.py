"""The outline: heads and sections of the article in front."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


class OutlinePane(QWidget):
    """Heads and sections of one article; made with `OutlinePane(desk)`.

    show_article(key, article)   fill it (`article` None empties it)
    show_place(place)            mark the section the reader is in
    take_focus()

    place_chosen(object)         Place that was clicked
    """

    place_chosen = Signal(object)

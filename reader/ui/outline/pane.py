"""The outline: heads and sections of the article in front."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedLayout, QTreeWidget, QTreeWidgetItem, QWidget

from reader.article import Article
from reader.i18n import tr
from reader.ui.outline.model import Head, head_of, outline
from reader.ui.places import Place
from reader.ui.plain import Label
from reader.ui.slim import slim
from reader.visible import visible

if TYPE_CHECKING:
    from reader.ui.desk import Desk


class OutlinePane(QWidget):
    """Heads and sections of one article; made with `OutlinePane(desk)`.

    show_article(key, article)   fill it (`article` None empties it)
    show_place(place)            mark the section the reader is in
    take_focus()

    place_chosen(object)         Place that was clicked
    """

    place_chosen = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._key = ""
        self._heads: tuple[Head, ...] = ()
        self._items: list[QTreeWidgetItem] = []
        self._tree = QTreeWidget(self)
        slim(self._tree)
        self._tree.setHeaderHidden(True)
        self._tree.setColumnCount(1)
        self._tree.setWordWrap(True)
        self._tree.setRootIsDecorated(False)
        self._tree.setIndentation(14)
        self._tree.setAccessibleName(tr("Outline"))
        self._tree.itemClicked.connect(self._chosen)
        self._tree.itemActivated.connect(self._chosen)
        self._empty = Label(tr("This article has no sections."), self)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._pages = QStackedLayout(self)
        self._pages.setContentsMargins(0, 0, 0, 0)
        self._pages.addWidget(self._tree)
        self._pages.addWidget(self._empty)

    def show_article(self, key: str | None, article: Article | None) -> None:
        """Fill the outline."""
        self._key = key or ""
        self._heads = outline(article) if article else ()
        self._tree.clear()
        self._items = []
        for head in self._heads:
            self._items.append(self._item(head))
        self._tree.expandAll()
        self._pages.setCurrentIndex(0 if self._heads else 1)

    def show_place(self, place: Place) -> None:
        """Mark the section that `place` lies in."""
        if place.key != self._key or place.block is None:
            return
        at = head_of(self._heads, place.block)
        if 0 <= at < len(self._items):
            self._tree.setCurrentItem(self._items[at])

    def take_focus(self) -> None:
        """The keyboard to the outline."""
        self._tree.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _item(self, head: Head) -> QTreeWidgetItem:
        above = next(
            (
                item
                for item, other in zip(
                    reversed(self._items), reversed(self._heads_so_far()), strict=True
                )
                if other.level < head.level
            ),
            None,
        )
        item = QTreeWidgetItem(above if above is not None else self._tree, [visible(head.text)])
        item.setData(0, Qt.ItemDataRole.UserRole, head.block)
        item.setToolTip(0, "")
        if head.level == 0:
            font = item.font(0)
            font.setBold(True)
            item.setFont(0, font)
        return item

    def _heads_so_far(self) -> tuple[Head, ...]:
        return self._heads[: len(self._items)]

    def _chosen(self, item: QTreeWidgetItem, _column: int) -> None:
        self.place_chosen.emit(Place(self._key, int(item.data(0, Qt.ItemDataRole.UserRole))))

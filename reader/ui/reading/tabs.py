"""A group of tabs: leaves side by side in one tab widget."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6 import QtCore
from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent
from PySide6.QtWidgets import QTabBar, QTabWidget, QWidget

from reader.i18n import tr
from reader.ui.lean import ELIDE_RIGHT
from reader.ui.reading.leaf import Leaf
from reader.visible import visible

LONGEST_TITLE = 16  # characters of a title in its tab; the tooltip has all of it


class Tabs(QTabBar):
    """The tabs themselves.

    closed(int)   the middle button was released over a tab
    entered()     the keyboard is here
    """

    closed = Signal(int)
    entered = Signal()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = self.tabAt(event.position().toPoint())
        if event.button() == QtCore.Qt.MouseButton.MiddleButton and at >= 0:
            self.closed.emit(at)
        else:
            super().mouseReleaseEvent(event)


class TabGroup(QTabWidget):
    """Leaves in tabs.

    front_changed()      another leaf is in front
    close_wanted(int)    the tab at an index is to be closed
    entered(object)      this group was clicked or got the keyboard
    """

    front_changed = Signal()
    close_wanted = Signal(int)
    entered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        bar = Tabs(self)
        bar.closed.connect(self.close_wanted)
        bar.entered.connect(self._enter)
        self.setTabBar(bar)
        self.setDocumentMode(True)
        self.setMovable(True)
        self.setTabsClosable(True)
        self.setTabBarAutoHide(True)
        self.setProperty("elideMode", ELIDE_RIGHT)
        self.setAccessibleName(tr("Open articles"))
        bar.setAccessibleName(tr("Open articles"))
        self.currentChanged.connect(self._changed)
        self.tabCloseRequested.connect(self.close_wanted)

    def leaves(self) -> Iterator[Leaf]:
        """All leaves, from the left."""
        for at in range(self.count()):
            leaf = self.widget(at)
            assert isinstance(leaf, Leaf)
            yield leaf

    def front(self) -> Leaf | None:
        """The leaf that is seen."""
        leaf = self.currentWidget()
        return leaf if isinstance(leaf, Leaf) else None

    def leaf_of(self, key: str) -> Leaf | None:
        """The leaf that shows an article."""
        return next((leaf for leaf in self.leaves() if leaf.key == key), None)

    def add(self, leaf: Leaf) -> None:
        """Put in a leaf right of the one in front."""
        leaf.text.entered.connect(self._enter)
        self.insertTab(self.currentIndex() + 1, leaf, "")

    def name(self, leaf: Leaf) -> None:
        """Write a leaf's title on its tab."""
        at = self.indexOf(leaf)
        title = visible(" ".join(leaf.title().split()))
        short = title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1] + "…"
        self.setTabText(at, short.replace("&", "&&"))
        self.setTabToolTip(at, leaf.tooltip())

    def take(self, at: int) -> Leaf:
        """Take out the leaf at an index; the caller lets go of it."""
        leaf = self.widget(at)
        assert isinstance(leaf, Leaf)
        self.removeTab(at)
        leaf.text.entered.disconnect(self._enter)
        return leaf

    def _changed(self, _index: int) -> None:
        self.front_changed.emit()

    def _enter(self) -> None:
        self.entered.emit(self)

"""Tabs in one group, or in two side by side; what is opened in them is the folio's."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from reader.ui.places import Place
from reader.ui.reading.leaf import Leaf
from reader.ui.reading.tabs import TabGroup

CLOSED_KEPT = 20
NARROWEST = 280  # pixels that side panes leave to the text


class Spread(QWidget):
    """The groups of tabs; one of them is active: its front leaf is what is being read."""

    history_changed = Signal()
    columns_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._closed: list[Place] = []
        self.setMinimumWidth(NARROWEST)
        self._splitter = QSplitter()
        self._splitter.setChildrenCollapsible(False)
        self._groups: list[TabGroup] = []
        self._active = self._new_group()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._splitter, 1)

    def _front_changed(self) -> None:
        """Another leaf is in front, or shows another article."""
        raise NotImplementedError

    def _leave(self, leaf: Leaf) -> None:
        """A leaf is about to show something else, or to be closed."""
        raise NotImplementedError

    # --- groups

    def _new_group(self) -> TabGroup:
        group = TabGroup(self._splitter)
        group.front_changed.connect(self._front_changed)
        group.close_wanted.connect(self._close_at)
        group.entered.connect(self._enter)
        self._splitter.addWidget(group)
        self._groups.append(group)
        self.columns_changed.emit()
        return group

    def _leaves(self) -> Iterator[Leaf]:
        for group in self._groups:
            yield from group.leaves()

    def _group_of(self, leaf: Leaf) -> TabGroup | None:
        """The group a leaf stands in; None once its tab is closed."""
        return next((group for group in self._groups if group.indexOf(leaf) >= 0), None)

    def front(self) -> Leaf | None:
        """The leaf in front."""
        return self._active.front()

    def take_focus(self) -> None:
        """The keyboard to the text."""
        leaf = self.front()
        (leaf or self).setFocus()

    def _go_beside(self) -> None:
        if len(self._groups) == 1:
            self._new_group()
            self._splitter.setSizes([self._splitter.width() // 2] * 2)
        self._active = self._groups[1]

    def other_side(self) -> None:
        """The keyboard to the other group."""
        if len(self._groups) > 1:
            self._active = self._groups[1 - self._groups.index(self._active)]
            self.take_focus()
            self._front_changed()

    def _enter(self, group: TabGroup) -> None:
        if group is not self._active:
            self._active = group
            self._front_changed()

    def _join_groups(self) -> None:
        """One group again, the same article in front; one open on both sides stays open once."""
        kept, other = self._groups
        front = self.front()
        here = (front.awaited or front.text.eye()) if front is not None else None
        for at in reversed(range(other.count())):
            leaf = other.take(at)
            if kept.leaf_of(leaf.key) is None:
                kept.add(leaf)
                kept.name(leaf)
            else:
                self._leave(leaf)
                leaf.deleteLater()
        self._close_group(other)
        shown = kept.leaf_of(here.key) if here is not None else None
        if here is not None and shown is not None and shown is not kept.front():
            kept.setCurrentWidget(shown)
        if here is not None and shown is not None and shown is not front:
            shown.text.scroll_to(here.block or 0, here.start, share=0.0)
        self._front_changed()

    def _close_group(self, group: TabGroup) -> None:
        self._groups.remove(group)
        self._active = self._groups[0]
        group.deleteLater()
        self.columns_changed.emit()

    # --- tabs

    def next_tab(self) -> None:
        """The tab to the right, round and round."""
        self._step_tab(1)

    def previous_tab(self) -> None:
        """The tab to the left, round and round."""
        self._step_tab(-1)

    def _step_tab(self, by: int) -> None:
        count = self._active.count()
        if count:
            self._active.setCurrentIndex((self._active.currentIndex() + by) % count)

    def close_tab(self) -> None:
        """Close the tab in front."""
        if self._active.currentIndex() >= 0:
            self._close(self._active, self._active.currentIndex())

    def close_others(self) -> None:
        """Close every other tab of this group."""
        kept = self.front()
        for at in reversed(range(self._active.count())):
            if self._active.widget(at) is not kept:
                self._close(self._active, at)

    def _close_at(self, at: int) -> None:
        group = self.sender()
        assert isinstance(group, TabGroup)
        self._close(group, at)

    def _close(self, group: TabGroup, at: int) -> None:
        leaf = group.take(at)
        self._leave(leaf)
        self._closed = [*self._closed, leaf.place()][-CLOSED_KEPT:]
        leaf.deleteLater()
        if not group.count() and len(self._groups) > 1:
            self._close_group(group)
        self._front_changed()

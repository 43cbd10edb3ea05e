"""Articles in tabs, in one group or two side by side, with back and forward."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QInputDialog, QSplitter, QVBoxLayout, QWidget

from reader.article import Article
from reader.errors import JianbaoError
from reader.i18n import tr
from reader.ui.places import Place
from reader.ui.reading.history import History
from reader.ui.reading.leaf import Leaf
from reader.ui.reading.positions import Positions
from reader.ui.reading.tabs import TabGroup
from reader.ui.reading.typography import Style, Typography

if TYPE_CHECKING:
    from reader.ui.desk import Desk

CLOSED_KEPT = 20
NARROWEST = 280  # pixels that side panes leave to the text
MOST_RESTORED = 50


class Folio(QWidget):
    """The open articles. What is done with the one in front is `ReadingPane`'s."""

    article_shown = Signal(str)
    history_changed = Signal()
    position_left = Signal(str, int, float)
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._history = History()
        self._closed: list[Place] = []
        self._typography = Typography(Style.of(desk.settings, desk.look.theme))
        self._positions = Positions(desk, self)
        self.setMinimumWidth(NARROWEST)
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._splitter.setChildrenCollapsible(False)
        self._groups: list[TabGroup] = []
        self._active = self._new_group()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._splitter)

    # --- opening

    def open(self, place: Place, *, new_tab: bool = False, beside: bool = False) -> None:
        """Show the article of `place`, and the place itself where it names a block."""
        try:
            article = self._desk.library.article(place.key)
        except JianbaoError as error:
            self.failed.emit(error)
            return
        self.open_article(place, article, new_tab=new_tab, beside=beside)

    def open_article(
        self, place: Place, article: Article, *, new_tab: bool = False, beside: bool = False
    ) -> None:
        """The same with an article that is already restored."""
        here = self.current_place()
        if here is not None:
            self._history.left(here)
        if beside:
            self._go_beside()
        self._show(place, article, new_tab=new_tab)

    def _show(self, place: Place, article: Article, *, new_tab: bool = False) -> None:
        group = self._active
        leaf = group.leaf_of(place.key)
        if leaf is None:
            front = None if new_tab else group.front()
            leaf = self._new_leaf() if front is None else front
            self._fill(leaf, place, article)
        group.setCurrentWidget(leaf)
        if place.block is not None:
            leaf.text.show_place(place)
        self._front_changed()

    def _fill(self, leaf: Leaf, place: Place, article: Article) -> None:
        self._leave(leaf)
        leaf.set_article(place.key, article, self._typography, self._desk.settings.get("script"))
        state = self._positions.of(article.raw.digest) if place.block is None else None
        if state is not None:
            leaf.go_to_raw(state.position)
        QTimer.singleShot(0, leaf, leaf.settle)

    def reload(self, key: str) -> None:
        """Show an article anew after a correction or a change of its file."""
        for leaf in self._leaves():
            if leaf.key == key:
                place = leaf.text.top_place()
                try:
                    article = self._desk.library.article(key)
                except JianbaoError as error:
                    self.failed.emit(error)
                    return
                self._fill(leaf, place, article)
                leaf.text.scroll_to(place.block or 0, place.start, share=0.0)
        self._front_changed()

    def _leave(self, leaf: Leaf) -> None:
        """Keep the place of a leaf that is about to show something else."""
        article = leaf.article
        if article is None:
            return
        offset, progress = leaf.raw_offset(), leaf.text.progress()
        self._positions.keep(article.raw.digest, offset, progress)
        self.position_left.emit(leaf.key, offset, progress)

    # --- tabs and groups

    def _new_group(self) -> TabGroup:
        group = TabGroup(self._splitter)
        group.front_changed.connect(self._front_changed)
        group.close_wanted.connect(self._close_at)
        group.entered.connect(self._enter)
        self._splitter.addWidget(group)
        self._groups.append(group)
        return group

    def _new_leaf(self) -> Leaf:
        leaf = Leaf(self._active)
        self._connect_leaf(leaf)
        self._active.add(leaf)
        return leaf

    def _connect_leaf(self, leaf: Leaf) -> None:
        """What a new leaf tells; more is connected where more is listened to."""
        leaf.settled.connect(self._settled)

    def _settled(self, leaf: Leaf) -> None:
        """A leaf has been painted with a new article."""
        self._positions.wake()
        group = self._group_of(leaf)
        if group is not None:
            group.name(leaf)

    def _leaves(self) -> Iterator[Leaf]:
        for group in self._groups:
            yield from group.leaves()

    def _group_of(self, leaf: Leaf) -> TabGroup | None:
        """The group a leaf stands in; None once its tab is closed."""
        return next((group for group in self._groups if group.indexOf(leaf) >= 0), None)

    def front(self) -> Leaf | None:
        """The leaf in front."""
        return self._active.front()

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

    def reopen_tab(self) -> None:
        """Open again what was closed last."""
        if self._closed:
            self.open(self._closed.pop(), new_tab=True)

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

    def _close_at(self, at: int) -> None:
        group = self.sender()
        assert isinstance(group, TabGroup)
        self._close(group, at)

    def _close(self, group: TabGroup, at: int) -> None:
        leaf = group.take(at)
        self._leave(leaf)
        self._closed = [*self._closed, leaf.text.top_place()][-CLOSED_KEPT:]
        leaf.deleteLater()
        if not group.count() and len(self._groups) > 1:
            self._close_group(group)
        self._front_changed()

    def _close_group(self, group: TabGroup) -> None:
        self._groups.remove(group)
        self._active = self._groups[0]
        group.deleteLater()

    def toggle_split(self) -> None:
        """Two groups of tabs side by side, or one again."""
        place = self.current_place()
        if len(self._groups) == 1:
            if place is not None:
                self.open(place, beside=True)
            return
        kept, other = self._groups
        for at in reversed(range(other.count())):
            leaf = other.take(at)
            kept.add(leaf)
            kept.name(leaf)
        self._close_group(other)
        self._front_changed()

    def other_side(self) -> None:
        """The keyboard to the other group."""
        if len(self._groups) > 1:
            self._active = self._groups[1 - self._groups.index(self._active)]
            self.take_focus()
            self._front_changed()

    def take_focus(self) -> None:
        """The keyboard to the text."""
        leaf = self.front()
        (leaf or self).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _go_beside(self) -> None:
        if len(self._groups) == 1:
            self._new_group()
            self._splitter.setSizes([self._splitter.width() // 2] * 2)
        self._active = self._groups[1]

    def _enter(self, group: TabGroup) -> None:
        if group is not self._active:
            self._active = group
            self._front_changed()

    # --- back and forward

    def go_back(self) -> None:
        """Back to where the reader jumped from."""
        self._travel(self._history.back(self.current_place()))

    def go_forward(self) -> None:
        """Forward again."""
        self._travel(self._history.forward(self.current_place()))

    def can_go_back(self) -> bool:
        return self._history.can_go_back

    def can_go_forward(self) -> bool:
        return self._history.can_go_forward

    def _travel(self, place: Place | None) -> None:
        if place is None:
            return
        try:
            article = self._desk.library.article(place.key)
        except JianbaoError as error:
            self.failed.emit(error)
            return
        self._show(Place(place.key), article)
        leaf = self.front()
        if leaf is not None and place.block is not None:
            leaf.text.scroll_to(place.block, place.start, share=0.0)

    def go_to_paragraph(self) -> None:
        """Ask for a paragraph number and go there."""
        article, key = self.current_article(), self.current_key()
        if article is None or key is None or not article.blocks:
            return
        number, chosen = QInputDialog.getInt(
            self, tr("Go to paragraph"), tr("Paragraph number:"), 1, 1, len(article.blocks)
        )
        if chosen:
            self.open(Place(key, number - 1))

    def current_article(self) -> Article | None:
        """The article in front."""
        leaf = self.front()
        return leaf.article if leaf else None

    def current_key(self) -> str | None:
        """Its key."""
        leaf = self.front()
        return leaf.key if leaf and leaf.article else None

    def current_place(self) -> Place | None:
        """Where its reader is."""
        leaf = self.front()
        return leaf.text.top_place() if leaf and leaf.article else None

    def _front_changed(self) -> None:
        self.article_shown.emit(self.current_key() or "")
        self.history_changed.emit()

    # --- session

    def session(self) -> dict[str, Any]:
        """What is open, as plain values; where each article was left is told at the same time."""
        for leaf in self._leaves():
            self._leave(leaf)
        self._positions.flush()
        return {
            "groups": [
                {
                    "tabs": [_plain(leaf.text.top_place()) for leaf in group.leaves()],
                    "front": group.currentIndex(),
                }
                for group in self._groups
            ],
            "active": self._groups.index(self._active),
            "sizes": self._splitter.sizes(),
        }

    def restore(self, session: dict[str, Any]) -> None:
        """Open again what `session` told; what is gone or garbled is left out."""
        groups = session.get("groups")
        listed = cast("list[object]", groups) if isinstance(groups, list) else []
        for at, group in enumerate(listed[:2]):
            kept = cast("dict[str, Any]", group) if isinstance(group, dict) else {}
            if at and not kept.get("tabs"):
                continue
            if at:
                self._go_beside()
            self._restore_group(kept)
        active = session.get("active")
        known = isinstance(active, int) and 0 <= active < len(self._groups)
        self._active = self._groups[int(active or 0) if known else 0]
        self._front_changed()

    def _restore_group(self, kept: dict[str, Any]) -> None:
        group = self._active
        tabs = kept.get("tabs")
        listed = cast("list[object]", tabs) if isinstance(tabs, list) else []
        keys: list[str] = []
        for tab in listed[:MOST_RESTORED]:
            place = _place(tab)
            if place is None:
                continue
            if group.leaf_of(place.key) is None:
                try:
                    article = self._desk.library.article(place.key)
                except JianbaoError:
                    continue  # the file is gone; nobody asked for it now
                group.setCurrentIndex(group.count() - 1)
                self._show(place, article, new_tab=True)
            keys.append(place.key)
        self._arrange(group, keys, kept.get("front"))

    def _arrange(self, group: TabGroup, keys: list[str], front: object) -> None:
        """Put the tabs in the order they had: one of them was there before the others came."""
        for at, key in enumerate(keys):
            leaf = group.leaf_of(key)
            if leaf is not None:
                group.tabBar().moveTab(group.indexOf(leaf), at)
        if isinstance(front, int) and 0 <= front < group.count():
            group.setCurrentIndex(front)


def _plain(place: Place) -> dict[str, Any]:
    return {"key": place.key, "block": place.block, "start": place.start}


def _place(value: object) -> Place | None:
    match value:
        case {"key": str(key), "block": int(block), "start": int(start)}:
            return Place(key, block, start)
    return None

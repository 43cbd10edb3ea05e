"""The open articles, with back and forward and the session that comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from reader.article import Article
from reader.errors import JianbaoError
from reader.i18n import tr
from reader.ui.places import Place
from reader.ui.reading.fetching import Fetching
from reader.ui.reading.history import History
from reader.ui.reading.leaf import Leaf
from reader.ui.reading.positions import Positions
from reader.ui.reading.spread import Spread
from reader.ui.reading.tabs import TabGroup
from reader.ui.reading.typography import Style, Typography
from reader.ui.session import from_json, to_json

if TYPE_CHECKING:
    from reader.ui.desk import Desk

MOST_RESTORED = 50


class Folio(Spread):
    """The open articles. What is done with the one in front is `ReadingPane`'s."""

    article_shown = Signal(str)
    position_left = Signal(str, int, float)
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._history = History()
        self._typography = Typography(Style.of(desk.settings, desk.look.theme))
        self._positions = Positions(desk, self)
        self._fetching = Fetching(desk, self)
        self._fetching.failed.connect(self.failed)
        self._fetching.strip_made.connect(self._put_strip)

    def _put_strip(self, strip: QWidget) -> None:
        self._column.insertWidget(0, strip)

    # --- opening

    def open(self, place: Place, *, new_tab: bool = False, beside: bool = False) -> None:
        """Show the article of `place`, and the place itself where it names a block.

        A large article comes later, unless another is asked for meanwhile.
        """
        self._fetching.get(
            place.key,
            lambda article: self.open_article(place, article, new_tab=new_tab, beside=beside),
            latest=not new_tab,
        )

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
        if leaf.awaited is not None or leaf.key != place.key:
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
        self._desk.jobs.soon(leaf, leaf.settle)

    def reload(self, key: str) -> None:
        """Show an article anew after a correction or a change of its file."""
        for leaf in self._leaves():
            if leaf.key == key and leaf.awaited is None:
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

    def reopen_tab(self) -> None:
        """Open again what was closed last."""
        if self._closed:
            self.open(self._closed.pop(), new_tab=True)

    def toggle_split(self) -> None:
        """Two groups of tabs side by side, or one again."""
        place, article = self.current_place(), self.current_article()
        if len(self._groups) > 1:
            self._join_groups()
        elif place is not None and article is not None:
            self.open_article(place, article, beside=True)
            self._put_at_top(place)

    def _put_at_top(self, place: Place) -> None:
        """Where the reader was in the article in front: at the top, as it was left."""
        leaf = self.front()
        if leaf is not None:
            leaf.text.scroll_to(place.block or 0, place.start, share=0.0)

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
        if place is not None:
            self._fetching.get(place.key, lambda article: self._arrive(place, article))

    def _arrive(self, place: Place, article: Article) -> None:
        self._show(Place(place.key), article)
        if place.block is not None:
            self._put_at_top(place)

    def go_to_paragraph(self) -> None:
        """Ask for a paragraph number and go there."""
        article, key = self.current_article(), self.current_key()
        if article is None or key is None or not article.blocks:
            return
        from PySide6.QtWidgets import QInputDialog

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
        front = self.front()
        awaited = front.awaited if front is not None else None
        self._fetch_awaited()
        if front is not None and front.awaited is not awaited:
            return  # its article came at once, and has been told
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
                    "tabs": [
                        {**to_json(leaf.place()), "title": leaf.title()} for leaf in group.leaves()
                    ],
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
            place = from_json(tab)
            if place is None or not self._is_there(place.key):
                continue
            if group.leaf_of(place.key) is None:
                group.setCurrentIndex(group.count() - 1)
                self._new_leaf().await_article(place, str(cast("dict[str, Any]", tab).get("title")))
            keys.append(place.key)
        self._arrange(group, keys, kept.get("front"))

    def _is_there(self, key: str) -> bool:
        try:
            self._desk.library.source(key)
        except JianbaoError:
            return False  # the file is gone; nobody asked for it now
        return True

    def _arrange(self, group: TabGroup, keys: list[str], front: object) -> None:
        """Put the tabs in the order they had: one of them was there before the others came."""
        for at, key in enumerate(keys):
            leaf = group.leaf_of(key)
            if leaf is not None:
                group.name(leaf)
                group.tabBar().moveTab(group.indexOf(leaf), at)
        if isinstance(front, int) and 0 <= front < group.count():
            group.setCurrentIndex(front)

    def _fetch_awaited(self) -> None:
        """Get the articles of tabs that came back with the session, once they are seen."""
        for leaf in [group.front() for group in self._groups]:
            place = leaf.awaited if leaf is not None else None
            if leaf is not None and place is not None and not self._fetching.is_coming(place.key):
                self._fetching.get(place.key, self._came, latest=False)

    def _came(self, article: Article) -> None:
        """An article that leaves have been waiting for."""
        for leaf in self._leaves():
            place = leaf.awaited
            if place is not None and place.key == article.raw.source:
                self._fill(leaf, place, article)
                leaf.text.scroll_to(place.block or 0, place.start, share=0.0)
        self._front_changed()

"""The window: it arranges the panes and remembers their shape; `Talk` connects them.

First the page, then the desk: before the first paint there are the reading pane and room
for the rest around it; `furnish_bars`, `furnish` and `furnish_rest` put that in, in steps.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QByteArray, QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QSplitter, QTabWidget, QWidget

from reader.i18n import tr
from reader.ui import session
from reader.ui.folding import Folding
from reader.ui.places import Place
from reader.ui.reading.pane import ReadingPane
from reader.visible import visible

if TYPE_CHECKING:
    from reader.ui.desk import Desk

WIDTHS = [280, 760, 320]
SIZE = QSize(1360, 860)
FRAME = QSize(16, 48)  # what a desktop may put around a window


def first_size(available: QSize) -> QSize:
    """How large the window is when it has not been shaped yet: no larger than the screen."""
    return SIZE.boundedTo(available - FRAME)


class Window(QMainWindow):
    """The one window. The command table reaches its panes by their names here.

    painted()        the window and all in it have been painted for the first time
    failed(object)   an Exception to be shown

    `bars`: where the bars are to come after the first paint, how high they will be (see
    `bars`); None: they are put in at once.
    """

    painted = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk, bars: tuple[int, int] | None = None) -> None:
        super().__init__()
        self.desk = desk
        self.furnished = False
        self._was_painted = False
        self._folding = Folding(desk.settings)
        self.reading = ReadingPane(desk)
        self.left = QTabWidget()
        self.side = QTabWidget()
        self._arrange()
        if bars is None:
            self.furnish_bars()
        else:
            self.setContentsMargins(0, bars[0], 0, bars[1])
        self._restore_shape()
        desk.settings.changed.connect(self._setting_changed)
        self.reading.failed.connect(self.failed)
        self.reading.article_shown.connect(self._name_article)
        self.reading.columns_changed.connect(self._fold)

    # Before the first paint

    def _arrange(self) -> None:
        self.setAcceptDrops(True)
        for tabs, name in ((self.left, tr("Collection panel")), (self.side, tr("Side panel"))):
            tabs.setDocumentMode(True)
            tabs.setMinimumWidth(180)
            tabs.setAccessibleName(name)
        self._panes = QSplitter()
        for widget in (self.left, self.reading, self.side):
            self._panes.addWidget(widget)
        self._panes.setStretchFactor(1, 1)
        self._panes.setCollapsible(1, False)
        self._panes.setHandleWidth(1)
        self.setCentralWidget(self._panes)

    def _restore_shape(self) -> None:
        kept = self.desk.settings.get("session")
        self.resize(first_size(self.screen().availableSize()))
        self.restoreGeometry(QByteArray.fromBase64(str(kept.get("geometry", "")).encode()))
        widths = kept.get("widths")
        self._panes.setSizes(widths if isinstance(widths, list) else WIDTHS)
        self.left.setVisible(self.desk.settings.get("tree_panel"))
        self.side.setVisible(self.desk.settings.get("side_panel"))
        self._name_article()

    def bars(self) -> tuple[int, int]:
        """How high menus and toolbar are, above the panes, and the status line, below: pixels."""
        panes = self._panes.geometry()
        return panes.top(), self.height() - panes.top() - panes.height()

    def open_place(self, place: Place, new_tab: bool = False) -> None:
        """Show a place of the collection in the reading pane."""
        self.reading.open(place, new_tab=new_tab)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self, self.painted.emit)  # what is in the window comes meanwhile

    # After the first paint

    def furnish_bars(self) -> None:
        """Put in the menus, the toolbar and the status line, in the room kept for them."""
        from reader.ui.actions import table
        from reader.ui.commands import Commands
        from reader.ui.dialogs import Dialogs
        from reader.ui.icons import Icons
        from reader.ui.search.box import SearchBox
        from reader.ui.shelf import Shelf
        from reader.ui.status import StatusLine

        self.icons = Icons.of(self.desk.look.theme)
        self.shelf = Shelf(self.desk, self)
        self.search = SearchBox(self.desk, self.icons)
        self.status = StatusLine(self.icons)
        self.dialogs = Dialogs(self)
        self.commands = Commands(self, table(), self.desk.settings, self.icons)
        self.commands.fill_menus(self.menuBar())
        self.addToolBar(self.commands.toolbar(self.search))
        self.statusBar().addWidget(self.status, 1)
        self.statusBar().setSizeGripEnabled(False)
        self.setContentsMargins(0, 0, 0, 0)
        self._history_changed()
        self.desk.look.changed.connect(self._look_changed)
        self.reading.history_changed.connect(self._history_changed)
        self.reading.status_told.connect(self.status.show_article)

    def furnish(self) -> None:
        """Put in the tree and the results, empty as yet."""
        from reader.ui.search.results import ResultsPane
        from reader.ui.tree.view import CollectionPane

        self.tree = CollectionPane(self.desk, self.icons)
        self.results = ResultsPane(self.desk)
        self.left.addTab(self.tree, tr("Collection"))
        self.left.addTab(self.results, tr("Results"))
        self.search.settle()
        self.commands.repaint(self.icons)

    def furnish_rest(self) -> None:
        """Put in the side panes and what was open; then look at the folders."""
        self._steps = iter(
            (
                self._furnish_side,
                self._begin_talk,
                self._restore_session,
                self.shelf.refresh,
            )
        )
        self._next_step()

    def _next_step(self) -> None:
        step = next(self._steps, None)
        if step is not None:
            QTimer.singleShot(0, self, self._next_step)  # first: one that fails stops no other
            step()

    def _furnish_side(self) -> None:
        from reader.ui.figures.pane import FiguresPane
        from reader.ui.notes.pane import NotesPane
        from reader.ui.outline.pane import OutlinePane

        self.figures = FiguresPane(self.desk)
        self.outline = OutlinePane(self.desk)
        self.notes = NotesPane(self.desk)
        self.side.addTab(self.figures, tr("Figures"))
        self.side.addTab(self.outline, tr("Outline"))
        self.side.addTab(self.notes, tr("Notes"))

    def _begin_talk(self) -> None:
        from reader.ui.talk import Talk

        self.furnished = True
        self.talk = Talk(self)
        self._fold()

    def _restore_session(self) -> None:
        kept = self.desk.settings.get("session")
        branches = kept.get("open_branches")
        self.tree.open_branches(branches if isinstance(branches, list) else ["all"])
        self.side.setCurrentIndex(int(kept.get("side") or 0))
        if isinstance(kept.get("reading"), dict):
            self.reading.restore(kept["reading"])
        if kept.get("query"):
            self.search.ask(str(kept["query"]))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """Fold panels away, or back, as the columns of text leave room for them."""
        if self.furnished:
            self._folding.follow(self.width(), self.reading.columns())

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.furnished:
            self._folding.unfold_all()
            self.desk.settings.set("session", self._session())
        super().closeEvent(event)

    def _session(self) -> dict[str, object]:
        current = self.reading.current_place()
        return {
            "geometry": bytes(self.saveGeometry().toBase64().data()).decode(),
            "widths": self._panes.sizes(),
            "open_branches": self.tree.open_names(),
            "side": self.side.currentIndex(),
            "reading": self.reading.session(),
            "current": session.to_json(current) if current else None,
            "query": self.search.text,
        }

    # What the window shows of itself

    def _name_article(self, _key: str = "") -> None:
        article = self.reading.current_article()
        name = article.title if article is not None else ""
        title = visible(name).replace("[*]", "[*][*]")  # Qt's sign for unsaved
        self.setWindowTitle(f"{title} – {tr('Jianbao')}" if title else tr("Jianbao"))

    def _history_changed(self) -> None:
        self.commands.actions["back"].setEnabled(self.reading.can_go_back())
        self.commands.actions["forward"].setEnabled(self.reading.can_go_forward())

    def _setting_changed(self, name: str) -> None:
        panel = {"tree_panel": self.left, "side_panel": self.side}.get(name)
        if panel is not None:
            panel.setVisible(self.desk.settings.get(name))

    def _look_changed(self) -> None:
        from reader.ui.icons import Icons

        self.icons = Icons.of(self.desk.look.theme)
        self.commands.repaint(self.icons)
        late = (self.tree,) if self.furnished else ()
        for part in (self.search, self.status, *late):
            part.repaint_icons(self.icons)

    def show_left(self, pane: QWidget) -> None:
        """Bring a pane of the left panel to the front, unfolding the panel."""
        self.desk.settings.set("tree_panel", True)
        self.left.setCurrentWidget(pane)

    def show_side(self, pane: QWidget) -> None:
        """Bring a pane of the side panel to the front, unfolding the panel."""
        self.desk.settings.set("side_panel", True)
        self.side.setCurrentWidget(pane)

    def focus_tree(self) -> None:
        """The keyboard to the collection."""
        self.show_left(self.tree)
        self.tree.take_focus()

    def focus_results(self) -> None:
        """The keyboard to the results."""
        self.show_left(self.results)
        self.results.take_focus()

    def focus_side(self) -> None:
        """The keyboard to the side panel."""
        panes = (self.figures, self.outline, self.notes)
        self.show_side(self.side.currentWidget())
        panes[self.side.currentIndex()].take_focus()

    def toggle_full_screen(self) -> None:
        """Full screen and back."""
        self.setWindowState(self.windowState() ^ QtCore.Qt.WindowState.WindowFullScreen)

    # Files and folders from outside

    def open_paths(self, paths: list[str]) -> None:
        """Show what a later start or a drop handed in."""
        place = self.shelf.take_in([Path(path) for path in paths])
        if place is not None:
            self.open_place(place, new_tab=True)
        self.setWindowState(self.windowState() & ~QtCore.Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.open_paths([url.toLocalFile() for url in event.mimeData().urls()])

"""The context menu of the text."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from reader.i18n import tr
from reader.ui.wording import colours, roles

if TYPE_CHECKING:
    from reader.ui.reading.pane import ReadingPane

SHORTEST, LONGEST = 1, 40  # characters of a selection that can be searched for


class ReadingMenu(QMenu):
    """What can be done with the selection or the paragraph at the caret."""

    def __init__(self, pane: ReadingPane) -> None:
        super().__init__(pane)
        self._pane = pane
        self._add(tr("&Copy"), self._copy, "Ctrl+C")
        self._add(tr("Copy with &source"), pane.copy_quotation, "Ctrl+Shift+C")
        self._add(tr("&Keep as quotation…"), pane.keep_quotation, "Ctrl+Q")
        self._add(tr("Add &note…"), pane.add_note)
        self._add(tr("&Bookmark this paragraph"), pane.bookmark)
        highlights = self.addMenu(tr("&Highlight"))
        for key, name in colours().items():
            highlights.addAction(name).setData(key)
        highlights.triggered.connect(self._highlight)
        self.addSeparator()
        self._find = self._add(tr("&Search the collection for this"), self._search)
        self.addSeparator()
        self._add_corrections(self.addMenu(tr("Correct the &text")))

    def _add_corrections(self, menu: QMenu) -> None:
        for deed, text in (
            ("split", tr("&Split the paragraph here")),
            ("join_previous", tr("Join with the paragraph &before")),
            ("join_next", tr("Join with the paragraph &after")),
            ("move_up", tr("Move &up")),
            ("move_down", tr("Move &down")),
        ):
            menu.addAction(text).setData(deed)
        as_role = menu.addMenu(tr("This is a…"))
        for role, name in roles().items():
            as_role.addAction(name).setData(f"role {role}")
        menu.addSeparator()
        menu.addAction(tr("Undo all &corrections of this article")).setData("clear")
        menu.triggered.connect(self._correct)

    def show_at(self, point: QPoint) -> None:
        """Open at a global position."""
        self._pane.place_caret(point)
        words = self._words()
        self._find.setEnabled(SHORTEST <= len(words) <= LONGEST)
        self.popup(point)

    def _add(self, text: str, slot: Callable[[], object], keys: str = "") -> QAction:
        # The keys are shown only: they belong to the window's own commands.
        shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
        action = self.addAction(f"{text}\t{shown}" if keys else text)
        action.triggered.connect(slot)
        return action

    def _words(self) -> str:
        leaf = self._pane.front()
        return " ".join(leaf.text.text_of(leaf.text.selection()).split()) if leaf else ""

    def _copy(self) -> None:
        leaf = self._pane.front()
        if leaf is not None:
            leaf.text.copy()

    def _search(self) -> None:
        self._pane.search_wanted.emit(self._words())

    def _correct(self, action: QAction) -> None:
        self._pane.correct(str(action.data()))

    def _highlight(self, action: QAction) -> None:
        self._pane.highlight(action.data())

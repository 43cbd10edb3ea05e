"""The table of commands made real: one QAction each, in menus, toolbar and shortcuts.

All are carried out through one connection, and what a command calls is looked up when it
is used: panes may come later than the menus, and no closure keeps a widget alive.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QToolBar, QWidget

from reader.i18n import tr
from reader.ui.actions import SUBMENUS, TOOLBAR, Command, menu_titles
from reader.ui.icons import Icons

if TYPE_CHECKING:
    from reader.ui.settings import Settings


class Commands(QObject):
    """The table made real: one QAction a command, carried out through one connection."""

    def __init__(
        self, window: QWidget, table: Iterable[Command], settings: Settings, icons: Icons
    ) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self.table = {command.id: command for command in table}
        self._group = QActionGroup(self)
        self._group.setExclusionPolicy(QActionGroup.ExclusionPolicy.None_)
        self.actions = {c.id: self._action(c, icons) for c in self.table.values()}
        self._group.triggered.connect(self._carry_out)
        settings.changed.connect(self._setting_changed)
        window.addActions(list(self.actions.values()))

    def _action(self, command: Command, icons: Icons) -> QAction:
        action = QAction(command.text, self)
        action.setObjectName(command.id)
        action.setShortcuts([QKeySequence(keys) for keys in command.keys])
        shown = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        tip = command.tip or command.name
        action.setToolTip(f"{tip} ({shown})" if shown else tip)
        action.setStatusTip(command.tip)
        if command.id in TOOLBAR:  # those in menus come with `repaint`, after the first paint
            action.setIcon(icons.get(command.icon))
        action.setCheckable(command.checkable)
        action.setChecked(self._is_on(command))
        self._group.addAction(action)
        return action

    def _is_on(self, command: Command) -> bool:
        if not command.setting:
            return False
        value = self._settings.get(command.setting)
        return bool(value) if command.value is None else value == command.value

    def _carry_out(self, action: QAction) -> None:
        command = self.table[action.objectName()]
        if command.setting:
            chosen = action.isChecked() if command.value is None else command.value
            self._settings.set(command.setting, chosen)
            action.setChecked(self._is_on(command))
        else:
            self.slot(command)()

    def slot(self, command: Command) -> Callable[[], object]:
        """What `command` calls. Raises AttributeError where the table is wrong."""
        return attrgetter(command.slot)(self._window)

    def _setting_changed(self, name: str) -> None:
        for command in self.table.values():
            if command.setting == name:
                self.actions[command.id].setChecked(self._is_on(command))

    def repaint(self, icons: Icons) -> None:
        """All icons, after the first paint and after a change of theme."""
        for command in self.table.values():
            if command.icon:
                self.actions[command.id].setIcon(icons.get(command.icon))

    def fill_menus(self, bar: QMenuBar) -> None:
        """Build the menus in the order of the table."""
        menus: dict[str, QMenu] = {}
        for name, title in menu_titles().items():
            parent = menus.get(SUBMENUS.get(name, ""), bar)
            menus[name] = parent.addMenu(title)
        for command in self.table.values():
            menus[command.menu].addAction(self.actions[command.id])

    def toolbar(self, search: QWidget) -> QToolBar:
        """Build the toolbar; `search` stands where the table leaves room."""
        bar = QToolBar(tr("Toolbar"))
        bar.setObjectName("toolbar")
        bar.setMovable(False)
        for name in TOOLBAR:
            if not name:
                bar.addWidget(search)
            else:
                bar.addAction(self.actions[name])
        return bar

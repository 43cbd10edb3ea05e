"""Which notes are listed and in what order: search field, kind, tag, state, order, scope."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QWidget

from reader.i18n import tr
from reader.notes import KINDS, Filter
from reader.ui.notes.states import state_titles
from reader.ui.wording import note_kinds

ASK_AFTER_MS = 120
BIN = "bin"
TAG, FOLDER = "tag", "folder"


class FilterBar(QWidget):
    """What the user filters by; `filter()` is it.

    changed()   after every change, words a moment later
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._here: tuple[str, ...] = ()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(ASK_AFTER_MS)
        self._wait.timeout.connect(self.changed)
        self.words = QLineEdit(self)
        self.words.setPlaceholderText(tr("Search notes"))
        self.words.setAccessibleName(tr("Search notes"))
        self.words.setClearButtonEnabled(True)
        self.words.textChanged.connect(self._words_changed)
        self._kind = self._combo(tr("Kind"), self._kinds())
        self._group = self._combo(tr("Tag or folder"), [(tr("All tags"), None)])
        self._state = self._combo(tr("State of the source"), _states())
        self._order = self._combo(tr("Order"), _orders())
        self._only_here = QCheckBox(tr("This article only"), self)
        self._only_here.toggled.connect(self.changed)
        grid = QGridLayout(self)
        grid.setContentsMargins(6, 6, 6, 2)
        grid.setSpacing(4)
        grid.addWidget(self.words, 0, 0, 1, 2)
        grid.addWidget(self._kind, 1, 0)
        grid.addWidget(self._group, 1, 1)
        grid.addWidget(self._state, 2, 0)
        grid.addWidget(self._order, 2, 1)
        grid.addWidget(self._only_here, 3, 0, 1, 2)

    def filter(self) -> Filter:
        """The filter that the fields say."""
        kind, group, order = (box.currentData() for box in (self._kind, self._group, self._order))
        chosen = Filter(text=self.words.text(), sort=order[0], descending=order[1])
        if kind == BIN:
            chosen = replace(chosen, binned=True)
        elif kind:
            chosen = replace(chosen, kinds=(kind,))
        if group:
            name, value = group
            chosen = replace(chosen, **({"tags": (value,)} if name == TAG else {"folder": value}))
        if self._only_here.isChecked() and self._here:
            chosen = replace(chosen, sources=self._here)
        return chosen

    @property
    def state(self) -> str | None:
        """The state the anchors must be in; None for any."""
        return self._state.currentData()

    @property
    def shows_bin(self) -> bool:
        return self._kind.currentData() == BIN

    def show_article(self, key: str | None) -> None:
        """Which article is meant by this one."""
        self._here = (key,) if key else ()
        self._only_here.setEnabled(bool(key))
        if self._only_here.isChecked():
            self.changed.emit()

    def show_groups(self, tags: Mapping[str, int], folders: Mapping[str, int]) -> None:
        """The tags and folders there are, with how many notes each has."""
        kept = self._group.currentData()
        with QSignalBlocker(self._group):
            self._group.clear()
            self._group.addItem(tr("All tags"), None)
            for tag, count in tags.items():
                self._group.addItem(f"#{tag} ({count})", (TAG, tag))
            for folder, count in folders.items():
                self._group.addItem(f"▸ {folder} ({count})", (FOLDER, folder))
            self._select(self._group, kept)

    def choose(
        self, kind: str | None = None, tag: str | None = None, folder: str | None = None
    ) -> None:
        """Set the fields; what is not given is set to all."""
        with QSignalBlocker(self):
            self.words.clear()
            self._only_here.setChecked(False)
            self._select(self._kind, kind)
            self._select(self._state, None)
            group = (TAG, tag) if tag else (FOLDER, folder) if folder else None
            self._select(self._group, group)
        self.changed.emit()

    @staticmethod
    def _select(box: QComboBox, data: object) -> None:
        values = [box.itemData(at) for at in range(box.count())]
        wanted = tuple(data) if isinstance(data, list) else data
        values = [tuple(value) if isinstance(value, list) else value for value in values]
        box.setCurrentIndex(values.index(wanted) if wanted in values else 0)

    def _combo(self, name: str, items: list[tuple[str, object]]) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(name)
        box.setToolTip(name)
        box.setMinimumContentsLength(6)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for text, data in items:
            box.addItem(text, data)
        box.currentIndexChanged.connect(self._chosen)
        return box

    def _chosen(self, _index: int) -> None:
        self.changed.emit()

    def _words_changed(self, _words: str) -> None:
        self._wait.start()

    @staticmethod
    def _kinds() -> list[tuple[str, object]]:
        names = note_kinds()
        kinds: list[tuple[str, object]] = [(tr("All notes"), None)]
        return [*kinds, *((names[kind], kind) for kind in KINDS), (tr("Bin"), BIN)]


def _states() -> list[tuple[str, object]]:
    return [(tr("Any state"), None), *((title, name) for name, title in state_titles().items())]


def _orders() -> list[tuple[str, object]]:
    return [
        (tr("Newest first"), ("created", True)),
        (tr("Oldest first"), ("created", False)),
        (tr("Last changed"), ("modified", True)),
        (tr("By article"), ("source", False)),
        (tr("By kind"), ("kind", False)),
        (tr("By colour"), ("colour", False)),
        (tr("By folder"), ("folder", False)),
    ]

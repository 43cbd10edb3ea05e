"""The dialog of one note: words quoted, the reader's own words, tags, colour, folder."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from reader.i18n import tr
from reader.notes import COLOURS, Note
from reader.ui.plain import buttons_of
from reader.ui.wording import colours, note_kinds

SEPARATORS = ",，;；、"
TYPED_AFTER_MS = 700


class NoteEditor(QDialog):
    """Edits a note; `note()` is the note as it was left. Ctrl+Enter saves, Escape does not.

    typed(object)   the note as it stands, a moment after each change of its words
    """

    typed = Signal(object)

    def __init__(
        self,
        note: Note,
        tags: Iterable[str],
        folders: Iterable[str],
        citation: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._note = note
        self.setWindowTitle(note_kinds()[note.kind])
        self.resize(520, 420)
        self._text = QPlainTextEdit(note.note, self)
        self._text.setPlaceholderText(tr("Your own words (optional)"))
        self._text.setTabChangesFocus(True)
        self._tags = QLineEdit(", ".join(note.tags), self)
        self._tags.setPlaceholderText(tr("separated by commas"))
        self._tags.setCompleter(_tag_completer(sorted(tags), self))
        self._colour = QComboBox(self)
        self._colour.addItem(tr("None"), None)
        for key in COLOURS:
            self._colour.addItem(colours()[key], key)
        self._colour.setCurrentIndex(max(0, self._colour.findData(note.colour)))
        self._folder = QComboBox(self)
        self._folder.setEditable(True)
        self._folder.addItems(["", *sorted(folders)])
        self._folder.setCurrentText(note.folder)
        self._lay_out(citation)
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPED_AFTER_MS)
        self._pause.timeout.connect(self._tell_typed)
        self._text.textChanged.connect(self._pause.start)
        self._tags.textChanged.connect(self._restart)

    def _lay_out(self, citation: str) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        if self._note.text:
            form.addRow(tr("Quoted"), self._shown(self._note.text, 96, tr("Quoted")))
        if citation:
            form.addRow(tr("Source"), self._shown(citation, 52, tr("Source")))
        form.addRow(tr("&Note"), self._text)
        form.addRow(tr("&Tags"), self._tags)
        form.addRow(tr("&Colour"), self._colour)
        form.addRow(tr("&Folder"), self._folder)
        standard = QDialogButtonBox.StandardButton
        buttons = buttons_of(self, standard.Save, standard.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self.accept)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(buttons)

    def _shown(self, text: str, height: int, name: str) -> QPlainTextEdit:
        shown = QPlainTextEdit(text, self)
        shown.setReadOnly(True)
        shown.setMaximumHeight(height)
        shown.setTabChangesFocus(True)
        shown.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        shown.setAccessibleName(name)
        return shown

    def _restart(self, _text: str) -> None:
        self._pause.start()

    def _tell_typed(self) -> None:
        self.typed.emit(self.note())

    def done(self, result: int) -> None:
        """However it is closed, no draft follows."""
        self._pause.stop()
        super().done(result)

    def note(self) -> Note:
        """The note with what was typed."""
        return replace(
            self._note,
            note=self._text.toPlainText().strip(),
            tags=split_tags(self._tags.text()),
            colour=self._colour.currentData(),
            folder="/".join(filter(None, map(str.strip, self._folder.currentText().split("/")))),
        )


def split_tags(text: str) -> tuple[str, ...]:
    """The tags in a line of text, parted by Chinese or Western commas; each once."""
    for separator in SEPARATORS[1:]:
        text = text.replace(separator, SEPARATORS[0])
    tags = (tag.strip().lstrip("#") for tag in text.split(SEPARATORS[0]))
    return tuple(dict.fromkeys(tag for tag in tags if tag))


class _TagCompleter(QCompleter):
    """Completes the tag at the end of the line."""

    def splitPath(self, path: str) -> list[str]:
        return [path.replace("，", ",").rpartition(",")[2].strip()]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        field = self.widget()
        assert isinstance(field, QLineEdit)
        before = field.text().replace("，", ",").rpartition(",")[0]
        tag = super().pathFromIndex(index)
        return f"{before}, {tag}" if before else tag


def _tag_completer(tags: list[str], parent: QWidget) -> QCompleter:
    completer = _TagCompleter(parent)
    completer.setModel(QStringListModel(tags, completer))
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    return completer

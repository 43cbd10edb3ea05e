"""The export dialog: which notes, in which format and citation style, to a file or copied."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from reader.errors import JianbaoError
from reader.export import (
    FORMATS,
    STYLES,
    Selection,
    export,
    save,
    shipped_template,
    style_title,
)
from reader.files import write_atomically
from reader.i18n import ntr, tr
from reader.notes import Note
from reader.ui.plain import Label, buttons_of, plain_tip
from reader.ui.slim import slim

if TYPE_CHECKING:
    from reader.ui.desk import Desk

PREVIEWED = 20  # notes shown in the preview
BINARY = ("docx", "xlsx")
COPIED_AS = {"html": "text/html"}
TEMPLATE_OF = {"markdown": "quotations.md", "html": "quotations.html", "text": "quotations.txt"}


class ExportDialog(QDialog):
    """Exports notes. `scopes` are (name, notes) pairs; the first is chosen at the start."""

    def __init__(
        self,
        desk: Desk,
        scopes: Sequence[tuple[str, Sequence[Note]]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._scopes = scopes
        self.setWindowTitle(tr("Export"))
        self.resize(640, 560)
        self._scope = self._combo(
            (f"{name} ({len(notes)})", at) for at, (name, notes) in enumerate(scopes)
        )
        self._format = self._combo((kind.label, name) for name, kind in FORMATS.items())
        self._style = self._combo((style_title(style), style) for style in STYLES)
        self._style.setCurrentIndex(
            max(0, self._style.findData(desk.settings.get("citation_style")))
        )
        self._preview = QPlainTextEdit(self)
        slim(self._preview)
        self._preview.setReadOnly(True)
        self._preview.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self._preview.setAccessibleName(tr("Preview"))
        self._told = Label(self)
        self._told.setWordWrap(True)
        self._lay_out()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(0)
        self._wait.timeout.connect(self._show_preview)
        for box in (self._scope, self._format, self._style):
            box.currentIndexChanged.connect(self._changed)
        self._changed(0)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(tr("&Which notes"), self._scope)
        form.addRow(tr("&Format"), self._format)
        form.addRow(tr("&Citation style"), self._style)
        form.addRow(tr("Preview"), self._preview)
        buttons = buttons_of(self, QDialogButtonBox.StandardButton.Close)
        self._save = buttons.addButton(tr("&Save…"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._copy = buttons.addButton(
            tr("Copy to clip&board"), QDialogButtonBox.ButtonRole.ActionRole
        )
        self._template = buttons.addButton(
            tr("Customise &template…"), QDialogButtonBox.ButtonRole.ActionRole
        )
        self._template.setToolTip(plain_tip(tr("Open your own copy of this format's template")))
        self._template.clicked.connect(self._customise)
        self._save.clicked.connect(self._save_file)
        self._copy.clicked.connect(self._copy_all)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(self._told)
        column.addWidget(buttons)

    def _combo(self, items: Iterable[tuple[str, object]]) -> QComboBox:
        box = QComboBox(self)
        for text, data in items:
            box.addItem(text, data)
        return box

    def _changed(self, _index: int) -> None:
        binary = self._format.currentData() in BINARY
        some = bool(self._notes())
        self._save.setEnabled(some)
        self._copy.setEnabled(some and not binary)
        self._template.setEnabled(self._format.currentData() in TEMPLATE_OF)
        self._preview.setEnabled(not binary)
        self._wait.start()

    def _show_preview(self) -> None:
        self._told.clear()
        if not self._notes():
            self._preview.setPlainText(
                tr("There is nothing to export yet: select text in an article and press Ctrl+Q.")
            )
            return
        if self._format.currentData() in BINARY:
            self._preview.setPlainText(tr("This format has no preview."))
            return
        try:
            data = self._made(PREVIEWED)
        except JianbaoError as error:
            self._told.setText(str(error))
            return
        self._preview.setPlainText(data.decode("utf-8-sig", "replace"))

    def _notes(self) -> Sequence[Note]:
        return self._scopes[self._scope.currentData()][1]

    def _made(self, most: int | None = None) -> bytes:
        library = self._desk.library
        selection = Selection(
            tuple(library.clipping(note) for note in self._notes()[:most]),
            style=self._style.currentData(),
            templates=self._desk.paths.templates,
        )
        return export(selection, self._format.currentData())

    def _customise(self) -> None:
        """Copy the shipped template to the user's own, unless it is there, and open it."""
        try:
            own = own_template(self._desk.paths.templates, TEMPLATE_OF[self._format.currentData()])
        except OSError as error:
            reason = error.strerror or type(error).__name__
            self._told.setText(tr("The template cannot be copied: {reason}.", reason=reason))
            return
        opened = QDesktopServices.openUrl(QUrl.fromLocalFile(str(own)))
        words = (
            tr("Save your changes and choose the format again to see them. Your template: {path}",
               path=own)
            if opened
            else tr("Your template is {path}. Edit it with any text editor.", path=own)
        )  # fmt: skip
        self._told.setText(words)

    def _save_file(self) -> None:
        kind = FORMATS[self._format.currentData()]
        chosen, _ = QFileDialog.getSaveFileName(
            self, tr("Export"), tr("quotations") + kind.suffix, f"{kind.label} (*{kind.suffix})"
        )
        if not chosen:
            return
        try:
            save(Path(chosen), self._made())
        except JianbaoError as error:
            self._told.setText(str(error))
            return
        self._desk.settings.set("citation_style", self._style.currentData())
        self.accept()

    def _copy_all(self) -> None:
        name = self._format.currentData()
        try:
            text = self._made().decode("utf-8-sig", "replace")
        except JianbaoError as error:
            self._told.setText(str(error))
            return
        data = QMimeData()
        data.setText(text)
        if name in COPIED_AS:
            data.setHtml(text)
        QGuiApplication.clipboard().setMimeData(data)
        count = len(self._notes())
        self._told.setText(ntr("{count} note copied.", "{count} notes copied.", count))


def own_template(folder: Path, name: str) -> Path:
    """The user's own template; a copy of the shipped one where there is none yet."""
    own = folder / name
    if not own.exists():
        folder.mkdir(parents=True, exist_ok=True)
        write_atomically(own, shipped_template(name).read_bytes())
    return own

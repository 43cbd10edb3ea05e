"""The settings dialog: every setting with its words; a change shows at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QFontInfo
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFontComboBox,
    QFormLayout,
    QHBoxLayout,
    QListWidget,
    QPushButton,
    QSpinBox,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from reader.i18n import tr
from reader.ui.plain import Label, buttons_of
from reader.ui.slim import slim
from reader.ui.theme import SANS, SERIF

if TYPE_CHECKING:
    from reader.ui.settings import Settings
    from reader.ui.shelf import Shelf


def language_titles() -> dict[str, str]:
    """The languages of the interface, each in its own words."""
    return {"": tr("As the system"), "en": "English", "zh_CN": "简体中文"}


def theme_titles() -> dict[str, str]:
    """The themes."""
    return {
        "system": tr("As the system"),
        "paper": tr("Paper"),
        "light": tr("Light"),
        "dark": tr("Dark"),
    }


def script_titles() -> dict[str, str]:
    """How Han characters are shown; the text itself never changes."""
    return {
        "original": tr("As printed"),
        "simplified": tr("Simplified"),
        "traditional": tr("Traditional"),
    }


class Form(QWidget):
    """A page of the dialog: rows that show one setting each and change it at once."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._layout = QFormLayout(self)
        self._layout.setContentsMargins(18, 18, 18, 12)
        self._layout.setVerticalSpacing(10)

    def choice(self, name: str, label: str, titles: dict[str, str]) -> None:
        """A setting that is one of several."""
        box = QComboBox(self)
        box.setObjectName(name)
        for value, title in titles.items():
            box.addItem(title, value)
        box.setCurrentIndex(box.findData(self._settings.get(name)))
        box.currentIndexChanged.connect(self._chosen)
        self._layout.addRow(label, box)

    def number(self, name: str, label: str, span: tuple[int, int, int], unit: str) -> None:
        """A setting that is a number: least, most, step."""
        box = QSpinBox(self)
        box.setObjectName(name)
        box.setRange(*span[:2])
        box.setSingleStep(span[2])
        box.setSuffix(unit)
        box.setValue(self._settings.get(name))
        box.valueChanged.connect(self._numbered)
        self._layout.addRow(label, box)

    def switch(self, name: str, label: str) -> None:
        """A setting that is on or off."""
        box = QCheckBox(label, self)
        box.setObjectName(name)
        box.setChecked(self._settings.get(name))
        box.toggled.connect(self._switched)
        self._layout.addRow(box)

    def typeface(self, name: str, label: str) -> None:
        """A font family; where none is chosen, the one found for Simplified Chinese is shown."""
        box = QFontComboBox(self)
        box.setObjectName(name)
        box.setWritingSystem(box.writingSystem().SimplifiedChinese)
        font = QFont()
        font.setFamilies([self._settings.get(name) or SERIF[0], *SERIF, *SANS])
        box.setCurrentFont(QFont(QFontInfo(font).family()))
        box.currentFontChanged.connect(self._font_chosen)
        self._layout.addRow(label, box)

    def remark(self, text: str) -> None:
        """A line of explanation."""
        label = Label(text, self)
        label.setWordWrap(True)
        self._layout.addRow(label)

    def _chosen(self, _row: int) -> None:
        box = self.sender()
        if isinstance(box, QComboBox):
            self._settings.set(box.objectName(), box.currentData())

    def _numbered(self, value: int) -> None:
        self._settings.set(self.sender().objectName(), value)

    def _switched(self, on: bool) -> None:
        self._settings.set(self.sender().objectName(), on)

    def _font_chosen(self, font: QFont) -> None:
        self._settings.set(self.sender().objectName(), font.family())


class FolderPage(QWidget):
    """The folders of the collection."""

    def __init__(self, shelf: Shelf, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._list = QListWidget(self)
        slim(self._list)
        self._list.setAccessibleName(tr("Folders of the collection"))
        self._list.addItems([str(folder) for folder in shelf.folders])
        add = QPushButton(tr("&Add…"), self)
        add.clicked.connect(self._add)
        remove = QPushButton(tr("&Remove"), self)
        remove.clicked.connect(self._remove)
        remove.setToolTip(tr("The folder itself and your notes stay as they are"))
        self._watch = QCheckBox(tr("&Notice when files change"), self)
        self._watch.setChecked(settings.get("watch_folders"))
        self._watch.toggled.connect(self._watch_chosen)
        self._settings = settings
        buttons = QHBoxLayout()
        buttons.addWidget(add)
        buttons.addWidget(remove)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 18, 18, 12)
        layout.addWidget(
            Label(tr("Articles are only read from these folders; nothing is written there."), self)
        )
        layout.addWidget(self._list)
        layout.addLayout(buttons)
        layout.addWidget(self._watch)

    def _folders(self) -> list[Path]:
        return [Path(self._list.item(row).text()) for row in range(self._list.count())]

    def _add(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, tr("Add a folder of articles"))
        if chosen and Path(chosen) not in self._folders():
            self._list.addItem(chosen)
            self._shelf.set_folders(self._folders())

    def _remove(self) -> None:
        for item in self._list.selectedItems():
            self._list.takeItem(self._list.row(item))
        self._shelf.set_folders(self._folders())

    def _watch_chosen(self, on: bool) -> None:
        self._settings.set("watch_folders", on)


class Preferences(QDialog):
    """All settings on four pages."""

    def __init__(self, settings: Settings, shelf: Shelf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Settings"))
        self._pages = QTabWidget(self)
        self._pages.addTab(self._reading_page(settings), tr("Reading"))
        self._pages.addTab(self._marks_page(settings), tr("Marks"))
        self._pages.addTab(FolderPage(shelf, settings, self), tr("Folders"))
        self._pages.addTab(self._general_page(settings), tr("General"))
        close = buttons_of(self, QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self._pages)
        layout.addWidget(close)
        self.resize(520, 440)

    def show_folders(self) -> None:
        """Bring the page of the folders to the front."""
        self._pages.setCurrentIndex(2)

    def _reading_page(self, settings: Settings) -> Form:
        page = Form(settings, self)
        page.choice("theme", tr("&Theme"), theme_titles())
        page.typeface("font_family", tr("&Font of the articles"))
        page.number("font_size", tr("&Size"), (8, 40, 1), tr(" pt"))
        page.number("line_width", tr("&Width of the column"), (20, 60, 1), tr(" characters"))
        page.number("line_spacing", tr("Line s&pacing"), (110, 260, 5), " %")
        page.choice("script", tr("&Characters"), script_titles())
        page.switch("paragraph_numbers", tr("Paragraph &numbers in the margin"))
        return page

    def _marks_page(self, settings: Settings) -> Form:
        page = Form(settings, self)
        page.switch("figure_layer", tr("Mark &figures"))
        page.switch("people_layer", tr("Mark &people"))
        page.switch("doubt_layer", tr("Mark &doubtful places"))
        return page

    def _general_page(self, settings: Settings) -> Form:
        page = Form(settings, self)
        page.choice("language", tr("&Language"), language_titles())
        page.remark(tr("A new language takes effect at the next start."))
        return page

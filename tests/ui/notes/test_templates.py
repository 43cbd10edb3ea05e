"""The user's own templates from the export dialog."""

from __future__ import annotations

from PySide6.QtGui import QDesktopServices

from reader.export import FORMATS, TEMPLATES
from reader.ui.notes import keeping
from reader.ui.notes.exporting import TEMPLATE_OF, ExportDialog, own_template


def test_every_template_belongs_to_a_format() -> None:
    assert set(TEMPLATE_OF.values()) == set(TEMPLATES)
    assert set(TEMPLATE_OF) <= set(FORMATS)


def test_a_copy_is_made_once_and_the_users_words_win(qtbot, desk, passage, monkeypatch) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: False)
    dialog = ExportDialog(desk, [("all", [keeping.made(desk.library, "quotation", passage)])])
    qtbot.addWidget(dialog)
    dialog._format.setCurrentIndex(dialog._format.findData("text"))
    dialog._template.click()
    own = desk.paths.templates / "quotations.txt"
    assert own.is_file() and str(own) in dialog._told.text()
    own.write_text("mine", encoding="utf-8")
    assert own_template(desk.paths.templates, own.name).read_text("utf-8") == "mine"
    dialog._show_preview()
    assert dialog._preview.toPlainText() == "mine"
    dialog._format.setCurrentIndex(dialog._format.findData("csv"))
    assert not dialog._template.isEnabled()

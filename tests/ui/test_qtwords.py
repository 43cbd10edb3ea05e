"""Qt's own dialogs speak Chinese to the last label."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QFileDialog, QLabel

from reader import i18n
from reader.ui.qtwords import QtWords, words


@pytest.fixture
def _chinese(qapp) -> Iterator[None]:
    i18n.set_language("zh_CN")
    of_qt = QTranslator()
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    assert of_qt.load(QLocale("zh_CN"), "qtbase", "_", folder)
    ours = QtWords()
    installed = [each for each in (ours, of_qt) if qapp.installTranslator(each)]
    assert len(installed) == 2
    yield
    for each in installed:
        qapp.removeTranslator(each)
    i18n.set_language("en")


@pytest.mark.usefixtures("_chinese")
def test_the_file_dialog_has_no_english_label(qtbot, tmp_path) -> None:
    dialog = QFileDialog(None, "", str(tmp_path), "ZIP (*.zip)")
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    labels = [label.text() for label in dialog.findChildren(QLabel) if label.text()]
    assert len(labels) >= 3
    assert not [label for label in labels if label.isascii()]


@pytest.mark.usefixtures("_chinese")
def test_what_qt_translates_and_what_nobody_knows_stays() -> None:
    say = QCoreApplication.translate
    assert say("QPlatformTheme", "Cancel") == "取消"
    assert say("QFileDialog", "no words of Qt") == "no words of Qt"
    assert all(not text.isascii() for text in words().values())

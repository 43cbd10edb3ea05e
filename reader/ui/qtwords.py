"""Words of Qt's own dialogs that its Chinese translation leaves in English."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTranslator

from reader.i18n import tr


def words() -> dict[str, str]:
    """The words as Qt has them, and in the user's language."""
    return {
        "&Look in:": tr("&Look in:"),
        "Files of &type:": tr("Files of &type:"),
        "Folder": tr("Folder"),
        "Drive": tr("Drive"),
        "Page &order:": tr("Page &order:"),
        "Pages &per sheet:": tr("Pages &per sheet:"),
        "Page &Set:": tr("Page &Set:"),
    }


class QtWords(QTranslator):
    """Asked for what no other translator knows: install it before Qt's own."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words()

    def isEmpty(self) -> bool:
        return False

    def translate(
        self, context: str, source: str, /, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        del context, disambiguation, n  # none of these words has two meanings
        return self._words.get(source)

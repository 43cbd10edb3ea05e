"""What all line edits share."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QToolButton

from reader.i18n import tr


def name_clear_button(field: QLineEdit) -> None:
    """Give the button that empties a field a name for screen readers; Qt leaves it nameless."""
    for button in field.findChildren(QToolButton):
        if not button.accessibleName():
            button.setAccessibleName(tr("Clear the field"))
            button.setToolTip(tr("Clear the field"))

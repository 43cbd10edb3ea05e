"""The metadata editor: the user's own word on title, date, authors and the rest.

What the text itself betrays stands in the fields as a hint; only what the user types is
kept. With several articles, the fields that may be common to them are edited at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from reader.i18n import ntr, tr
from reader.notes import field_fits, parse_field
from reader.ui.plain import Label, buttons_of, warn
from reader.ui.tree.fields import field_titles, shown

if TYPE_CHECKING:
    from reader.notes import Metadata

ALONE = ("title", "subtitle", "page", "url", "accessed")  # never the same for several articles


class MetadataEditor(QDialog):
    """Edits `overrides` (one an article) over what is `known` of each.

    `result_overrides()` gives the new ones, in the same order, after `exec`.
    """

    def __init__(
        self,
        names: Sequence[str],
        known: Sequence[Metadata],
        overrides: Sequence[Metadata],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._overrides = overrides
        self._fields: dict[str, QLineEdit] = {}
        self.setWindowTitle(tr("Title, date, authors"))
        head = Label(self._headline(names), self)
        head.setWordWrap(True)
        form = QFormLayout()
        for name, title in field_titles().items():
            if len(names) == 1 or name not in ALONE:
                self._fields[name] = self._field(name, known, overrides)
                form.addRow(title, self._fields[name])
        hint = Label(
            tr(
                "Grey is what the article itself says. Write dates as 2018-07-17 or 2018-07 and "
                "separate authors with commas. An empty field keeps what the article says."
            ),
            self,
        )
        hint.setWordWrap(True)
        standard = QDialogButtonBox.StandardButton
        buttons = buttons_of(self, standard.Ok, standard.Cancel)
        buttons.accepted.connect(self._check)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(12)
        layout.addWidget(head)
        layout.addLayout(form)
        layout.addWidget(hint)
        layout.addWidget(buttons)
        self.setMinimumWidth(480)

    def _headline(self, names: Sequence[str]) -> str:
        if len(names) == 1:
            return names[0]
        return ntr("{count} article at once", "{count} articles at once", len(names))

    def _field(
        self, name: str, known: Sequence[Metadata], overrides: Sequence[Metadata]
    ) -> QLineEdit:
        field = QLineEdit(self)
        own = {shown(name, getattr(each, name)) for each in overrides}
        hints = {shown(name, getattr(each, name)) for each in known}
        field.setText(own.pop() if len(own) == 1 else "")
        field.setPlaceholderText(tr("(different)") if own or len(hints) > 1 else hints.pop())
        return field

    def _check(self) -> None:
        for name, field in self._fields.items():
            if not field_fits(name, field.text()):
                warn(
                    self,
                    self.windowTitle(),
                    tr(
                        "“{text}” is not a date. Write 2018-07-17, 2018-07 or 2018.",
                        text=field.text(),
                    ),
                )
                field.setFocus()
                return
        self.accept()

    def result_overrides(self) -> list[Metadata]:
        """The overrides as edited; fields that were not touched stay as they were."""
        edited: dict[str, Any] = {
            name: parse_field(name, field.text())
            for name, field in self._fields.items()
            if field.isModified()
        }
        return [replace(override, **edited) for override in self._overrides]

"""The same figure in different articles: proposals with both sentences, agree or differ."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from reader.figures.grouping import Group, Stated
from reader.i18n import ntr, tr
from reader.ui.places import Place
from reader.ui.plain import Label
from reader.ui.slim import slim
from reader.ui.wording import figure_value

if TYPE_CHECKING:
    from reader.ui.theme import Look

PLACE = Qt.ItemDataRole.UserRole
AGREE, DIFFER = "＝", "≠"


class GroupList(QWidget):
    """Groups of figures that seem to state the same.

    place_chosen(object)   Place of a sentence that was clicked
    """

    place_chosen = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._told = Label(self)
        self._told.setWordWrap(True)
        self._told.setMargin(6)
        self.tree = QTreeWidget(self)
        slim(self.tree)
        self.tree.setHeaderLabels([tr("Figure"), tr("Value"), tr("Article")])
        self.tree.setUniformRowHeights(True)
        head = self.tree.header()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.resizeSection(1, self.fontMetrics().horizontalAdvance("国") * 12)
        head.resizeSection(2, self.fontMetrics().horizontalAdvance("国") * 18)
        self.tree.setAccessibleName(tr("Same figure in different articles"))
        self.tree.itemClicked.connect(self._chosen)
        self.tree.itemActivated.connect(self._chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._told.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._told)
        column.addWidget(self.tree, 1)
        self.tree.hide()  # until figures have been compared

    def show_groups(self, groups: Sequence[Group], titles: dict[str, str] | None = None) -> None:
        """Show groups, those that differ first; `titles` are the articles' titles by key."""
        self.tree.clear()
        names = titles or {}
        for group in sorted(groups, key=lambda group: (group.agree, -group.likeness)):
            self._add(group, names)
        self.tree.setVisible(bool(groups))
        self._told.setText(_told(groups))

    def _add(self, group: Group, titles: dict[str, str]) -> None:
        sign, word = (AGREE, tr("agree")) if group.agree else (DIFFER, tr("differ"))
        first = group.members[0]
        head = QTreeWidgetItem(self.tree)
        words = first.figure.subject or " ".join(first.sentence.split())
        head.setText(0, f"{sign} " + tr("{what}: {words}", what=word, words=words))
        values = dict.fromkeys(member.figure.surface for member in group.members)
        head.setText(1, " / ".join(values))
        font = head.font(0)
        font.setBold(not group.agree)
        head.setFont(0, font)
        for member in group.members:
            head.addChild(self._child(member, titles))
        head.setExpanded(not group.agree)

    def _child(self, stated: Stated, titles: dict[str, str]) -> QTreeWidgetItem:
        figure = stated.figure
        item = QTreeWidgetItem(
            [
                " ".join(stated.sentence.split()),
                figure_value(figure),
                " ".join(titles.get(stated.source, stated.source).split()),
            ]
        )
        item.setData(0, PLACE, Place(stated.source, figure.block, figure.start, figure.end))
        return item

    def _chosen(self, item: QTreeWidgetItem, _column: int) -> None:
        place = item.data(0, PLACE)
        if isinstance(place, Place):
            self.place_chosen.emit(place)


def _told(groups: Sequence[Group]) -> str:
    if not groups:
        return tr("No two of these figures, in different articles, seem to state the same thing.")
    differ = sum(not group.agree for group in groups)
    return (
        ntr("{count} proposal", "{count} proposals", len(groups))
        + " · "
        + ntr("{count} differs", "{count} differ", differ)
        + "\n"
        + tr("These seem to state the same thing. Read both sentences: you decide.")
    )

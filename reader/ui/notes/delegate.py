"""How a note looks in the list: its kind and colour, the words, the reader's own words, tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from reader.i18n import tr
from reader.notes import Note
from reader.ui.kept import highlight_colours
from reader.ui.notes.model import Role
from reader.ui.painting import ink
from reader.visible import visible

if TYPE_CHECKING:
    from reader.ui.theme import Look, Theme

SIGNS = {"quotation": "❝", "highlight": "▍", "bookmark": "★", "note": "✎"}
PADDING = 8
BAND = 4  # the coloured edge
LINES = 4


class NoteDelegate(QStyledItemDelegate):
    """Two lines of the quotation, one of the note, one of source and tags; all rows as high."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look

    def sizeHint(
        self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(160, QFontMetrics(option.font).lineSpacing() * LINES + 2 * PADDING)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        note = index.data(Role.NOTE)
        if not isinstance(note, Note):
            return
        painter.save()
        painter.setClipRect(option.rect)
        self._ground(painter, option, note)
        self._words(painter, option, index, note)
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, note: Note) -> None:
        theme = self._look.theme
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(option.rect, QColor(theme.selection if chosen else theme.page))
        band = QRect(option.rect.left(), option.rect.top() + 3, BAND, option.rect.height() - 6)
        painter.fillRect(band, QColor(_band(note, theme)))
        painter.setPen(QColor(theme.border))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())

    def _words(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
        note: Note,
    ) -> None:
        strong, weak = ink(option, faint=False), ink(option, faint=True)
        box = option.rect.adjusted(BAND + PADDING, PADDING, -PADDING, -PADDING)
        metrics = QFontMetrics(option.font)
        sign = round(metrics.horizontalAdvance("国") * 1.4)  # the widest sign and some air
        lines = _wrapped(note.text or note.note, metrics, box.width() - sign, 2)
        free = LINES - len(lines) - 1 - bool(note.note and note.text)
        box.translate(0, free * metrics.lineSpacing() // 2)  # a short note in the middle
        painter.setPen(weak)
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft, SIGNS[note.kind])
        painter.setPen(strong)
        for at, line in enumerate(lines):
            painter.drawText(self._line(box, metrics, at, sign), Qt.AlignmentFlag.AlignLeft, line)
        at = len(lines)
        if note.note and note.text:
            font = QFont(option.font)
            font.setItalic(not _is_han(note.note))
            painter.setFont(font)
            text = metrics.elidedText(
                "✎ " + _flat(note.note), Qt.TextElideMode.ElideRight, box.width() - sign
            )
            painter.drawText(self._line(box, metrics, at, sign), Qt.AlignmentFlag.AlignLeft, text)
            painter.setFont(option.font)
            at += 1
        painter.setPen(weak)
        text = _foot(index, note, metrics, box.width() - sign)
        painter.drawText(self._line(box, metrics, at, sign), Qt.AlignmentFlag.AlignLeft, text)

    @staticmethod
    def _line(box: QRect, metrics: QFontMetrics, at: int, indent: int) -> QRect:
        height = metrics.lineSpacing()
        return QRect(box.left() + indent, box.top() + at * height, box.width() - indent, height)


def _band(note: Note, theme: Theme) -> str:
    """The colour at a note's edge: that of its passage on the page."""
    if note.colour:
        return highlight_colours(theme)[note.colour]
    return theme.accent if note.kind == "bookmark" else theme.quote


def state_name(state: str) -> str:
    """The state of an anchor in words; nothing where all is well or not known."""
    return {
        "moved": tr("moved"),
        "changed": tr("the source has changed"),
        "orphan": tr("not found in the source"),
    }.get(state, "")


def _foot(
    index: QModelIndex | QPersistentModelIndex, note: Note, metrics: QFontMetrics, width: int
) -> str:
    """State, tags, folder and day in full if they fit; the article's title in what is left."""
    elide = Qt.TextElideMode.ElideRight
    tags = " ".join(f"#{tag}" for tag in note.tags)
    parts = (state_name(str(index.data(Role.STATE) or "")), tags, note.folder, note.created[:10])
    known = visible(" · ".join(part for part in parts if part))
    room = width - metrics.horizontalAdvance(f"{known} · ")
    title = metrics.elidedText(_flat(str(index.data(Role.TITLE))), elide, max(room, width // 4))
    return metrics.elidedText(f"{title} · {known}", elide, width)


def _flat(text: str) -> str:
    return visible(" ".join(text.split()))


def _is_han(text: str) -> bool:
    return any("\u4e00" <= char <= "\u9fff" for char in text)


def _wrapped(text: str, metrics: QFontMetrics, width: int, most: int) -> list[str]:
    """`text` in at most `most` lines, broken anywhere, the last one cut with an ellipsis."""
    rest = _flat(text)[:400]
    lines: list[str] = []
    while rest and len(lines) < most - 1:
        count = _fitting(rest, metrics, width)
        lines.append(rest[:count])
        rest = rest[count:].lstrip()
    if rest:
        lines.append(metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width))
    return lines


def _fitting(text: str, metrics: QFontMetrics, width: int) -> int:
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (
            (middle, high)
            if metrics.horizontalAdvance(text[:middle]) <= width
            else (low, middle - 1)
        )
    return low

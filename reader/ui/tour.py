"""The short tour: a few cards beside what they speak of. It can be left at any time."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolBar, QVBoxLayout, QWidget

from reader.i18n import tr
from reader.ui.plain import Label

if TYPE_CHECKING:
    from reader.ui.window import Window

CARD_WIDTH = 340
GAP = 12


class Stop(NamedTuple):
    """One card: what it is beside (a name of the window's), its head and its words.

    `button`: the command whose button in the toolbar stands for it where it is folded away.
    """

    beside: str
    head: str
    words: str
    button: str = ""


def stops() -> tuple[Stop, ...]:
    """The cards in order."""
    return (
        Stop(
            "reading",
            tr("The text, made whole"),
            tr(
                "Lines cut by the newspaper's columns are joined and blanks between letters are "
                "gone. F2 lays the original beside it: nothing is invented and nothing is lost."
            ),
        ),
        Stop(
            "search.field",
            tr("One box for everything"),
            tr(
                "Ctrl+K, then any words, one character or many; 金额>=10亿 finds figures. "
                "F3 goes from hit to hit, through all articles."
            ),
        ),
        Stop(
            "side",
            tr("Figures, outline, notes"),
            tr(
                "Every amount, date and share in the article is listed here. Select text and press "
                "Ctrl+Q to keep a quotation, Ctrl+Shift+C to copy it with its source."
            ),
            "side_panel",
        ),
        Stop(
            "left",
            tr("Your own articles"),
            tr(
                "Drop a folder here or press Ctrl+O. Your files are only ever read. "
                "Ctrl+Shift+P lists all commands; F1 shows this tour again."
            ),
            "tree_panel",
        ),
    )


def stops_for(window: Window) -> tuple[Stop, ...]:
    """The cards for what the window shows: without a text none praises it."""
    text, *others, own = stops()
    if window.reading.current_article() is None:
        return (own, *others)
    return (text, *others, own)


class Tour(QObject):
    """Walks over the stops. Esc and the button leave; nothing is blocked meanwhile."""

    ended = Signal()

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._stops = stops_for(window)
        self._at = 0
        self._frame = QFrame(window)
        self._frame.setObjectName("tourFrame")
        self._frame.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._card = QFrame(window)
        self._card.setObjectName("tourCard")
        self._card.setFixedWidth(CARD_WIDTH)
        self._card.setAccessibleName(tr("Short tour"))
        self._head = Label(self._card)
        self._words = Label(self._card)
        self._words.setWordWrap(True)
        self._count = Label(self._card)
        self._next = QPushButton(self._card)
        self._next.clicked.connect(self._go_on)
        self._leave = QPushButton(tr("Leave"), self._card)
        self._leave.clicked.connect(self.end)
        self._lay_out()
        window.installEventFilter(self)
        self._card.installEventFilter(self)
        for button in (self._next, self._leave):
            button.installEventFilter(self)

    def _lay_out(self) -> None:
        theme = self._window.desk.look.theme
        self._card.setStyleSheet(
            f"#tourCard {{ background: {theme.raised}; border: 1px solid {theme.accent}; "
            "border-radius: 8px; }"
        )
        self._frame.setStyleSheet(
            f"#tourFrame {{ border: 2px solid {theme.accent}; border-radius: 6px; }}"
        )
        font = self._head.font()
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * 1.15)
        self._head.setFont(font)
        buttons = QHBoxLayout()
        buttons.addWidget(self._count)
        buttons.addStretch(1)
        buttons.addWidget(self._leave)
        buttons.addWidget(self._next)
        layout = self._layout = QVBoxLayout(self._card)
        layout.setContentsMargins(18, 14, 18, 14)
        layout.setSpacing(10)
        for widget in (self._head, self._words):
            layout.addWidget(widget)
        layout.addLayout(buttons)

    def begin(self) -> None:
        """Show the first card."""
        self._at = 0
        self._show()

    def take_focus(self) -> None:
        """The keyboard to the card."""
        self._next.setFocus()

    def end(self) -> None:
        """Take the cards away; the tour does not come by itself again."""
        self._window.removeEventFilter(self)
        self._window.desk.settings.set("tour_seen", True)
        self.ended.emit()
        self._frame.deleteLater()
        self._card.deleteLater()
        self.deleteLater()

    def _go_on(self) -> None:
        self._at += 1
        if self._at == len(self._stops):
            self.end()
        else:
            self._show()

    def _show(self) -> None:
        stop = self._stops[self._at]
        self._head.setText(stop.head)
        self._words.setText(stop.words)
        self._count.setText(f"{self._at + 1} / {len(self._stops)}")
        last = self._at == len(self._stops) - 1
        self._next.setText(tr("Done") if last else tr("Next"))
        self._leave.setHidden(last)
        self._place(stop)
        for widget in (self._frame, self._card):
            widget.show()
            widget.raise_()

    def _place(self, stop: Stop) -> None:
        target = self._target(stop)
        area = QRect(target.mapTo(self._window, QPoint(0, 0)), target.size())
        self._frame.setGeometry(area)
        # The words wrap to the card's width: the height follows from it.
        self._card.setFixedHeight(self._layout.totalHeightForWidth(CARD_WIDTH))
        self._card.move(self._beside(area))

    def _target(self, stop: Stop) -> QWidget:
        """What a card points at: a pane, or the button of one that is folded away."""
        pane: QWidget = attrgetter(stop.beside)(self._window)
        bar = self._window.findChild(QToolBar)
        action = self._window.commands.actions.get(stop.button)
        button = bar.widgetForAction(action) if bar is not None and action is not None else None
        seen = (each for each in (pane, button) if each is not None and each.isVisible())
        return next(seen, self._window.reading)

    def _beside(self, area: QRect) -> QPoint:
        """To the right of `area`, else to its left, else below it, else inside."""
        width, height = self._card.width(), self._card.height()
        window = self._window.rect()
        top = max(min(area.top() + GAP, window.bottom() - height - GAP), 0)
        if area.right() + GAP + width < window.right():
            return QPoint(area.right() + GAP, top)
        if area.left() - GAP - width > 0:
            return QPoint(area.left() - GAP - width, top)
        if area.bottom() + GAP + height < window.bottom():
            return QPoint(area.left() + GAP, area.bottom() + GAP)
        return QPoint(area.center().x() - width // 2, area.bottom() - height - 3 * GAP)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keeps the card in its place when the window changes its size; Esc leaves.

        A key that the text, the tree or a list has no use for comes to the window.
        """
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self._place(self._stops[self._at])
        elif isinstance(event, QKeyEvent) and _escapes(event):
            self.end()
            return True
        return False


def _escapes(event: QKeyEvent) -> bool:
    return event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape

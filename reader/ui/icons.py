"""Icons: one-colour SVG files of resources/icons in the colour of the theme."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QIcon, QPixmap

from reader import paths
from reader.ui.theme import Theme

SIZES = (20, 40)  # the second for screens at 200 %


class Icons:
    """Makes and keeps the icons of one theme."""

    def __init__(self, colour: str, disabled: str) -> None:
        self._colours = ((QIcon.Mode.Normal, colour), (QIcon.Mode.Disabled, disabled))
        self._made: dict[str, QIcon] = {}

    @classmethod
    def of(cls, theme: Theme) -> Icons:
        """The icons of a theme."""
        return cls(theme.text, theme.border)

    def get(self, name: str) -> QIcon:
        """The icon of `resources/icons/<name>.svg`; an empty one where there is none."""
        if name not in self._made:
            self._made[name] = self._make(name)
        return self._made[name]

    def _make(self, name: str) -> QIcon:
        icon = QIcon()
        try:
            drawing = paths.resource("icons", f"{name}.svg").read_text(encoding="utf-8")
        except OSError:
            return icon
        for mode, colour in self._colours:
            for size in SIZES:
                icon.addPixmap(_pixmap(drawing, colour, size), mode)
        return icon


def application_icon() -> QIcon:
    """The program's own icon, in its own colours."""
    return QIcon(str(paths.resource("icons", "jianbao.svg")))


def _pixmap(drawing: str, colour: str, size: int) -> QPixmap:
    sized = drawing.replace("<svg ", f'<svg width="{size}" height="{size}" ', 1)
    pixmap = QPixmap()
    pixmap.loadFromData(QByteArray(sized.replace("currentColor", colour).encode()), "SVG")
    if pixmap.isNull():
        pixmap = QPixmap(size, size)
        pixmap.fill(Qt.GlobalColor.transparent)
    return pixmap

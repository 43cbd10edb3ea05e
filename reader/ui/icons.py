"""Icons: one-colour SVG files of resources/icons in the colour of the theme."""

from __future__ import annotations

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QGuiApplication, QIcon, QPixmap

from reader import paths
from reader.ui.theme import Theme

SIZE = 20  # logical pixels


class Icons:
    """Makes and keeps the icons of one theme."""

    def __init__(self, colour: str) -> None:
        self._colour = colour
        screen = QGuiApplication.primaryScreen()
        self._ratio = screen.devicePixelRatio() if screen else 1.0
        self._made: dict[str, QIcon] = {}

    @classmethod
    def of(cls, theme: Theme) -> Icons:
        """The icons of a theme."""
        return cls(theme.text)

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
        icon.addPixmap(_pixmap(drawing, self._colour, self._ratio))
        return icon


def application_icon() -> QIcon:
    """The program's own icon, in its own colours."""
    return QIcon(str(paths.resource("icons", "jianbao.svg")))


def _pixmap(drawing: str, colour: str, ratio: float) -> QPixmap:
    size = round(SIZE * ratio)
    sized = drawing.replace("<svg ", f'<svg width="{size}" height="{size}" ', 1)
    pixmap = QPixmap()
    pixmap.loadFromData(QByteArray(sized.replace("currentColor", colour).encode()), "SVG")
    pixmap.setDevicePixelRatio(ratio)
    return pixmap

"""Three themes, figure marks and fonts.

Colours are plain data, so contrast can be tested without a screen. Figure types differ
by line style as well as by colour, and by a sign in lists: no meaning by colour alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6 import QtCore
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette, QTextCharFormat

if TYPE_CHECKING:
    from reader.ui.settings import Settings

# Simplified-Chinese faces first: otherwise Han glyphs come out in Japanese shapes.
SERIF = ("Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", "SimSun", "Noto Serif SC")
SANS = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Microsoft YaHei UI",
    "PingFang SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Noto Sans SC",
)

_Line = QTextCharFormat.UnderlineStyle


class FigureMark(NamedTuple):
    """How a figure type is told from the others without colour: a line, and a sign in lists."""

    line: QTextCharFormat.UnderlineStyle
    sign: str


FIGURE_MARKS: dict[str, FigureMark] = {
    "money": FigureMark(_Line.SingleUnderline, "¥"),
    "percent": FigureMark(_Line.DashUnderline, "%"),
    "date": FigureMark(_Line.DotLine, "日"),
    "duration": FigureMark(_Line.DashDotLine, "时"),
    "ordinal": FigureMark(_Line.DashDotDotLine, "№"),
    "quantity": FigureMark(_Line.WaveUnderline, "#"),
    "score": FigureMark(_Line.SingleUnderline, "分"),
    "ratio": FigureMark(_Line.DashUnderline, "∶"),
    "temperature": FigureMark(_Line.DotLine, "℃"),
    "speed": FigureMark(_Line.DashDotLine, "速"),
}


class Theme(NamedTuple):
    """Colours as `#rrggbb`. Every text colour has 4.5:1 on `page` (and on `window`)."""

    name: str
    dark: bool
    window: str
    page: str
    raised: str  # buttons, the lead box, the hovered row
    text: str
    muted: str  # second-rank text
    accent: str  # links, section heads, focus
    border: str
    selection: str
    on_selection: str
    hit: str  # ground of a search hit; text on it keeps its contrast
    hit_current: str
    quote: str  # ground of a kept quotation
    doubt: str  # line under doubtful places
    person: str  # unlike dates and amounts, among which persons stand
    error: str
    figures: dict[str, str]


_DAY_FIGURES = {
    "money": "#9a3412",
    "percent": "#7c2d8e",
    "date": "#1d4f91",
    "duration": "#0f5c63",
    "ordinal": "#5b4a12",
    "quantity": "#1f6032",
    "score": "#8c1c4a",
    "ratio": "#3f5f00",
    "temperature": "#a1301c",
    "speed": "#8a4b00",
}
_NIGHT_FIGURES = {
    "money": "#ffb38a",
    "percent": "#e2a9f3",
    "date": "#9cc4ff",
    "duration": "#7fd6dd",
    "ordinal": "#e2cf86",
    "quantity": "#8fdba3",
    "score": "#ff9fc2",
    "ratio": "#c5e67a",
    "temperature": "#ffa08c",
    "speed": "#ffcf7a",
}

PAPER = Theme(
    name="paper", dark=False, window="#efe9dc", page="#faf6ec", raised="#f4eddd",
    text="#26221b", muted="#645b4b", accent="#8a2f21", border="#d5cab3",
    selection="#2f5f8f", on_selection="#ffffff", hit="#ffe08a", hit_current="#ffb74d",
    quote="#dcebd3", doubt="#b3261e", person="#a3145f", error="#a3201a",
    figures=_DAY_FIGURES,
)  # fmt: skip
LIGHT = Theme(
    name="light", dark=False, window="#f3f4f6", page="#ffffff", raised="#eef1f5",
    text="#1b1f24", muted="#57606a", accent="#0b5cad", border="#d0d7de",
    selection="#0b5cad", on_selection="#ffffff", hit="#fff1a8", hit_current="#ffc46b",
    quote="#dff2df", doubt="#b3261e", person="#a3145f", error="#a3201a",
    figures=_DAY_FIGURES,
)  # fmt: skip
DARK = Theme(
    name="dark", dark=True, window="#1c1e21", page="#232629", raised="#2d3135",
    text="#e4e2dd", muted="#a9a8a3", accent="#f0a58f", border="#44494f",
    selection="#3d6fa5", on_selection="#ffffff", hit="#5c4a10", hit_current="#8a5a00",
    quote="#2f4632", doubt="#ff8a80", person="#ff9be0", error="#ff9d94",
    figures=_NIGHT_FIGURES,
)  # fmt: skip
DARK_GROUND = 0.18  # luminance below which a window's ground is dark: Qt has made it so
THEMES = {theme.name: theme for theme in (PAPER, LIGHT, DARK)}


def luminance(colour: str) -> float:
    """Relative luminance 0..1 of `#rrggbb` (WCAG 2.2)."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio 1..21 of two colours (WCAG 2.2)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def palette(theme: Theme) -> QPalette:
    """The widget palette of a theme."""
    role = QPalette.ColorRole
    result = QPalette()
    for which, colour in (
        (role.Window, theme.window), (role.WindowText, theme.text),
        (role.Base, theme.page), (role.AlternateBase, theme.raised),
        (role.Text, theme.text), (role.Button, theme.raised),
        (role.ButtonText, theme.text), (role.BrightText, theme.error),
        (role.ToolTipBase, theme.raised), (role.ToolTipText, theme.text),
        (role.Highlight, theme.selection), (role.HighlightedText, theme.on_selection),
        (role.Link, theme.accent), (role.LinkVisited, theme.accent),
        (role.PlaceholderText, theme.muted), (role.Accent, theme.accent),
        (role.Mid, theme.border), (role.Midlight, theme.raised),
        (role.Light, theme.raised), (role.Dark, theme.border),
    ):  # fmt: skip
        result.setColor(which, QColor(colour))
    faint = QColor(theme.muted)
    faint.setAlphaF(0.65)
    for which in (role.Text, role.WindowText, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, which, faint)
    return result


def interface_font(base: QFont) -> QFont:
    """The system's interface font with Simplified-Chinese faces behind it."""
    font = QFont(base)
    font.setFamilies([base.family(), *SANS])
    return font


class Look(QObject):
    """The theme in force; follows the system where the user has not chosen."""

    changed = Signal()

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.theme = PAPER
        settings.changed.connect(self._setting_changed)
        ground = QGuiApplication.palette().color(QPalette.ColorRole.Window)
        self._system_dark = luminance(ground.name()) < DARK_GROUND
        self.apply()

    def follow_system(self) -> None:
        """From now on change with the system, where the user has not chosen.

        Until now the ground Qt has given to windows told whether the system is dark.
        """
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._system_changed)
        if hints.colorScheme() != QtCore.Qt.ColorScheme.Unknown:
            self._system_changed(hints.colorScheme())

    def apply(self) -> None:
        """Give the application the palette of the theme in force."""
        chosen = self._settings.get("theme")
        self.theme = THEMES.get(chosen) or (DARK if self._system_dark else PAPER)
        QGuiApplication.setPalette(palette(self.theme))
        self.changed.emit()

    def _setting_changed(self, name: str) -> None:
        if name == "theme":
            self.apply()

    def _system_changed(self, scheme: QtCore.Qt.ColorScheme) -> None:
        was_dark, self._system_dark = self._system_dark, scheme == QtCore.Qt.ColorScheme.Dark
        if self._system_dark != was_dark and self._settings.get("theme") == "system":
            self.apply()

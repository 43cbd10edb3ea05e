"""How each role is set: the faces, sizes and distances of a newspaper page.

All lengths follow from one size and one measure, so zooming keeps the proportions.
"""

from __future__ import annotations

from collections.abc import Iterable
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QTextBlockFormat,
    QTextCharFormat,
    QTextFormat,
    QTextLayout,
)

from reader.article import Role
from reader.ui.lean import H_CENTRE, JUSTIFY, LEFT, RIGHT, brush
from reader.ui.reading.heads import OPENING, best_width
from reader.ui.reading.model import LINE_SEPARATOR, gaps, squeezes
from reader.ui.theme import SANS, SERIF, Theme
from reader.ui.utf16 import utf16

if TYPE_CHECKING:
    from reader.ui.reading.model import Piece
    from reader.ui.settings import Settings

GAP_EM = 0.18  # between Han and Latin or digits; a full quarter em looks torn on a screen
HALF = 0.5  # ems that are empty in a full-width punctuation mark
SMALLEST: dict[Role, float] = {  # ems to which a head may shrink to stay on one line
    "series": 0.8, "kicker": 0.95, "title": 1.5, "subtitle": 0.95, "section": 1.1,
}  # fmt: skip
HANGING: frozenset[Role] = frozenset(("section", "subsection", "quote"))
UNDER_LABEL = 0.1  # ems between a label and the head it belongs to
BOX_ABOVE = 1.4  # ems above the first line in a box


class Face(NamedTuple):
    """How one role looks: sizes and distances in ems of the body, colour by theme name."""

    size: float = 1.0
    bold: bool = False
    sans: bool = False
    colour: str = "text"
    align: int = LEFT
    above: float = 0.0
    below: float = 0.0
    indent: float = 0.0  # first line
    inset: float = 0.0  # both sides
    leading: float = 1.0  # times the line spacing of the body
    tracking: float = 0.0  # between the letters


FACES: dict[Role, Face] = {
    "series": Face(0.88, sans=True, colour="muted", align=H_CENTRE, below=1.0,
                   tracking=0.06),
    "kicker": Face(1.12, align=H_CENTRE, colour="text", above=0.2, below=0.2,
                   leading=0.86),
    "title": Face(1.95, bold=True, align=H_CENTRE, above=0.25, below=0.5,
                  leading=0.78),
    "subtitle": Face(1.1, align=H_CENTRE, colour="muted", above=0.1, below=0.5,
                     leading=0.9),
    "label": Face(0.95, bold=True, sans=True, colour="accent", above=0.8, below=0.1),
    "lead": Face(0.97, align=JUSTIFY, indent=2.0, inset=1.2, leading=0.95),
    "byline": Face(0.9, sans=True, colour="muted", align=H_CENTRE, above=1.3,
                   below=0.9),
    "section": Face(1.3, bold=True, above=1.3, below=0.35, leading=0.82),
    "subsection": Face(1.04, bold=True, sans=True, colour="accent", above=0.4, below=0.4,
                       leading=0.88),
    "paragraph": Face(align=JUSTIFY, indent=2.0, below=0.12),
    "quote": Face(1.1, sans=True, inset=2.2, above=0.9, below=0.3, leading=0.95),
    "attribution": Face(0.88, sans=True, colour="muted", align=RIGHT, inset=2.2,
                        below=0.9),
    "caption": Face(0.84, sans=True, colour="muted", align=H_CENTRE, inset=1.5,
                    above=0.9, below=0.5, leading=0.88),
    "credit": Face(0.8, sans=True, colour="muted", align=RIGHT, inset=1.5,
                   below=0.9),
    "other": Face(0.92, sans=True, colour="muted", above=0.5, below=0.5),
}  # fmt: skip
PLAIN = Face()


class Style(NamedTuple):
    """What the user chose, and the theme: everything formats are made from."""

    theme: Theme
    points: float
    family: str  # "" is the first Simplified-Chinese serif face
    measure: int  # Han characters in a line
    spacing: int  # per cent of the size, from line to line

    @classmethod
    def of(cls, settings: Settings, theme: Theme) -> Style:
        """The style that the settings ask for."""
        return cls(
            theme,
            float(settings.get("font_size")),
            str(settings.get("font_family")),
            int(settings.get("line_width")),
            int(settings.get("line_spacing")),
        )


class Typography:
    """Formats for every role in one style, in pixels of the screen; made once for every piece."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self._fonts: dict[tuple[float, bool, bool], QFont] = {}
        self.body = self.font(PLAIN)
        self.em = QFontMetricsF(self.body).horizontalAdvance("国")
        self.width = round(self.em * style.measure) + 1
        self._blocks: dict[tuple[object, ...], QTextBlockFormat] = {}
        self._advances: dict[tuple[str, Role, float], float] = {}
        self._chars: dict[tuple[Role, float], QTextCharFormat] = {}
        self._rooms: dict[tuple[Role, float, float], QTextCharFormat] = {}
        self._margins: dict[tuple[str, Role, int], float] = {}
        self._full: dict[tuple[str, bool], bool] = {}

    def font(self, face: Face) -> QFont:
        """The font of a face, Simplified-Chinese families first."""
        key = (face.size, face.bold, face.sans)
        if key not in self._fonts:
            self._fonts[key] = self._font(face)
        return self._fonts[key]

    def _font(self, face: Face) -> QFont:
        families = SANS if face.sans else SERIF + SANS
        font = QFont()
        font.setFamilies([self.style.family, *families] if self.style.family else list(families))
        font.setPointSizeF(self.style.points * face.size)
        font.setBold(face.bold)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font

    def balances_anew(self, pieces: Iterable[Piece], before: int, after: int) -> bool:
        """Whether any head has other margins in lines of another width, in pixels."""
        return any(
            self._balance(piece, before) != self._balance(piece, after)
            for piece in pieces
            if piece.role in SMALLEST
        )

    def block(self, piece: Piece, width: int | None = None) -> QTextBlockFormat:
        """The paragraph format of a piece in lines of `width` pixels (default: the measure)."""
        if piece.role in SMALLEST:
            return self._block(piece, self._balance(piece, width or self.width))
        key = (
            piece.role, piece.boxed, piece.opens_box, piece.continued, piece.under_label,
            self._hangs(piece),
        )  # fmt: skip
        if key not in self._blocks:
            self._blocks[key] = self._block(piece, 0)
        return self._blocks[key]

    def chars(self, piece: Piece) -> QTextCharFormat:
        """The character format of a piece."""
        key = (piece.role, self._size(piece))
        if key not in self._chars:
            self._chars[key] = self._char(*key)
        return self._chars[key]

    def spacings(self, piece: Piece) -> list[tuple[int, QTextCharFormat]]:
        """The offsets after which there is more room than usual, or less, with their formats."""
        gap = self._room(piece, GAP_EM)
        rooms = [(at, gap) for at in gaps(piece.text)]
        crowded = list(squeezes(piece.text))
        if crowded and self._squeezable(piece):
            less = self._room(piece, -HALF)
            rooms = sorted(rooms + [(at, less) for at in crowded], key=itemgetter(0))
        return rooms

    def _room(self, piece: Piece, ems: float) -> QTextCharFormat:
        """The format of a character with `ems` of its size more behind it."""
        key = (piece.role, self._size(piece), ems)
        if key not in self._rooms:
            made = QTextCharFormat(self.chars(piece))
            _track(made, (ems * key[1] + FACES[piece.role].tracking) * self.em)
            self._rooms[key] = made
        return self._rooms[key]

    def _squeezable(self, piece: Piece) -> bool:
        """Whether the font of a piece has quotation marks as wide as its Han characters."""
        font = self.font(FACES[piece.role])
        family = (font.families()[0], font.bold())
        if family not in self._full:
            metrics = QFontMetricsF(font)
            narrowest = min(map(metrics.horizontalAdvance, "“”"))
            self._full[family] = narrowest > 0.9 * metrics.horizontalAdvance("国")
        return self._full[family]

    def _char(self, role: Role, size: float) -> QTextCharFormat:
        face = FACES[role]
        made = QTextCharFormat()
        made.setFont(self.font(face._replace(size=size)))
        made.setForeground(brush(getattr(self.style.theme, face.colour)))
        if face.tracking:
            _track(made, face.tracking * self.em)
        return made

    def _size(self, piece: Piece) -> float:
        """The size of a piece in ems: a head shrinks a little where that keeps it on one line."""
        face = FACES[piece.role]
        smallest = SMALLEST.get(piece.role)
        if smallest is None:
            return face.size
        fitting = face.size * self.width / max(1.0, self._advance(piece, face.size))
        return face.size if not smallest <= fitting < face.size else fitting * 0.99

    def _balance(self, piece: Piece, width: int) -> float:
        """The margin at both sides that lets a long head fall into lines where it reads best."""
        size = self._size(piece)
        if LINE_SEPARATOR in piece.text or self._advance(piece, size) <= width:
            return 0
        key = (piece.text, piece.role, width)
        if key not in self._margins:
            layout = QTextLayout(piece.text, self.font(FACES[piece.role]._replace(size=size)))
            layout.setFormats(self._spaced(piece))
            line = best_width(layout, width, size * self.em)
            self._margins[key] = max(0, (width - line) / 2)
        return self._margins[key]

    def _spaced(self, piece: Piece) -> list[QTextLayout.FormatRange]:
        """What is set apart or together in a piece, as a layout of its own takes it."""
        made = []
        for at, format in self.spacings(piece):
            span = QTextLayout.FormatRange()
            span.start, span.length, span.format = utf16(piece.text, at), 1, format  # type: ignore[misc]
            made.append(span)
        return made

    def _advance(self, piece: Piece, size: float) -> float:
        """The width of the longest line of a head at a size, in pixels."""
        key = (piece.text, piece.role, size)
        if key not in self._advances:
            metrics = QFontMetricsF(self.font(FACES[piece.role]._replace(size=size)))
            lines = piece.text.split(LINE_SEPARATOR)
            self._advances[key] = max(map(metrics.horizontalAdvance, lines))
        return self._advances[key]

    def _block(self, piece: Piece, balance: float) -> QTextBlockFormat:
        face = FACES[piece.role]
        inset = FACES["lead"].inset if piece.boxed else face.inset
        made = QTextBlockFormat()
        made.setProperty(QTextFormat.Property.BlockAlignment.value, face.align)
        made.setTopMargin(self._above(piece, face))
        made.setBottomMargin(face.below * self.em)
        made.setTextIndent(self._indent(piece, face))
        made.setLeftMargin(inset * self.em + (balance if face.align & H_CENTRE else 0))
        made.setRightMargin(inset * self.em + balance * (1 if face.align & H_CENTRE else 2))
        made.setLineHeight(
            self._proportion(face), QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
        )
        return made

    def _indent(self, piece: Piece, face: Face) -> float:
        """The indent of the first line; in heads an opening mark's empty half stands outside."""
        if piece.continued:
            return 0
        return (face.indent - HALF * self._hangs(piece)) * face.size * self.em

    def _hangs(self, piece: Piece) -> bool:
        opens = piece.role in HANGING and piece.text.startswith(tuple(OPENING))
        return opens and self._squeezable(piece)

    def _above(self, piece: Piece, face: Face) -> float:
        if piece.continued:
            return 0
        if piece.opens_box:
            return BOX_ABOVE * self.em
        return (min(face.above, UNDER_LABEL) if piece.under_label else face.above) * self.em

    def _proportion(self, face: Face) -> float:
        """The line height in per cent of the font's own, which is 1.45 ems in Han fonts."""
        font = self.font(face)
        metrics = QFontMetricsF(font)
        size = metrics.horizontalAdvance("国")
        return self.style.spacing * face.leading * size / metrics.height()


def _track(made: QTextCharFormat, pixels: float) -> None:
    made.setFontLetterSpacingType(QFont.SpacingType.AbsoluteSpacing)
    made.setFontLetterSpacing(pixels)

"""Long heads fall into lines at their seams; crowded punctuation shares its empty half."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFont, QFontMetricsF, QTextDocument, QTextLayout

from reader.ui.reading.filling import fill
from reader.ui.reading.heads import best_width
from reader.ui.reading.model import Page, Piece, squeezes
from reader.ui.reading.typography import FACES, Style, Typography
from reader.ui.theme import LIGHT

pytestmark = pytest.mark.usefixtures("qapp")


def _typography(measure: int = 36) -> Typography:
    return Typography(Style(LIGHT, 13.0, "", measure, 165))


def _set(*pieces: Piece, width: int, typography: Typography | None = None) -> QTextDocument:
    document = QTextDocument()
    page = Page(pieces, tuple((piece.block, piece.start) for piece in pieces))
    fill(document, page, typography or _typography(), width)
    document.setTextWidth(width)
    document.documentLayout().documentSize()
    return document


def _lines(document: QTextDocument) -> list[str]:
    block = document.firstBlock()
    layout = block.layout()
    lines = [layout.lineAt(at) for at in range(layout.lineCount())]
    return [block.text()[one.textStart() : one.textStart() + one.textLength()] for one in lines]


@pytest.mark.parametrize(
    ("ems", "lines"),
    [
        (15.5, ["借助“一带一路”东风，", "对接“德国工业4.0”"]),
        (12, ["借助“一带一路”东风，", "对接“德国工业4.0”"]),
        (8, ["借助“一带一", "路”东风，对接", "“德国工业4.0”"]),
    ],
)
def test_a_title_breaks_where_a_reader_would_breathe(ems, lines) -> None:
    typography = _typography()
    title = Piece(0, 0, "title", "借助“一带一路”东风，对接“德国工业4.0”")
    width = round(ems * 1.95 * typography.em)
    assert _lines(_set(title, width=width, typography=typography)) == lines


def test_a_title_without_a_seam_falls_into_equal_lines() -> None:
    typography = _typography()
    title = Piece(0, 0, "title", "奋力谱写工业经济高质量发展新篇章")
    lines = _lines(_set(title, width=round(11 * 1.95 * typography.em), typography=typography))
    assert lines == ["奋力谱写工业经济", "高质量发展新篇章"]


def test_a_head_takes_no_more_lines_than_it_must() -> None:
    text = "甲，" + "乙" * 30
    font = QFont("Noto Serif CJK SC", 20)
    em = QFontMetricsF(font).horizontalAdvance("国")
    layout = QTextLayout(text, font)
    width = best_width(layout, 16 * em, em)
    assert 15.5 * em <= width <= 16 * em


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("他说：“好。”于是", [2, 5]),
        ("（《甲》）、乙", [0, 3, 4]),
        ("“甲”“乙”", [2]),
        ("甲，乙。丙！”", []),
        ("", []),
    ],
)
def test_marks_side_by_side_are_crowded(text, at) -> None:
    assert list(squeezes(text)) == at


def test_a_squeezed_line_is_shorter_by_its_empty_halves_and_keeps_its_text() -> None:
    typography = _typography()
    text = "他说：“好。”于是"
    document = _set(Piece(0, 0, "other", text), width=900, typography=typography)
    squeezed = document.firstBlock().layout().lineAt(0).naturalTextWidth()
    plain = QFontMetricsF(typography.font(FACES["other"])).horizontalAdvance(text)
    assert document.toPlainText() == text
    halves = 2 if typography._squeezable(Piece(0, 0, "other", text)) else 0
    size = FACES["other"].size * typography.em
    assert plain - squeezed == pytest.approx(halves * size / 2, abs=0.3 * size)


def test_the_empty_half_of_a_mark_that_opens_a_section_stands_outside() -> None:
    typography = _typography()
    plain = typography.block(Piece(0, 0, "section", "外部环境"))
    opened = typography.block(Piece(0, 0, "section", "【外部环境】"))
    paragraph = typography.block(Piece(0, 0, "paragraph", "“外部环境"))
    assert plain.textIndent() == 0
    assert opened.textIndent() < 0 < paragraph.textIndent()

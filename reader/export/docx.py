"""Quotations and articles as DOCX (python-docx), in fonts that have Han characters."""

# pyright: reportPrivateUsage=false, reportUnknownMemberType=false

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from reader.article import Role
from reader.export.cards import Card, cards
from reader.export.characters import one_line, printable
from reader.export.csl import Run
from reader.export.model import Selection
from reader.export.pieces import Piece, Section

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

LATIN_FONT, HAN_FONT = "Times New Roman", "SimSun"
_STYLES: dict[Role, str] = {
    "title": "Title",
    "subtitle": "Subtitle",
    "section": "Heading 1",
    "subsection": "Heading 2",
    "quote": "Quote",
    "caption": "Caption",
}
_STYLE_NAMES = ("Normal", *_STYLES.values())


def write(selection: Selection) -> bytes:
    """The selection: each quotation with its source, then the list of references."""
    paper = _Paper(selection.title)
    paper.add("Title", one_line(selection.title))
    made, references = cards(selection)
    for card in made:
        _add_card(paper, card)
    if references:
        paper.add("Heading 1", "参考文献")
    for reference in references:
        _add_runs(paper.add("Normal", f"[{reference.number}] "), reference.citation_runs)
    return paper.saved()


def article(title: str, sections: Iterable[Section]) -> bytes:
    """An article: its blocks in their roles, the figures marked and bold."""
    paper = _Paper(title)
    for section in sections:
        _add_pieces(paper.add(_STYLES.get(section.role, "Normal")), section.pieces)
    return paper.saved()


class _Paper:
    """A document that grows at its end.

    `Document.add_paragraph` walks the whole document for each paragraph, and setting a
    style all styles (10,000 quotations took three minutes): a paragraph is put before the
    one that ends the document, and its style's id is written as it is.
    """

    def __init__(self, title: str) -> None:
        import docx

        self._document = docx.Document()
        self._document.core_properties.title = one_line(title)[:255]
        self._document.core_properties.author = ""
        self._document.core_properties.comments = ""
        styles = self._document.styles
        self._styles = {name: _with_fonts(styles[name]).style_id for name in _STYLE_NAMES}
        self._end = self._document.add_paragraph()

    def add(self, style: str, text: str = "") -> Paragraph:
        """A new last paragraph."""
        paragraph = self._end.insert_paragraph_before(text)
        paragraph._p.style = self._styles[style]
        return paragraph

    def saved(self) -> bytes:
        """The document as the bytes of a file."""
        self._end._p.getparent().remove(self._end._p)
        data = io.BytesIO()
        self._document.save(data)
        return data.getvalue()


def _with_fonts(style: Any) -> Any:
    from docx.oxml.ns import qn

    style.font.name = LATIN_FONT
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), HAN_FONT)
    return style


def _add_card(paper: _Paper, card: Card) -> None:
    for text in card.paragraphs:
        paper.add("Quote", text)
    if not card.paragraphs:
        paper.add("Normal", card.article)
    source = paper.add("Normal")
    _add_runs(source, card.citation_runs)
    source.add_run(f" [{card.number}]")
    if card.verdict:
        source.add_run(f" 〔{card.verdict}〕").bold = card.state != "verified"
    if card.differences:
        _add_differences(paper.add("Normal", "原文现为："), card)
    if card.note:
        paper.add("Normal", f"批注：{card.note}")
    if card.tags:
        paper.add("Normal", f"标签：{'、'.join(card.tags)}")


def _add_differences(paragraph: Paragraph, card: Card) -> None:
    for piece in card.differences:
        if piece.op == "equal":
            paragraph.add_run(piece.found)
            continue
        paragraph.add_run(piece.quoted).font.strike = True
        paragraph.add_run(piece.found).font.underline = True


def _add_runs(paragraph: Paragraph, runs: Iterable[Run]) -> None:
    for run in runs:
        paragraph.add_run(run.text).italic = run.italic or None


def _add_pieces(paragraph: Paragraph, pieces: Iterable[Piece]) -> None:
    from docx.enum.text import WD_COLOR_INDEX

    for piece in pieces:
        run = paragraph.add_run(printable(piece.text))
        if piece.type:
            run.bold = True
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW

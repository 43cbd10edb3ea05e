"""Quotations and articles as DOCX (python-docx), in fonts that have Han characters."""

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
    from docx.document import Document
    from docx.text.paragraph import Paragraph

LATIN_FONT, HAN_FONT = "Times New Roman", "SimSun"
_HEADINGS: dict[Role, int] = {"title": 0, "section": 1, "subsection": 2}
_STYLES: dict[Role, str] = {"subtitle": "Subtitle", "quote": "Quote", "caption": "Caption"}


def write(selection: Selection) -> bytes:
    """The selection: each quotation with its source, then the list of references."""
    document = _new(selection.title)
    document.add_heading(one_line(selection.title), 0)
    made, references = cards(selection)
    for card in made:
        _add_card(document, card)
    if references:
        document.add_heading("参考文献", 1)
    for reference in references:
        paragraph = document.add_paragraph(f"[{reference.number}] ")
        _add_runs(paragraph, reference.citation_runs)
    return _saved(document)


def article(title: str, sections: Iterable[Section]) -> bytes:
    """An article: its blocks in their roles, the figures marked and bold."""
    document = _new(title)
    for section in sections:
        _add_pieces(_paragraph(document, section.role), section.pieces)
    return _saved(document)


def _add_card(document: Document, card: Card) -> None:
    for text in card.paragraphs:
        document.add_paragraph(text, style="Quote")
    if not card.paragraphs:
        document.add_paragraph(card.article)
    source = document.add_paragraph()
    _add_runs(source, card.citation_runs)
    source.add_run(f" [{card.number}]")
    if card.verdict:
        source.add_run(f" 〔{card.verdict}〕").bold = card.state != "verified"
    if card.state == "changed":
        _add_differences(document.add_paragraph("原文现为："), card)
    if card.note:
        document.add_paragraph(f"批注：{card.note}")
    if card.tags:
        document.add_paragraph(f"标签：{'、'.join(card.tags)}")


def _add_differences(paragraph: Paragraph, card: Card) -> None:
    if not card.differences:
        paragraph.add_run(card.found)
    for piece in card.differences:
        if piece.op == "equal":
            paragraph.add_run(piece.found)
            continue
        paragraph.add_run(piece.quoted).font.strike = True
        paragraph.add_run(piece.found).font.underline = True


def _add_runs(paragraph: Paragraph, runs: Iterable[Run]) -> None:
    for run in runs:
        paragraph.add_run(run.text).italic = run.italic


def _paragraph(document: Document, role: Role) -> Paragraph:
    if role in _HEADINGS:
        return document.add_heading("", _HEADINGS[role])
    return document.add_paragraph(style=_STYLES.get(role, "Normal"))


def _add_pieces(paragraph: Paragraph, pieces: Iterable[Piece]) -> None:
    from docx.enum.text import WD_COLOR_INDEX

    for piece in pieces:
        run = paragraph.add_run(printable(piece.text))
        if piece.type:
            run.bold = True
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _new(title: str) -> Document:
    import docx
    from docx.oxml.ns import qn

    document = docx.Document()
    document.core_properties.title = one_line(title)[:255]
    document.core_properties.author = ""
    document.core_properties.comments = ""
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "Subtitle", "Quote", "Caption"):
        style: Any = document.styles[name]
        style.font.name = LATIN_FONT
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:eastAsia"), HAN_FONT)
    return document


def _saved(document: Document) -> bytes:
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()

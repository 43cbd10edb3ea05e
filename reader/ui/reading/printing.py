"""The clean article on paper: print, preview, PDF. Black on white, set like the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFont,
    QPageLayout,
    QPageSize,
    QPainter,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from reader.article import Article
from reader.errors import ExportError
from reader.i18n import os_reason, tr
from reader.ui.reading.filling import fill
from reader.ui.reading.model import Piece, page_of
from reader.ui.reading.typography import Style, Typography
from reader.ui.theme import LIGHT

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QWidget

    from reader.ui.reading.display import Script

INK = LIGHT._replace(name="print", page="#ffffff", text="#000000", muted="#3c3c3c",
              accent="#000000", raised="#ffffff", border="#808080")  # fmt: skip
POINTS = 10.5  # 五号, the body size of Chinese documents
MARGIN_MM = 22.0
FOOT_PIXELS = 11  # the size of the footer's letters
FOOT = 32.0  # pixels kept for the footer
SCREEN_DPI = 96.0
UNNAMED = "article"
HEADS = ("label", "section", "subsection")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is put on paper."""

    article: Article
    style: Style
    script: Script


def print_article(parent: QWidget, sheet: Sheet) -> None:
    """Ask for a printer and print."""
    from PySide6.QtPrintSupport import QPrintDialog

    printer = _printer(sheet)
    if QPrintDialog(printer, parent).exec():
        paint(printer, sheet)


def preview(parent: QWidget, sheet: Sheet) -> None:
    """Show the pages in a window; printing goes on from there."""
    from PySide6.QtPrintSupport import QPrintPreviewDialog

    painter, printer = _Painter(sheet), _printer(sheet)
    dialog = QPrintPreviewDialog(printer, parent)  # it does not keep the printer alive itself
    dialog.paintRequested.connect(painter.paint)
    dialog.exec()
    dialog.deleteLater()


def save_pdf(parent: QWidget, sheet: Sheet) -> None:
    """Ask for a file and write the pages into it. Raises ExportError."""
    from PySide6.QtWidgets import QFileDialog

    chosen, _ = QFileDialog.getSaveFileName(
        parent,
        tr("Save article as PDF"),
        f"{file_name(sheet.article)}.pdf",
        tr("PDF files (*.pdf)"),
    )
    if chosen:
        write_pdf(Path(chosen), sheet)


def write_pdf(path: Path, sheet: Sheet) -> None:
    """Write the pages to a PDF file, whole or not at all. Raises ExportError."""
    from PySide6.QtPrintSupport import QPrinter

    partial = path.with_name(f".{path.name}.part")
    printer = _printer(sheet)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(partial))
    try:
        partial.touch()  # Qt says nothing but "false" where a file cannot be made
        if not paint(printer, sheet):
            raise OSError(tr("the file cannot be opened for writing"))
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise ExportError(
            tr(
                "The article could not be saved to {path} ({reason}). Choose another folder.",
                path=path,
                reason=os_reason(error),
            )
        ) from error


def file_name(article: Article) -> str:
    """A name for a file from the title, without what file systems refuse."""
    kept = "".join(
        " " if char in '\\/:*?"<>|' or ord(char) < 32 else char for char in article.title
    )
    return " ".join(kept.split())[:80].strip(". ") or UNNAMED


def paint(printer: QPrinter, sheet: Sheet) -> bool:
    """Paint all pages with a footer; False where the device cannot be opened.

    The pages are laid out in pixels of the screen and painted larger: what Qt scales to
    a finer device by itself are the fonts, but not all margins.
    """
    finer = printer.logicalDpiY() / SCREEN_DPI
    full = printer.pageRect(printer.Unit.DevicePixel).size() / finer
    body = QSizeF(full.width(), full.height() - FOOT)
    document = QTextDocument()
    document.setUseDesignMetrics(True)
    page = page_of(sheet.article, sheet.script)
    fill(document, page, _typography(sheet, body.width()))
    _drop_margins(document)
    document.setPageSize(body)
    _keep_heads_with_text(document, page.pieces, body.height())
    painter = QPainter()
    if not painter.begin(printer):
        return False
    painter.scale(finer, finer)
    for number in range(document.pageCount()):
        if number:
            printer.newPage()
        _paint_page(painter, document, body, number)
        _paint_foot(painter, QRectF(0, body.height(), full.width(), FOOT), sheet, number + 1)
    painter.end()
    return True


def _drop_margins(document: QTextDocument) -> None:
    """The air above and below a text on the screen would be kept free on every page."""
    frame = document.rootFrame()
    shape = frame.frameFormat()
    shape.setMargin(0)
    frame.setFrameFormat(shape)


def _keep_heads_with_text(document: QTextDocument, pieces: Sequence[Piece], height: float) -> None:
    """Put heads that stand last on a page at the top of the next one."""
    for at in range(len(pieces) - 1, 0, -1):
        block, following = (document.findBlockByNumber(number) for number in (at - 1, at))
        pages = [_first_line(document, each) // height for each in (block, following)]
        if pieces[at - 1].role in HEADS and pages[0] < pages[1]:
            shape = block.blockFormat()
            shape.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
            QTextCursor(block).setBlockFormat(shape)
            document.markContentsDirty(0, document.characterCount())  # or the rest stays put


def _first_line(document: QTextDocument, block: QTextBlock) -> float:
    """Where a block's first line stands; the block itself may begin on the page before."""
    top = document.documentLayout().blockBoundingRect(block).top()
    return top + (block.layout().lineAt(0).y() if block.layout().lineCount() else 0)


def _typography(sheet: Sheet, width: float) -> Typography:
    """The typography of paper whose lines are `width` pixels of the screen long."""
    style = sheet.style._replace(theme=INK, points=POINTS)
    em = Typography(style).em
    return Typography(style._replace(measure=int(width / em)))


class _Painter:
    """Holds what a preview paints."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    def paint(self, printer: QPrinter) -> None:
        paint(printer, self._sheet)


def _printer(sheet: Sheet) -> QPrinter:
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM),
            QPageLayout.Unit.Millimeter,
        )
    )
    printer.setDocName(file_name(sheet.article))
    return printer


def _paint_page(painter: QPainter, document: QTextDocument, body: QSizeF, number: int) -> None:
    painter.save()
    painter.translate(0, -number * body.height())
    document.drawContents(painter, QRectF(0, number * body.height(), body.width(), body.height()))
    painter.restore()


def _paint_foot(painter: QPainter, foot: QRectF, sheet: Sheet, number: int) -> None:
    font = QFont()
    font.setPixelSize(FOOT_PIXELS)
    painter.setFont(font)
    metrics = painter.fontMetrics()
    title = metrics.elidedText(
        sheet.article.title, Qt.TextElideMode.ElideRight, round(foot.width() * 0.85)
    )
    painter.drawText(foot, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, title)
    painter.drawText(foot, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, str(number))

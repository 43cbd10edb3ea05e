"""Tables as XLSX: text is written as text, so that nothing is taken for a formula or a link."""

# xlsxwriter has no types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from reader.export.characters import one_line, printable
from reader.export.model import Selection
from reader.export.tables import Cell, Table, quotations

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

LONGEST_CELL = 32_767  # UTF-16 code units, the limit of Excel
_CUT = "……〔截断〕"
_WIDE, _NARROW = 60, 14
_WIDE_COLUMNS = {"text", "note", "citation", "title", "sentence"}


def write(selection: Selection) -> bytes:
    """The selection as a workbook with one sheet."""
    return table(quotations(selection))


def table(rows: Table) -> bytes:
    """Any table as a workbook: heads frozen, a filter on every column."""
    from xlsxwriter import Workbook

    data = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(data, options) as book:
        sheet = book.add_worksheet(sheet_name(rows.title))
        _fill(sheet, rows, book.add_format({"bold": True}), book.add_format({"text_wrap": True}))
    return data.getvalue()


def sheet_name(title: str) -> str:
    """A name Excel takes: at most 31 characters, none of `[]:*?/\\`, no apostrophe outside."""
    kept = "".join(" " if char in "[]:*?/\\" else char for char in one_line(title))
    short = kept.encode("utf-16-le", "replace")[:62].decode("utf-16-le", "ignore")
    name = short.strip(" '")
    return name if name and name.casefold() != "history" else "Sheet1"


def _fill(sheet: Worksheet, rows: Table, head: Any, body: Any) -> None:
    for column, (name, title) in enumerate(zip(rows.columns, rows.heads, strict=True)):
        sheet.write_string(0, column, title, head)
        sheet.set_column(column, column, _WIDE if name in _WIDE_COLUMNS else _NARROW, body)
    for line, row in enumerate(rows.rows, start=1):
        for column, cell in enumerate(row):
            _write(sheet, line, column, cell)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows.rows), len(rows.columns) - 1)


def _write(sheet: Worksheet, line: int, column: int, cell: Cell) -> None:
    if isinstance(cell, str) and cell:
        sheet.write_string(line, column, _fitting(printable(cell)))
    elif isinstance(cell, int | float):
        sheet.write_number(line, column, cell)


def _fitting(text: str) -> str:
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGEST_CELL:
        return text
    return units[: 2 * (LONGEST_CELL - len(_CUT))].decode("utf-16-le", "ignore") + _CUT

"""Tables as CSV (RFC 4180) that spreadsheets open without harm.

A byte-order mark tells Excel that the file is UTF-8. A cell that a spreadsheet would take
for a formula gets an apostrophe in front, as OWASP ("CSV Injection") advises; cells that
are numbers are written as numbers.
"""

from __future__ import annotations

import csv
import io

from reader.export.characters import printable
from reader.export.model import Selection
from reader.export.tables import Cell, Table, quotations

_FORMULA = tuple("=+-@＝＋－＠\t\r|%")


def write(selection: Selection) -> bytes:
    """The selection as a CSV table."""
    return table(quotations(selection))


def table(rows: Table) -> bytes:
    """Any table as CSV: UTF-8 with BOM, the columns' stable names in the first line."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(rows.columns)
    writer.writerows([harmless(cell) for cell in row] for row in rows.rows)
    return text.getvalue().encode("utf-8-sig", "replace")


def harmless(cell: Cell) -> Cell:
    """A cell that no spreadsheet runs: an apostrophe stands before what looks like a formula."""
    if not isinstance(cell, str):
        return cell
    text = printable(cell)
    return f"'{text}" if text.lstrip(" \n\u3000\u00a0").startswith(_FORMULA) else text

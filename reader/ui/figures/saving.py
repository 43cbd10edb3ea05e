"""Listed figures as CSV or as a workbook. Without Qt."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reader.export import Table, csv_table, save, xlsx_table
from reader.i18n import tr

if TYPE_CHECKING:
    from reader.ui.figures.store import FigureStore, Indices

NAMES = ("type", "surface", "value", "low", "high", "unit", "qualifier", "subject", "sentence",
         "article", "date", "source", "paragraph")  # fmt: skip


class Saving:
    """Writes the rows of a store as they are listed."""

    def __init__(self, path: Path, store: FigureStore, rows: Indices) -> None:
        self._path = path
        self._store = store.snapshot()  # the table goes on while this is written
        self._rows = rows

    def run(self) -> Path:
        """Write the file and return its path. Raises ExportError."""
        table = Table(
            tr("figures"), NAMES, heads(), tuple(self._cells(int(row)) for row in self._rows)
        )
        workbook = self._path.suffix.lower() == ".xlsx"
        save(self._path, xlsx_table(table) if workbook else csv_table(table))
        return self._path

    def _cells(self, row: int) -> tuple[str | float | None, ...]:
        store, place = self._store, self._store.place(row)
        numbers = {name: _number(store.number(name, row)) for name in ("low", "high")}
        others = {
            **numbers,
            "type": store.type(row),
            "source": place.key,
            "paragraph": (place.block or 0) + 1,
        }
        return tuple(others[name] if name in others else store.text(row, name) for name in NAMES)


def heads() -> tuple[str, ...]:
    """The titles of the columns, in the order of `NAMES`."""
    return (
        tr("Type"), tr("As written"), tr("Value"), tr("From"), tr("To"), tr("Unit"),
        tr("Qualifier"), tr("What"), tr("Sentence"), tr("Article"), tr("Date"), tr("File"),
        tr("Paragraph"),
    )  # fmt: skip


def _number(value: float) -> float | None:
    return None if value != value else value  # noqa: PLR0124 - NaN is not itself

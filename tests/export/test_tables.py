"""Figures and people as tables: numbers stay numbers, words stay words."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest

from reader.article import Article, Block, RawText, Span
from reader.export import Table, csv_table, figure_table, people_table, xlsx_table
from reader.export.csv import harmless
from reader.figures.model import Figure, Person

RAW = RawText("茶馆.txt", "茶馆投资13亿元，约5%至7%。\n记者甲文", "utf-8", "0" * 64)
ARTICLE = Article(
    RAW,
    "茶馆",
    (
        Block("paragraph", "茶馆投资13亿元，约5%至7%。", (Span(0, 16),)),
        Block("byline", "记者甲文", (Span(17, 21),)),
    ),
)
MONEY = Figure(
    0, 4, 8, Span(4, 8), "13亿元", "money", 1_300_000_000, "元", (), (0, 16), "投资"
)  # fmt: skip
RANGE = Figure(
    0, 9, 15, Span(9, 15), "约5%至7%", "percent", [5, 7], "%", ("约",), (0, 16)
)  # fmt: skip
REPORTER = Person(1, 2, 4, Span(19, 21), "甲文", None, "reporter")


def read(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_figures_as_csv() -> None:
    money, span = read(csv_table(figure_table([(ARTICLE, (MONEY, RANGE))])))
    assert money["source"] == "茶馆.txt"
    assert (money["surface"], money["value"], money["unit"]) == ("13亿元", "1300000000", "元")
    assert (money["raw_start"], money["raw_end"]) == ("4", "8")
    assert money["sentence"] == "茶馆投资13亿元，约5%至7%。"
    assert (span["value"], span["qualifier"]) == ("5..7", "约")


def test_figures_as_xlsx_can_be_added_up() -> None:
    data = xlsx_table(figure_table([(ARTICLE, (MONEY, RANGE))]))
    cells = list(openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].iter_rows(values_only=True))
    assert cells[0].index("数值") == 8
    assert cells[1][8] == 1_300_000_000
    assert cells[2][8] == "5..7"


def test_people_as_a_table() -> None:
    (person,) = read(csv_table(people_table([(ARTICLE, (REPORTER,))])))
    assert (person["name"], person["title"], person["role"]) == ("甲文", "", "reporter")
    assert (person["block"], person["start"], person["end"]) == ("1", "2", "4")


@pytest.mark.parametrize("cell", ["=1", " =1", "　+1", "-1", "@x", "＝1", "\t=1", "|x", "%x"])
def test_what_looks_like_a_formula_gets_an_apostrophe(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", [None, -1, 2.5, "", "一=1", "5-7", "茶馆"])
def test_everything_else_stays(cell: str | float | None) -> None:
    assert harmless(cell) == cell


def test_every_row_has_every_column() -> None:
    for table in (figure_table([(ARTICLE, (MONEY,))]), people_table([(ARTICLE, (REPORTER,))])):
        assert isinstance(table, Table)
        assert len(table.columns) == len(table.heads) == len(table.rows[0])

"""Tables: quotations, figures and people as rows of plain values under named columns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from reader.export.cards import Card, cards
from reader.export.model import Selection

if TYPE_CHECKING:
    from reader.article import Article
    from reader.figures import Figure, Person
    from reader.figures.model import Value

Cell: TypeAlias = str | int | float | None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns. `columns` are stable names, for programs; `heads` for people."""

    title: str
    columns: tuple[str, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


QUOTATION_COLUMNS = {
    "id": "编号",
    "kind": "种类",
    "text": "引文",
    "verdict": "核对",
    "state": "状态",
    "note": "批注",
    "tags": "标签",
    "citation": "出处",
    "title": "题名",
    "authors": "作者",
    "newspaper": "报纸",
    "date": "日期",
    "page": "版次",
    "url": "网址",
    "source": "文件",
    "colour": "颜色",
    "folder": "文件夹",
    "created": "建立",
    "modified": "修改",
}
FIGURE_COLUMNS = {
    "source": "文件",
    "block": "段",
    "start": "起",
    "end": "止",
    "raw_start": "原文起",
    "raw_end": "原文止",
    "surface": "写法",
    "type": "类型",
    "value": "数值",
    "unit": "单位",
    "qualifier": "限定",
    "subject": "主体",
    "sentence": "句子",
}
PEOPLE_COLUMNS = {
    "source": "文件",
    "block": "段",
    "start": "起",
    "end": "止",
    "raw_start": "原文起",
    "raw_end": "原文止",
    "name": "姓名",
    "title": "职务",
    "role": "角色",
}


def quotations(selection: Selection) -> Table:
    """One row a clipping, in the order of the selection."""
    made, _references = cards(selection)
    return _table(selection.title, QUOTATION_COLUMNS, (_quotation(card) for card in made))


def figures(found: Iterable[tuple[Article, Iterable[Figure]]], title: str = "数字") -> Table:
    """One row a figure: its place (block, clean offsets), words, value, unit and sentence."""
    rows = (_figure(article, figure) for article, row in found for figure in row)
    return _table(title, FIGURE_COLUMNS, rows)


def people(found: Iterable[tuple[Article, Iterable[Person]]], title: str = "人物") -> Table:
    """One row a mention of a person."""
    rows = (_person(article, person) for article, row in found for person in row)
    return _table(title, PEOPLE_COLUMNS, rows)


def _table(title: str, columns: dict[str, str], rows: Iterable[dict[str, Cell]]) -> Table:
    names = tuple(columns)
    cells = tuple(tuple(row.get(name) for name in names) for row in rows)
    return Table(title, names, tuple(columns.values()), cells)


def _quotation(card: Card) -> dict[str, Cell]:
    return {
        **card.metadata,
        "id": card.id,
        "kind": card.kind,
        "text": "\n".join(card.paragraphs),
        "verdict": card.verdict,
        "state": card.placement,
        "note": card.note,
        "tags": "；".join(card.tags),
        "citation": card.citation,
        "source": card.source,
        "colour": card.colour,
        "folder": card.folder,
        "created": card.created,
        "modified": card.modified,
    }


def _figure(article: Article, figure: Figure) -> dict[str, Cell]:
    start, end = figure.sentence
    return {
        **_place(article, figure),
        "surface": figure.surface,
        "type": figure.type,
        "value": _value(figure.value),
        "unit": figure.unit,
        "qualifier": "、".join(figure.qualifiers),
        "subject": figure.subject,
        "sentence": article.blocks[figure.block].text[start:end],
    }


def _person(article: Article, person: Person) -> dict[str, Cell]:
    return {
        **_place(article, person),
        "name": person.name,
        "title": person.title,
        "role": person.role,
    }


def _place(article: Article, found: Figure | Person) -> dict[str, Cell]:
    return {
        "source": article.raw.source,
        "block": found.block,
        "start": found.start,
        "end": found.end,
        "raw_start": found.raw.start,
        "raw_end": found.raw.end,
    }


def _value(value: Value) -> Cell:
    """Numbers and text as they are, a range as `low..high`."""
    return "..".join(map(str, value)) if isinstance(value, list) else value

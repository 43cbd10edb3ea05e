"""Figures in columns: filtered and sorted like plain lists."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.article import Span
from reader.figures import Figure
from reader.figures.columns import columns, parse_condition
from reader.ui.figures.chart_model import (
    Point,
    Scale,
    comparable,
    dated,
    in_chinese_units,
    ordinal,
    points,
    scale_of,
)
from reader.ui.figures.gather import Gathered, Row
from reader.ui.figures.store import FigureStore, Wanted
from reader.ui.places import Place


@pytest.fixture
def store(gathered) -> FigureStore:
    store = FigureStore()
    store.append(gathered)
    return store


def surfaces(store: FigureStore, rows) -> list[str]:
    return [store.word("surface", int(row)) for row in rows]


def test_every_figure_is_there_with_its_place(store, gathered) -> None:
    assert store.count == sum(len(article.rows) for article in gathered) > 10
    row = surfaces(store, range(store.count)).index("3.6亿元")
    article = next(a for a in gathered if a.key.endswith("park.txt"))
    figure = next(r.figure for r in article.rows if r.figure.surface == "3.6亿元")
    assert store.place(row) == Place(article.key, figure.block, figure.start, figure.end)
    assert store.type(row) == "money" and store.word("subject", row)
    assert "占地12公顷" in store.word("sentence", row)


def test_types_words_and_conditions_filter(store) -> None:
    assert set(surfaces(store, store.rows(Wanted(types=("money",))))) == {
        "3.6亿元", "5200万元", "3.8亿元",
    }  # fmt: skip
    assert surfaces(store, store.rows(Wanted(words=("南河", "米")))) != []
    assert store.rows(Wanted(words=("没有这个词",))).size == 0
    big = Wanted(conditions=(parse_condition("金额>=1亿元"),))
    assert set(surfaces(store, store.rows(big))) == {"3.6亿元", "3.8亿元"}
    year = Wanted(conditions=(parse_condition("日期:2020"),))
    assert surfaces(store, store.rows(year)) == ["2020年10月"]


def test_columns_sort_and_blanks_come_last(store) -> None:
    every = store.rows(Wanted())
    money = store.rows(Wanted(types=("money",)))
    assert surfaces(store, store.sorted(money, "number", descending=False))[0] == "5200万元"
    assert surfaces(store, store.sorted(money, "number", descending=True))[0] == "3.8亿元"
    for name in ("type", "number", "unit", "qualifier", "subject", "sentence", "article", "date"):
        for descending in (False, True):
            rows = store.sorted(every, name, descending=descending)
            assert sorted(rows.tolist()) == every.tolist()
    units = [store.word("unit", int(r)) for r in store.sorted(every, "unit", descending=False)]
    assert units == sorted(units, key=lambda unit: (not unit, unit))


UNITS = {"money": "元", "percent": "%", "quantity": "个"}
numbers = st.one_of(st.integers(-5, 10**12), st.floats(0, 1e9), st.none())


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["money", "quantity", "percent"]), numbers), max_size=30))
def test_any_figures_sort_and_filter_like_a_list(rows: list[tuple]) -> None:
    figures = [
        Figure(
            0,
            n,
            n + 1,
            Span(n, n + 1),
            f"s{n}",
            kind,
            value,
            "元" if kind == "money" else "个",
            (),
            (0, 5),
        )
        for n, (kind, value) in enumerate(rows)
    ]
    store = FigureStore()
    store.append([Gathered("k", "title", "", tuple(Row(figure, "句子") for figure in figures))])
    for kind in ("money", "percent"):
        wanted = store.rows(Wanted(types=(kind,)))
        assert wanted.tolist() == [n for n, figure in enumerate(figures) if figure.type == kind]
    ordered = store.sorted(store.rows(Wanted()), "number", descending=False)
    values = [columns(figures[int(row)]).low for row in ordered]
    known = [value for value in values if not math.isnan(value)]
    assert known == sorted(known) and all(map(math.isnan, values[len(known) :]))


def test_chunks_make_the_same_store_as_one(gathered, store) -> None:
    slow = FigureStore()
    for article in gathered:
        slow.append([article])
    assert slow.count == store.count
    for row in range(store.count):
        assert slow.place(row) == store.place(row)
        assert slow.word("sentence", row) == store.word("sentence", row)


def test_many_rows_stay_quick_enough_to_be_numbers() -> None:
    store = FigureStore()
    figure = Figure(0, 0, 2, Span(0, 2), "3个", "quantity", 3, "个", (), (0, 2), "树")
    for _ in range(40):
        store.append([Gathered("k", "t", "", (Row(figure, "3个树"),) * 100)])
    assert store.count == 4_000 and len(store.sources) == 40
    assert store.rows(Wanted(words=("树",))).dtype == np.int64


# --- charts


def point(low: float, high: float | None = None, kind: str = "money", first: int = 0) -> Point:
    top = low if high is None else high
    return Point(0, kind, "", "", "", "", "元", "元", low, top, first, first, 0)


def test_only_what_can_share_an_axis_is_charted() -> None:
    found = [point(1), point(2), point(3, kind="percent"), point(math.nan, kind="date", first=5)]
    assert [p.low for p in comparable(found)] == [1, 2]
    assert [p.first for p in dated(found)] == [5]
    assert comparable([]) == []


@given(st.lists(st.floats(-1e12, 1e12), min_size=1, max_size=20))
def test_scales_hold_all_values_and_keep_their_order(values: list[float]) -> None:
    scale = scale_of([point(value) for value in values])
    assert all(0.0 <= scale.at(value) <= 1.0 for value in values)
    places = [scale.at(value) for value in sorted(values)]
    assert places == sorted(places)
    assert len(scale.ticks()) <= 30 and all(
        scale.low <= t * 1.0000001 or t < 0 for t in scale.ticks()
    )


def test_far_apart_values_are_on_a_log_scale() -> None:
    scale = scale_of([point(3e8), point(9e11)])
    assert scale.log and scale.at(3e8) < scale.at(9e11) == 1.0
    assert scale.ticks()[0] == 1e8
    assert not scale_of([point(1), point(100)]).log
    assert Scale(0, 0).at(0) == 0.0


def test_days_and_newspaper_numbers() -> None:
    assert ordinal("2018-03") < ordinal("2018-03-02") < ordinal("2019")
    assert ordinal("") == 0 and ordinal("--03") == 0 and ordinal("2018-13") == 0
    assert [in_chinese_units(v) for v in (1.3e9, 25000, 80, 0.5)] == ["13亿", "2.5万", "80", "0.5"]


def test_points_are_those_of_the_rows(store) -> None:
    assert [p.row for p in points(store, [2, 0])] == [2, 0]

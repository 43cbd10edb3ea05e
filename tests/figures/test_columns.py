"""Figures as numbers, conditions over them, and proposals of equal figures."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

import pytest

from reader.errors import QueryError
from reader.figures import Stated, columns, find, group, is_condition, number, parse_condition
from tests.figures.helpers import article_of


def _row(text: str, date: str | None = None):
    return columns(find(article_of(text, date=date))[0])


@pytest.mark.parametrize(
    ("condition", "inside", "outside"),
    [
        ("金额>=10亿元", "总投资13亿元", "总投资9.9亿元"),
        ("金额>10亿元", "投资10.01亿元", "投资10亿元"),
        ("百分比:50%..80%", "占59%", "占93%"),
        ("百分比:50..80", "占八成", "占81%"),
        ("数量>100家", "企业1200多家", "企业100家"),
        ("数量>100家", "企业101家", "项目500个"),
        ("数量>=1平方公里", "种植2000亩", "种植1000亩"),
        ("数量:3..5公里", "长4000米", "长300米"),
        ("时长>1年", "历时13个月", "历时11个月"),
        ("温度<0℃", "零下5摄氏度", "气温6—10℃"),
        ("日期:2018-03", "2018年3月17日", "2018年4月1日"),
        ("日期:2011..2015", "“十二五”时期", "2016年"),
        ("日期>=2020-01-01", "2020年4月", "2019年12月31日"),
        ("序数:1", "居首位", "第二名"),
    ],
)
def test_conditions(condition: str, inside: str, outside: str) -> None:
    parsed = parse_condition(condition)
    assert parsed.matches(_row(inside))
    assert not parsed.matches(_row(outside))


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2018年3月5号", "2018-03-05", "2018-03-05"),
        ("二〇一八年", "2018-01-01", "2018-12-31"),
        ("二○一八年十二月三十一日", "2018-12-31", "2018-12-31"),
        ("2018-2019", "2018-01-01", "2019-12-31"),
        ("2018—2019", "2018-01-01", "2019-12-31"),
        ("2018年3月-2019年", "2018-03-01", "2019-12-31"),
        ("2018年3月到2019年2月", "2018-03-01", "2019-02-28"),
        ("2018-03-2019-05", "2018-03-01", "2019-05-31"),
        ("2018年3月至5月", "2018-03-01", "2018-05-31"),
        ("2018年3-5月", "2018-03-01", "2018-05-31"),
        ("2018-03..07", "2018-03-01", "2018-07-31"),
        ("2018-03..05-08", "2018-03-01", "2018-05-08"),
        ("2018年3月5日至8日", "2018-03-05", "2018-03-08"),
        ("2018.3.5..4.2", "2018-03-05", "2018-04-02"),
    ],
)
def test_dates_may_be_typed_in_many_ways(typed: str, first: str, last: str) -> None:
    found = parse_condition(f"日期:{typed}")
    assert date.fromordinal(int(found.low)).isoformat() == first
    assert date.fromordinal(int(found.high)).isoformat() == last
    assert not found.turned


@pytest.mark.parametrize("typed", ["..2018-03", "2018-03..", ".."])
def test_an_end_of_dates_may_be_open(typed: str) -> None:
    found = parse_condition(f"日期:{typed}")
    assert math.isinf(found.low) == typed.startswith("..")
    assert math.isinf(found.high) == typed.endswith("..")


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("日期:2018-07..2018-03", "日期:2018-03..2018-07"),
        ("金额:10亿元..5亿元", "金额:5亿元..10亿元"),
        ("百分比:80..50%", "百分比:50..80%"),
        ("温度:5℃..-5℃", "温度:-5℃..5℃"),
    ],
)
def test_ends_that_are_turned_are_turned_back(typed: str, right: str) -> None:
    assert parse_condition(typed) == replace(parse_condition(right), turned=True)


@pytest.mark.parametrize(
    ("condition", "low"),
    [("金额>=约10亿元", 1e9), ("金额>=-5亿元", -5e8), ("温度>=零下5度", -5), ("温度>=-5℃", -5)],
)
def test_a_sign_may_stand_before_the_number(condition: str, low: float) -> None:
    assert parse_condition(condition).low == low


def test_a_date_without_a_year_is_found_by_what_was_inferred() -> None:
    condition = parse_condition("日期:2019-11")
    assert condition.matches(_row("11月2日", date="2020-09-18"))
    assert not condition.matches(_row("11月2日"))


def test_persons_are_a_condition_of_their_own() -> None:
    assert parse_condition("人物:胡小岳").person == "胡小岳"
    assert is_condition("人物:胡小岳")
    assert is_condition("金额>=10亿元")
    assert not is_condition("标题:许昌")


@pytest.mark.parametrize(
    "text",
    [
        "金额>=",
        "个头>3",
        "日期:三月",
        "数量>多少",
        "金额",
        "日期:2018-13",
        "金额>abc10亿元",
        "日期:2018-00",
        "日期:2018-06-31",
        "日期:2018-19",
        "日期:2018..03",
        "日期:2018..昨天",
        "日期>2018-2019",
    ],
)
def test_what_is_not_understood_is_said(text: str) -> None:
    with pytest.raises(QueryError):
        parse_condition(text)


def test_number_gives_both_ends_in_base_units() -> None:
    assert number(find(article_of("3至5公里"))[0]) == (3000, 5000)
    assert all(math.isnan(end) for end in number(find(article_of("2018年"))[0]))


def _stated(source: str, text: str) -> list[Stated]:
    article = article_of(text)
    return [Stated(source, f, text[slice(*f.sentence)]) for f in find(article)]


def test_figures_of_two_articles_that_seem_to_state_the_same() -> None:
    one = _stated("a", "11月2日，智能制造合作主题论坛在我市举办。")
    other = _stated("b", "11月6日，市长参加智能制造合作主题论坛时表示，前景广阔。")
    apart = _stated("c", "11月2日，全市下了一场大雪，交通受阻。")
    (found,) = group([*one, *other, *apart])
    assert {member.source for member in found.members} == {"a", "b"}
    assert not found.agree


def test_equal_figures_agree_and_one_article_alone_makes_no_group() -> None:
    text = "对德合作项目落地43个，成效明显。"
    (found,) = group([*_stated("a", text), *_stated("b", text)])
    assert found.agree
    assert group([*_stated("a", text), *_stated("a", text)]) == []

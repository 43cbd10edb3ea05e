"""Figures as numbers, conditions over them, and proposals of equal figures."""

from __future__ import annotations

import math

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
    "text", ["金额>=", "个头>3", "日期:三月", "数量>多少", "金额", "日期:2018-13"]
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

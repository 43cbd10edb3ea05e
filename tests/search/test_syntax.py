from __future__ import annotations

import math
import time
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.figures.columns import FIELDS
from reader.search import patterns
from reader.search.query import (
    Both,
    Either,
    FigureRange,
    Named,
    Near,
    Pattern,
    Phrase,
    Published,
)
from reader.search.syntax import parse


def test_words_are_all_required() -> None:
    assert parse("德国 质量").node == Both((Phrase("德国"), Phrase("质量")))
    assert parse("德国　质量").node == Both((Phrase("德国"), Phrase("质量")))


def test_quotation_marks_keep_blanks() -> None:
    assert parse('"13 亿元"').node == Phrase("13 亿元")
    assert parse('"没有结束').node == Phrase("没有结束")


@pytest.mark.parametrize("written", ["“德国 质量”", "「德国　质量」", "＂德国 质量＂"])
def test_chinese_quotation_marks_keep_blanks_too(written: str) -> None:
    meaning = parse(written)
    assert meaning.node == Phrase(written[1:-1])
    assert not meaning.plain
    quoted = Phrase(written[1:-1])
    assert parse(f"许昌 -{written}").node == Both((Phrase("许昌"),), (quoted,))
    assert parse(f"标题:{written} 许昌").node == Both(
        (Phrase(written[1:-1], "title"), Phrase("许昌"))
    )


def test_chinese_quotation_marks_without_a_blank_are_printed_text() -> None:
    assert parse("“一带一路”").node == Phrase("“一带一路”")
    both = Both((Phrase("“一带一路”"), Phrase("“德国”质量")))
    assert parse("“一带一路” “德国”质量").node == both


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ('"a""b"', 'a"b'),
        ('""""', '"'),
        ('"""德国"" 说"', '"德国" 说'),
        ('"德国"质量', '"德国"质量'),
        ('德国"', '德国"'),
        ('"a＂b"', "a＂b"),
    ],
)
def test_a_quotation_mark_may_be_asked_for(written: str, text: str) -> None:
    assert parse(written).node == Phrase(text)


def test_or_binds_closer_than_the_blank() -> None:
    expected = Both((Either((Phrase("甲"), Phrase("乙"), Phrase("丙"))), Phrase("丁")))
    assert parse("甲 OR 乙 OR 丙 丁").node == expected


def test_minus_excludes() -> None:
    assert parse("德国 -质量").node == Both((Phrase("德国"),), (Phrase("质量"),))
    assert parse('德国 -标题:"质 量"').node == Both((Phrase("德国"),), (Phrase("质 量", "title"),))


def test_what_joins_after_an_exclusion_goes_on_with_it() -> None:
    without = Either((Phrase("德国"), Phrase("质量")))
    assert parse("合作 -德国 OR 质量").node == Both((Phrase("合作"),), (without,))
    assert parse("合作 NOT 德国 OR -质量").node == Both((Phrase("合作"),), (without,))
    near = Near(Phrase("德国"), Phrase("质量"), 5)
    assert parse("合作 -德国 近/5 质量").node == Both((Phrase("合作"),), (near,))
    assert parse("甲 -乙 丙 OR 丁").node == Both(
        (Phrase("甲"), Either((Phrase("丙"), Phrase("丁")))), (Phrase("乙"),)
    )


@pytest.mark.parametrize("written", ["许昌 OR -德国", "许昌 OR NOT 德国"])
def test_an_exclusion_may_be_one_of_several(written: str) -> None:
    meaning = parse(written)
    assert meaning.node == Either((Phrase("许昌"), Both((), (Phrase("德国"),))))
    assert meaning.explanation == "articles with “许昌” or (anything, but without “德国”)"


def test_nothing_is_near_what_is_excluded_and_that_is_said() -> None:
    meaning = parse("许昌 近/5 -德国")
    assert meaning.node == Both((Phrase("许昌"),), (Phrase("德国"),))
    assert "near" in meaning.note


def test_and_and_not_are_understood() -> None:
    assert parse("德国 AND 质量").node == parse("德国 质量").node
    assert parse("德国 NOT 质量 法国").node == parse("德国 -质量 法国").node
    assert parse("AND").node == Phrase("AND")
    assert parse("NOT").node == Phrase("NOT")


@pytest.mark.parametrize("written", ["標題:德国", "題名：德国", "题名:德国"])
def test_names_of_fields_may_be_traditional(written: str) -> None:
    assert parse(written).node == Phrase("德国", "title")


@pytest.mark.parametrize(
    ("written", "same"),
    [("日期:>=2018", "日期>=2018"), ("金额：＞10亿元", "金额>10亿元"), ("金額:≤5", "金额<=5")],
)
def test_a_colon_may_stand_before_a_comparison(written: str, same: str) -> None:
    meaning = parse(written)
    assert type(meaning.node) is type(parse(same).node)
    assert not meaning.note


def test_a_query_of_exclusions_is_text() -> None:
    meaning = parse("-5℃")
    assert meaning.node == Phrase("-5℃")
    assert meaning.note


@pytest.mark.parametrize("written", ["-德国 -质量", "NOT 德国", "-德国质量"])
def test_the_words_of_exclusions_are_not_looked_for(written: str) -> None:
    meaning = parse(written)
    assert meaning.node == Phrase(written)
    assert not meaning.plain


@pytest.mark.parametrize("value", ["金额>很多", "日期:昨天"])
def test_an_excluded_condition_that_is_text_stays_excluded(value: str) -> None:
    meaning = parse(f"德国 -{value}")
    assert meaning.node == Both((Phrase("德国"),), (Phrase(value),))
    assert meaning.note
    assert not meaning.plain


@pytest.mark.parametrize("written", ["标题:德国", "标题：德国", "title:德国", "Title: 德国"])
def test_fields_have_two_names_and_two_colons(written: str) -> None:
    assert parse(written).node == Phrase("德国", "title")


@pytest.mark.parametrize(
    "written", ["时间：三月", "http://x.cn", "标题", "标题:", "金额:", "OR", "近/5", "“"]
)
def test_what_is_no_syntax_is_text(written: str) -> None:
    assert parse(written).node == Phrase(written)


@pytest.mark.parametrize("written", ["德国 近/5 质量", "德国 NEAR/5 质量"])
def test_near(written: str) -> None:
    assert parse(written).node == Near(Phrase("德国"), Phrase("质量"), 5)


def test_near_joins_words_only() -> None:
    meaning = parse("/德./ 近/5 质量")
    assert isinstance(meaning.node, Both)
    assert meaning.note


def test_wildcards_between_characters() -> None:
    node = parse("签*协议").node
    assert isinstance(node, Pattern)
    assert (node.expression, node.literals) == ("签.{0,20}?协议", ("签", "协议"))
    assert parse("质量*").node == Phrase("质量")
    assert parse("质量?").node == Phrase("质量?")


def test_expressions() -> None:
    node = parse(r"/\d+个项目/").node
    assert isinstance(node, Pattern)
    assert node.expression == r"\d+个项目"


def test_a_broken_expression_is_text_and_says_so() -> None:
    meaning = parse("/(/")
    assert meaning.node == Phrase("(")
    assert "(" in meaning.note


@pytest.mark.parametrize(
    "written",
    [
        "(" * 360 + "a" + ")" * 360,
        "a{4000000000}",
        "(?:(?:a{1000}){1000}){1000}",
        "(?:(?:a{1000}){1000}){10}",
        "(?:a{0,500}){,500}",
        "(?:(?:ab|[)(]c)+){5000}",
        "a" * 2001,
    ],
)
def test_an_expression_that_would_fill_the_memory_is_text(written: str) -> None:
    began = time.perf_counter()
    meaning = parse(f"/{written}/")
    assert meaning.node == Phrase(written)
    assert "too large" in meaning.note
    assert time.perf_counter() - began < 1


@pytest.mark.parametrize("error", [RecursionError, MemoryError, OverflowError])
def test_an_expression_that_cannot_be_compiled_is_text(
    monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    def fail(_expression: str) -> None:
        raise error

    monkeypatch.setattr(patterns, "_compiled", fail)
    meaning = parse("/a+/")
    assert meaning.node == Phrase("a+")
    assert "too large" in meaning.note


@pytest.mark.parametrize(
    "written", ["(" * 50 + "a" + ")" * 50, r"(?:\d{1,4}年){1,20}", "a.{0,5000}b"]
)
def test_a_large_expression_is_one(written: str) -> None:
    assert isinstance(parse(f"/{written}/").node, Pattern)


@pytest.mark.parametrize(
    ("written", "kind", "dimension", "low", "high"),
    [
        ("金额>=10亿元", "money", "元", 1e9, math.inf),
        ("金额≥１０亿元", "money", "元", 1e9, math.inf),
        ("金额<=1.5万美元", "money", "美元", -math.inf, 15000),
        ("百分比:50%..80%", "percent", "", 50, 80),
        ("百分比:50..80%", "percent", "", 50, 80),
        ("数量:3~5万家", "quantity", "家", 30000, 50000),
        ("数量=96个", "quantity", "个", 96, 96),
        ("金额>千亿", "money", "", 1e11, math.inf),
        ("温度<-5℃", "temperature", "℃", -math.inf, -5),
        ("数量>=15亩", "quantity", "面积", 15 * 666.66667, math.inf),
        ("时长:3..5天", "duration", "时间", 3 * 86400, 5 * 86400),
    ],
)
def test_conditions(written: str, kind: str, dimension: str, low: float, high: float) -> None:
    node = parse(written).node
    assert isinstance(node, FigureRange)
    assert (node.type, node.dimension) == (kind, dimension)
    assert (node.low, node.high) == pytest.approx((low, high))
    assert (node.low_open, node.high_open) == (
        ">" in written and "=" not in written,
        "<-" in written,
    )


@pytest.mark.parametrize("written", ["金额> 10亿元", "金额 >= 10亿元", "金额 : 10亿元"])
def test_blanks_may_stand_around_a_comparison(written: str) -> None:
    node = parse(f"德国 {written} 质量").node
    condition = parse(written.replace(" ", "")).node
    assert isinstance(condition, FigureRange)
    assert isinstance(node, Both)
    assert replace(condition, shown=written) == node.parts[1]
    assert len(node.parts) == 3


@pytest.mark.parametrize("written", ["日期:2018-07..2018-03", "金额:10亿元..5亿元"])
def test_turned_ends_are_mentioned(written: str) -> None:
    meaning = parse(written)
    assert not isinstance(meaning.node, Phrase)
    assert "the other way round" in meaning.note


def test_what_is_no_date_is_not_called_a_number() -> None:
    assert "not a date" in parse("日期:昨天").note
    assert "not a number" in parse("金额>abc10亿元").note


def test_a_date_is_that_of_publication_or_one_in_the_text() -> None:
    node = parse("日期:2018-03").node
    assert isinstance(node, Either)
    published, written = node.parts
    assert isinstance(published, Published)
    assert isinstance(written, FigureRange)
    march = date(2018, 3, 1).toordinal(), date(2018, 3, 31).toordinal()
    assert (written.low, written.high) == march
    epoch = date(1970, 1, 1).toordinal()
    assert (published.first + epoch, published.last + epoch) == march


def test_after_a_year_is_after_its_last_day() -> None:
    node = parse("日期>2018").node
    assert isinstance(node, Either)
    published = node.parts[0]
    assert isinstance(published, Published)
    assert published.first == date(2019, 1, 1).toordinal() - date(1970, 1, 1).toordinal()


def test_every_kind_of_figure_is_a_field() -> None:
    for field in FIELDS:
        value = "2018" if FIELDS[field] == "date" else "5"
        assert not parse(f"{field}:{value}").note, field


@pytest.mark.parametrize("written", ["金额>很多", "日期:昨天", "日期:2018-13", "金额:1..2..3"])
def test_a_condition_without_a_number_is_text(written: str) -> None:
    meaning = parse(written)
    assert meaning.node == Phrase(written)
    assert meaning.note


def test_persons() -> None:
    assert parse("人物:胡五岳").node == Named("胡五岳")


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("德国 质量", "articles with “德国” and “质量”"),
        ("标题:德国", "articles with “德国” in the title"),
        ("甲 OR 乙 丙", "articles with (“甲” or “乙”) and “丙”"),
        ("甲 -乙", "articles with “甲”, but without “乙”"),
        ("甲 近/3 乙", "articles with “甲” and “乙” at most 3 characters apart"),
        ("金额>=10亿元", "articles with a figure 金额>=10亿元"),
        ("", "all articles"),
    ],
)
def test_a_query_is_told_in_words(written: str, told: str) -> None:
    assert parse(written).explanation == told


@given(
    st.text()
    | st.text(alphabet='德国"-/*?:：><=金额标题OR 近5([“”＂')
    | st.text(alphabet="0123年月日号至-.十二〇").map("日期:{}".format)
    | st.text(alphabet="0123万亿元至-.十二约零下").map("金额:{}".format)
)
def test_nothing_typed_is_an_error(written: str) -> None:
    meaning = parse(written)
    assert meaning.explanation

"""Qualifiers, subject, comparison, and dates resolved against the article's."""

from __future__ import annotations

import pytest

from reader.figures import find
from tests.figures.helpers import article_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("近20家企业", {"approx"}), ("约合1.45美元", {"approx"}), ("进度在93%左右", {"approx"}),
        ("超过100年", {"over"}), ("24000多元", {"over"}), ("一百余部", {"over"}),
        ("增长20%以上", {"growth", "at_least"}), ("不低于700万元", {"at_least"}),
        ("不超过20%", {"at_most"}), ("最高200万元", {"at_most"}), ("3年内再建", {"at_most"}),
        ("累计达成协议96个", {"cumulative"}), ("共300多名", {"cumulative", "over"}),
        ("下降3.5%", {"decline"}), ("高出10%左右", {"diff", "approx"}),
        ("每亩3000株", {"each"}), ("人均24000元", {"average"}),
        ("年均增长11.2%", {"average", "growth"}),
        ("年产100万套", {"per_year"}), ("仅58天", {"only"}), ("预计有25个项目", {"expected"}),
        ("自2013年以来", {"since"}), ("截至11月底", {"until", "end"}), ("今年9月初", {"start"}),
        ("2030年前建成", {"before"}), ("增加到50家", set()), ("达到80家", set()),
        ("通过3至5年努力", set()),
    ],
)  # fmt: skip
def test_qualifiers(text: str, expected: set[str]) -> None:
    assert set(find(article_of(text))[0].qualifiers) == expected


@pytest.mark.parametrize(
    ("text", "subject", "comparison"),
    [
        ("签约项目35个，成绩喜人", "签约项目", None),
        ("总投资903.2亿元", "总投资", None),
        ("重点发展13个细分领域", "细分领域", None),
        ("上云企业达到2240家", "上云企业", "达到"),
        ("出口额同比增长20%", "出口额", "同比增长"),
        ("办结率96%以上", "办结率", None),
    ],
)
def test_subject_and_comparison(text: str, subject: str, comparison: str | None) -> None:
    figure = find(article_of(text))[0]
    assert (figure.subject, figure.comparison) == (subject, comparison)


def test_a_subject_serves_the_clause_after_it() -> None:
    _, growth = find(article_of("产业规模达到480亿元，同比增长20%以上。"))
    assert (growth.subject, growth.comparison) == ("产业规模", "同比增长")


def test_sentences_end_with_their_closing_quotes() -> None:
    text = "他说：“有3家。”后来有5家。"
    first, second = find(article_of(text))
    assert text[slice(*first.sentence)] == "他说：“有3家。”"
    assert text[slice(*second.sentence)] == "后来有5家。"


@pytest.mark.parametrize(
    ("text", "inferred"),
    [
        ("今年6月份", "2020-06"), ("去年12月初", "2019-12"), ("本月4日", "2020-09-04"),
        ("去年投产", "2019"), ("明年开工", "2021"), ("昨天开幕", "2020-09-17"),
        ("11月2日", "2019-11-02"),
        ("9月17日", "2020-09-17"), ("今年前三季度", ["2020-01", "2020-09"]),
        ("今天16时", "2020-09-18T16:00"),
    ],
)  # fmt: skip
def test_dates_are_resolved_against_the_article(text: str, inferred: object) -> None:
    (figure,) = find(article_of(text, date="2020-09-18"))
    assert figure.inferred is not None
    assert figure.inferred.value == inferred
    assert "2020-09-18" in figure.inferred.basis


@pytest.mark.parametrize("text", ["2018年3月", "13亿元", "今天16时"])
def test_nothing_is_inferred_without_need_or_ground(text: str) -> None:
    date = None if text.startswith("今天") else "2020-09-18"
    assert find(article_of(text, date=date))[0].inferred is None

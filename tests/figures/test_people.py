"""Persons and what they said. The names are made up, but for public office-holders' titles."""

from __future__ import annotations

import pytest

from reader.figures import people, statements
from tests.figures.helpers import article_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("市委书记胡小岳接受专访。", [("胡小岳", "市委书记", "subject")]),
        ("迎来了德国某某设计公司总裁布兰特一行。", [("布兰特", "德国某某设计公司总裁", "subject")]),
        ("2016年，该公司董事长庞大伟通过考察学习。", [("庞大伟", "该公司董事长", "subject")]),
        ("市委常委、常务副市长赵小峰介绍。", [("赵小峰", "市委常委、常务副市长", "subject")]),
        ("引入北京某大学张平之教授。", [("张平之", "教授", "subject")]),
        ("在鲁道夫·沙尔先生的推动下", [("鲁道夫·沙尔", "先生", "subject")]),
        ("提起马尔科·罗西，人们并不陌生。", [("马尔科·罗西", None, "subject")]),
        ("欧阳小明院士到会。", [("欧阳小明", "院士", "subject")]),
        ("高级工程师和金融专家参加。", []),
        ("许昌市市长出席，全国人大代表建言。", []),
        ("记者看到，市民高度评价。", []),
    ],
)
def test_names_with_titles(text: str, expected: list[tuple[str, str | None, str]]) -> None:
    assert [(p.name, p.title, p.role) for p in people(article_of(text))] == expected


@pytest.mark.parametrize(
    ("line", "role", "expected"),
    [
        ("□ 记者毛小迎张大杰", "byline", [("毛小迎", "reporter"), ("张大杰", "reporter")]),
        (
            "本报记者 王小钦 通讯员 程大杰",
            "byline",
            [("王小钦", "reporter"), ("程大杰", "correspondent")],
        ),
        ("记者牛小培 摄", "credit", [("牛小培", "photographer")]),
        ("王小钦 摄", "credit", [("王小钦", "photographer")]),
    ],
)
def test_bylines_and_credits(line: str, role: str, expected: list[tuple[str, str]]) -> None:
    article = article_of(line, roles=(role,))  # pyright: ignore[reportArgumentType]
    assert [(p.name, p.role) for p in people(article)] == expected


def test_a_name_once_known_is_found_again() -> None:
    article = article_of("厂长庞大伟来了。", "庞大伟很高兴，大家都说庞大伟好。")
    assert [(p.block, p.title) for p in people(article)] == [(0, "厂长"), (1, None), (1, None)]


def test_who_said_it() -> None:
    article = article_of(
        "厂长庞大伟说：“我们要向前走。不会停下。”众人鼓掌。",
        "“这是一条新路，值得一试。”研究所所长刘小民说。",
        "市长李大四接受采访时表示，全年目标能够完成。工人很多。",
        "局长王小五提出“新路”倡议。",
    )
    said = [(s.speaker.name, s.verb, s.direct, s.text) for s in statements(article)]
    assert said == [
        ("庞大伟", "说", True, "我们要向前走。不会停下。"),
        ("刘小民", "说", True, "这是一条新路，值得一试。"),
        ("李大四", "表示", False, "全年目标能够完成"),
    ]


def test_a_displayed_quotation_belongs_to_the_line_under_it() -> None:
    article = article_of(
        "抢抓新机遇。", "——市委书记胡小岳在论坛上的讲话", roles=("quote", "attribution")
    )
    (said,) = statements(article)
    assert (said.block, said.text, said.speaker.name) == (0, "抢抓新机遇。", "胡小岳")

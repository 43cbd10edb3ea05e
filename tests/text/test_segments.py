"""Which paragraphs were set together, and what a list holds together."""

from __future__ import annotations

import pytest

from reader.article import Span
from reader.text.segments import goes_on, segments
from reader.text.units import Kind, Unit, _couplet  # pyright: ignore[reportPrivateUsage]


def unit(kind: Kind, text: str, measure: float = 20.0) -> Unit:
    return Unit(kind, (0,), (Span(0, 1),), text, measure)


@pytest.mark.parametrize(
    ("above", "text", "holds"),
    [
        ("他总结了四条经验。", "一是拓宽渠道。", True),
        ("具体做法如下：", "第一，抓好源头。", True),
        ("他讲了很久。", "一是一，二是二，这里从来不含糊。", False),
        ("一是拓宽渠道。", "全县围绕重点产业组建了百人团。", True),
        ("全县围绕重点产业组建了百人团。", "二是抓实载体。", True),
        ("全县围绕重点产业组建了百人团。", "今年春天来得早。", False),
    ],
)
def test_members_of_a_list_go_on_with_the_text_before(above: str, text: str, holds: bool) -> None:
    assert goes_on([unit("body", above), unit("body", text)], 0, 1) is holds


def test_a_head_inside_a_list_does_not_part_it() -> None:
    units = [
        unit("body", "他总结了四条经验。", 36.0),
        unit("head", "承接产业转移"),
        unit("body", "一是拓宽渠道。", 15.0),
        unit("body", "全县围绕重点产业组建了百人团。", 15.0),
    ]
    assert [segment.units for segment in segments(units)] == [(0, 2, 3)]


@pytest.mark.parametrize(
    ("first", "second", "one"),
    [
        ("提升深度广度，抓实载体建设", "完善推进机制，强化服务保障", True),
        ("春来早", "人更忙", False),
        ("河边的图书馆，开放了", "藏书三十万册，馆长说每天都来", False),
    ],
)
def test_two_lines_that_match_clause_by_clause_are_one_head(
    first: str, second: str, one: bool
) -> None:
    assert _couplet(first, second) is one

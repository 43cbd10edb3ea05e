"""What holds for every text: spans, raw offsets, order, and work in proportion to length."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.article import Article, Block, RawText, Span, raw_positions
from reader.figures import find, people, statements
from tests.figures.helpers import article_of

_PIECES = st.sampled_from(
    """
    一 二 两 三 十 百 千 万 亿 零 ○ 〇 点 半 多 余 几 来 近 约 第 首 0 1 2 9 12 2018 １ ９ 1999
    . ． , · % ％ ‰ 年 月 日 号 时 分 秒 初 底 晚 上午 世纪 年代 季度 今年 去年 本月 “ ” 《 》 ：
    : ∶ 比 / 分之 百分之 成 倍 番 翻 了 至 到 — - ～ 、 和 元 万元 美元 家 个 个月 小时 人 名
    公里 千瓦 ℃ 度 零下 级 位 届 次 大 十四五 时期 ， 。 的 增长 超过 以上 左右 企业 书记 记者
    张三 说 布兰德 摄
    """.split()  # noqa: SIM905
)
_TEXTS = st.lists(_PIECES, max_size=40).map("".join)


@settings(max_examples=400, deadline=None)
@given(_TEXTS)
def test_figures_lie_in_the_text_in_order_without_overlap(text: str) -> None:
    article = article_of(text)
    end = 0
    for figure in find(article):
        assert figure.start >= end
        end = figure.end
        assert figure.surface == text[figure.start : figure.end] != ""
        assert figure.raw == Span(figure.start, figure.end)
        assert (
            figure.sentence[0] <= figure.start < figure.end <= max(figure.end, figure.sentence[1])
        )


@settings(max_examples=200, deadline=None)
@given(_TEXTS)
def test_persons_and_statements_lie_in_the_text(text: str) -> None:
    article = article_of(text)
    persons = people(article)
    assert list(persons) == sorted(persons, key=lambda p: p.start)
    assert all(p.name == text[p.start : p.end] for p in persons)
    for said in statements(article):
        assert said.text == text[said.start : said.end]
        assert said.speaker in persons


def test_raw_offsets_skip_line_breaks_and_columns() -> None:
    raw = "总投资 13\n亿元。页脚\n累计 96 \n个协议。"
    first, foot, second = raw.index("总"), raw.index("页"), raw.index("累")
    text = "总投资13亿元。累计96个协议。"
    block = Block("paragraph", text, (Span(first, foot), Span(second, len(raw))))
    article = Article(RawText("a.txt", raw, "utf-8", "0"), "", (block,))
    positions = raw_positions(block, raw)
    money, count = find(article)
    assert raw[slice(*money.raw)] == "13\n亿元"
    assert raw[slice(*count.raw)] == "96 \n个"
    for figure in (money, count):
        assert figure.raw == Span(positions[figure.start], positions[figure.end - 1] + 1)


def test_no_figure_crosses_blocks() -> None:
    assert [f.surface for f in find(article_of("总投资13", "亿元"))] == []


def _steps(work: Callable[[Article], object], article: Article) -> int:
    """How many Python function calls the work takes: a measure that no clock disturbs."""
    count = 0

    def trace(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(trace)
    try:
        work(article)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    "piece",
    ["9", "亿", "一", "两个", "1、", "3至", "第一", "2018年", "“", "《", "百分之", "1小时", "多",
     "张", "记者", "1:", "，", "和1", "3万", "书记", "A·", "说：“", "1.", "1,234", "0.5、"],
)  # fmt: skip
@pytest.mark.parametrize("work", [find, people, statements])
def test_work_grows_in_proportion_to_length(work: Callable[[Article], object], piece: str) -> None:
    short, long = (_steps(work, article_of(piece * n)) for n in (200, 800))
    assert long <= 4.6 * short + 400


@pytest.mark.parametrize("text", ["9" * 100_000, "亿" * 100_000, "1亿" * 50_000])
def test_endless_numerals_are_no_figures_and_do_not_hang(text: str) -> None:
    assert len(find(article_of(text))) <= 1
    assert people(article_of(text)) == ()


@pytest.mark.parametrize("text", ["", " ", "。", "第", "首", "年", "%", "零", "\ufeff", "𠀀3家"])
def test_slivers_of_text(text: str) -> None:
    assert all(f.surface in text for f in find(article_of(text)))

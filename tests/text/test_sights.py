"""What is seen of the lines of a page."""

from __future__ import annotations

import pytest

from reader.text.lines import split_lines
from reader.text.sights import look


@pytest.mark.parametrize(
    ("line", "opens"),
    [
        ("本报北京4月3日电记者今天从有关部门了解到", True),
        ("新华社日内瓦1月9日", True),
        ("人民网三月五日讯", True),
        ("人民网3月5日，我们在那里又见到了他们一次", False),
        ("新华社1998年3月5日，有关方面再次表示关注", False),
    ],
)
def test_a_dateline_opens_a_paragraph(line: str, opens: bool) -> None:
    raw = f"河边的图书馆开放了藏书三十万册投资二亿元\n{line}\n馆长说每天都有很多人来看书\n"
    lines = split_lines(raw)
    page = look(lines, [20.0] * len(lines), raw)
    assert (page.sights[1].edge == "in") is opens


@pytest.mark.parametrize(
    ("line", "inner"),
    [
        ("如今,全县累计建成了", "clause"),
        ("随着雨势减弱停歇，城区部分河道的洪水", "clause"),
        ("“十四五”期间，两市以深化改革为抓手", "clause"),
        ("去年12月1日，该站开通。此后", "stop"),
        ("拓宽交流渠道，推动更多项目落地", ""),
        ("年年有余，岁岁平安", ""),
    ],
)
def test_a_line_that_opens_as_sentences_do_is_told_from_a_head(line: str, inner: str) -> None:
    raw = f"河边的图书馆开放了\n{line}\n馆长说每天都有很多人来看书\n"
    lines = split_lines(raw)
    assert look(lines, [20.0] * len(lines), raw).sights[1].inner == inner

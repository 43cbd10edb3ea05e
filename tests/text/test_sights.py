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

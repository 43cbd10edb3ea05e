"""Boxes that cut a sentence: what closes one, and that the sentence comes out whole."""

from __future__ import annotations

import pytest

from reader.article import RawText
from reader.text import restore
from reader.text.boxes import closes
from reader.text.lines import make_line

PARAGRAPH = (
    "村里的老水渠今年春天重新通了水，两岸三百多亩水田赶在谷雨以前全部插上了秧，"
    "合作社又添置了四台插秧机，过去半个月的活如今三天就能干完，年轻人也愿意回来种地了。"
)
CAPTION = ["图为村民在水渠边清理", "杂草。"]


def cut_page() -> str:
    """A page of one paragraph in lines of 13 em that a picture cuts after the fourth."""
    first, rest = PARAGRAPH[:11], PARAGRAPH[11:]
    lines = [first, *(rest[i : i + 13] for i in range(0, len(rest), 13))]
    box = ["", *CAPTION, "", "资料图片", ""]
    return "\n".join([*lines[:4], *box, *lines[4:]]) + "\n"


def test_a_captioned_picture_leaves_the_sentence_whole() -> None:
    found = restore(RawText("page", cut_page(), "utf-8", "")).blocks
    assert PARAGRAPH in [block.text for block in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("资料图片", True),
        ("（资料图片）", True),
        ("——村支部书记", True),
        ("□本报记者某某文/图", False),
        ("这组照片是他用旧相机拍摄", False),
        ("水渠通了水。", False),
    ],
)
def test_lines_that_close_a_box(text: str, expected: bool) -> None:
    assert closes(make_line(text, 0, len(text), blank=False)) is expected

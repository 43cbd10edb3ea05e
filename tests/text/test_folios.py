"""Page numbers and running heads, and the paragraphs that they cut."""

from __future__ import annotations

import pytest

from reader.text.folios import folios
from reader.text.lines import split_lines
from tests.text.samples import READING, WATER
from tests.text.test_unwrapped import article, texts, wrap

PARAGRAPHS = [*READING, *WATER]


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        ("甲\n— 1 —\n乙\n— 2 —\n丙", {1, 3}),
        ("甲\n1\n乙\n2\n丙", {1, 3}),
        ("甲\n第1页 共2页\n\f乙", {1}),
        ("甲\n1\n云泽日报\n乙\n2\n云泽日报\n丙", {1, 2, 4, 5}),
        ("甲\n2019\n乙", set()),
        ("甲\n30\n乙\n12\n丙", set()),
        ("得分\n1\n2\n3", set()),
        ("", set()),
    ],
)
def test_numbers_that_count_up_or_stand_at_a_page_end(raw: str, found: set[int]) -> None:
    assert folios(raw, split_lines(raw)) == found


@pytest.mark.parametrize("page_end", ["\f", "— {} —\n", "\n{}\n\n", "\n第{}页\n\f云泽日报\n\n"])
@pytest.mark.parametrize("indent", ["", "　　", "    "])
def test_paragraphs_go_on_over_the_end_of_a_page(page_end: str, indent: str) -> None:
    lines = [
        line for text in PARAGRAPHS for line in [*wrap(text, 30, indent), *([] if indent else [""])]
    ]
    inside = [i for i in range(1, len(lines)) if lines[i] and lines[i - 1][-1:] not in "。"]
    for number, at in ((2, inside[-2]), (1, inside[2])):
        lines[at] = page_end.format(number) + lines[at]
    found = article(["云泽县的菜场和小河", "", *lines], "\n")
    assert texts(found, "paragraph") == PARAGRAPHS
    others = {block.text for block in found.blocks} - {*PARAGRAPHS, "云泽县的菜场和小河"}
    assert len(others) == len(set(texts(found, "other")))

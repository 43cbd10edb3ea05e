"""White space between words and inside numbers."""

from __future__ import annotations

import pytest

from reader.text.spacing import join_piece


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("北京 上海 10 20", "北京上海10 20"),
        ("共 1 2 0 人", "共120人"),
        ("增 长 2 0 . 5 % 。", "增长20.5%。"),
        ("2 0 . 5 %", "20.5%"),
        ("增长 12 %", "增长12%"),
        ("总数为12\n0人", "总数为120人"),
        ("占12.\n5%", "占12.5%"),
        ("占12\n.5%", "占12.5%"),
        ("It ended in May.\n12 people came.", "It ended in May. 12 people came."),
        ("第 1 批 20 30", "第1批20 30"),
    ],
)
def test_only_what_is_one_number_is_joined(raw: str, clean: str) -> None:
    assert join_piece(raw) == clean

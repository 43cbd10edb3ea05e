"""Words for what the rooms below name by keys."""

from __future__ import annotations

import pytest

from reader.ui.actions import Command, without_mnemonic
from reader.ui.wording import value_text


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("year+0", "same year"),
        ("year-1", "1 year before"),
        ("month+2", "2 months after"),
        ("day-1", "1 day before"),
        ("--08", "month 8"),
        ("--08-12", "08-12"),
        ("---12", "day 12"),
        (["--01", "--06"], "month 1 – month 6"),
        ("2018-07-17", "2018-07-17"),
        ("3:1", "3:1"),
        (-2.5, "-2.5"),
        (1_000_000, "1,000,000"),
        (None, "–"),
    ],
)
def test_values_are_told_in_words(value: object, words: str) -> None:
    assert value_text(value) == words


@pytest.mark.parametrize(
    ("text", "name"),
    [("&File", "File"), ("文件(&F)", "文件"), ("P&DF…", "PDF…"), ("存为 PDF(&D)…", "存为 PDF…")],
)
def test_names_of_commands_have_no_mnemonic(text: str, name: str) -> None:
    assert without_mnemonic(text) == name
    assert Command("x", text, "file").name == name.rstrip("…")

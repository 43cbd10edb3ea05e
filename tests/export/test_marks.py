"""Quotation marks nest right, and quoting changes nothing but white space and marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.export import clean_quotation, copied, in_quotation_marks, quotation_with_source
from reader.export.model import Selection
from reader.notes import Metadata


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("慢下来", "“慢下来”"),
        ("他说：“慢下来。”", "“他说：‘慢下来。’”"),
        ("“要把‘慢’字写进去”", "“‘要把“慢”字写进去’”"),
        ("“甲”和“乙”", "“‘甲’和‘乙’”"),
        ("写进去”，他说", "“写进去’，他说”"),
        ("他说：“写", "“他说：‘写”"),
        ("it’s 5 o’clock", "“it’s 5 o’clock”"),
        ("一段\n二段", "“一段\n“二段”"),
        ('「甲」『乙』《丙》"丁"', '“「甲」『乙』《丙》"丁"”'),
        ("", "“”"),
    ],
)
def test_marks_turn_with_their_depth(text: str, quoted: str) -> None:
    assert in_quotation_marks(text) == quoted


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("  行首 行尾  \n 下一段 ", "行首行尾\n下一段"),
        ("在 这 样 一 幅，“ 智 造”", "在这样一幅，“智造”"),
        ("用 Python 3 写 100 行", "用 Python 3 写 100 行"),
        ("甲\r\n\n\n乙", "甲\n乙"),
        ("the end\nof it", "the end\nof it"),
    ],
)
def test_blanks_that_stand_nowhere(text: str, clean: str) -> None:
    assert clean_quotation(text) == clean


@given(st.text(st.sampled_from("“”‘’甲乙a1 \n，《》"), max_size=40))
def test_quoting_keeps_every_other_character(text: str) -> None:
    marks = str.maketrans("", "", "“”‘’")
    quoted = in_quotation_marks(text)
    assert quoted.translate(marks) == text.translate(marks)
    assert quoted[0] == "“"
    assert quoted[-1] == "”"


@given(st.text(max_size=60))
def test_cleaning_drops_only_white_space_and_only_once(text: str) -> None:
    clean = clean_quotation(text)
    assert "".join(clean.split()) == "".join(text.split())
    assert clean_quotation(clean) == clean


def test_a_quotation_with_its_source_plain_and_rich(metadata: Metadata) -> None:
    made = quotation_with_source("他说：“慢”\n<b>第二段", metadata)
    assert made.plain == (
        "“他说：‘慢’\n“<b>第二段”\n甲文，乙山. 老街新事[N]. 河畔日报，2018-07-17（3）."
    )
    assert made.html == (
        "<blockquote><p>“他说：‘慢’</p><p>“&lt;b&gt;第二段”</p></blockquote>"
        "<p>甲文，乙山. 老街新事[N]. 河畔日报，2018-07-17（3）.</p>"
    )


def test_an_override_in_a_quotation_does_not_turn_its_source_around(metadata: Metadata) -> None:
    plain = quotation_with_source("甲\u202e乙\u2066丙", metadata).plain
    assert plain.startswith("“甲\u202e乙\u2066丙”\u2069\u202c\n")


def test_many_quotations_at_once(selection: Selection, metadata: Metadata) -> None:
    twice = copied(Selection(selection.clippings * 2))
    once = quotation_with_source(selection.clippings[0].note.text, metadata)
    assert twice.plain == f"{once.plain}\n\n{once.plain}"
    assert twice.html == once.html * 2

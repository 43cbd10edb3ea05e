from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.collection import decode

TEXT = "今年6月份，许昌对德合作落地项目43个。\n“德国质量”与“许昌速度”。\n"
TRADITIONAL = "今年6月份，許昌對德合作落地項目43個，總投資903.2億元。\n" * 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030"])
def test_chinese_text_is_read_in_every_encoding(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)).text == TEXT


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_is_known_without_a_mark(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)).text == TEXT


def test_big5() -> None:
    assert decode(TRADITIONAL.encode("big5")) == (TRADITIONAL, "big5")


def test_marks_and_line_ends_are_dropped() -> None:
    assert decode(codecs.BOM_UTF8 + b"a\r\nb\rc\n").text == "a\nb\nc\n"


def test_empty() -> None:
    assert decode(b"") == ("", "utf-8")


def test_long_gb18030_is_not_cut_inside_a_character() -> None:
    text = "许昌" * 60_000
    assert decode(b"x" + text.encode("gb18030")).text == "x" + text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7\n...", "PDF"),
        (b"PK\x03\x04rest", "DOCX"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG"),
        (bytes(range(1, 9)) * 40, "control characters"),
        (codecs.BOM_UTF8 + b"\xff\xfe\xfd", "at byte 0"),
        (bytes([0x81, 0x20, 0xFF, 0xFF, 0x80]) * 50, "encoding"),
    ],
)
def test_what_is_not_text_says_why(data: bytes, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        decode(data)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=300))
def test_every_utf8_text_with_a_mark_comes_back(text: str) -> None:
    unix = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        decoded = decode(codecs.BOM_UTF8 + text.encode())
    except ValueError:
        assert sum(c < " " for c in text) * 10 > len(text)
    else:
        assert decoded.text == unix


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_a_reason(data: bytes) -> None:
    try:
        assert "\r" not in decode(data).text
    except ValueError as reason:
        assert str(reason)

"""Bytes to text: UTF-8, UTF-16, UTF-32, GB18030, Big5, by byte-order mark, by strict
decoding, and by a detector where those two do not decide.
"""

from __future__ import annotations

import codecs
from typing import NamedTuple

from reader.i18n import tr

# Longer marks first: the UTF-32 LE mark begins with the UTF-16 LE mark.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Beginnings of files that are not text, and what a person calls them.
_BINARY = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "ZIP, DOCX, XLSX, EPUB"),
    (b"\xd0\xcf\x11\xe0", "DOC, XLS"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\x1f\x8b", "GZIP"),
    (b"\x7fELF", "ELF"),
    (b"SQLite format 3\x00", "SQLite"),
)
_CHINESE = ["gb18030", "big5"]
_SAMPLE = 1 << 16


class Decoded(NamedTuple):
    """`text` with the byte-order mark dropped and every line end read as `\\n`."""

    text: str
    encoding: str


def decode(data: bytes) -> Decoded:
    """The text of `data`.

    Raises ValueError with the reason, a phrase for the user, where it is not text in one
    of the encodings Jianbao reads.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding)
    for magic, name in _BINARY:
        if data.startswith(magic):
            raise ValueError(tr("not a text file ({kind})", kind=name))
    encoding = _utf16_without_mark(data) or _utf8(data) or _detected(data)
    if encoding is None:
        raise ValueError(tr("not text, or in an encoding that is not recognised"))
    return _strictly(data, encoding)


def _strictly(data: bytes, encoding: str) -> Decoded:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as fault:
        raise ValueError(
            tr("not valid {encoding} at byte {at}", encoding=encoding, at=fault.start)
        ) from None
    if _is_binary(text):
        raise ValueError(tr("not a text file (mostly control characters)"))
    return Decoded(text.replace("\r\n", "\n").replace("\r", "\n"), encoding)


def _utf8(data: bytes) -> str | None:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


def _utf16_without_mark(data: bytes) -> str | None:
    """UTF-16 that has no mark: its line ends and digits have a NUL on one fixed side."""
    sample = data[:_SAMPLE]
    if len(data) % 2 or not sample.count(0):
        return None
    ascii_le = sample[1::2].count(0)
    ascii_be = sample[0::2].count(0)
    if min(ascii_le, ascii_be) * 20 > max(ascii_le, ascii_be):
        return None
    encoding = "utf-16-le" if ascii_le > ascii_be else "utf-16-be"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return encoding if _looks_written(text[:_SAMPLE]) else None


def _looks_written(text: str) -> bool:
    """Whether most characters are ASCII, Han, kana, Hangul or their punctuation."""
    common = sum(c < "\u0250" or "\u2000" <= c <= "\u9fff" or c >= "\uff00" for c in text)
    return common * 10 >= len(text) * 9


def _detected(data: bytes) -> str | None:
    """GB18030 or Big5, as the detector finds; GB18030 where it cannot tell.

    The detector reads a sample only, cut at a line end so that no character is split.
    """
    from charset_normalizer import from_bytes  # 20 ms that UTF-8 files save

    sample = data[:_SAMPLE]
    if len(data) > _SAMPLE:
        sample = sample[: sample.rfind(b"\n") + 1] or sample
    best = from_bytes(sample, cp_isolation=_CHINESE).best()
    candidates = [best.encoding] if best else []
    for encoding in [*candidates, *_CHINESE]:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _looks_written(text[:_SAMPLE]):
            return encoding
    return None


def _is_binary(text: str) -> bool:
    """More than a tenth control characters; a few stray ones are shown as signs."""
    sample = text[:_SAMPLE]
    controls = sum(c < " " and c not in "\t\n\r\f" for c in sample)
    return controls * 10 > len(sample)

"""Whatever words a note holds, every format is whole and its readers read it."""

from __future__ import annotations

import csv
import io
import json
import logging
import zipfile

import bibtexparser
import docx
import openpyxl
import pytest
import rispy
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.article import Span
from reader.export import Clipping, Selection, export
from reader.notes import Anchor, Metadata, Note, Placement

# Every code point, and more often the ones that mean something to some format.
MEANT = (
    "{", "}", "\\", "@a{", "=1", "\r\nER  - ", '"', "'", "%", "<a>", "&amp;", "\ud800", "\x00",
    "\x1b", "\ufffe", "\u202e", "_x0041_", "]]>", "`", "* ",
)  # fmt: skip
words = st.lists(
    st.sampled_from(MEANT) | st.text(st.characters(codec=None), max_size=8), max_size=6
).map("".join)
metadata = st.builds(
    Metadata,
    title=st.none() | words,
    subtitle=st.none() | words,
    authors=st.none() | st.lists(words, max_size=4).map(tuple),
    newspaper=st.none() | words,
    date=st.none() | words | st.dates().map(str),
    page=st.none() | words,
    url=st.none() | words,
    accessed=st.none() | words,
    language=st.none() | st.sampled_from(["zh", "en", "", "de"]),
)


@st.composite
def clippings(draw: st.DrawFn) -> Clipping:
    text = draw(words)
    note = Note("1", "quotation", draw(words), "p", None, text, draw(words), (draw(words),))
    if draw(st.booleans()):
        anchored = Anchor("d" * 64, (Span(0, 1),), draw(words))
        placed = Placement("changed", found=draw(words))
        return Clipping(Note("1", "quotation", "s", "p", anchored, text), draw(metadata), placed)
    return Clipping(note, draw(metadata))


def parts_of(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None


def read_bibtex(data: bytes) -> None:
    library = bibtexparser.parse_string(data.decode())
    assert not library.failed_blocks
    assert len(library.entries) == 1


def read_csv(data: bytes) -> None:
    heads, row = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert len(heads) == len(row)


def read_docx(data: bytes) -> None:
    parts_of(data)
    assert docx.Document(io.BytesIO(data)).paragraphs


def read_xlsx(data: bytes) -> None:
    parts_of(data)
    assert openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].max_row == 2


def read_ris(data: bytes) -> None:
    assert len(rispy.loads(data.decode())) == 1


def read_text(data: bytes) -> None:
    assert "\x00" not in data.decode()


READERS = {
    "bibtex": read_bibtex,
    "csv": read_csv,
    "docx": read_docx,
    "xlsx": read_xlsx,
    "ris": read_ris,
    "text": read_text,
    "markdown": read_text,
    "html": read_text,
    "json": json.loads,
    "csl-json": json.loads,
}


@pytest.mark.parametrize("name", READERS)
@settings(max_examples=60, deadline=None)
@given(clipping=clippings(), style=st.sampled_from(["gbt7714-2025", "apa", "newspaper"]))
def test_any_words_in_any_format(name: str, clipping: Clipping, style: str) -> None:
    logging.getLogger("rispy").setLevel(logging.ERROR)
    READERS[name](export(Selection((clipping,), style=style), name))

"""Clippings for the tests of exports; the articles and names in them are made up."""

from __future__ import annotations

import pytest

from reader.article import Span
from reader.export import Clipping, Selection
from reader.notes import Anchor, Metadata, Note, Placement

DIGEST = "5f" * 32
TEXT = "老街的茶馆说：“要把‘慢’字写进日子里。”\n第二天，十三张桌子都坐满了。"

# What breaks readers: markup, formulas, TeX, control characters, half surrogates,
# characters XML forbids, bidirectional overrides, records that end too early.
HOSTILE = (
    "<script>alert(1)</script> & \"q\" 'a'",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "＝1+1",
    "  =1+1",
    "nul\x00 bell\x07 esc\x1b del\x7f c1\x9b vt\x0b ff\x0c",
    "half \ud800 pair \udfff",
    "not a character \ufffe \uffff \ufdd0",
    "override \u202e reversed",
    "isolate \u2066 open",
    "joiner \u2060 stays",
    "} @article{x, title={y}",
    r"\input{/etc/passwd} $x^2$ 50% #1 a_b ~",
    "{unbalanced",
    "ER  - \r\nTY  - BOOK",
    "line\u2028separator\u2029and\x85next",
    "{{ 7 * 7 }} {% for x in y %}",
    "_x0041_",
    "[link](javascript:alert(1)) *b* `c` # h\n- item\n1. one\n> quote\n===",
    '<span class="nocase">X</span>',
    "🀄️ 𠮷 ﷽",
    "https://example.org/a_b?c=%d&e={f}",
)


@pytest.fixture
def metadata() -> Metadata:
    return Metadata(
        title="老街新事",
        authors=("甲文", "乙山"),
        newspaper="河畔日报",
        date="2018-07-17",
        page="3",
    )


@pytest.fixture
def note() -> Note:
    return Note(
        id="0001",
        kind="quotation",
        source="老街/001.txt",
        path="/articles/001.txt",
        anchor=Anchor(
            DIGEST, (Span(10, 40), Span(80, 99)), TEXT, "从前，", "后来", ("a1" * 8, "b2" * 8)
        ),
        text=TEXT,
        note="可用作开头",
        tags=("茶馆", "老街"),
        colour="yellow",
        folder="城市/老街",
        created="2026-01-02T03:04:05.006Z",
        modified="2026-01-03T03:04:05.006Z",
    )


@pytest.fixture
def exact() -> Placement:
    return Placement("exact", (Span(10, 40), Span(80, 99)), 1.0, TEXT)


@pytest.fixture
def changed() -> Placement:
    return Placement("changed", (Span(10, 40),), 0.9, found=TEXT.replace("十三", "十二"))


@pytest.fixture
def selection(note: Note, metadata: Metadata, exact: Placement) -> Selection:
    return Selection((Clipping(note, metadata, exact),), title="茶馆摘抄")


def hostile_clipping(text: str) -> Clipping:
    """A clipping that says `text` in every field that can say it."""
    anchor = Anchor(DIGEST, (Span(0, 1),), text, text, text, (text,))
    return Clipping(
        Note("id" + text, "quotation", text, text, anchor, text, text, (text, "t"), None, text),
        Metadata(
            title=text, subtitle=text, authors=(text, "Family, Given"), newspaper=text, date=text,
            page=text, place=text, publisher=text, url=text, accessed=text,
        ),
        Placement("changed", (), 0.5, "另外的话" + text),
    )  # fmt: skip


@pytest.fixture(params=HOSTILE, ids=range(len(HOSTILE)))
def hostile(request: pytest.FixtureRequest) -> Selection:
    return Selection((hostile_clipping(request.param),), title=request.param)

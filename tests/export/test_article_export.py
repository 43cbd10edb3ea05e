"""The article itself, as Markdown, HTML, DOCX and text, its figures marked."""

from __future__ import annotations

import io
import re

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reader.article import ROLES, Article, Block, RawText, Role, Span
from reader.export import ARTICLE_FORMATS
from reader.export.pieces import sections
from reader.figures.model import Figure

BODY = "茶馆投资13亿元，<b>增长93%左右</b> & *多*。"
SAID: list[tuple[Role, str]] = [
    ("kicker", "老街"),
    ("title", "老街新事"),
    ("subtitle", "一间茶馆"),
    ("byline", "记者 甲文"),
    ("label", "【早晨】"),
    ("section", "早晨"),
    ("paragraph", BODY),
    ("quote", "- 慢"),
    ("paragraph", "1. 不是列表"),
]


def article(said: list[tuple[Role, str]]) -> Article:
    text = "\n".join(words for _, words in said)
    blocks, at = [], 0
    for role, words in said:
        blocks.append(Block(role, words, (Span(at, at + len(words)),)))
        at += len(words) + 1
    return Article(RawText("a.txt", text, "utf-8", "0" * 64), "老街<新事>", tuple(blocks))


def figure(block: int, start: int, end: int) -> Figure:
    return Figure(
        block, start, end, Span(0, 1), "x", "money", [1, 2], "元", (), (0, 1)
    )  # fmt: skip


ARTICLE = article(SAID)
FIGURES = (figure(6, 4, 8), figure(6, 14, 17), figure(6, 5, 7), figure(6, 30, 99))


def test_markdown_marks_figures_and_shows_the_rest_as_it_stands() -> None:
    text = ARTICLE_FORMATS["markdown"](ARTICLE, FIGURES).decode()
    assert "# 老街新事\n" in text
    assert "<mark>13亿元</mark>" in text
    assert "<mark>93%</mark>" in text
    html = MarkdownIt().render(text)
    assert "&lt;b&gt;" in html
    assert "<em>" not in html
    assert "<strong>【早晨】</strong>" in html
    assert "<li>" not in html


def test_html_marks_figures_and_escapes_the_rest() -> None:
    page = ARTICLE_FORMATS["html"](ARTICLE, FIGURES).decode()
    assert '<span class="figure money" title="money 1–2 元">13亿元</span>' in page
    assert "&lt;b&gt;增长" in page
    assert "<title>老街&lt;新事&gt;</title>" in page
    assert page.count("default-src &#39;none&#39;") + page.count("default-src 'none'") == 1
    assert '<h1 class="title" dir="auto">老街新事</h1>' in page


def test_docx_marks_figures_and_keeps_the_words() -> None:
    document = docx.Document(io.BytesIO(ARTICLE_FORMATS["docx"](ARTICLE, FIGURES)))
    assert [p.text for p in document.paragraphs] == [words for _, words in SAID]
    marked = [run.text for p in document.paragraphs for run in p.runs if run.font.highlight_color]
    assert marked == ["13亿元", "93%"]
    assert document.paragraphs[1].style.name == "Title"


def test_text_is_the_words_alone() -> None:
    text = ARTICLE_FORMATS["text"](ARTICLE, FIGURES).decode()
    assert text == "\n\n".join(words for _, words in SAID) + "\n"


@pytest.mark.parametrize("name", ARTICLE_FORMATS)
def test_every_role_and_hostile_words(name: str) -> None:
    hostile = article([(role, "\x00\ud800\ufffe<script>\u202e") for role in ROLES])
    data = ARTICLE_FORMATS[name](hostile, ())
    assert data
    assert name == "text" or b"<script" not in data.replace(rb"\<script", b"")


@pytest.mark.parametrize("name", ARTICLE_FORMATS)
def test_an_article_without_blocks(name: str) -> None:
    assert isinstance(ARTICLE_FORMATS[name](article([]), ()), bytes)


@given(
    st.text(max_size=30),
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9)), max_size=6),
)
def test_the_pieces_are_the_text(text: str, places: list[tuple[int, int]]) -> None:
    made = article([("paragraph", text)])
    figures = [figure(0, start, start + length) for start, length in places]
    (section,) = sections(made, figures)
    assert section.text == text
    assert all(piece.text for piece in section.pieces)


def test_html_keeps_to_what_qtextdocument_can_set() -> None:
    page = ARTICLE_FORMATS["html"](ARTICLE, FIGURES).decode()
    known = {"html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "span",
             "blockquote"}  # fmt: skip
    assert set(re.findall(r"<([a-z0-9]+)[ >]", page)) <= known

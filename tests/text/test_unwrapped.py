"""Articles as web pages and clipboards give them: one line a paragraph, none wrapped."""

from __future__ import annotations

import json
import lzma
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.article import Article, RawText
from reader.text import restore
from reader.text.characters import width
from reader.text.lines import split_lines
from reader.text.unwrap import unwrapped
from tests.text.pages import columns, pdfbox
from tests.text.samples import READING, WATER

TITLE, BYLINE, CAPTION = (
    "云泽县的菜场和小河",
    "本报记者 陆文 顾小舟",
    "图为修好的小桥。新华社发（陆文摄）",
)


def article(lines: list[str], gap: str) -> Article:
    return restore(RawText("page", gap.join(lines) + "\n", "utf-8", "0" * 64))


def texts(found: Article, role: str) -> list[str]:
    return ["".join(block.text.split()) for block in found.blocks if block.role == role]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("caption", [True, False])
@pytest.mark.parametrize(
    ("title", "last"),
    [
        (TITLE, "县里的人都说好。"),
        ("云泽县和临水县共同举行小河治理经验交流会并互赠树苗", "陆文出席上述活动。"),
        ("小河为何又清了？", "陆文陪同。"),
    ],
)
def test_title_caption_and_paragraphs_stay_what_they_are(
    title: str, last: str, caption: bool, gap: str
) -> None:
    paragraphs = [READING[0], *WATER, *READING[1:], last]
    lines = [title, BYLINE, paragraphs[0], *([CAPTION] if caption else []), *paragraphs[1:]]
    found = article(lines, gap)
    assert texts(found, "title") == [title]
    assert not [block.text for block in found.blocks if block.role == "title" and block.doubt]
    assert texts(found, "paragraph") == paragraphs
    assert texts(found, "byline") == ["".join(BYLINE.split())]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_paragraphs_of_one_length_are_no_column(gap: str) -> None:
    paragraphs = [(text * 2)[:92] + "。" for text in (*READING, *WATER)]
    assert texts(article(paragraphs, gap), "paragraph") == paragraphs


def news(shared: Path, count: int) -> Iterator[tuple[str, list[str]]]:
    """Titles and paragraphs of clean articles, chosen by chance."""
    with lzma.open(shared / "corpus" / "news.jsonl.xz", "rt", encoding="utf-8") as file:
        items = [json.loads(line) for line in file]
    random.Random(11).shuffle(items)
    for item in items:
        paragraphs = [part.strip() for part in item["body"].split("\n") if part.strip()]
        ended = all(part[-1] in "。！？”）…" for part in paragraphs)
        if ended and 3 <= len(paragraphs) <= 15 and len(item["title"]) <= 30:
            yield item["title"], paragraphs
            count -= 1
        if not count:
            return


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("between", [[], [BYLINE], [BYLINE, CAPTION]])
def test_real_articles_stay_as_they_are(between: list[str], gap: str, shared: Path) -> None:
    wrong = harmed = 0
    for title, paragraphs in news(shared, 300):
        lines = [title, *between[:1], paragraphs[0], *between[1:], *paragraphs[1:]]
        found = article(lines, gap)
        wrong += texts(found, "title") != ["".join(title.split())]
        kept = set(texts(found, "paragraph"))
        harmed += any("".join(part.split()) not in kept for part in paragraphs)
    assert wrong <= 3
    assert harmed <= 9


def wrap(text: str, measure: int, indent: str) -> list[str]:
    """A paragraph in lines of `measure` em as an editor wraps it; closing marks may hang over."""
    lines, line = list[str](), indent
    room = measure - 2.0 * bool(indent)
    for char in text:
        if room < width(char) and char not in "，。、；：？！”’》）":
            lines.append(line)
            line, room = "", float(measure)
        line += char
        room -= width(char)
    return [*lines, line]


@pytest.mark.parametrize("measure", [22, 30, 38, 45])
@pytest.mark.parametrize(
    ("indent", "gap"),
    [("", True), ("　　", False), ("　　", True), ("    ", False), ("    ", True)],
)
def test_wrapped_text_is_put_together_by_what_shows_its_paragraphs(
    measure: int, indent: str, gap: bool
) -> None:
    paragraphs = [*READING, "菜场收摊了。", *WATER]
    lines = [TITLE, BYLINE, ""]
    for text in paragraphs:
        lines += [*wrap(text, measure, indent), *([""] if gap else [])]
    found = article(lines, "\n")
    assert texts(found, "paragraph") == paragraphs
    assert texts(found, "title") == [TITLE]
    assert texts(found, "byline") == ["".join(BYLINE.split())]


@pytest.mark.parametrize("measure", [30, 38, 45])
def test_wrapped_text_without_any_sign_parts_where_a_line_ends_early(measure: int) -> None:
    paragraphs = [*READING, *WATER]
    lines = [line for text in paragraphs for line in wrap(text, measure, "")]
    assert texts(article([TITLE, "", *lines], "\n"), "paragraph") == paragraphs


@pytest.mark.parametrize("measure", [30, 38, 45])
@pytest.mark.parametrize("gap", [True, False])
def test_first_lines_whose_indent_was_lost_begin_paragraphs(measure: int, gap: bool) -> None:
    paragraphs = [*READING, *WATER]
    lines = [TITLE, BYLINE, ""]
    for text in paragraphs:
        wrapped = [line.strip() for line in wrap(text, measure, "　　")]
        lines += [*wrapped, *([""] if gap else [])]
    assert texts(article(lines, "\n"), "paragraph") == paragraphs


def test_a_list_in_wrapped_text_keeps_its_lines() -> None:
    items = ["一、量米称面用公平秤", "二、天天更换价目牌", "三、买错了可以退"]
    lines = [line for text in READING for line in [*wrap(text, 36, ""), ""]]
    found = article([TITLE, "", *lines, *items, "", *wrap(WATER[0], 36, "")], "\n")
    texts_found = ["".join(block.text.split()) for block in found.blocks]
    assert [item for item in items if item in texts_found] == items


@pytest.mark.parametrize("sign", ["一、", "（二）", "3、", "第四条", "●", "记者：", "顾小舟："])
def test_items_and_turns_begin_paragraphs_after_a_full_line(sign: str) -> None:
    whole = (READING[0] + READING[1])[: 36 * 3 - 1] + "。"
    turns = [whole, sign + whole[: 36 * 3 - 1 - len(sign)] + "。", sign + WATER[0]]
    lines = [line for text in turns for line in wrap(text, 36, "")]
    blocks = article([TITLE, "", *lines], "\n").blocks
    assert ["".join(block.text.split()) for block in blocks] == [TITLE, *turns]


def test_columns_are_not_taken_for_wrapped_text() -> None:
    raw = pdfbox(columns([*READING, *WATER], 18, 4))
    assert unwrapped(raw, split_lines(raw)) is None
    raw = "\n".join(line.text for line in columns([*READING, *WATER], 18, 1)[0]) + "\n"
    assert unwrapped(raw, split_lines(raw)) is None


@pytest.mark.parametrize("indent", ["", "　　"])
def test_real_articles_are_put_together(indent: str, shared: Path) -> None:
    lost = total = 0
    for title, paragraphs in news(shared, 150):
        lines = [title, BYLINE, ""]
        for text in paragraphs:
            lines += [*wrap(text, 36, indent), *([""] if not indent else [])]
        kept = set(texts(article(lines, "\n"), "paragraph"))
        lost += sum("".join(text.split()) not in kept for text in paragraphs)
        total += len(paragraphs)
    assert lost <= 0.02 * total


def test_what_a_page_says_of_itself_is_no_paragraph() -> None:
    lines = [TITLE, "——新桥开通侧记", *READING, "责任编辑：陆文"]
    roles = [block.role for block in article(lines, "\n\n").blocks]
    assert roles == ["title", "subtitle", "paragraph", "paragraph", "paragraph", "other"]

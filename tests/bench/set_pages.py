"""Newspaper pages set from the news of `../shared/corpus`, with their truth, to learn from.

Each page is an article of several sections: its heads, lead, signature, quotes and captions
are made from the news it is set from; the frames come in the order of the page or in
disorder, as page programs write them. The text is used for measuring and learning weights of
layout signs only; nothing of it is kept.
"""

from __future__ import annotations

import json
import lzma
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.text.pages import Set, columns, pdfbox

CORPUS = Path(__file__).resolve().parents[2].parent / "shared/corpus/news.jsonl.xz"
RUBRICS = ("走进县城", "新征程", "一线调研", "民生", "改革", "乡村", "开放", "法治", "文化", "生态")
SERIES = (
    "{}观察",
    "聚焦{}之变化（上）",
    "{}·见闻",
    "{}系列报道之二",
    "{}专栏",
    "新思想引领{}",
    "{}",
)
NAMES = "王李张刘陈杨黄赵周吴徐孙马朱胡林郭何高罗"
GIVEN = "明华强军敏静丽磊洋艳勇杰娟涛超秀霞平刚桂英"
LEAD_LABELS = ("核心提示", "编者按", "阅读提示", "内容提要")
LABELS = ("背景", "数据", "举措", "观察", "成效", "链接")
Block = dict[str, object]
Story = tuple[str, list[str]]


@dataclass
class Frame:
    """What stands together on the page: display lines, or the columns of a text."""

    place: float
    columns: list[list[Set]] = field(default_factory=list)


def news() -> list[Story]:
    """Title and paragraphs of the corpus's news of several paragraphs."""
    found = []
    with lzma.open(CORPUS, "rt", encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            paragraphs = ["".join(p.split()) for p in str(item["body"]).split("\n")]
            paragraphs = [p for p in paragraphs if 20 < len(p) < 400 and p[-1] in "。！？”"]
            title = "".join(str(item["title"]).split())
            if len(paragraphs) > 1 and 5 < len(title) < 34 and "快讯" not in title:
                found.append((title, paragraphs[:9]))
    return found


def pairs(title: str) -> set[str]:
    return {title[i : i + 2] for i in range(len(title) - 1)}


def by_subject(items: Sequence[Story]) -> dict[str, list[Story]]:
    """The stories by the character pairs of their titles: those of a pair are much alike."""
    found: dict[str, list[Story]] = defaultdict(list)
    for item in items:
        for pair in sorted(pairs(item[0])):
            found[pair].append(item)
    return found


def clause(rng: random.Random, paragraphs: Sequence[str]) -> str:
    """A clause of the text, as pull quotes and many heads are."""
    clauses = [c for p in paragraphs for c in re.split("[，。；：！？]", p) if 6 < len(c) < 24]
    return rng.choice(clauses) if clauses else paragraphs[0][:14]


def name(rng: random.Random) -> str:
    return rng.choice(NAMES) + "".join(rng.sample(GIVEN, rng.choice((1, 2, 2))))


class Setter:
    """One page: its frames on the way, and its truth."""

    def __init__(self, rng: random.Random, stories: Sequence[Story]) -> None:
        self.rng, self.stories = rng, stories
        self.frames: list[Frame] = []
        self.truth: list[Block] = []
        self.place = 0.0
        self.disorder = rng.choice((0.0, 0.0, 1.0, 1.5, 4.0, 9.0))
        self.inline = rng.random() < 0.3  # heads in the column of their text

    def add(self, *columns_: list[Set], at: float | None = None) -> None:
        self.place += 1
        noise = self.rng.gauss(0, self.disorder) if self.disorder else 0.0
        place = self.place if at is None else at
        self.frames.append(Frame(place + noise, list(columns_)))

    def display(self, role: str, text: str, lines: Sequence[str] | None = None) -> list[Set]:
        self.truth.append({"role": role, "text": " ".join(lines) if lines else text})
        return [Set(line, self.rng.choice((0, 3, 5))) for line in lines or [text]]

    def top(self) -> None:
        """The article's own heads, lead and signature, in the order of the truth."""
        rng, (title, text) = self.rng, self.stories[0]
        everything = [p for _, paragraphs in self.stories for p in paragraphs]
        home = rng.choice((0.0, 0.0, 0.0, 1.5, 30.0))
        if rng.random() < 0.65:
            rubric = rng.choice(SERIES).format(rng.choice(RUBRICS))
            self.add(self.display("series", rubric), at=rng.choice((0.0, home, 4.0)))
        heads: list[list[Set]] = []
        if rng.random() < 0.25:
            heads.append(self.display("kicker", clause(rng, everything)))
        heads.append(self.head_lines("title", title, text))
        if rng.random() < 0.5:
            dash = "——" if rng.random() < 0.15 else ""
            heads.append(self.display("subtitle", dash + clause(rng, everything)))
        if rng.random() < 0.8:
            self.add(*heads, at=home)
        else:
            for head in heads:
                self.add(head, at=home)
        self.lead(text)
        if rng.random() < 0.8:
            names = " ".join(name(rng) for _ in range(rng.choice((1, 2, 2, 3))))
            mark = rng.choice(("□本报记者 ", "本报记者 ", "□记者 ", "□"))
            self.add(self.display("byline", mark + names), at=rng.choice((1.0, 1.0, 3.0, 40.0)))

    def lead(self, text: Sequence[str]) -> None:
        if self.rng.random() > 0.6:
            return
        frames = []
        if self.rng.random() < 0.6:
            frames.append(self.display("label", self.rng.choice(LEAD_LABELS)))
        paragraph = text[-1][:130].rstrip("，、") + "。" if len(text[-1]) > 130 else text[-1]
        self.truth.append({"role": "lead", "text": paragraph})
        frames += columns([paragraph], self.rng.randrange(20, 46), 1)
        self.add(*frames, at=self.rng.choice((0.5, 0.5, 2.0, 5.0)))

    def head_lines(self, role: str, title: str, text: Sequence[str]) -> list[Set]:
        rng = self.rng
        if rng.random() < 0.3:
            return self.display(role, "", [title, clause(rng, text)])
        if len(title) > 16 and rng.random() < 0.5:
            cut = rng.randrange(7, len(title) - 6)
            return self.display(role, "", [title[:cut], title[cut:]])
        return self.display(role, title)

    def sections(self) -> None:
        rng = self.rng
        labelled = rng.random() < 0.12
        row = not self.inline and rng.random() < 0.15
        for k, (title, text) in enumerate(self.stories):
            head: list[Set] = []
            if k or rng.random() < 0.5:
                if labelled:
                    head += self.display("label", f"【{rng.choice(LABELS)}】")
                own = title if k and rng.random() < 0.5 else clause(rng, text)
                head += self.head_lines("section", own, text)
            for paragraph in text:
                self.truth.append({"role": "paragraph", "text": paragraph})
            measure = rng.choice((12, 13, 14, 16, 18, 19, 20, 22, 24, 26, 32, 36))
            body = columns(text, measure, rng.choice((1, 2, 2, 3, 3, 4, 5)))
            if self.inline and head:
                body[0] = head + body[0]
            elif head:
                self.add(head, at=5.0 if row else None)
            self.add(*body)
            self.quote(text)

    def quote(self, text: Sequence[str]) -> None:
        if self.rng.random() < 0.12:
            quoted = text[0].split("。")[0] + "。"
            self.truth.append({"role": "quote", "text": quoted})
            who = f"——市工信局局长{name(self.rng)}在座谈会上的发言"
            self.add(*columns([quoted], 12, 1), self.display("attribution", who))

    def captions(self) -> None:
        for _ in range(self.rng.choice((0, 0, 1, 2))):
            shown = "图为" + clause(self.rng, self.stories[-1][1]) + "。"
            frame = self.display("caption", shown) + self.display("credit", name(self.rng) + "摄")
            self.add(frame, at=self.rng.uniform(0, self.place))

    def page(self) -> tuple[str, list[Block]]:
        self.top()
        self.place = 5.0
        self.sections()
        self.captions()
        frames = sorted(self.frames, key=lambda frame: frame.place)
        return pdfbox([column for frame in frames for column in frame.columns]), self.truth


def set_pages(count: int, seed: int = 1) -> Iterator[tuple[str, list[Block]]]:
    """`count` pages, the same for the same seed: the raw text and the truth's blocks."""
    rng = random.Random(seed)
    items = news()
    subjects = by_subject(items)
    for _ in range(count):
        title, _ = rng.choice(items)
        alike = [subjects[pair] for pair in sorted(pairs(title)) if 9 <= len(subjects[pair]) <= 400]
        stories = rng.sample(
            rng.choice(sorted(alike, key=len) or [items]), rng.choice((2, 3, 4, 5, 6, 7, 8, 9))
        )
        yield Setter(rng, stories).page()

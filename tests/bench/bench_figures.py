"""How fast figures and persons are found: `python tests/bench/bench_figures.py [ITEMS]`.

Reads the news corpus beside the checkout where it is there, else sentences made up here, and
prints megabytes of UTF-8 a second of processor time, on one core, with the ratio to the
floor of 5 MB/s. The growth line compares a text with one four times as long.
"""

from __future__ import annotations

import json
import lzma
import sys
import time
from collections.abc import Callable
from pathlib import Path

from reader.article import Article, Block, RawText, Span
from reader.figures import find, people

FLOOR = 5.0  # MB/s
CORPUS = Path(__file__).resolve().parents[2].parent / "shared" / "corpus" / "news.jsonl.xz"
OWN = (
    "截至11月底，全市工业项目完成投资346亿元，占年度计划的93%。厂长李大明说，今年再建20家工厂。\n"
    * 8
)


def texts(items: int) -> list[str]:
    if not CORPUS.exists():
        print(f"no corpus at {CORPUS}: sentences made up here")
        return [OWN] * items
    with lzma.open(CORPUS, "rt", encoding="utf-8") as lines:
        return [json.loads(line)["body"] for line, _ in zip(lines, range(items), strict=False)]


def article(text: str) -> Article:
    blocks: list[Block] = []
    at = 0
    for paragraph in text.split("\n"):
        if paragraph.strip():
            blocks.append(Block("paragraph", paragraph, (Span(at, at + len(paragraph)),)))
        at += len(paragraph) + 1
    return Article(RawText("bench", text, "utf-8", "0"), "", tuple(blocks))


def seconds(work: Callable[[Article], object], articles: list[Article]) -> float:
    """The best of three runs, in processor time."""
    runs: list[float] = []
    for _ in range(3):
        start = time.process_time()
        for one in articles:
            work(one)
        runs.append(time.process_time() - start)
    return min(runs)


def main() -> None:
    items = int(sys.argv[1]) if len(sys.argv) > 1 else 3000
    articles = [article(text) for text in texts(items)]
    size = sum(len(one.raw.text.encode()) for one in articles) / 1e6
    for name, work in (("figures", find), ("persons", people)):
        rate = size / seconds(work, articles)
        print(f"{name}: {rate:6.1f} MB/s, {rate / FLOOR:4.1f} times the floor ({size:.1f} MB)")
    short, long = ([article("\n".join(one.raw.text for one in articles[:n]))] for n in (100, 400))
    growth = seconds(find, long) / seconds(find, short)
    print(f"growth: a text 4 times as long takes {growth:.1f} times")


if __name__ == "__main__":
    main()

"""How long each format takes, as a multiple of dumping the same notes as plain JSON.

Run: python tests/bench/bench_export.py [COUNT]
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict

from reader.article import Span
from reader.export import FORMATS, Clipping, Selection
from reader.notes import Anchor, Metadata, Note, Placement

WORDS = "老街的茶馆说：“要把‘慢’字写进日子里。”第二天，十三张桌子都坐满了。"
ARTICLES = 200


def clipping(number: int) -> Clipping:
    """One quotation; every `ARTICLES`-th is from the same article."""
    anchor = Anchor(f"{number % ARTICLES:064x}", (Span(10, 50),), WORDS, "从前，", "后来")
    page = Metadata(
        "老街新事", authors=("甲文",), newspaper="河畔日报", page=str(number % ARTICLES)
    )
    note = Note(str(number), "quotation", f"{number % ARTICLES}.txt", "p", anchor, WORDS, "批注")
    return Clipping(note, page, Placement("exact", anchor.raw, 1.0, WORDS))


def seconds(work: Callable[[], object]) -> float:
    """Wall-clock seconds of one run."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def main(count: int) -> None:
    """Print a line a format: seconds, multiple of the floor, kilobytes."""
    selection = Selection(tuple(clipping(number) for number in range(count)))
    notes = [asdict(each.note) for each in selection.clippings]
    floor = min(seconds(lambda: json.dumps(notes, ensure_ascii=False)) for _ in range(3))
    print(f"{count} quotations; floor (json.dumps) {floor:.3f} s")
    for name, write in FORMATS.items():
        write(Selection(selection.clippings[:1]))  # modules loaded
        taken = seconds(lambda write=write: write(selection))
        print(f"{name:10} {taken:7.2f} s {taken / floor:7.1f} ×")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)

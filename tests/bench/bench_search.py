"""Search beside its peers, and what only the program does: run by hand, not in CI.

    python tests/bench/bench_search.py 10000 [engine,engine…]

The first table is that of `../shared/bench/run.py` (engines named there; default: the
two tantivy ones and SQLite's bigrams). Then, in this process and on the same texts: from
query to rows with exact totals and 20 snippets, one changed article from commit to found,
opening, and numeric conditions over figures. Shared machines are noisy: compare inside
one run.
"""

from __future__ import annotations

import gc
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
BENCH = ROOT.parent / "shared" / "bench"
ADAPTER = Path(__file__).with_name("search_product.py")


def main() -> None:
    if not BENCH.is_dir():
        sys.exit("needs the benchmark's texts in ../shared/bench, which are not here")
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    engines = sys.argv[2] if len(sys.argv) > 2 else "product,tanbi,tanbi1,fts5bi"
    folder = Path(os.environ.get("IXDIR", Path(tempfile.gettempdir()) / "jianbao-bench"))
    command = [sys.executable, "-W", "ignore", str(BENCH / "run.py"), str(count), engines]
    environment = {**os.environ, "IXDIR": str(folder)}
    subprocess.run([*command, "--product", str(ADAPTER), "--rebuild"], env=environment, check=True)
    alone(count, folder / f"product_{count}")


def alone(count: int, folder: Path) -> None:
    """What only the program does, on the index that was just built."""
    sys.path[:0] = [str(BENCH), str(ADAPTER.parent)]
    import corpus  # type: ignore[import-not-found]
    from search_product import document  # type: ignore[import-not-found]

    from reader.search import Index

    texts = corpus.load(count)
    queries = [
        text if kind == "and2" else f'"{text}"'
        for kind, several in corpus.queries(texts, per=20).items()
        for text in several
    ]
    gc.disable()
    started = time.perf_counter()
    index = Index.open(folder)
    opened = time.perf_counter() - started
    report("20 snippets and totals", [timed(lambda q=q: index.search(q)) for q in queries])
    print(f"opened in {opened * 1e3:.1f} ms")
    copy = folder.with_name(f"{folder.name}_edited")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy)
    report("one article from commit to found", list(edits(copy, texts, document)))
    shutil.rmtree(copy)
    numeric(count, folder.with_name(f"figures_{count}"))


def edits(folder: Path, texts: list[Any], document: Callable[..., Any]) -> Iterator[float]:
    from reader.search import Index

    writing, reading = Index.open(folder), Index.open(folder)
    for number in range(20):
        mark = f"独此一处第{number}号"
        _, date, title, body = texts[number * 37 % len(texts)]
        changed = document((number * 37 % len(texts), date, title, body + mark))
        updating = writing.update([changed])
        next(updating)
        yield timed(lambda mark=mark: found(reading, mark))
        for _ in updating:
            pass


def found(index: Any, mark: str) -> None:
    assert index.search(f'"{mark}"').total == 1


def numeric(count: int, folder: Path) -> None:
    """Conditions over twenty figures and four persons an article."""
    from reader.search import Index

    index = Index.open(folder, rebuild=True)
    for _ in index.update(figured(count)):
        pass
    queries = ["金额>=10亿元", "百分比:50%..80%", "日期:2018-03", "数量>100家", "人物:张七"]
    queries += [f"数字 {query}" for query in queries]
    report("numeric conditions", [timed(lambda q=q: index.keys(q)) for q in queries * 5])


def figured(count: int) -> Iterator[Any]:
    from reader.search import Document, FigureRow, Passage, PersonRow

    chance = random.Random(3)
    kinds = [
        ("money", "元"),
        ("percent", "%"),
        ("date", ""),
        ("quantity", "家"),
        ("duration", "时间"),
    ]
    plain = Document("", "", "", "题", "2018-03-05", (Passage("text", 0, "许多数字的文章"),))
    for number in range(count):
        values = [chance.lognormvariate(8, 5) for _ in range(20)]
        yield replace(
            plain,
            key=str(number),
            figures=tuple(FigureRow(*chance.choice(kinds), v, v, 0, 2, 4) for v in values),
            people=tuple(
                PersonRow("张" + chance.choice("一二三四五六七"), 0, 0, 2) for _ in range(4)
            ),
        )


def timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1e3


def report(what: str, times: list[float]) -> None:
    ordered = sorted(times)
    middle, high = ordered[len(ordered) // 2], ordered[int(0.95 * len(ordered))]
    print(f"{what}: p50 {middle:.2f} ms, p95 {high:.2f} ms, max {ordered[-1]:.2f} ms")


if __name__ == "__main__":
    main()

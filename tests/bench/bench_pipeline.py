"""The whole way: files on disk, restored, figures found, indexed, findable.

    python tests/bench/bench_pipeline.py [--ordinary N] [--pages N]

`ordinary` are unwrapped articles of 1,500 characters, `pages` the bundled newspaper pages
with their characters shuffled within sentences' order, so that no two are alike. Prints
articles a second, and the peak memory of the program and of its largest worker.
"""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from reader.library import open_library
from reader.paths import data_paths

ROOT = Path(__file__).resolve().parent.parent.parent


def sentences() -> list[str]:
    """The sentences of the bundled articles without white space."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "articles").iterdir())]
    return [f"{part}。" for text in texts for part in "".join(text.split()).split("。") if part]


def ordinary(number: int, chance: random.Random, stock: list[str]) -> str:
    """An article of 1,500 characters, a paragraph a line."""
    body, size = [], 0
    while size < 1_500:
        body.append("".join(chance.choices(stock, k=4)))
        size += len(body[-1])
    return f"第{number}篇报道\n\n" + "\n".join(body) + "\n"


def page(number: int, chance: random.Random, stock: list[str]) -> str:
    """A bundled page as extracted, its fragments in another order."""
    del stock
    files = sorted((ROOT / "articles").iterdir())
    fragments = files[number % len(files)].read_text(encoding="utf-8").split("\n\n")
    chance.shuffle(fragments)
    return "\n\n".join(fragments)


def measure(name: str, count: int, make: Callable[[int, random.Random, list[str]], str]) -> None:
    """Write `count` files, index them, look for one; print a row."""
    chance, stock = random.Random(3), sentences()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "articles"
        for number in range(count):
            file = place / f"{number // 500:04}" / f"{number:06}.txt"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(make(number, chance, stock), encoding="utf-8")
        library = open_library(data_paths(Path(folder) / "data"), [place])
        began = time.perf_counter()
        for _ in library.refresh():
            pass
        seconds = time.perf_counter() - began
        assert library.search("德国质量").total > 0
        library.close()
    own, worker = (
        resource.getrusage(who).ru_maxrss / 1024
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    print(
        f"{name:>10}: {count} files in {seconds:.1f} s, {count / seconds:.0f} a second; "
        f"peak {own:.0f} MB, worker {worker:.0f} MB",
        flush=True,
    )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--ordinary", type=int, default=5_000)
    options.add_argument("--pages", type=int, default=1_000)
    given = options.parse_args()
    measure("ordinary", given.ordinary, ordinary)
    measure("pages", given.pages, page)


if __name__ == "__main__":
    main()

"""Notes by the hundred thousand, beside what bare SQLite needs for the same in the same run.

    python tests/bench/bench_notes.py [--notes 100000]

Targets: the list opens in 200 ms, adding one takes 20 ms. The floor is a table with the
same columns and index, `synchronous=FULL`, no journal, no checksums, no undo.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from reader.article import Span
from reader.notes import Anchor, Filter, Note, Notes, new_note
from reader.paths import data_paths

TAGS = ("经济", "教育", "产业", "开放", "调研")
WORDS = [chr(code) for code in range(0x4E00, 0x5200)]


def sample(number: int, rng: random.Random) -> Note:
    quote = "".join(rng.choices(WORDS, k=rng.randint(20, 120)))
    start = rng.randint(0, 5000)
    digest = f"{number % 2000:064x}"
    made = Anchor(digest, (Span(start, start + len(quote)),), quote, quote[:32], quote[-32:])
    note = new_note("quotation", f"articles/{number % 2000:04}.txt", f"/x/{number}.txt", made)
    return replace(note, tags=tuple(rng.sample(TAGS, 2)), note="".join(rng.choices(WORDS, k=20)))


def timed(work: Callable[[], object], times: int = 5) -> float:
    """Milliseconds of the median of several runs."""
    taken: list[float] = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


def floor(folder: Path, notes: list[Note]) -> dict[str, float]:
    with closing(sqlite3.connect(folder / "floor.sqlite3", isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("CREATE TABLE notes (id TEXT PRIMARY KEY, created TEXT, text TEXT)")
        connection.execute("CREATE INDEX by_created ON notes (created, id)")
        connection.execute("BEGIN")
        connection.executemany(
            "INSERT INTO notes VALUES (?,?,?)", [(n.id, n.created, n.text) for n in notes]
        )
        connection.execute("COMMIT")
        numbers = iter(range(1_000_000))
        return {
            "list": timed(
                lambda: connection.execute(
                    "SELECT id FROM notes ORDER BY created DESC, id DESC"
                ).fetchall()
            ),
            "add": timed(
                lambda: connection.execute(
                    "INSERT INTO notes VALUES (?,?,?)", (f"n{next(numbers)}", "2026", "一二三")
                ),
                50,
            ),
        }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notes", type=int, default=100_000)
    count = parser.parse_args().notes
    rng = random.Random(1)
    made = [sample(number, rng) for number in range(count)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        base = floor(folder, made)
        notes = Notes.open(data_paths(folder / "data"))
        began = time.perf_counter()
        notes.add(*made)
        print(f"{count} notes added at once: {time.perf_counter() - began:.1f} s")
        listing = Filter(descending=True)
        results = {
            "list": timed(lambda: list(notes.find(listing)[:50])),
            "add": timed(lambda: notes.add(sample(0, rng)), 50),
            "list by source": timed(lambda: notes.find(Filter(sort="source"))[:50]),
            "list of a tag": timed(lambda: notes.find(Filter(tags=("经济",)))[:50]),
            "words in all": timed(lambda: notes.find(Filter(text="经济 发展"))[:50]),
            "tags counted": timed(notes.tags),
            "tag 1,000": timed(lambda: notes.tag([n.id for n in made[:1000]], add=["甲"]), 1),
            "undo it": timed(notes.undo, 1),
        }
        for what, milliseconds in results.items():
            beside = f"{milliseconds / base[what]:6.1f} × floor" if what in base else ""
            print(f"{what:16}{milliseconds:9.1f} ms {beside}")
        for what, work in (("backup", notes.back_up_if_due), ("close", notes.close)):
            print(f"{what:16}{timed(work, 1):9.1f} ms")
        print(f"{'start':16}{timed(lambda: Notes.open(data_paths(folder / 'data')), 1):9.1f} ms")


if __name__ == "__main__":
    main()

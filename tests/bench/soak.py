"""Random use of the real window for some minutes: does its memory stay flat?

    python tests/bench/soak.py [--minutes N] [--seed N]

Prints the memory it holds at every minute and, at the end, how much it grew after the first
ten minutes (after the first third of a shorter run). Offscreen unless QT_QPA_PLATFORM says
otherwise. The notes it makes go to a folder of its own.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import product
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QTimer  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from reader.heap import give_back  # noqa: E402
from reader.paths import data_paths  # noqa: E402
from reader.ui.places import Place  # noqa: E402
from reader.ui.window import Window  # noqa: E402
from tests.bench.bench_start import collection  # noqa: E402
from tests.driving import Driven, Script  # noqa: E402

SETTLED = 10  # minutes after which memory is to be flat
LONGEST_PAUSE = 0.15  # seconds between two acts: the hand that moves the mouse
SIZES = (11, 13, 20)
SCRIPTS = ("original", "simplified", "traditional")
KEPT = 60  # notes that are there at most, so that the notes themselves do not grow


def held() -> float:
    """The memory this process holds for itself in MB, as Linux counts it (RssAnon).

    What is free between its pages is given back first, as the program does every minute.

    Pages of fonts and libraries come on top: they are mapped files, which grow with the glyphs
    that were shown and are given back when memory is short.
    """
    gc.collect()
    give_back()
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("RssAnon:")[2].split()[0]) / 1024


class Reader:
    """Somebody who clicks about at random."""

    def __init__(self, window: Window, seed: int) -> None:
        self.window = window
        self.rng = random.Random(seed)
        self.done = 0

    def act(self) -> Callable[[], object]:
        """Do one thing; what to wait for before the next."""
        self.done += 1
        self.rng.choice(
            (self.search, self.search, self.open, self.open, self.walk, self.keep, self.keep,
             self.travel, self.look, self.tabs, self.find, self.correct, self.dialogs)
        )()  # fmt: skip
        jobs = self.window.desk.jobs
        until = time.monotonic() + self.rng.uniform(0, LONGEST_PAUSE)
        return lambda: (
            not (
                jobs.busy("search")
                or jobs.busy("health")
                or dialog_closed()
                or time.monotonic() < until
            )
        )

    def search(self) -> None:
        article = self.window.reading.current_article()
        words = self.rng.choice(article.blocks).text if article and article.blocks else "河"
        at = self.rng.randrange(len(words))
        query = words[at : at + self.rng.randint(1, 8)]
        self.window.search.ask(self.rng.choice((query, query, "金额>=1亿元", f"标题:{query}", "")))

    def open(self) -> None:
        entry = self.rng.choice(self.window.shelf.entries)
        self.window.open_place(Place(entry.key, 0), self.rng.random() < 0.2)

    def walk(self) -> None:
        for _ in range(self.rng.randint(1, 4)):
            self.rng.choice((self.window.talk.next_hit, self.window.talk.previous_hit))()

    def keep(self) -> None:
        reading, notes = self.window.reading, self.window.notes
        kept = self.window.desk.library.notes.find()
        if len(kept) > KEPT:
            ids = [note.id for note in kept]
            notes.record(self.window.desk.library.notes.remove(ids))
            notes.undo_stack.clear()
            notes._empty_bin()
            return
        self.rng.choice(
            (reading.highlight, reading.bookmark, reading.copy_quotation, notes.undo, notes.redo)
        )()

    def travel(self) -> None:
        reading = self.window.reading
        self.rng.choice((reading.go_back, reading.go_forward))()

    def look(self) -> None:
        settings = self.window.desk.settings
        name, values = self.rng.choice(
            (("theme", ("paper", "light", "dark")), ("font_size", SIZES), ("script", SCRIPTS),
             ("original_beside", (True, False)), ("people_layer", (True, False)),
             ("side_panel", (True, True, False)), ("doubt_layer", (True, False)))
        )  # fmt: skip
        settings.set(name, self.rng.choice(values))
        self.window.resize(self.rng.randint(900, 1600), self.rng.randint(600, 1000))

    def tabs(self) -> None:
        reading = self.window.reading
        self.rng.choice(
            (reading.close_tab, reading.next_tab, reading.toggle_split, reading.close_others)
        )()
        pane = self.rng.randrange(self.window.side.count())
        self.window.side.setCurrentIndex(pane)

    def find(self) -> None:
        leaf = self.window.reading.front()
        if leaf is not None:
            leaf.open_bar()
            leaf._find("的")
            leaf.step_found(1)
            leaf._leave_bar()

    def correct(self) -> None:
        self.window.reading.correct(self.rng.choice(("split", "join_next", "move_down", "clear")))
        self.window.notes.undo()

    def dialogs(self) -> None:
        wanted = self.window.dialogs
        shown = self.rng.choice((wanted.show_settings, wanted.show_about, wanted.show_health))
        QTimer.singleShot(0, self.window, shown)  # it waits there, and the script goes on here


def dialog_closed() -> bool:
    """Close the dialog that is open; whether there was one."""
    dialog = QApplication.activeModalWidget()
    if dialog is not None:
        dialog.close()
    return dialog is not None


def every_letter(window: Window) -> Script:
    """Show all letters in all sizes and scripts once: Qt keeps the picture of each for good.

    All articles are made of the bundled ones' sentences; an hour of chance would still find
    letters that were not yet shown in some size, and memory would grow by them.
    """
    reading, settings = window.reading, window.desk.settings
    bundled = [entry for entry in window.shelf.entries if entry.key.startswith("articles/")]
    for size, script, entry in product(SIZES, SCRIPTS, bundled):
        settings.set("font_size", size)
        settings.set("script", script)
        window.open_place(Place(entry.key, 0))
        yield lambda: not window.desk.jobs.busy("search")
        leaf = reading.front()
        bar = leaf.text.verticalScrollBar() if leaf else None
        while bar is not None and bar.value() < bar.maximum():
            bar.setValue(bar.value() + bar.pageStep())
            yield lambda: True


def use(window: Window, minutes: float, seed: int) -> Script:
    """Act till the time is over, printing memory every minute."""
    reader = Reader(window, seed)
    began = time.monotonic()
    sizes = [held()]
    print(f"start: {sizes[0]:.0f} MB", flush=True)
    yield from every_letter(window)
    print(f"every letter seen: {held():.0f} MB, {time.monotonic() - began:.0f} s", flush=True)
    while (now := time.monotonic() - began) < minutes * 60:
        if now >= len(sizes) * 60:
            sizes.append(held())
            print(f"minute {len(sizes) - 1}: {sizes[-1]:.0f} MB, {reader.done} acts", flush=True)
        yield reader.act()
    settled = sizes[SETTLED] if minutes > SETTLED else sizes[len(sizes) // 3]
    growth = held() / settled - 1
    print(f"{reader.done} acts; {growth:+.1%} since memory had settled ({settled:.0f} MB)")


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--minutes", type=float, default=60)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--articles", type=int, default=200)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        made = collection(Path(folder) / "articles", given.articles)
        data = data_paths(Path(folder) / "data")
        program = Driven(data, [ROOT / "articles", made], (), until_painted=False)
        return program.drive(lambda window: use(window, given.minutes, given.seed))


if __name__ == "__main__":
    sys.exit(main())

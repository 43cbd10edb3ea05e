"""The window at work: opening, typing, what opening and closing leaves, idling and memory.

    python tests/bench/bench_desk.py [--articles N] [--rounds N] [--only PART[,PART…]]

Every part drives the real program from inside its own event loop, in a process of its own, with
data and articles of its own. A watch in the loop sees how long it does not come round: so long
nobody can type. Memory stands beside a bare PySide6 window with the same article in a text
browser. Offscreen unless QT_QPA_PLATFORM says otherwise (xvfb-run -a env QT_QPA_PLATFORM=xcb …).
Milliseconds are those of the clock; the processor time of the window's thread stands beside them,
for a busy machine stretches the former only.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QObject, Qt, QTimer  # noqa: E402

from reader.paths import data_paths  # noqa: E402
from reader.ui.places import Place  # noqa: E402
from reader.ui.window import Window  # noqa: E402
from tests.bench.bench_start import collection, sentences  # noqa: E402
from tests.driving import Driven, Script  # noqa: E402

QUERY = "德国质量管理"
LARGE = 1_000_000  # bytes
PRINTED_LINE = 20  # characters of a newspaper column
IDLE_SECONDS = 10.0
AT_REST = 1.0  # seconds after which nothing is left to be done
BARE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QTextBrowser
app = QApplication([])
window = QTextBrowser()
window.setPlainText(open(sys.argv[1], encoding="utf-8").read())
window.resize(1360, 860)
window.show()
QTimer.singleShot(1500, app.quit)
app.exec()
print(open("/proc/self/status", encoding="ascii").read())
"""


# --- what is measured


class Watch(QObject):
    """Sees how long the event loop does not come round, in milliseconds."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.begin()
        timer = QTimer(self, interval=1, timerType=Qt.TimerType.PreciseTimer)
        timer.timeout.connect(self._round)
        timer.start()

    def begin(self) -> None:
        """Forget what was."""
        self.clock = self.processor = 0.0
        self._last, self._used = time.perf_counter(), time.thread_time()

    def _round(self) -> None:
        now, used = time.perf_counter(), time.thread_time()
        self.clock = max(self.clock, (now - self._last) * 1000)
        self.processor = max(self.processor, (used - self._used) * 1000)
        self._last, self._used = now, used


class Painted(QObject):
    """When a widget was last painted, and what the thread had used by then."""

    def __init__(self, watched: QObject) -> None:
        super().__init__(watched)
        self.clock = self.processor = 0.0
        watched.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self, self._note)
        return False

    def _note(self) -> None:
        self.clock, self.processor = time.perf_counter(), time.thread_time()

    def forget(self, _key: str) -> None:
        """What was painted until now was something else."""
        self.clock = 0.0


def megabytes(status: str, field: str) -> float:
    """A field of Linux's account of a process: VmRSS with shared libraries, RssAnon without."""
    return int(status.partition(f"{field}:")[2].split()[0]) / 1024


def status_of(process: int | str = "self") -> str:
    return Path(f"/proc/{process}/status").read_text(encoding="ascii")


def rest(seconds: float = AT_REST) -> Callable[[], bool]:
    """What waits so long."""
    until = time.monotonic() + seconds
    return lambda: time.monotonic() > until


def told(name: str, clock: list[float], processor: list[float]) -> None:
    """Print one row of times."""
    print(
        f"{name:>38}: p50 {median(clock):5.0f}  p95 {quantiles(clock, n=20)[-1]:5.0f} ms;"
        f"  processor p50 {median(processor):5.0f}  worst {max(processor):5.0f} ms"
        f"  ({len(clock)} times)",
        flush=True,
    )


# --- the parts


class Bench:
    """The parts that need the window; each is a script."""

    def __init__(self, window: Window, rounds: int) -> None:
        self.window = window
        self.rounds = rounds
        self.watch = Watch(window)
        keys = [entry.key for entry in window.shelf.entries]
        self.large = [key for key in keys if key.startswith("large/")]
        self.bundled = [key for key in keys if key.startswith("articles/")]
        self.many = [key for key in keys if key.startswith("many/")]

    def quiet(self) -> bool:
        """Whether no work is under way."""
        lanes = ("index", "search", "figures", "open")
        return not any(self.window.desk.jobs.busy(lane) for lane in lanes)

    def opening(self) -> Script:
        """From the call to the painted page, restored anew each time."""
        yield from self._opening("a bundled article", self.bundled, self.rounds)
        yield from self._opening("an article of 1 MB", self.large, max(3, self.rounds // 4))

    def _opening(self, name: str, keys: list[str], rounds: int) -> Script:
        clock: list[float] = []
        processor: list[float] = []
        blocked: list[tuple[float, float]] = []
        for number in range(rounds):
            self.window.open_place(Place(self.many[number % len(self.many)]))
            yield rest()
            self.window.desk.library._kept.clear()
            painted = Painted(self.window.reading.front().text.viewport())
            self.window.reading.article_shown.connect(painted.forget)
            key = keys[number % len(keys)]
            self.watch.begin()
            began, used = time.perf_counter(), time.thread_time()
            self.window.open_place(Place(key))
            yield (
                lambda key=key, painted=painted: (
                    self.window.reading.current_key() == key and painted.clock
                )
            )
            clock.append((painted.clock - began) * 1000)
            processor.append((painted.processor - used) * 1000)
            yield self.quiet
            yield rest()
            blocked.append((self.watch.clock, self.watch.processor))
            painted.deleteLater()
        told(f"open {name}", clock, processor)
        told("longest the window was blocked", *map(list, zip(*blocked, strict=True)))

    def typing(self) -> Script:
        """Type a query letter by letter; the answers are shown meanwhile."""
        self.window.search.take_focus()
        blocked: list[tuple[float, float]] = []
        for _ in range(max(2, self.rounds // 5)):
            self.window.search.empty()
            yield rest()
            for char in QUERY:
                self.watch.begin()
                self.window.search._edit.insert(char)
                yield rest(0.12)
                yield self.quiet
                yield rest(0.1)
                blocked.append((self.watch.clock, self.watch.processor))
        count = len(self.window.shelf.entries)
        told(f"a key typed over {count:,} articles", *map(list, zip(*blocked, strict=True)))

    def tabs(self) -> Script:
        """Open and close articles and tabs; what there is of everything before and after."""
        yield from self._flat("1,000 articles opened in turn", self._in_turn, 1000)
        yield from self._flat("200 tabs opened and closed", self._in_tabs, 200)

    def _flat(self, name: str, act: Callable[[int], Script], count: int) -> Script:
        yield from act(count // 4)  # caches are full now
        before, kinds = self._counts()
        yield from act(count)
        after, grown = self._counts()
        for what, was in before.items():
            print(f"{name:>38}: {what} {was:,.0f} -> {after[what]:,.0f}", flush=True)
        for kind, number in (grown - kinds).most_common(5):
            print(f"{'':>40}{number:+} {kind}", flush=True)

    def _in_turn(self, count: int) -> Script:
        for number in range(count):
            self.window.open_place(Place(self.many[number % len(self.many)]))
            yield self.quiet
        yield rest(3)

    def _in_tabs(self, count: int) -> Script:
        for number in range(count):
            self.window.open_place(Place(self.many[number % len(self.many)]), True)
            yield self.quiet
        self.window.reading.close_others()
        yield rest(3)

    def _counts(self) -> tuple[dict[str, float], Counter[str]]:
        for _ in range(3):
            gc.collect()
        kinds = Counter(type(each).__qualname__ for each in gc.get_objects())
        objects = len(self.window.findChildren(QObject))
        held = megabytes(status_of(), "RssAnon")
        return {"MB": held, "QObjects": objects, "Python objects": sum(kinds.values())}, kinds

    def memory(self) -> Script:
        """The bundled articles in tabs, beside a bare window with the first of them."""
        for key in self.bundled:
            self.window.open_place(Place(key), True)
            yield self.quiet
        yield rest(3)
        ours = megabytes(status_of(), "VmRSS")
        path = self.window.desk.library.source(self.bundled[0]).path
        bare = subprocess.run(
            [sys.executable, "-c", BARE, str(path)], check=True, capture_output=True, text=True
        )
        floor = megabytes(bare.stdout, "VmRSS")
        print(
            f"{'memory with the bundled articles':>38}: {ours:.0f} MB, "
            f"a bare window {floor:.0f} MB, ratio {ours / floor:.1f}",
            flush=True,
        )


def idle(folder: Path) -> None:
    """Processor time of the program, as it is started by hand, while nobody does anything."""
    command = [sys.executable, "-m", "reader", "--data-dir", str(folder)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as program:
        time.sleep(12)
        before = _ticks(program.pid)
        time.sleep(IDLE_SECONDS)
        used = (_ticks(program.pid) - before) / os.sysconf("SC_CLK_TCK")
        program.terminate()
    share = used / IDLE_SECONDS
    print(f"{'idle':>38}: {used:.2f} s of processor time in {IDLE_SECONDS:.0f} s ({share:.1%})")


def _ticks(process: int) -> int:
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])  # user and system


# --- the collection


def printed(size: int) -> str:
    """A text of `size` bytes, broken into the lines of a newspaper column."""
    chance, lines, made = random.Random(1), [], 0
    known = sentences()
    while made < size:
        text = "　　" + "".join(chance.choices(known, k=5))
        lines += [text[at : at + PRINTED_LINE] for at in range(0, len(text), PRINTED_LINE)]
        made += len(text.encode())
    return "\n".join(lines)


def run_part(name: str, given: argparse.Namespace) -> int:
    """One part, in this process."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        data = data_paths(folder / "data")
        data.settings_file.parent.mkdir(parents=True)
        data.settings_file.write_text('{"tour_seen": true}', encoding="utf-8")
        if name == "idle":
            idle(folder / "data")
            return 0
        folders = [ROOT / "articles"]
        if name != "memory":
            folders += [collection(folder / "many", given.articles), folder / "large"]
            folders[-1].mkdir()
            (folders[-1] / "1.txt").write_text(printed(LARGE), encoding="utf-8")
            index(folder / "data", folders)
        program = Driven(data, folders, (), until_painted=False)
        return program.drive(lambda window: script(window, name, given.rounds))


def index(data: Path, folders: list[Path]) -> None:
    """Bring the index up to date beforehand, so that the window comes to rest soon."""
    chosen = [word for folder in folders for word in ("--collection", str(folder))]
    command = [sys.executable, "-m", "reader", "--data-dir", str(data), *chosen, "index"]
    subprocess.run(command, check=True, capture_output=True)


def script(window: Window, name: str, rounds: int) -> Script:
    """One part, once the window has come to rest."""
    bench = Bench(window, rounds)
    yield bench.quiet
    yield rest(3)
    yield from getattr(bench, name)()


PARTS = ("opening", "typing", "tabs", "memory", "idle")


def main(words: Iterable[str] | None = None) -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--articles", type=int, default=10_000)
    options.add_argument("--rounds", type=int, default=20)
    options.add_argument("--only", default=",".join(PARTS))
    given = options.parse_args(words)
    parts = given.only.split(",")
    if len(parts) == 1:
        return run_part(parts[0], given)
    same = [f"--articles={given.articles}", f"--rounds={given.rounds}"]
    return max(
        subprocess.run([sys.executable, __file__, *same, f"--only={part}"], check=False).returncode
        for part in parts
    )


if __name__ == "__main__":
    sys.exit(main())

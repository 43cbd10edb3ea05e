"""Process start to first article painted, beside a bare PySide6 window with a QTextBrowser.

    python tests/bench/bench_start.py [--rounds N] [--articles N]

Prints seconds and ratios for the bundled articles, for a generated collection, and for the very
first start, which finds no data folder. Both programs run in turn in the same round, so the
machine's moods hit them alike; the ratio is that of the medians. Each says by a line when its
text has been painted: the clock stops there, what ending takes does not count. The bare window
shows the same article in the same font, and does nothing else. Python may keep byte code in
both: without, each start would compile the program's own modules anew, which no installed
program does. Needs a display (xvfb-run -a) or QT_QPA_PLATFORM=offscreen.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from reader.ui.reading.typography import SANS, SERIF
from reader.ui.settings import DEFAULTS

ROOT = Path(__file__).resolve().parent.parent.parent
BARE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QTextBrowser

class Browser(QTextBrowser):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, painted)

def painted():
    print("painted", flush=True)
    app.quit()

app = QApplication(sys.argv[:1])
font = QFont()
font.setFamilies(sys.argv[3:])
font.setPointSize(int(sys.argv[2]))
window = Browser()
window.setFont(font)
window.setPlainText(open(sys.argv[1], encoding="utf-8").read())
window.resize(1360, 860)
window.show()
app.exec()
"""
Environment = dict[str, str]


def seconds(command: list[str], environment: Environment) -> float:
    """From the start of `command` to its first line; a run that fails ends the benchmark."""
    began = time.perf_counter()
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdout is not None
        said = process.stdout.readline()
        taken = time.perf_counter() - began
    if process.returncode or said.strip() != b"painted":
        raise SystemExit(f"{command}: {said!r}, exit code {process.returncode}")
    return taken


def sentences() -> list[str]:
    """The sentences of the bundled articles."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "articles").iterdir())]
    return [f"{part}。" for text in texts for part in "".join(text.split()).split("。")]


def collection(folder: Path, count: int) -> Path:
    """`count` articles made of sentences of the bundled ones, in folders of a hundred."""
    known = sentences()
    chance = random.Random(1)
    for number in range(count):
        place = folder / f"{number // 100:03}"
        place.mkdir(parents=True, exist_ok=True)
        body = "\n".join(chance.choices(known, k=15))
        (place / f"{number:05}.txt").write_text(f"第{number}篇\n\n{body}\n", encoding="utf-8")
    return folder


def compare(
    name: str, bare: list[str], ours: list[str], rounds: int, environment: Callable[[], Environment]
) -> None:
    """Run both in turn, each in an environment of its own, and print one row."""
    floor, times = [], []
    for command in (bare, ours):
        seconds(command, environment())  # files into the cache, byte code written
    for _ in range(rounds):
        floor.append(seconds(bare, environment()))
        times.append(seconds(ours, environment()))
    a, b = statistics.median(floor), statistics.median(times)
    best = min(times) / min(floor)
    print(
        f"{name:>18}: bare {a:.3f} s, Jianbao {b:.3f} s, "
        f"ratio {b / a:.2f}, that of the best {best:.2f}",
        flush=True,
    )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=15)
    options.add_argument("--articles", type=int, default=10_000)
    given = options.parse_args()
    first = min((ROOT / "articles").glob("*.txt"))
    font = [str(DEFAULTS["font_size"]), *SERIF, *SANS]
    bare = [sys.executable, "-c", BARE, str(first), *font]
    ours = [sys.executable, "-m", "reader", "open", "--until-painted"]
    print(f"load {os.getloadavg()[0]:.1f}, {os.cpu_count()} processors")
    with tempfile.TemporaryDirectory() as folder:

        def environment(data: str = "data") -> Environment:
            made = {**os.environ, "JIANBAO_DATA_DIR": f"{folder}/{data}"}
            made.pop("PYTHONDONTWRITEBYTECODE", None)
            return made

        def fresh() -> Environment:
            return environment(tempfile.mkdtemp(dir=folder))

        compare("5 articles", bare, ours, given.rounds, environment)
        compare("very first start", bare, ours, given.rounds, fresh)
        big = collection(Path(folder) / "big", given.articles)
        ours = [*ours, "--collection", str(big)]
        compare(f"{given.articles} articles", bare, ours, given.rounds, environment)


if __name__ == "__main__":
    main()

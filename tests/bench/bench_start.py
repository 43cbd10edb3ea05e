"""Process start to first article painted, beside a bare PySide6 window with a QTextBrowser.

    python tests/bench/bench_start.py [--rounds N] [--articles N]

Prints seconds and ratios for the bundled articles and for a generated collection. Both
programs run in turn in the same round, so the machine's moods hit them alike; the ratio is
that of the medians. Python may keep byte code in both: without, each start would compile the
program's own modules anew, which no installed program does. Needs a display (xvfb-run -a) or
QT_QPA_PLATFORM=offscreen.
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
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
BARE = """
import sys
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QTextBrowser
app = QApplication(sys.argv)
class Painted(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, app.quit)
        return False
window = QTextBrowser()
painted = Painted()
window.viewport().installEventFilter(painted)
window.setPlainText(open(sys.argv[1], encoding="utf-8").read())
window.resize(1200, 800)
window.show()
app.exec()
"""


def seconds(command: list[str], environment: dict[str, str]) -> float:
    """The time one run of `command` takes; a run that fails ends the benchmark."""
    began = time.perf_counter()
    subprocess.run(command, env=environment, check=True, capture_output=True)
    return time.perf_counter() - began


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


def compare(name: str, bare: list[str], ours: list[str], rounds: int, env: dict[str, str]) -> None:
    """Run both in turn and print one row."""
    floor, times = [], []
    for command in (bare, ours):
        seconds(command, env)  # files into the cache, byte code written
    for _ in range(rounds):
        floor.append(seconds(bare, env))
        times.append(seconds(ours, env))
    a, b = statistics.median(floor), statistics.median(times)
    print(f"{name:>24}: bare {a:.3f} s, Jianbao {b:.3f} s, ratio {b / a:.2f}", flush=True)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=15)
    options.add_argument("--articles", type=int, default=10_000)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "JIANBAO_DATA_DIR": f"{folder}/data"}
        env.pop("PYTHONDONTWRITEBYTECODE", None)
        first = next((ROOT / "articles").glob("*.txt"))
        bare = [sys.executable, "-c", BARE, str(first)]
        ours = [sys.executable, "-m", "reader", "open", "--until-painted"]
        compare("5 articles", bare, ours, given.rounds, env)
        big = collection(Path(folder) / "big", given.articles)
        ours = [*ours, "--collection", str(big)]
        compare(f"{given.articles} articles", bare, ours, given.rounds, env)


if __name__ == "__main__":
    main()

"""Restoration on the pages of `../shared`: quality, calibration of joins, and speed.

`python -m tests.bench.bench_restoration` prints the scorer's sums for the pages learnt from
and for the third held out, the share of right joins among those given 0.9 and more, and
milliseconds of one core a page.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path

from reader.article import RawText
from reader.text import restore
from reader.text.doubt import SURE, is_shaky, join_confidence
from reader.text.restore import STEPS, Draft, ordinary_text, page_units
from reader.text.variants import simplified

sys.path.insert(0, str(Path(__file__).parent))
from train_lines import SHARED, align, is_held_out, sources

SCORER = SHARED / "tools" / "score_restoration.py"


def score(held_out: bool) -> tuple[float, dict[str, float], float]:
    """HARD, the single measures, and the median milliseconds a page."""
    pairs = SHARED / "pages" / "pairs"
    times: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        truth, output = Path(folder, "truth"), Path(folder, "output")
        truth.mkdir()
        output.mkdir()
        for path in sorted(pairs.glob("*.txt")):
            if is_held_out(path.stem) != held_out:
                continue
            raw = RawText(path.name, path.read_text("utf-8"), "utf-8", "")
            begun = time.process_time()
            blocks = [asdict(block) for block in restore(raw).blocks]
            times.append((time.process_time() - begun) * 1e3)
            (output / f"{path.stem}.json").write_text(json.dumps(blocks), "utf-8")
            for suffix in (".txt", ".json"):
                (truth / (path.stem + suffix)).symlink_to(path.with_suffix(suffix))
        result = Path(folder, "result.json")
        subprocess.run(
            [sys.executable, str(SCORER), str(truth), str(output), "--json", str(result)],
            check=True, capture_output=True,
        )  # fmt: skip
        total = json.loads(result.read_text("utf-8"))["total"]
    return total["HARD"], total, statistics.median(times)


def joins() -> list[tuple[float, bool]]:
    """The confidence of every join of two lines into a paragraph, and whether it is right."""
    found: list[tuple[float, bool]] = []
    for _, raw, blocks in sources():
        draft = Draft(raw, simplified(raw))
        for step in STEPS[: STEPS.index(page_units) + 1]:
            if step is not ordinary_text:
                draft = step(draft)
        lines, units = draft.lines, draft.units
        places = align(raw, blocks, lines)
        shaky = is_shaky(lines, units)
        for unit in units:
            if unit.kind != "body":
                continue
            for a, b in zip(unit.lines, unit.lines[1:], strict=False):
                right = places[a][0] == places[b][0] and places[a][2] == places[b][1]
                found.append((join_confidence(lines, a, b, shaky), right))
    return found


def main() -> None:
    if not SCORER.exists():
        print("../shared is not there: nothing to measure")
        return
    for held_out in (False, True):
        hard, total, median = score(held_out)
        parts = " ".join(f"{k}={total[k]:.3f}" for k in ("b*", "c", "adj*", "e", "f", "g"))
        print(
            f"{'held out' if held_out else 'learnt from'}: HARD {hard:.1f} {parts} {median:.0f} ms"
        )
    told = joins()
    for low, high in ((SURE, 1.01), (0.7, SURE), (0.0, 0.7)):
        bin_ = [right for confidence, right in told if low <= confidence < high]
        print(f"joins given {low:.1f}-{min(high, 1):.1f}: {sum(bin_)} of {len(bin_)} right")


if __name__ == "__main__":
    main()

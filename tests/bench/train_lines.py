"""Learn what the signs of `reader.text.flow` are worth: `train_lines.py [OUTPUT]`.

An averaged structured perceptron over the development pages of `../shared/pages` and the
articles with a gold standard. What is learnt are weights of layout signs, no text. Prints
the share of lines given the right part when every third page is held out; the weights
written are then learnt from all.
"""

from __future__ import annotations

import json
import random
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate
from pathlib import Path

from reader.text.columns import measures
from reader.text.flow import Scorer, decode, own_signs, step_signs
from reader.text.lines import Line, split_lines
from reader.text.mend import mend
from reader.text.sights import Page, look

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
RUNNING = {"lead", "paragraph"}
EPOCHS, REAL = 40, 10  # an article of a newspaper counts as so many pages made for trial


def align(
    raw: str, blocks: list[dict[str, object]], lines: Sequence[Line]
) -> list[tuple[int, int, int]]:
    """For every line: its truth block, the offset in it of its first character,
    and the offset past its last (-1 where the line is not found)."""
    sys.path.insert(0, str(SHARED / "tools"))
    from score_restoration import align as align_texts
    from score_restoration import flat

    truth, _, owner = flat([block["text"] for block in blocks])
    noisy, _, _ = flat([raw])
    found = align_texts(truth, noisy)
    back = {j: i for i, j in enumerate(found) if j >= 0}
    begins = {}
    for i, block in enumerate(owner):
        begins.setdefault(block, i)
    places = []
    seats = list(accumulate((not char.isspace() for char in raw), initial=0))
    for line in lines:
        at = seats[line.start]
        first, last = back.get(at), back.get(at + len(line.chars) - 1)
        if first is None or last is None:
            places.append((-1, -1, -1))
            continue
        block = owner[first]
        end = last + 1 - begins[block] if owner[last] == block else -1
        places.append((block, first - begins[block], end))
    return places


def truth_states(places: list[tuple[int, int, int]], blocks: list[dict[str, object]]) -> list[int]:
    lengths = ["".join(str(b["text"]).split()).__len__() for b in blocks]
    states: list[int] = []
    waiting = False
    for i, (block, start, end) in enumerate(places):
        role = blocks[block]["role"] if block >= 0 else ""
        if role in RUNNING:
            states.append(0 if start == 0 else 1)
            waiting = end not in (-1, lengths[block])
            continue
        more = i > 0 and places[i - 1][0] == block and places[i - 1][2] == start
        states.append((5 if waiting else 3) if more and states[-1] >= 2 else 4 if waiting else 2)
    return states


def is_held_out(name: str) -> bool:
    """Whether a page is one of the third that nothing is learnt from."""
    return name.startswith("dev_") and int(name[4:]) % 3 == 2


def sources() -> list[tuple[str, str, list[dict[str, object]]]]:
    """Name, raw text and true blocks of the development pages, then of the gold articles."""
    found = []
    for path in sorted((SHARED / "pages" / "pairs").glob("*.txt")):
        blocks = json.loads(path.with_suffix(".json").read_text("utf-8"))["blocks"]
        found.append((path.stem, path.read_text("utf-8"), blocks))
    for path in sorted((SHARED / "gold" / "restoration").glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        raw = (SHARED / "articles" / Path(gold["source"]).name).read_text("utf-8")
        found.append((path.stem, raw, gold["blocks"]))
    return found


def load(more: bool = False) -> list[tuple[str, Page, list[int]]]:
    """The pages with their true states; `more`: PDFBox pages as other extractors' too."""
    pages = []
    for name, raw, blocks in sources():
        lines, widths = mend(raw, split_lines(raw))
        page = look(lines, widths, raw)
        truth = truth_states(align(raw, blocks, lines), blocks)
        pages.append((name, page, truth))
        if more and not name.startswith("dev_"):
            pages += [(name, page, truth)] * (REAL - 1)
        if more and page.kind == "pdfbox":
            pages += [(name, *copy) for copy in otherwise(lines, raw, truth)]
    return pages


def otherwise(lines: Sequence[Line], raw: str, truth: list[int]) -> list[tuple[Page, list[int]]]:
    """A PDFBox page as extractors would leave it that write no blank lines, or one a block."""
    blocks = [
        replace(line, blank=(state != 1 and state not in (3, 5)) or _column_top(lines, i, truth))
        for i, (line, state) in enumerate(zip(lines, truth, strict=True))
    ]
    plain = [replace(line, blank=False) for line in lines]
    widths = measures(lines)
    copies = [(look(copy, widths, "x" + raw[1:]), truth) for copy in (plain, blocks)]
    return [*copies, _unwrapped(lines, raw, truth)]


def _unwrapped(lines: Sequence[Line], raw: str, truth: list[int]) -> tuple[Page, list[int]]:
    """The page with every piece of a paragraph on one line, as when copied from a reader."""
    pieces: list[Line] = []
    states: list[int] = []
    for i, (line, state) in enumerate(zip(lines, truth, strict=True)):
        goes_on = state == 1 and i and truth[i - 1] < 2 and not _column_top(lines, i, truth)
        if goes_on and pieces:
            last = pieces[-1]
            pieces[-1] = replace(
                last,
                end=line.end,
                text=last.text + line.text,
                chars=last.chars + line.chars,
                width=last.width + line.width,
                loose=False,
            )
        else:
            pieces.append(replace(line, blank=state not in (3, 5), loose=False))
            states.append(state)
    return look(pieces, [0.0] * len(pieces), "x" + raw[1:]), states


def _column_top(lines: Sequence[Line], i: int, truth: list[int]) -> bool:
    going_on = truth[i] == 1 and i > 1 and truth[i - 1] == 1 and truth[i - 2] == 1
    return going_on and lines[i].blank and not lines[i - 1].blank and lines[i].chars[0] not in "“（"


def signs(page: Page, states: list[int]) -> dict[str, float]:
    counts: dict[str, float] = defaultdict(float)
    waiting = -1
    for i, state in enumerate(states):
        for sign in own_signs(page, i, state):
            counts[sign] += 1
        if i:
            for sign in step_signs(page, i, states[i - 1], state, waiting):
                counts[sign] += 1
        waiting = i if state < 2 else waiting
    return counts


def train(pages: list[tuple[str, Page, list[int]]]) -> dict[str, float]:
    weights: dict[str, float] = defaultdict(float)
    sums: dict[str, float] = defaultdict(float)
    dice, step = random.Random(7), 0
    for epoch in range(EPOCHS):
        dice.shuffle(pages)
        wrong = 0
        for _, page, truth in pages:
            step += 1
            guess, _ = decode(page, Scorer(weights, remember=False), truth)
            if guess == truth:
                continue
            wrong += sum(a != b for a, b in zip(guess, truth, strict=True))
            gold, told = signs(page, truth), signs(page, guess)
            for sign in gold.keys() | told.keys():
                change = gold.get(sign, 0.0) - told.get(sign, 0.0)
                change = max(-4.0, min(4.0, change)) / 4
                weights[sign] += change
                sums[sign] += step * change
        print(f"epoch {epoch}: {wrong} wrong", file=sys.stderr)
    return {
        sign: round(w - sums[sign] / (step + 1), 3)
        for sign, w in weights.items()
        if abs(w - sums[sign] / (step + 1)) > 0.02
    }


def right(pages: list[tuple[str, Page, list[int]]], weights: dict[str, float]) -> str:
    kinds = "FNDDDD"
    pairs = [
        (kinds[a], kinds[b])
        for _, page, truth in pages
        for a, b in zip(decode(page, Scorer(weights, remember=False))[0], truth, strict=True)
    ]
    return f"{sum(a == b for a, b in pairs) / len(pairs):.4f} of {len(pairs)} lines"


def main() -> None:
    pages = load(more=True)
    held = [page for page in load() if is_held_out(page[0])]
    learnt_from = [page for page in pages if not is_held_out(page[0])]
    weights = train(learnt_from)
    print("learnt from", right(learnt_from, weights), "; held out", right(held, weights))
    weights = train(pages)
    output = Path(sys.argv[1] if len(sys.argv) > 1 else "resources/language/lines.json")
    output.write_text(json.dumps(weights, ensure_ascii=False, indent=0, sort_keys=True), "utf-8")
    print("written, learnt from all", right(pages, weights), ";", len(weights), "weights")


if __name__ == "__main__":
    main()

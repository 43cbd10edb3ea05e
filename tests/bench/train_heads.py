"""Learn what the signs of `reader.text.heads` are worth: `train_heads.py [OUTPUT]`.

A softmax regression over the heads of the development pages in `../shared/pages`, the
articles set right by hand in `../shared/gold`, and some pages of our own setting
(`set_pages.py`), which hold what the others lack. What is learnt are weights of signs of
layout, no text. Prints the share of heads given the right owner on every fourth
development page when learnt from all others.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

import numpy as np
from set_pages import set_pages
from train_lines import align, sources

from reader.text.boxes import lift
from reader.text.flow import flow
from reader.text.heads import OWNERS, Context, look_at, signs_of
from reader.text.lines import split_lines
from reader.text.mend import mend
from reader.text.pieces import gather
from reader.text.sections import marked_units
from reader.text.segments import segments
from reader.text.sights import look
from reader.text.stitch import stitch
from reader.text.units import units_of

OF_ROLE = {
    "title": "article", "kicker": "article", "subtitle": "article",
    "section": "section", "subsection": "section", "series": "series",
}  # fmt: skip
Example = tuple[list[str], int]
ROOT = Path(__file__).resolve().parents[2]
FOLDS, OWN_PAGES, SEED = 4, 150, 7


def context_of(raw: str) -> Context:
    lines, widths = mend(raw, split_lines(raw))
    page = look(lines, widths, raw)
    pieces = stitch(lines, widths, gather(lines, lift(page, flow(page))), page.seams)
    units = marked_units(units_of(lines, widths, pieces))
    stretches = [s for s in segments(units) if units[s.units[0]].kind == "body"]
    return look_at(units, stretches)


def examples() -> list[tuple[str, list[Example]]]:
    """Per page its name, and the signs and owner of every head whose truth is known."""
    own = (("set", raw, blocks) for raw, blocks in set_pages(OWN_PAGES, SEED))
    return [(name, heads_of(raw, blocks)) for name, raw, blocks in (*sources(), *own)]


def heads_of(raw: str, blocks: list[dict[str, object]]) -> list[Example]:
    places = align(raw, blocks, mend(raw, split_lines(raw))[0])
    context = context_of(raw)
    found = []
    for head in context.heads:
        roles = Counter(
            str(blocks[places[i][0]]["role"])
            for i in context.units[head].lines
            if places[i][0] >= 0
        )
        owner = OF_ROLE.get(roles.most_common(1)[0][0] if roles else "")
        if owner:
            found.append((list(signs_of(context, head)), OWNERS.index(owner)))
    return found


def train(
    data: list[Example], decay: float = 0.01, steps: int = 600
) -> dict[str, dict[str, float]]:
    names = sorted({sign for signs, _ in data for sign in signs})
    index = {name: i for i, name in enumerate(names)}
    x = np.zeros((len(data), len(names)))
    y = np.zeros((len(data), len(OWNERS)))
    for row, (signs, owner) in enumerate(data):
        x[row, [index[sign] for sign in signs]] = 1
        y[row, owner] = 1
    w = np.zeros((len(names), len(OWNERS)))
    for _ in range(steps):
        scores = x @ w
        p = np.exp(scores - scores.max(1, keepdims=True))
        p /= p.sum(1, keepdims=True)
        w -= 0.5 * (x.T @ (p - y) / len(data) + decay / 4 * w)
    return {
        owner: {name: round(float(w[i, k]), 3) for name, i in index.items() if abs(w[i, k]) > 0.01}
        for k, owner in enumerate(OWNERS)
    }


def hits(data: list[Example], learnt: dict[str, dict[str, float]]) -> int:
    return sum(
        max(range(3), key=lambda k: sum(learnt[OWNERS[k]].get(s, 0) for s in signs)) == owner
        for signs, owner in data
    )


def main() -> None:
    pages = examples()
    dev = [page for name, page in pages if name.startswith("dev_")]
    others = [e for name, page in pages if not name.startswith("dev_") for e in page]
    right = 0
    for fold in range(FOLDS):
        rest = [e for i, page in enumerate(dev) if i % FOLDS != fold for e in page]
        left = [e for i, page in enumerate(dev) if i % FOLDS == fold for e in page]
        right += hits(left, train(rest + others))
    print(f"right owner, held out: {right / sum(map(len, dev)):.3f} of {sum(map(len, dev))}")
    learnt = train([e for page in dev for e in page] + others)
    output = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "resources/language/heads.json"
    output.write_text(json.dumps(learnt, ensure_ascii=False, indent=0, sort_keys=True), "utf-8")


if __name__ == "__main__":
    main()

"""Learn what the signs of `reader.text.heads` are worth: `train_heads.py [OUTPUT [PAGES …]]`.

A softmax regression over the heads of the development pages in `../shared/pages` and of
any further folders of pages with their truth (`PAGES`, in the same format), every third
development page held out. What is learnt are weights of signs of layout, no text. Prints
the share of heads given the right owner, on the pages learnt from and on those held out.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from train_lines import align, is_held_out, sources

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


def context_of(raw: str) -> Context:
    lines, widths = mend(raw, split_lines(raw))
    page = look(lines, widths, raw)
    pieces = stitch(lines, widths, gather(lines, lift(page, flow(page))))
    units = marked_units(units_of(lines, widths, pieces))
    stretches = [s for s in segments(units) if units[s.units[0]].kind == "body"]
    return look_at(units, stretches)


def pages_in(folder: Path) -> Iterator[tuple[str, str, list[dict[str, object]]]]:
    for path in sorted(folder.glob("*.txt")):
        truth = json.loads(path.with_suffix(".json").read_text("utf-8"))
        yield f"{folder.name}/{path.stem}", path.read_text("utf-8"), truth["blocks"]


def examples(folders: Sequence[Path]) -> list[tuple[str, list[Example]]]:
    """Per page its name, and the signs and owner of every head whose truth is known."""
    found = []
    pages = [*sources(), *(page for folder in folders for page in pages_in(folder))]
    for name, raw, blocks in pages:
        places = align(raw, blocks, mend(raw, split_lines(raw))[0])
        context = context_of(raw)
        page = []
        for head in context.heads:
            roles = Counter(
                str(blocks[places[i][0]]["role"])
                for i in context.units[head].lines
                if places[i][0] >= 0
            )
            owner = OF_ROLE.get(roles.most_common(1)[0][0] if roles else "")
            if owner:
                page.append((list(signs_of(context, head)), OWNERS.index(owner)))
        found.append((name, page))
    return found


def train(data: list[Example], decay: float = 0.1, steps: int = 600) -> dict[str, dict[str, float]]:
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


def right(data: list[Example], learnt: dict[str, dict[str, float]]) -> str:
    hits = sum(
        max(range(3), key=lambda k: sum(learnt[OWNERS[k]].get(s, 0) for s in signs)) == owner
        for signs, owner in data
    )
    return f"{hits / max(1, len(data)):.3f} of {len(data)}"


def main() -> None:
    pages = examples([Path(folder) for folder in sys.argv[2:]])
    dev = [page for name, page in pages if not is_held_out(name)]
    held = [e for name, page in pages if is_held_out(name) for e in page]
    for fold in range(4):
        rest = [e for i, page in enumerate(dev) if i % 4 != fold for e in page]
        left = [e for i, page in enumerate(dev) if i % 4 == fold for e in page]
        print(f"fold {fold}:", right(left, train(rest)))
    learnt = train([e for page in dev for e in page])
    output = Path(sys.argv[1] if len(sys.argv) > 1 else "resources/language/heads.json")
    output.write_text(json.dumps(learnt, ensure_ascii=False, indent=0, sort_keys=True), "utf-8")
    print(
        "learnt from", right([e for p in dev for e in p], learnt), "; held out", right(held, learnt)
    )


if __name__ == "__main__":
    main()

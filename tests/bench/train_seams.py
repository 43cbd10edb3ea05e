"""Learn what the signs of `reader.text.seams` are worth: `train_seams.py [OUTPUT]`.

A conditional logit over the development pages of `../shared`, every third held out: which of
sixteen lines of a page goes on from one that stops in mid-sentence. Learnt are weights of
signs, no text. Prints how often the right line comes first, learnt from and held out.
"""

from __future__ import annotations

import json
import math
import random
import sys
from pathlib import Path

import numpy as np

from reader.text.characters import ends_sentence
from reader.text.lines import split_lines
from reader.text.mend import mend
from reader.text.seams import SIGNS, Seams

sys.path.insert(0, str(Path(__file__).parent))
from train_lines import RUNNING, align, is_held_out, sources

CHOICES, QUESTIONS, ROUNDS, RATE, SHRINK = 16, 40, 300, 0.05, 1e-3


def questions(held_out: bool, dice: random.Random) -> list[np.ndarray]:
    """For lines that stop in mid-sentence the signs of some that may go on; the right one first."""
    found: list[np.ndarray] = []
    for name, raw, blocks in sources():
        if is_held_out(name) is not held_out:
            continue
        lines, widths = mend(raw, split_lines(raw))
        places = align(raw, blocks, lines)
        running = [
            i for i, (block, _, end) in enumerate(places)
            if block >= 0 and blocks[block]["role"] in RUNNING and end > 0 and not lines[i].loose
        ]  # fmt: skip
        after = {(places[i][0], places[i][1]): i for i in running if places[i][1]}
        asked = [
            (a, after[key]) for a in running
            if (key := (places[a][0], places[a][2])) in after and not ends_sentence(lines[a].chars)
        ]  # fmt: skip
        seams = Seams(lines, widths)
        for a, right in dice.sample(asked, min(QUESTIONS, len(asked))):
            others = [i for i in after.values() if i != right]
            chosen = dice.sample(others, min(CHOICES - 1, len(others)))
            found.append(np.array([seams.signs(a, b) for b in (right, *chosen)]))
    return found


def learn(asked: list[np.ndarray]) -> np.ndarray:
    """The weights in nats, by Adam on the mean log-likelihood."""
    weights = np.zeros(len(SIGNS))
    mean, spread = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, ROUNDS + 1):
        slope = -SHRINK * weights
        for signs in asked:
            chance = np.exp(signs @ weights)
            slope = slope + (signs[0] - chance / chance.sum() @ signs) / len(asked)
        mean = 0.9 * mean + 0.1 * slope
        spread = 0.99 * spread + 0.01 * slope * slope
        unbiased = np.sqrt(spread / (1 - 0.99**step)) + 1e-8
        weights = weights + RATE * mean / (1 - 0.9**step) / unbiased
    return weights


def first(asked: list[np.ndarray], weights: np.ndarray) -> str:
    right = sum(bool((s @ weights)[0] > (s @ weights)[1:].max()) for s in asked if len(s) > 1)
    return f"{right} of {len(asked)} first among {CHOICES}"


def main() -> None:
    dice = random.Random(7)
    learnt_from, held = questions(False, dice), questions(True, dice)
    weights = learn(learnt_from)
    print("learnt from", first(learnt_from, weights), "; held out", first(held, weights))
    weights = learn([*learnt_from, *held])
    wrong = np.concatenate([s[1:] @ weights for s in [*learnt_from, *held]])
    bits = {sign: round(float(w) / math.log(2), 2) for sign, w in zip(SIGNS, weights, strict=True)}
    bits["any"] = round(-math.log2(float(np.exp(wrong).mean())), 2)
    output = Path(sys.argv[1] if len(sys.argv) > 1 else "resources/language/seams.json")
    output.write_text(json.dumps(bits, ensure_ascii=False, indent=0) + "\n", "utf-8")
    print(bits)


if __name__ == "__main__":
    main()

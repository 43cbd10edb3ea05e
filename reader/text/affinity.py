"""How well a head fits a stretch of text: the words they share, weighed by rarity."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log


def pairs(text: str) -> set[str]:
    """The character pairs of `text`."""
    return {text[i : i + 2] for i in range(len(text) - 1)}


@dataclass(frozen=True, slots=True)
class Profile:
    """One head against every paragraph of a page.

    `weights` are the worths of the head's character pairs, `masks[i]` the pairs that
    paragraph `i` holds as bits, `runs[i]` the share, 0 to 1, of the longest stretch of the
    head that stands verbatim in it.
    """

    weights: tuple[float, ...]
    masks: tuple[int, ...]
    runs: tuple[float, ...]

    def fit(self, paragraphs: Iterable[int]) -> float:
        """The weighed share of the head's pairs and of its longest run there, 0 to 2."""
        mask, run = 0, 0.0
        for i in paragraphs:
            mask |= self.masks[i]
            run = max(run, self.runs[i])
        held = sum(weight for k, weight in enumerate(self.weights) if mask >> k & 1)
        total = sum(self.weights)
        return (held / total if total else 0.0) + run


def profiles(heads: Sequence[str], paragraphs: Sequence[str]) -> list[Profile]:
    """The profile of every head against `paragraphs`; rare pairs weigh most."""
    held = [pairs(text) for text in paragraphs]
    holders = Counter(pair for own in held for pair in own)
    found: list[Profile] = []
    for head in heads:
        own = sorted(pairs(head))
        weights = tuple(
            max(0.05, log((len(paragraphs) + 1) / (holders[pair] + 0.5))) for pair in own
        )
        bits = {pair: 1 << k for k, pair in enumerate(own)}
        masks = tuple(sum(map(bits.__getitem__, have.intersection(bits))) for have in held)
        runs = tuple(
            longest_shared(head, text) / max(1, len(head)) if mask else 0.0
            for text, mask in zip(paragraphs, masks, strict=True)
        )
        found.append(Profile(weights, masks, runs))
    return found


def longest_shared(head: str, text: str) -> int:
    """The length of the longest stretch of `head` that stands verbatim in `text`."""
    best = 0
    for start in range(len(head)):
        while start + best < len(head) and head[start : start + best + 1] in text:
            best += 1
    return best

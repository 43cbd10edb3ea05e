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
class Affinity:
    """Weights of character pairs on one page: the fewer paragraphs hold one, the more."""

    paragraphs: int
    holders: Counter[str]

    @staticmethod
    def of(texts: Sequence[str]) -> Affinity:
        return Affinity(len(texts), Counter(pair for text in texts for pair in pairs(text)))

    def weight(self, pair: str) -> float:
        return log((self.paragraphs + 1) / (self.holders[pair] + 0.5))

    def share(self, head: str, held: set[str]) -> float:
        """The weighed share, 0 to 1, of the pairs of `head` that `held` holds."""
        weights = {pair: max(0.05, self.weight(pair)) for pair in pairs(head)}
        total = sum(weights.values())
        return sum(w for pair, w in weights.items() if pair in held) / total if total else 0.0

    def fit(self, head: str, texts: Iterable[str]) -> float:
        """The share of `head` in `texts` and of its longest verbatim stretch, 0 to 2."""
        text = "\n".join(texts)
        if not head or not text:
            return 0.0
        return self.share(head, pairs(text)) + longest_shared(head, text) / len(head)


def longest_shared(head: str, text: str) -> int:
    """The length of the longest stretch of `head` that stands verbatim in `text`."""
    best = 0
    for start in range(len(head)):
        while start + best < len(head) and head[start : start + best + 1] in text:
            best += 1
    return best

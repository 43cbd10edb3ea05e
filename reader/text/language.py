"""How well Chinese text goes on over a seam: a character model of pairs and triples.

`joins.bin` (little-endian): the magic, three counts (uint32), then for single characters,
pairs and triples a sorted table of 32-bit keys: where the keys with each upper half begin
(65,537 uint32), the lower halves (uint16) and, a byte each, the rarity: minus log2 of the
relative frequency, times eight. It is made by `tests/bench/train_joins.py`;
source and licence stand beside it. Digits count as `0`, Latin letters as `a`, half-width
marks as full-width ones.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cache
from struct import unpack_from

from reader.paths import resource

MAGIC = b"JBjoin2\n"
_STEP = 8.0
_STARTS = (1 << 16) + 1
_MOST_KNOWN = 100_000
UNSEEN_SINGLE, UNSEEN_PAIR, UNSEEN_TRIPLE = 24.0, 31.0, 31.5

_FOLDED = str.maketrans(
    "0123456789０１２３４５６７８９,;:?!()",
    "00000000000000000000，；：？！（）",
) | dict.fromkeys(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", "a")  # fmt: skip


def fold(text: str) -> str:
    """`text` with digits, letters and half-width marks folded together."""
    return text.translate(_FOLDED)


def key2(gram: str) -> int:
    return (ord(gram[0]) & 0xFFFF) << 16 | (ord(gram[1]) & 0xFFFF)


def key3(gram: str) -> int:
    """A 32-bit key of three characters; some 900,000 keys collide about twice in 10,000."""
    return (key2(gram) * 0x9E3779B1 ^ ord(gram[2]) * 0x85EBCA6B) & 0xFFFFFFFF


def quantise(log2: float) -> int:
    return max(0, min(255, round(-log2 * _STEP)))


@dataclass(frozen=True, slots=True)
class Table:
    """Sorted 32-bit keys and, in parallel, how rare each is.

    Keys are kept in two halves: `starts[high]` is where those with the upper half `high` begin
    in `lows`, which are short stretches to search.
    """

    starts: array[int]
    lows: array[int]
    values: bytes

    def rarity(self, key: int, unseen: float) -> float:
        """Minus log2 of the frequency behind `key`, or `unseen`."""
        high, low = key >> 16, key & 0xFFFF
        last = self.starts[high + 1]
        at = bisect_left(self.lows, low, self.starts[high], last)
        if at < last and self.lows[at] == low:
            return self.values[at] / _STEP
        return unseen


@dataclass(frozen=True, slots=True)
class Model:
    """The tables of single characters, pairs and triples; `known`, what was looked up lately."""

    one: Table
    two: Table
    three: Table
    known: dict[str, float] = field(default_factory=dict[str, float])

    def gain(self, before: str, after: str) -> float:
        """How many bits likelier `after` begins because `before` ends as it does.

        Both are folded text. Above 0 the seam looks like running text, below like chance.
        """
        if not before or not after:
            return 0.0
        a, b = before[-1], after[0]
        ab = self.pair(a + b)
        score = self.single(a) + self.single(b) - ab
        if len(before) > 1:
            score += self._lift(before[-2:], b, ab, a)
        if len(after) > 1:
            score += self._lift(a + b, after[1], self.pair(after[:2]), b)
        return score

    def _lift(self, pair: str, char: str, short: float, middle: str) -> float:
        """Bits by which `pair` foretells `char` better than its last character alone does."""
        with_pair = self.triple(pair + char) - self.pair(pair)
        with_one = short - self.single(middle)
        return max(-3.0, min(6.0, with_one - with_pair))

    def single(self, char: str) -> float:
        """Minus log2 of how often `char` stands in Chinese text; so `pair` and `triple`."""
        found = self.known.get(char)
        if found is None:
            found = self._remember(char, self.one.rarity(ord(char), UNSEEN_SINGLE))
        return found

    def pair(self, gram: str) -> float:
        found = self.known.get(gram)
        if found is None:
            found = self._remember(gram, self.two.rarity(key2(gram), UNSEEN_PAIR))
        return found

    def triple(self, gram: str) -> float:
        found = self.known.get(gram)
        if found is None:
            found = self._remember(gram, self.three.rarity(key3(gram), UNSEEN_TRIPLE))
        return found

    def _remember(self, gram: str, rarity: float) -> float:
        if len(self.known) > _MOST_KNOWN:
            self.known.clear()
        self.known[gram] = rarity
        return rarity


@cache
def model() -> Model:
    """The shipped model, read once, when it is first needed."""
    data = resource("language", "joins.bin").read_bytes()
    if not data.startswith(MAGIC):
        raise ValueError("resources/language/joins.bin is not a join model")
    at = len(MAGIC) + 12
    tables: list[Table] = []
    for count in unpack_from("<3I", data, len(MAGIC)):
        lows = at + 4 * _STARTS
        values = lows + 2 * count
        halves = array("I", data[at:lows]), array("H", data[lows:values])
        if sys.byteorder == "big":
            for half in halves:
                half.byteswap()
        at = values + count
        tables.append(Table(*halves, data[values:at]))
    one, two, three = tables
    return Model(one, two, three)

"""Train the character model of `reader.text.language`: `train_joins.py LM_DIR [OUTPUT]`.

LM_DIR holds `lm_sc.t3g` and `pydict_sc.bin` of Debian's package sunpinyin-data, the word
trigrams of the open-gram project (CC BY-SA 3.0); the word list of jieba (MIT) is read from
the installed package. Nothing else goes in, so the model is free of any article's text.

The expected frequency of every character pair and triple follows from the words
(`P(w)`) and the seams between them (`P(w) P(v|w)`). The commonest are kept, as
`resources/language/joins.bin`: see `reader.text.language` for the layout.
"""

from __future__ import annotations

import math
import struct
import sys
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import jieba
import numpy as np

from reader.text.language import MAGIC, Table, fold, key2, key3, quantise

PAIRS, TRIPLES = 400_000, 900_000
WORD_LIST_SHARE = 0.4
_PROBABILITIES, _BACKOFFS = 1 << 16, 1 << 14


def read_words(path: Path) -> list[str]:
    """The words of a SunPinyin dictionary by their id: UTF-32 strings at its third offset."""
    data = path.read_bytes()
    start = struct.unpack_from("<3I", data)[2]
    text = data[start : start + (len(data) - start) // 4 * 4].decode("utf-32-le", "replace")
    return text.split("\0")


def read_levels(path: Path) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Probabilities and the two upper levels of a SunPinyin threaded trigram file.

    A node is three words: bits 0-17 the word's id; bits 32-47 the index of its
    probability; bits 48-63 and 89-95 the index of its first child.
    """
    data = np.fromfile(path, dtype="<u4")
    sizes = data[2:6]
    tables = 6 + _PROBABILITIES + _BACKOFFS
    roots = tables + int(sizes[0]) * 3
    pairs = roots + int(sizes[1]) * 3
    end = pairs + int(sizes[2]) * 3
    probabilities = data[6 : 6 + _PROBABILITIES].view("<f4")
    return probabilities, data[roots:pairs].reshape(-1, 3), data[pairs:end].reshape(-1, 3)


def word_pairs(directory: Path) -> Iterator[tuple[str, str, float]]:
    """Every word with its probability (`"", word, p`) and every pair of words with theirs."""
    words = read_words(directory / "pydict_sc.bin")
    table, level1, level2 = read_levels(directory / "lm_sc.t3g")
    children = (level1[:, 1] >> 16) | ((level1[:, 2] >> 25) << 16)
    ids1, p1 = level1[:, 0] & 0x3FFFF, table[level1[:, 1] & 0xFFFF]
    ids2, p2 = level2[:, 0] & 0x3FFFF, table[level2[:, 1] & 0xFFFF]
    for at in range(len(level1) - 1):
        word, p = words[ids1[at]], float(p1[at])
        if not word:
            continue
        yield "", word, p
        for child in range(children[at], children[at + 1]):
            if after := words[ids2[child]]:
                yield word, after, p * float(p2[child])


def word_list() -> dict[str, float]:
    """jieba's words with their relative frequencies."""
    path = Path(jieba.__file__).parent / "dict.txt"
    rows = (line.split(" ") for line in path.read_text("utf-8").splitlines())
    counts = {row[0]: int(row[1]) for row in rows}
    total = sum(counts.values())
    return {word: count / total for word, count in counts.items()}


class Frequencies:
    """Expected frequencies of single characters, pairs and triples, folded."""

    def __init__(self) -> None:
        self.one: dict[str, float] = defaultdict(float)
        self.two: dict[str, float] = defaultdict(float)
        self.three: dict[str, float] = defaultdict(float)

    def add_word(self, word: str, p: float) -> None:
        for i, char in enumerate(word):
            self.one[char] += p
            if i + 1 < len(word):
                self.two[word[i : i + 2]] += p
            if i + 2 < len(word):
                self.three[word[i : i + 3]] += p

    def add_seam(self, before: str, after: str, p: float) -> None:
        """Pairs and triples that span two words; a triple over three words is left out."""
        self.two[before[-1] + after[0]] += p
        if len(before) > 1:
            self.three[before[-2:] + after[0]] += p
        if len(after) > 1:
            self.three[before[-1] + after[:2]] += p


def count(directory: Path) -> Frequencies:
    found = Frequencies()
    for before, after, p in word_pairs(directory):
        if before:
            found.add_seam(fold(before), fold(after), p * (1 - WORD_LIST_SHARE))
        else:
            found.add_word(fold(after), p * (1 - WORD_LIST_SHARE))
    for word, p in word_list().items():
        found.add_word(fold(word), p * WORD_LIST_SHARE)
    return found


def table(counts: dict[str, float], keep: int, key: type[str] | object) -> Table:
    commonest = sorted(counts, key=counts.__getitem__, reverse=True)[:keep]
    rows = {key(gram): quantise(math.log2(counts[gram])) for gram in commonest}  # type: ignore[operator]
    keys = sorted(rows)
    starts = [bisect_left(keys, high << 16) for high in range((1 << 16) + 1)]
    lows = array("H", (k & 0xFFFF for k in keys))
    return Table(array("I", starts), lows, bytes(rows[k] for k in keys))


def main() -> None:
    directory = Path(sys.argv[1])
    output = Path(sys.argv[2] if len(sys.argv) > 2 else "resources/language/joins.bin")
    found = count(directory)
    tables = [
        table(found.one, PAIRS, ord),
        table(found.two, PAIRS, key2),
        table(found.three, TRIPLES, key3),
    ]
    sizes = struct.pack("<3I", *(len(t.lows) for t in tables))
    body = b"".join(t.starts.tobytes() + t.lows.tobytes() + t.values for t in tables)
    output.write_bytes(MAGIC + sizes + body)
    print(
        f"{output}: {len(tables[1].lows)} pairs, {len(tables[2].lows)} triples, "
        f"{len(body) / 1e6:.1f} MB; {len(found.two)} and {len(found.three)} seen"
    )


if __name__ == "__main__":
    main()

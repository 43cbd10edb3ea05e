"""Filtering titles by characters or by the initials of their pinyin. Without Qt.

Initials are for names and titles only: over full text they find too much.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import lru_cache

_LATIN = re.compile(r"[a-z ]+", re.IGNORECASE)


def matcher(wanted: str, alphabet: Iterable[str] = ()) -> Callable[[str], bool]:
    """A test whether a text holds `wanted`, every word of it, in any order.

    A word of Latin letters also matches the initials of Han characters in a row, all
    readings of a character counting ("xc" finds 许昌, "cq" and "zq" find 重庆).
    `alphabet` is what the texts are made of; only its characters can match as initials.
    """
    words = wanted.casefold().split()
    letters = {c for word in words if _LATIN.fullmatch(word) for c in word}
    classes = _classes(alphabet, letters) if letters else {}
    tests = [_test(word, classes) for word in words]

    def holds(text: str) -> bool:
        folded = text.casefold()
        return all(test(folded) for test in tests)

    return holds


def _test(word: str, classes: dict[str, str]) -> Callable[[str], object]:
    if not all(c in classes for c in word):
        return re.compile(re.escape(word)).search
    return re.compile("".join(f"[{c}{classes[c]}]" for c in word)).search


def _classes(alphabet: Iterable[str], letters: set[str]) -> dict[str, str]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for char in set(alphabet):
        for initial in initials(char) & letters:
            found[initial].append(char)
    return {letter: "".join(found[letter]) for letter in letters}


@lru_cache(maxsize=30_000)
def initials(char: str) -> frozenset[str]:
    """The first letters of a Han character's readings; empty for anything else."""
    if not "\u3400" <= char <= "\U0003ffff":
        return frozenset()
    from pypinyin import Style, pinyin  # 60 ms that a filter in characters saves

    return frozenset(
        reading
        for readings in pinyin(char, style=Style.FIRST_LETTER, heteronym=True, errors="ignore")
        for reading in readings
    )

"""Folding: the form in which texts and queries are compared.

Every character folds to one symbol, so offsets stay: full width to half width (NFKC where
it maps one character to one), capital to small, traditional to simplified (OpenCC's
characters, Apache-2.0). White space is dropped, except one space between two words of a
Latin, Greek or Cyrillic script. Symbols are 16 bits wide: a character outside the basic
plane shares one of 2,048 symbols with others, and what is found by such a symbol has to be
compared with the text itself (`is_shared`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reader.paths import resource

Symbols = NDArray[np.uint16]

SEPARATOR = 0
"""The symbol that ends every passage. It never begins a gram, so no match crosses it."""

_BMP = 0x10000
_SHARED_FIRST, _SHARED_COUNT = 0xD800, 0x800
_SPACES = "\t\n\v\f\r\x1c\x1d\x1e \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_INVISIBLE = "\x1f\u00ad\u200b\u200c\u200d\u2060\ufeff"
_NOTHING, _BLANK = 0x1F, 0x20  # what invisible characters and white space fold to
_NONCHARACTER = 0xFFFF
_WORD = 1
_WORD_RANGES = ((0x30, 0x3A), (0x61, 0x7B), (0xC0, 0x590), (0x1E00, 0x2000))


class _Tables(NamedTuple):
    full: NDArray[np.uint32]
    symbol: NDArray[np.uint16]
    kind: NDArray[np.uint8]
    astral: dict[int, int]


class Folded(NamedTuple):
    """`symbols`, and for each of them the offset of its character in the text."""

    symbols: Symbols
    kept: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Flow:
    """Many texts folded as one: `symbols` and the mask of the characters they come from."""

    symbols: Symbols
    keep: NDArray[np.bool_]


@cache
def _tables() -> _Tables:
    """The shipped pairs (see `tests/bench/make_folding.py`) as tables."""
    codes, forms = np.fromfile(resource("search", "folding.bin"), "<u4").reshape(2, -1)
    within = int(codes.searchsorted(_BMP))
    full = np.arange(_BMP, dtype=np.uint32)
    full[codes[:within]] = forms[:within]
    full[[ord(char) for char in _SPACES]] = _BLANK
    full[[ord(char) for char in _INVISIBLE]] = _NOTHING
    full[_NONCHARACTER] = 0xFFFD  # so that no gram is the largest number
    symbol = np.where(full < _BMP, full, _SHARED_FIRST + full % _SHARED_COUNT).astype(np.uint16)
    astral = dict(zip(codes[within:].tolist(), forms[within:].tolist(), strict=True))
    return _Tables(full, symbol, _kinds(), astral)


def _kinds() -> NDArray[np.uint8]:
    kind = np.zeros(_BMP, np.uint8)
    for first, last in _WORD_RANGES:
        kind[first:last] = _WORD
    return kind


def load() -> None:
    """Load the tables now, not when something is first folded."""
    _tables()


def full_fold(text: str) -> NDArray[np.uint32]:
    """The folded code point of every character: exact where symbols are shared."""
    codes = _code_points(text)
    tables = _tables()
    folded = tables.full[np.where(codes < _BMP, codes, 0)]
    beyond = codes >= _BMP
    folded[beyond] = [tables.astral.get(int(code), int(code)) for code in codes[beyond]]
    return folded


def folded(text: str) -> str:
    """The text that is compared: one character a symbol, and none of them shared."""
    symbols, kept = fold(text)
    if is_shared(symbols):
        return full_fold(text)[kept].tobytes().decode("utf-32-le", "surrogatepass")
    return symbols.tobytes().decode("utf-16-le")


def is_shared(symbols: Symbols) -> bool:
    """Whether a symbol stands for several characters, so that a find must be verified."""
    return bool(((symbols >= _SHARED_FIRST) & (symbols < 0xE000)).any())


def flow(text: str) -> Flow:
    """`text` folded; linear, about 100 MB of UTF-8 a second."""
    tables = _tables()
    symbols = _symbols(text, tables)
    gaps = (symbols - np.uint16(_NOTHING) <= 1).nonzero()[0]
    keep = np.ones(len(symbols), np.bool_)
    if len(gaps):
        keep[gaps] = False
        keep[_word_spaces(symbols, gaps, tables.kind)] = True
        symbols = symbols[keep]
    return Flow(symbols, keep)


def fold(text: str) -> Folded:
    """`text` folded, with the way back to its offsets."""
    flowed = flow(text)
    return Folded(flowed.symbols, np.flatnonzero(flowed.keep))


def symbols_of(text: str) -> Symbols:
    """The symbols of a text."""
    return flow(text).symbols


@lru_cache(1024)
def query_symbols(text: str) -> Symbols:
    """The symbols of a string that is looked for; not to be written to."""
    return symbols_of(text)


def _symbols(text: str, tables: _Tables) -> Symbols:
    units = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), "<u2")
    if len(units) == len(text):
        return tables.symbol[units]
    codes = _code_points(text)
    beyond = codes >= _BMP
    symbols = tables.symbol[np.where(beyond, _BLANK, codes)]
    simple = [tables.astral.get(int(code), int(code)) for code in codes[beyond]]
    symbols[beyond] = [
        code if code < _BMP else _SHARED_FIRST + code % _SHARED_COUNT for code in simple
    ]
    return symbols


def _code_points(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")


def _word_spaces(
    symbols: Symbols, gaps: NDArray[np.int64], kind: NDArray[np.uint8]
) -> NDArray[np.int64]:
    """The first blank of every run of `gaps` that stands between two words."""
    first = np.concatenate(([True], np.diff(gaps) > 1))
    last = np.concatenate((first[1:], [True]))
    padded = np.concatenate((symbols, np.zeros(1, np.uint16)))
    before = kind[np.where(gaps[first] > 0, symbols[gaps[first] - 1], SEPARATOR)]
    after = kind[padded[gaps[last] + 1]]
    between = ((before == _WORD) & (after == _WORD))[np.cumsum(first) - 1]
    blanks = np.flatnonzero(between & (symbols[gaps] == _BLANK))
    _, chosen = np.unique(np.cumsum(first)[blanks], return_index=True)
    return gaps[blanks[chosen]]

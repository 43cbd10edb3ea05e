"""A million figures in columns: appended in chunks, filtered and sorted by index. Without Qt.

Words are kept once each and numbered; a column holds the numbers. Filtering and sorting
words is done on the different ones, so it costs as much as there are different words.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from copy import copy
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from reader.figures import TYPES, Figure
from reader.figures.columns import Condition, columns
from reader.figures.model import Type
from reader.ui.figures.gather import Gathered
from reader.ui.places import Place
from reader.ui.wording import qualifiers, value_text

Mask: TypeAlias = NDArray[np.bool_]
Indices: TypeAlias = NDArray[np.int64]

NUMBERS: dict[str, Any] = {
    "type": np.uint8, "low": np.float64, "high": np.float64, "first": np.int32,
    "last": np.int32, "block": np.int32, "start": np.int32, "end": np.int32, "article": np.int32,
}  # fmt: skip
WORDS = ("surface", "value", "unit", "qualifier", "subject", "sentence", "dimension")
_FIRST_ROOM = 1_024


class Words:
    """Different words in the order of their first use."""

    def __init__(self) -> None:
        self.values: list[str] = []
        self._codes: dict[str, int] = {}

    def code(self, word: str) -> int:
        """The number of a word."""
        code = self._codes.get(word)
        if code is None:
            code = self._codes[word] = len(self.values)
            self.values.append(word)
        return code

    def ranks(self) -> NDArray[np.int64]:
        """For each number the place of its word in the order of words, empty ones last."""
        order = sorted(
            range(len(self.values)), key=lambda at: (not self.values[at], self.values[at])
        )
        ranks = np.empty(len(order), dtype=np.int64)
        ranks[order] = np.arange(len(order))
        return ranks

    def holding(self, word: str) -> Mask:
        """For each number whether its word holds `word`, case ignored."""
        wanted = word.casefold()
        return np.fromiter(
            (wanted in value.casefold() for value in self.values), bool, len(self.values)
        )


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which figures: types (empty for all), words that must occur, conditions on values."""

    types: tuple[Type, ...] = ()
    words: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()


@dataclass(slots=True)
class Source:
    """An article that figures came from."""

    key: str
    title: str
    date: str


@dataclass
class FigureStore:
    """All figures by row number, in the order of the collection."""

    sources: list[Source] = field(default_factory=list[Source])
    count: int = 0
    _numbers: dict[str, NDArray[Any]] = field(default_factory=dict[str, NDArray[Any]])
    _words: dict[str, Words] = field(default_factory=dict[str, Words])

    def __post_init__(self) -> None:
        for name, kind in (*NUMBERS.items(), *((name, np.int32) for name in WORDS)):
            self._numbers[name] = np.zeros(_FIRST_ROOM, dtype=kind)
        self._words = {name: Words() for name in WORDS}

    def append(self, articles: Iterable[Gathered]) -> None:
        """Put in the figures of more articles."""
        rows: dict[str, list[Any]] = {name: [] for name in self._numbers}
        for article in articles:
            number = len(self.sources)
            self.sources.append(Source(article.key, article.title, article.date))
            for row in article.rows:
                self._put(rows, number, row.figure, row.sentence)
        self._store(rows)

    def forget(self, keys: Collection[str]) -> None:
        """Take the figures of some articles out; the others keep their order."""
        gone = [at for at, source in enumerate(self.sources) if source.key in keys]
        if not gone:
            return
        kept = ~np.isin(self._column("article"), gone)
        for name in self._numbers:
            self._numbers[name] = self._column(name)[kept]
        self.count = int(kept.sum())

    def _put(self, rows: dict[str, list[Any]], article: int, figure: Figure, sentence: str) -> None:
        numbers = columns(figure)
        known = qualifiers()
        said = {
            "surface": figure.surface,
            "value": value_text(figure.value),
            "unit": figure.unit or "",
            "qualifier": ", ".join(known.get(name, name) for name in figure.qualifiers),
            "subject": figure.subject or "",
            "sentence": sentence,
            "dimension": numbers.dimension,
        }
        counted = {
            "type": TYPES.index(figure.type), "low": numbers.low, "high": numbers.high,
            "first": numbers.first, "last": numbers.last, "block": figure.block,
            "start": figure.start, "end": figure.end, "article": article,
        }  # fmt: skip
        for name, value in counted.items():
            rows[name].append(value)
        for name, word in said.items():
            rows[name].append(self._words[name].code(word))

    def _store(self, rows: dict[str, list[Any]]) -> None:
        needed = self.count + len(rows["type"])
        for name, values in rows.items():
            held = self._numbers[name]
            if needed > len(held):
                held = np.concatenate((held, np.zeros(max(needed, len(held)), dtype=held.dtype)))
                self._numbers[name] = held
            held[self.count : needed] = values
        self.count = needed

    def snapshot(self) -> FigureStore:
        """The rows as they are now, for another thread: no later change is seen in it."""
        held = copy(self)
        held.sources, held._numbers = list(self.sources), dict(self._numbers)
        return held

    # --- one row

    def text(self, row: int, name: str) -> str:
        """The words of a column: an article's title or date, or what was said of the figure."""
        if name == "article":
            return " ".join(self.source(row).title.split())
        return self.source(row).date if name == "date" else self.word(name, row)

    def number(self, name: str, row: int) -> Any:
        """A number of a row."""
        return self._numbers[name][row].item()

    def word(self, name: str, row: int) -> str:
        """A word of a row."""
        return self._words[name].values[self._numbers[name][row]]

    def type(self, row: int) -> Type:
        """The figure type of a row."""
        return TYPES[self.number("type", row)]

    def source(self, row: int) -> Source:
        """The article of a row."""
        return self.sources[self.number("article", row)]

    def place(self, row: int) -> Place:
        """Where a figure stands."""
        start, end = self.number("start", row), self.number("end", row)
        return Place(self.source(row).key, self.number("block", row), start, end)

    # --- many rows

    def rows(self, wanted: Wanted) -> Indices:
        """The rows that pass, in the order of the collection."""
        mask = np.ones(self.count, dtype=bool)
        if wanted.types:
            codes = [TYPES.index(name) for name in wanted.types]
            mask &= np.isin(self._column("type"), codes)
        for word in wanted.words:
            mask &= self._with_word(word)
        for condition in wanted.conditions:
            mask &= self._passing(condition)
        return np.flatnonzero(mask)

    def sorted(self, rows: Indices, name: str, *, descending: bool) -> Indices:
        """Rows in the order of a column; equal ones stay as they were, blanks come last."""
        keys = self._sort_keys(name)[rows].astype(np.float64)
        blank = np.isnan(keys)
        keys[blank] = math.inf
        if descending:
            keys = np.where(blank, math.inf, -keys)
        return rows[np.argsort(keys, kind="stable")]

    def _sort_keys(self, name: str) -> NDArray[Any]:
        if name in WORDS:
            return self._words[name].ranks()[self._column(name)]
        if name in ("article", "date"):
            attribute = "title" if name == "article" else "date"
            titles = Words()
            codes = np.array(
                [titles.code(getattr(s, attribute)) for s in self.sources], dtype=np.int64
            )
            return titles.ranks()[codes][self._column("article")] if len(codes) else codes
        if name == "number":
            low, first = self._column("low"), self._column("first").astype(np.float64)
            return np.where(np.isnan(low) & (first > 0), first, low)
        return self._column(name)

    def _column(self, name: str) -> NDArray[Any]:
        return self._numbers[name][: self.count]

    def _with_word(self, word: str) -> Mask:
        found = np.zeros(self.count, dtype=bool)
        for name in ("surface", "subject", "sentence", "unit"):
            found |= self._words[name].holding(word)[self._column(name)]
        wanted = word.casefold()
        titles = np.array(
            [wanted in source.title.casefold() for source in self.sources], dtype=bool
        )
        return found | titles[self._column("article")] if len(titles) else found

    def _passing(self, condition: Condition) -> Mask:
        if condition.type is None:
            return np.zeros(self.count, dtype=bool)
        mask = self._column("type") == TYPES.index(condition.type)
        if condition.dimension:
            dimensions = self._words["dimension"].values
            same = np.array([value == condition.dimension for value in dimensions], dtype=bool)
            mask = mask & same[self._column("dimension")]
        return mask & self._between(condition)

    def _between(self, condition: Condition) -> Mask:
        date = condition.type == "date"
        low, high = (
            self._column(name) for name in (("last", "first") if date else ("low", "high"))
        )
        with np.errstate(invalid="ignore"):
            above = high > condition.low if condition.open_low else high >= condition.low
            below = low < condition.high if condition.open_high else low <= condition.high
        return above & below & (high > 0 if date else True)

"""What a chart shows: points, scales and their ticks. Without Qt."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from reader.ui.figures.store import FigureStore

MOST_POINTS = 2_000
LOG_FROM = 200.0  # how many times the smallest the largest value must be for a log scale
OPEN_UP = {"over", "at_least"}


@dataclass(frozen=True, slots=True)
class Point:
    """A figure on a chart: `low` and `high` in base units, days as ordinals (0: not known)."""

    row: int
    kind: str
    label: str
    surface: str
    article: str
    sentence: str
    dimension: str
    unit: str
    low: float
    high: float
    first: int
    last: int
    published: int


def points(store: FigureStore, rows: Iterable[int]) -> list[Point]:
    """The points of some rows, at most `MOST_POINTS`."""
    made: list[Point] = []
    for row in rows:
        if len(made) == MOST_POINTS:
            break
        made.append(_point(store, int(row)))
    return made


def _point(store: FigureStore, row: int) -> Point:
    source = store.source(row)
    return Point(
        row=row,
        kind=store.type(row),
        label=store.word("subject", row) or " ".join(store.word("sentence", row).split()),
        surface=store.word("surface", row),
        article=" ".join(source.title.split()),
        sentence=" ".join(store.word("sentence", row).split()),
        dimension=store.word("dimension", row),
        unit=store.word("unit", row),
        low=store.number("low", row),
        high=store.number("high", row),
        first=store.number("first", row),
        last=store.number("last", row),
        published=ordinal(source.date),
    )


def ordinal(day: str) -> int:
    """The proleptic ordinal of an ISO date as precise as known; 0 where there is none."""
    parts = day.split("T", maxsplit=1)[0].split("-")
    try:
        numbers = [int(part) for part in parts[:3]]
        year, month, first = [*numbers, 1, 1][:3]
        return date(year, month, first).toordinal()
    except (ValueError, TypeError):
        return 0


def comparable(found: Sequence[Point]) -> list[Point]:
    """The points of the commonest kind and dimension: others cannot share an axis."""
    kinds = Counter((point.kind, point.dimension) for point in found if not math.isnan(point.low))
    if not kinds:
        return []
    wanted = kinds.most_common(1)[0][0]
    return [p for p in found if (p.kind, p.dimension) == wanted and not math.isnan(p.low)]


def dated(found: Sequence[Point]) -> list[Point]:
    """The points that are dates with a year, in order of time."""
    return sorted((p for p in found if p.first), key=lambda p: (p.first, p.last, p.row))


def published(found: Sequence[Point]) -> list[Point]:
    """Comparable points of articles whose day is known, in order of time."""
    return sorted((p for p in comparable(found) if p.published), key=lambda p: p.published)


@dataclass(frozen=True, slots=True)
class Scale:
    """From values to 0.0 … 1.0; `log` scales have positive values only."""

    low: float
    high: float
    log: bool = False

    def at(self, value: float) -> float:
        """Where a value stands, 0.0 to 1.0."""
        if self.high == self.low:
            return 1.0 if value else 0.0
        low, high = self.low, self.high
        if self.log:
            value, low, high = math.log10(max(value, low)), math.log10(low), math.log10(high)
        return min(1.0, max(0.0, (value - low) / (high - low)))

    def ticks(self, count: int = 5) -> list[float]:
        """Round values along the scale."""
        if self.log:
            first, last = math.floor(math.log10(self.low)), math.ceil(math.log10(self.high))
            step = max(1, math.ceil((last - first) / count))
            powers = (10.0**power for power in range(first, last + 1, step))
            return [power for power in powers if self.low <= power <= self.high]
        step = _round_step((self.high - self.low) / count)
        first = math.ceil(self.low / step)
        return [at * step for at in range(first, math.floor(self.high / step) + 1)]


def scale_of(found: Sequence[Point]) -> Scale:
    """A scale that holds all values and starts at zero, unless they are too far apart."""
    lows = [point.low for point in found]
    highs = [point.high for point in found]
    if not lows:
        return Scale(0.0, 1.0)
    if min(lows) > 0 and max(highs) / min(lows) >= LOG_FROM:
        low = 10.0 ** math.floor(math.log10(min(lows))) or min(lows)  # a power may be too small
        return Scale(low, max(highs), log=True)
    return Scale(min(0.0, *lows), max(0.0, *highs))


def _round_step(rough: float) -> float:
    if not rough > 0 or math.isinf(rough):
        return 1.0
    power = 10.0 ** math.floor(math.log10(rough))
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough * 0.999)


def in_chinese_units(value: float) -> str:
    """A value as newspapers write it: 13亿, 2.5万, 800."""
    for size, sign in ((1e8, "亿"), (1e4, "万")):
        if abs(value) >= size:
            return f"{value / size:,.4g}{sign}"
    return f"{value:,.6g}"

"""Find the key figures of an article: scan for numerals, read each, veto names, add context."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from reader.article import Article, Block
from reader.figures import names
from reader.figures.context import Context
from reader.figures.grammar import read
from reader.figures.inference import Calendar
from reader.figures.model import Figure
from reader.figures.numerals import scanner
from reader.figures.offsets import RawMap
from reader.figures.reading import Reading
from reader.figures.relative import words
from reader.figures.units import UNITS

_MEASURED_ONE = {name[0] for name, unit in UNITS.items() if unit.kind == "measure"}
_NUMERALS = scanner("".join(sorted({*_MEASURED_ONE, *"点比分至到多余个季月日年、"})))


def find(article: Article) -> tuple[Figure, ...]:
    """The key figures of a restored article in reading order; they never overlap.

    Pure; linear in the length of the text. Raises nothing: what cannot be read is no figure.
    """
    calendar = Calendar(article.date)
    found: list[Figure] = []
    for at, block in enumerate(article.blocks):
        found.extend(_in_block(at, block, article.raw.text, calendar))
    return tuple(found)


def _in_block(at: int, block: Block, raw: str, calendar: Calendar) -> Iterator[Figure]:
    readings = readings_in(block.text)
    if not readings:
        return
    text, positions, context = block.text, RawMap(block, raw), Context(block.text)
    for reading in readings:
        start, end = reading.start, reading.end
        qualifiers, sentence, subject, comparison = context.around(reading)
        yield Figure(
            at, start, end, positions.span(start, end), text[start:end], reading.type,
            reading.value, reading.unit, qualifiers, sentence, subject, comparison,
            calendar.infer(text, reading),
        )  # fmt: skip


def readings_in(text: str) -> list[Reading]:
    """All figures of one block's text, in order, without their context."""
    found: list[Reading] = []
    titles = names.Titles(text)
    done = 0
    for match in _NUMERALS.finditer(text):
        start, end = match.span()
        if start < done:
            if end <= done:
                continue
            start = done
        reading = read(text, start, end)
        if reading is not None and reading.start >= done:
            done = reading.end
            if not names.is_name(text, reading, titles):
                found.append(reading)
    return _merged(found, [word for word in words(text) if not titles.holds(word.start)])


def _merged(numbers: list[Reading], others: list[Reading]) -> list[Reading]:
    """Both lists in order; where they overlap, the figure with a numeral stands."""
    if not others:
        return numbers
    starts = [reading.start for reading in numbers]
    ends = [reading.end for reading in numbers]
    free = [
        word for word in others if bisect_left(starts, word.end) == bisect_right(ends, word.start)
    ]
    return sorted((*numbers, *free), key=lambda reading: reading.start)

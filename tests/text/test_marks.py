"""Lines broken after marks set half-width: printed lines come back, page by page."""

from __future__ import annotations

import re

from reader.text.lines import split_lines
from reader.text.marks import breaks_at_marks, rejoined
from tests.text.pages import columns
from tests.text.samples import READING, WATER


def set_lines(measure: int) -> list[str]:
    """The printed lines of two texts in one column."""
    return [line.text for line in columns([*READING, *WATER], measure, 1)[0]]


def broken(lines: list[str]) -> str:
    """The lines as pdftotext -raw writes them: a new one after every comma and pause."""
    return "\n".join(re.sub("([，、])(?!$)", r"\1\n", line) for line in lines) + "\n"


def test_printed_lines_come_back() -> None:
    right = total = 0
    for measure in range(14, 30):
        printed = set_lines(measure)
        raw = broken(printed)
        found = {line.chars for line in rejoined(raw, split_lines(raw))}
        right += sum(line in found for line in printed)
        total += len(printed)
    assert right >= 0.9 * total


def test_lines_broken_at_the_measure_stay_as_they_are() -> None:
    raw = "\n".join(set_lines(17)) + "\n"
    lines = split_lines(raw)
    assert not breaks_at_marks(lines)
    assert rejoined(raw, lines) == lines


def test_no_character_is_lost() -> None:
    raw = broken(set_lines(20))
    chars = "".join(line.chars for line in rejoined(raw, split_lines(raw)))
    assert chars == "".join(raw.split())

"""Columns read straight across, line by line, come apart again."""

from __future__ import annotations

from itertools import pairwise, zip_longest

from reader.article import RawText
from reader.text import restore
from reader.text.lines import split_lines
from reader.text.seams import Seams
from reader.text.unlace import unlace
from tests.text.pages import columns
from tests.text.samples import READING, WATER

PARAGRAPHS = [*READING, *WATER]


def laced(measure: int, count: int) -> str:
    """A page of `count` columns, one line of each in turn."""
    rows = zip_longest(*columns(PARAGRAPHS, measure, count))
    return "\n".join(line.text for row in rows for line in row if line) + "\n"


def unlaced(raw: str, measure: int) -> list[str]:
    lines = split_lines(raw)
    measures = [float(measure)] * len(lines)
    return [line.text for line in unlace(lines, measures, Seams(lines, measures))]


def test_two_and_three_columns_are_set_one_after_another() -> None:
    right = total = 0
    for measure in range(13, 25):
        for count in (2, 3):
            expected = [line.text for column in columns(PARAGRAPHS, measure, count)
                        for line in column]  # fmt: skip
            right += unlaced(laced(measure, count), measure) == expected
            total += 1
    assert right >= 0.7 * total


def test_columns_in_their_order_stay_so() -> None:
    for measure in range(12, 28):
        expected = [line.text for line in columns(PARAGRAPHS, measure, 1)[0]]
        assert unlaced("\n".join(expected), measure) == expected


def test_nothing_is_lost_and_every_span_is_exact() -> None:
    for measure in (13, 17, 22):
        raw = laced(measure, 3)
        article = restore(RawText("page", raw, "utf-8", ""))
        spans = sorted(span for block in article.blocks for span in block.spans)
        assert all(a.end <= b.start for a, b in pairwise(spans))
        chars = "".join(raw[span.start : span.end] for span in spans)
        assert "".join(chars.split()) == "".join(raw.split())

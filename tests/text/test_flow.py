"""The likeliest parts of lines: sums that are kept must be those of the page at hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reader.text.flow import Scorer, decode, weights
from reader.text.lines import split_lines
from reader.text.mend import mend
from reader.text.sights import Page, look
from tests.text.pages import columns, pdfbox
from tests.text.samples import READING, WATER


def page(measure: int, count: int) -> Page:
    raw = pdfbox(columns([*READING, *WATER], measure, count))
    lines, widths = mend(raw, split_lines(raw))
    return look(lines, widths, raw)


@pytest.mark.parametrize("hanging", [False, True])
def test_a_page_is_told_apart_alike_whatever_was_restored_before(hanging: bool) -> None:
    kept, fresh = Scorer(weights(), remember=True), Scorer(weights(), remember=False)
    pages = [page(measure, count) for measure in (11, 14, 19) for count in (2, 3)]
    pages = [replace(p, sights=[replace(s, hangs=i % 3 == 0) for i, s in enumerate(p.sights)])
             for p in pages]  # fmt: skip
    for one in pages:
        decode(replace(one, hanging=not hanging), kept)
    for one in pages:
        same = replace(one, hanging=hanging)
        wait = [0, 0, -1, -1, 0, 0]
        for i in range(1, len(same.sights)):
            assert kept.steps(same, i, [0.0] * 6, wait) == fresh.steps(same, i, [0.0] * 6, wait)

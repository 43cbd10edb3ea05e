"""A small run of the trial of anchors: where quotations land after the file was set anew.

`tests/bench/anchor_trial.py` is the whole of it; these floors keep what it found.
"""

from __future__ import annotations

from collections import Counter

import pytest

from tests.bench import anchor_trial

QUOTATIONS = 250


@pytest.fixture(scope="module")
def tallies() -> dict[str, Counter[str]]:
    articles = anchor_trial.restored(anchor_trial.ROOT / "articles")
    return anchor_trial.trial(articles, QUOTATIONS, settings=1, seed=5)


@pytest.mark.parametrize("wrapping", ["line widths", "letter-spacing"])
def test_every_quotation_is_found_where_only_the_setting_differs(tallies, wrapping):
    assert tallies[wrapping] == {"right": QUOTATIONS}


def test_blocks_in_any_order_leave_only_twins_unplaced(tallies):
    tally = tallies["block order"]
    assert set(tally) <= {"right", "twin"}
    assert tally["twin"] <= 0.04 * QUOTATIONS


def test_columns_in_any_order_leave_only_twins_unplaced(tallies):
    tally = tallies["column order"]
    assert set(tally) <= {"right", "orphan"}
    assert tally["orphan"] <= 0.04 * QUOTATIONS


def test_no_look_alike_is_taken_for_the_paragraph_it_replaced(tallies):
    assert tallies["look-alike"] == {"orphan": QUOTATIONS}

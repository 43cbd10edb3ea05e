"""Floors of quality that must not silently drop; `../shared` is measured where it is there."""

from __future__ import annotations

import json

import pytest

from reader.article import RawText
from reader.paths import bundled_articles
from reader.text import restore
from tests.bench import bench_restoration as bench
from tests.text.pages import columns, pdfbox
from tests.text.samples import READING, WATER

FLOORS = {False: 87.0, True: 86.8}
ROLES = {False: 0.9, True: 0.84}  # macro F1
ARTICLES = ("000", "001", "002", "003", "004")

needs_shared = pytest.mark.skipif(not bench.SCORER.exists(), reason="../shared is not there")


def test_own_pages_are_restored_exactly() -> None:
    whole = total = 0
    for measure in range(11, 28):
        for count in (1, 2, 3, 4):
            page = pdfbox(columns([*WATER, *READING], measure, count))
            blocks = restore(RawText("page", page, "utf-8", "")).blocks
            texts = {block.text for block in blocks}
            whole += sum(paragraph in texts for paragraph in [*WATER, *READING])
            total += len(WATER) + len(READING)
    assert whole / total >= 0.95


@pytest.mark.parametrize("number", ARTICLES)
def test_paragraphs_of_the_bundled_articles_end_with_a_sentence(number: str) -> None:
    path = next(bundled_articles().glob(f"{number}*.txt"))
    blocks = restore(RawText(path.name, path.read_text("utf-8"), "utf-8", "")).blocks
    closed = [b for b in blocks if b.role in ("paragraph", "lead") and b.text[-1] in "。！？”"]
    running = [b for b in blocks if b.role in ("paragraph", "lead")]
    assert len(closed) >= 0.9 * len(running)


@needs_shared
@pytest.mark.parametrize("held_out", [False, True])
def test_development_pages_stay_above_the_floor(held_out: bool) -> None:
    hard, total, _ = bench.score(held_out)
    assert total["lost"] == total["invented"] == 0
    assert hard >= FLOORS[held_out]
    assert total["f"] >= ROLES[held_out]


@needs_shared
def test_joins_given_nine_tenths_are_right_nineteen_times_in_twenty() -> None:
    sure = [right for confidence, right in bench.joins() if confidence >= 0.9]
    assert sum(sure) >= 0.95 * len(sure)


@needs_shared
@pytest.mark.parametrize("number", ["000", "002"])
def test_articles_set_right_by_hand_come_out_so_in_order_and_role(number: str) -> None:
    gold = json.loads((bench.SHARED / "gold" / "restoration" / f"{number}.json").read_text("utf-8"))
    path = next(bundled_articles().glob(f"{number}*.txt"))
    blocks = restore(RawText(path.name, path.read_text("utf-8"), "utf-8", "")).blocks
    # A credit is part of its caption there.
    made = [
        (b.role, "".join(b.text.split())) for b in blocks if b.role not in ("caption", "credit")
    ]
    true = [
        (b["role"], "".join(b["text"].split())) for b in gold["blocks"] if b["role"] != "caption"
    ]
    assert made == true

"""Noted answers are the very ones that the postings give, also after edits and merges."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from reader.search import Index, Results, build, champions, strings
from reader.search.layout import Layout
from tests.search.conftest import consume, document
from tests.search.test_machine import LETTERS, IndexMachine

TERMS = st.lists(LETTERS, min_size=1, max_size=2).map("".join)


@contextmanager
def frequent_in(documents: int) -> Iterator[None]:
    """Terms in so many documents already have champions, and as many of them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(champions, "FEWEST", documents)
        patch.setattr(champions, "KEPT", documents)
        yield


def from_postings(index: Index, query: str, limit: int) -> Results:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(strings, "champions", lambda leaf, wanted: None)
        return index.search(query, limit=limit)


def check_same(index: Index, term: str, limit: int) -> None:
    """The same totals and scores; the same documents, but for equal scores."""
    noted, read = index.search(f'"{term}"', limit=limit), from_postings(index, f'"{term}"', 0)
    assert (noted.total, noted.occurrences) == (read.total, read.occurrences)
    every = {hit.key: hit for hit in from_postings(index, f'"{term}"', read.total).hits}
    best = sorted((hit.score for hit in every.values()), reverse=True)[:limit]
    assert [hit.score for hit in noted.hits] == pytest.approx(best)
    for hit in noted.hits:
        assert hit.score == pytest.approx(every[hit.key].score)
        assert (hit.matches, hit.snippet) == (every[hit.key].matches, every[hit.key].snippet)


class ChampionMachine(IndexMachine):
    """The machine of random edits, with champions of nearly everything."""

    def __init__(self) -> None:
        super().__init__()
        self.few = frequent_in(2)
        self.few.__enter__()

    def teardown(self) -> None:
        super().teardown()
        self.few.__exit__(None, None, None)

    @precondition(lambda self: self.documents)
    @rule(term=TERMS, limit=st.integers(0, 4))
    def compare(self, term: str, limit: int) -> None:
        if term.strip():
            check_same(self.index, term.replace('"', ""), limit)


TestChampions = ChampionMachine.TestCase
TestChampions.settings = settings(
    max_examples=25,
    stateful_step_count=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


def test_they_are_used_for_frequent_terms_and_only_for_these(tmp_path: Path) -> None:
    with frequent_in(3):
        index = Index.open(tmp_path)
        texts = ["许昌", "许昌许昌", "许都", "洛阳许昌", "昌"]
        consume(index.update(document(str(n), text) for n, text in enumerate(texts)))
        leaf = index._store.view().leaves[0]
        found = {term: strings.champions(leaf, strings.needle(term)) for term in ("许昌", "昌")}
        assert {term: (n.total, n.occurrences) for term, n in found.items() if n} == {
            "许昌": (3, 4),
            "昌": (4, 5),
        }
        assert strings.champions(leaf, strings.needle("洛阳")) is None
        assert strings.champions(leaf, strings.needle("许昌许")) is None
        assert index.search("许昌", limit=1).hits[0].key == "1"


def test_too_many_deletions_are_left_to_the_postings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(champions, "FEW_DELETED", 1)
    with frequent_in(2):
        index = Index.open(tmp_path)
        consume(index.update(document(str(n), "许昌" * (n + 1)) for n in range(9)))
        for gone, noted in (("8", True), ("7", False)):
            consume(index.update([], removed=[gone]))
            leaf = index._store.view().leaves[0]
            assert (strings.champions(leaf, strings.needle("许")) is not None) is noted
            check_same(index, "许", 2)


def test_a_symbol_that_overlaps_itself_counts_every_time(tmp_path: Path) -> None:
    with frequent_in(2):
        index = Index.open(tmp_path)
        consume(index.update(document(str(n), "哈哈哈哈") for n in range(4)))
        consume(index.update([], removed=["0"]))
        assert index.search("哈哈", limit=1).occurrences == 9


def test_equally_good_documents_stand_as_in_the_segment() -> None:
    with frequent_in(3):
        maker = champions.ChampionMaker(Layout(np.full(5, 9, np.uint32), np.zeros(5, np.uint32)))
        keys = np.arange(5, dtype=np.uint64) << 6 | np.uint64(7 << 48 | 8 << 32)
        maker.add(maker.noted(keys))
        table = maker.table()
    assert table.terms.tolist() == [7, 7 << 16 | 8]
    assert table.documents.tolist() == [0, 1, 2, 0, 1, 2]


def test_what_is_merged_soon_has_no_champions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "_PASSING", 40)
    with frequent_in(2):
        index = Index.open(tmp_path)
        consume(index.update(document(str(n), "许昌" * 5) for n in range(6)))
        assert [len(leaf.champions.terms) for leaf in index._store.view().leaves] == [0]
        consume(index.update([document("6", "许昌")]))
        consume(index.update([document("7", "许昌")]))
        assert all(
            len(leaf.champions.terms) for leaf in index._store.view().leaves if leaf.size > 2
        )
        check_same(index, "许昌", 2)

from __future__ import annotations

import numpy as np
import pytest

from reader.search import lately
from reader.search.postings import NARROW, Positions, PostingList


class Reader:
    """Reads lists of as many positions as they have units, and counts."""

    def __init__(self) -> None:
        self.asked: list[PostingList] = []

    def __call__(self, wanted: PostingList) -> Positions:
        self.asked.append(wanted)
        return np.arange(wanted.start, wanted.end, dtype=np.uint32)


def lists(*bounds: tuple[int, int]) -> list[PostingList]:
    return [PostingList(start, end, NARROW) for start, end in bounds]


def test_a_list_is_read_once_and_cannot_be_altered() -> None:
    reader = Reader()
    known = lately.Lately(reader)
    (one,) = lists((3, 6))
    assert known(one).tolist() == known(one).tolist() == [3, 4, 5]
    assert reader.asked == [one]
    with pytest.raises(ValueError, match="read-only"):
        known(one)[0] = 1


def test_what_was_used_longest_ago_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lately, "MOST", 10)
    reader = Reader()
    known = lately.Lately(reader)
    one, two, three = lists((0, 4), (4, 8), (8, 12))
    for wanted in (one, two, one, three, one, two):
        known(wanted)
    assert reader.asked == [one, two, three, two]


def test_a_very_long_list_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lately, "_LONGEST", 3)
    reader = Reader()
    known = lately.Lately(reader)
    short, long = lists((0, 3), (3, 7))
    for wanted in (short, long, short, long):
        known(wanted)
    assert reader.asked == [short, long, long]

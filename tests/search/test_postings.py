from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from reader.search import postings

KEYS = st.builds(
    lambda grams, positions: sorted({g << 32 | p for g in grams for p in positions}),
    st.sets(st.integers(1, 2**32 - 1), min_size=1, max_size=5),
    st.sets(st.integers(0, 2**32 - 1), min_size=1, max_size=30),
)


@given(KEYS)
def test_lists_decode_to_what_was_encoded(numbers: list[int]) -> None:
    keys = np.array(numbers, np.uint64)
    narrow, wide = postings.encode(keys)
    both = np.concatenate(
        (
            postings.decode_range(narrow, postings.NARROW),
            postings.decode_range(wide, postings.WIDE),
        )
    )
    assert sorted(both.tolist()) == numbers


@given(st.lists(st.integers(0, 3 * 65535), min_size=1))
def test_one_list_decodes_by_itself(steps: list[int]) -> None:
    positions = np.unique(np.cumsum(np.array(steps, np.int64)).astype(np.uint32))
    keys = positions.astype(np.uint64) | np.uint64(7 << 32)
    for lists, filler in zip(postings.encode(keys), (postings.NARROW, postings.WIDE), strict=True):
        if len(lists.keys):
            assert postings.decode(lists.units, filler).tolist() == positions.tolist()


def test_gaps_of_exactly_the_filler_are_no_fillers() -> None:
    positions = np.array([65535, 2 * 65535, 3 * 65535 - 1], np.uint64)
    narrow, wide = postings.encode(positions | np.uint64(1 << 32))
    found = [
        *postings.decode_range(narrow, postings.NARROW).astype(np.uint32).tolist(),
        *postings.decode_range(wide, postings.WIDE).astype(np.uint32).tolist(),
    ]
    assert found == positions.tolist()


@given(st.lists(st.integers(0, 2**24 - 1)))
def test_wide_units_are_three_bytes(units: list[int]) -> None:
    packed = postings.pack_wide(np.array(units, np.uint32))
    assert len(packed) == 3 * len(units)
    view = postings.overlapping(np.concatenate((packed, postings.WIDE_END)))
    assert (view & np.uint32(postings.WIDE)).tolist() == units


def test_a_separator_begins_no_gram() -> None:
    symbols = np.array([5, 0, 6, 0], np.uint16)
    keys = postings.gather(symbols, 0, 1 << 32)
    assert sorted(keys.tolist()) == [5 << 48 | 0, 6 << 48 | 2]


@given(st.lists(st.integers(0, 3), min_size=2), st.integers(0, 4 << 16), st.integers(0, 4 << 16))
def test_the_grams_of_a_range_are_gathered(numbers: list[int], low: int, high: int) -> None:
    keys = postings.gather(np.array(numbers, np.uint16), low, high)
    grams = ((one << 16 | two, at) for at, (one, two) in enumerate(pairwise(numbers)) if one)
    wanted = sorted(gram << 32 | at for gram, at in grams if low <= gram < high)
    assert sorted(keys.tolist()) == wanted

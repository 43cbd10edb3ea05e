"""The memory of the process, as the C library keeps it."""

from __future__ import annotations

import sys

import pytest

from reader import heap


def test_what_is_asked_of_the_heap_is_done_or_left() -> None:
    heap.share_one_heap()
    heap.give_back()


@pytest.mark.skipif(sys.platform != "linux", reason="only glibc has several heaps")
def test_elsewhere_nothing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert heap._glibc("malloc_trim") is None

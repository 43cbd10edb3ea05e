"""The memory of the process as glibc keeps it: one heap for all threads, and given back.

Elsewhere, and with another C library, these do nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache

_M_ARENA_MAX = -8  # of malloc.h: `mallopt`'s limit on the number of heaps


@cache
def share_one_heap() -> None:
    """Let all threads take their memory from one heap.

    Each gets its own otherwise, where what it has freed no other can use again: an index of
    100,000 articles took 100 MB more, an hour at the window 30.
    """
    limit = _glibc("mallopt")
    if limit is not None:
        limit(_M_ARENA_MAX, 1)


def give_back() -> None:
    """Give the system the pages that are free between others; glibc keeps them otherwise.

    In an hour of use they come to tens of megabytes: pages of text and pictures come and go.
    """
    trim = _glibc("malloc_trim")
    if trim is not None:
        trim(0)


def _glibc(name: str) -> Callable[..., object] | None:
    if sys.platform != "linux":
        return None
    import ctypes  # not before it is needed: the start does without

    library = ctypes.CDLL(None)
    return getattr(library, name) if hasattr(library, "malloc_trim") else None  # musl has none

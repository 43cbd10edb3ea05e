"""Work done a little ahead, on other threads, while its results are taken in order.

What is worth it here is numpy and zstd, which let other threads run meanwhile. Nothing else
is touched by the threads; two serve all, so that what memory one kind of work has freed on them
the next one uses again.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import chain, islice
from typing import TYPE_CHECKING, TypeVar

from reader.heap import share_one_heap

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")
_THREADS = 2


@cache
def _pool(process: int) -> ThreadPoolExecutor:
    """The threads of this process: those of its parent do not live on in one that was forked."""
    from concurrent.futures import ThreadPoolExecutor

    share_one_heap()
    return ThreadPoolExecutor(_THREADS, f"search-build-{process}")


def ahead(work: Callable[[_Item], _Result], items: Iterable[_Item]) -> Iterator[_Result]:
    """`map(work, items)`, in order; up to a result a thread waits to be taken.

    A single item is worked on right here. What `work` raises comes with its result. When the
    iteration ends, so has the work.
    """
    iterator = iter(items)
    first = list(islice(iterator, 2))
    if len(first) < 2:
        yield from map(work, first)
        return
    from concurrent.futures import wait  # a single edit does without

    pool = _pool(os.getpid())
    waiting: deque[Future[_Result]] = deque()
    try:
        for item in chain(first, iterator):
            waiting.append(pool.submit(work, item))
            if len(waiting) > _THREADS:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        for future in waiting:
            future.cancel()
        wait(waiting)

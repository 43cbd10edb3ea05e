"""Work done a little ahead, on other threads, while its results are taken in order.

What is worth it here is numpy and zlib, which let other threads run meanwhile. Nothing else
is touched by the threads, and they end with the iteration.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


def ahead(
    work: Callable[[_Item], _Result], items: Iterable[_Item], threads: int = 1
) -> Iterator[_Result]:
    """`map(work, items)`, in order; up to a result a thread waits to be taken.

    A single item is worked on right here. What `work` raises comes with its result.
    """
    iterator = iter(items)
    first = list(islice(iterator, 2))
    if len(first) < 2:
        yield from map(work, first)
        return
    from concurrent.futures import ThreadPoolExecutor  # a single edit does without

    pool = ThreadPoolExecutor(threads, "search-build")
    waiting: deque[Future[_Result]] = deque()
    try:
        for item in chain(first, iterator):
            waiting.append(pool.submit(work, item))
            if len(waiting) > threads:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)

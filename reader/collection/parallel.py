"""Work on many files at once in worker processes, in order, with little in flight."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

_CHUNK = 16
_WORTH_A_POOL = 64  # below that the workers' start (0.3 s) costs more than they save


def map_in_processes(
    work: Callable[[Item], Result], items: Sequence[Item], workers: int | None = None
) -> Iterator[Result]:
    """`work(item)` for each of `items`, in order.

    `work` and its results travel between processes, so `work` is a function of a module.
    Closing the iterator cancels what has not begun. What `work` raises is raised here.
    """
    count = workers or os.cpu_count() or 1
    if count < 2 or len(items) < _WORTH_A_POOL:
        yield from map(work, items)
        return
    # A fork of a program with threads and a window may lock up: start workers afresh.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(count, mp_context=context)
    try:
        yield from _in_order(pool, work, items, in_flight=count * 3)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _in_order(
    pool: ProcessPoolExecutor,
    work: Callable[[Item], Result],
    items: Iterable[Item],
    in_flight: int,
) -> Iterator[Result]:
    waiting: deque[Future[list[Result]]] = deque()
    source = iter(items)
    while True:
        while len(waiting) < in_flight and (chunk := list(islice(source, _CHUNK))):
            waiting.append(pool.submit(_work_through, work, chunk))
        if not waiting:
            return
        yield from waiting.popleft().result()


def _work_through(work: Callable[[Item], Result], chunk: list[Item]) -> list[Result]:
    return [work(item) for item in chunk]

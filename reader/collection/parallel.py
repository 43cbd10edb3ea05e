"""Work on many files at once in worker processes, in order, with little in flight."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

Item = TypeVar("Item")
Result = TypeVar("Result")

CHUNK = 16  # items that travel together
WORTH_A_POOL = 64  # items below which the workers' start (0.3 s) costs more than they save


def map_in_processes(
    work: Callable[[Item], Result],
    items: Sequence[Item],
    workers: int | None = None,
    *,
    chunk: int = CHUNK,
    worth: int = WORTH_A_POOL,
) -> Iterator[Result]:
    """`work(item)` for each of `items`, in order.

    Fewer than `worth` items are worked on here; else `chunk` at a time by `workers` processes
    (default: one a core).
    `work` and its results travel between processes, so `work` is a function of a module.
    Closing the iterator cancels what has not begun. What `work` raises is raised here.
    """
    count = workers or os.cpu_count() or 1
    if count < 2 or len(items) < worth:
        yield from map(work, items)
        return
    import multiprocessing  # and the sockets it brings: 10 ms of every first start
    from concurrent.futures import ProcessPoolExecutor

    # A fork of a program with threads and a window may lock up: start workers afresh.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(count, mp_context=context)
    try:
        yield from _in_order(pool, work, items, chunk, in_flight=count * 3)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _in_order(
    pool: ProcessPoolExecutor,
    work: Callable[[Item], Result],
    items: Iterable[Item],
    chunk: int,
    in_flight: int,
) -> Iterator[Result]:
    waiting: deque[Future[list[Result]]] = deque()
    source = iter(items)
    while True:
        while len(waiting) < in_flight and (group := list(islice(source, chunk))):
            waiting.append(pool.submit(_work_through, work, group))
        if not waiting:
            return
        yield from waiting.popleft().result()


def _work_through(work: Callable[[Item], Result], group: list[Item]) -> list[Result]:
    return [work(item) for item in group]

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator

import pytest

from reader.search.ahead import ahead


@pytest.mark.parametrize("count", [0, 1, 2, 9])
def test_results_come_in_order(count: int) -> None:
    assert list(ahead(str, range(count))) == list(map(str, range(count)))


def test_it_does_not_run_far_ahead() -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for number in range(100):
            taken.append(number)
            yield number

    results = ahead(str, items())
    assert next(results) == "0"
    assert len(taken) <= 4
    results.close()


def test_what_fails_is_raised_and_the_next_work_is_done() -> None:
    with pytest.raises(ZeroDivisionError):
        list(ahead(lambda number: 1 // number, [1, 1, 0, 1]))
    assert list(ahead(str, range(5))) == list(map(str, range(5)))


def test_no_work_goes_on_when_nobody_takes_any_more() -> None:
    working = threading.Event()

    def slow(number: int) -> int:
        working.set()
        time.sleep(0.01)
        working.clear()
        return number

    results = ahead(slow, range(10))
    next(results)
    results.close()
    assert not working.is_set()


def test_all_work_shares_two_threads() -> None:
    for _ in range(3):
        list(ahead(str, range(9)))
    own = [each for each in threading.enumerate() if each.name.startswith("search-build")]
    assert len(own) <= 2


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
def test_a_forked_process_has_threads_of_its_own() -> None:
    list(ahead(str, range(5)))
    child = os.fork()
    if not child:
        os._exit(0 if list(ahead(str, range(5))) == list(map(str, range(5))) else 1)
    assert os.waitpid(child, 0)[1] == 0

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from reader.search.ahead import ahead


@pytest.mark.parametrize("count", [0, 1, 2, 9])
@pytest.mark.parametrize("threads", [1, 2])
def test_results_come_in_order(count: int, threads: int) -> None:
    assert list(ahead(str, range(count), threads)) == list(map(str, range(count)))


def test_it_does_not_run_far_ahead() -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for number in range(100):
            taken.append(number)
            yield number

    results = ahead(str, items())
    assert next(results) == "0"
    assert len(taken) <= 3
    results.close()


def test_what_fails_is_raised_and_the_threads_end() -> None:
    with pytest.raises(ZeroDivisionError):
        list(ahead(lambda number: 1 // number, [1, 1, 0, 1]))
    assert not [each for each in threading.enumerate() if each.name.startswith("search-build")]


def test_they_end_when_nobody_takes_any_more() -> None:
    results = ahead(str, range(10))
    next(results)
    results.close()
    assert not [each for each in threading.enumerate() if each.name.startswith("search-build")]

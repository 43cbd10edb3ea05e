from __future__ import annotations

import pytest

from reader.collection import map_in_processes


def double(number: int) -> int:
    if number == 500:
        raise ValueError("five hundred")
    return 2 * number


def test_results_come_in_order() -> None:
    assert list(map_in_processes(double, range(200), workers=2)) == [2 * n for n in range(200)]


def test_few_items_need_no_processes() -> None:
    assert list(map_in_processes(double, [3, 4])) == [6, 8]


def test_what_the_work_raises_is_raised() -> None:
    with pytest.raises(ValueError, match="five hundred"):
        list(map_in_processes(double, range(600), workers=2))


def test_closing_stops_the_work() -> None:
    results = map_in_processes(double, range(400), workers=2)
    assert next(results) == 0
    results.close()  # type: ignore[attr-defined]

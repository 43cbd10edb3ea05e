"""The best one-to-one assignment of rows to columns."""

from __future__ import annotations

from collections.abc import Sequence

_MOST = 120


def assign(values: Sequence[Sequence[float]]) -> list[int]:
    """For every row the column that makes the sum of values greatest, each column once.

    There must be at least as many columns as rows. Kuhn and Munkres' method with potentials,
    cubic; beyond a hundred rows or so the best pairs are taken greedily instead.
    """
    if not values:
        return []
    if len(values) > _MOST:
        return _greedy(values)
    rows, columns = len(values), len(values[0])
    row_price, column_price = [0.0] * (rows + 1), [0.0] * (columns + 1)
    owner = [0] * (columns + 1)
    for row in range(1, rows + 1):
        _insert(values, row, row_price, column_price, owner)
    chosen = [0] * rows
    for column in range(1, columns + 1):
        if owner[column]:
            chosen[owner[column] - 1] = column - 1
    return chosen


def _insert(
    values: Sequence[Sequence[float]],
    row: int,
    row_price: list[float],
    column_price: list[float],
    owner: list[int],
) -> None:
    """Gives `row` a column along the cheapest alternating path (costs are minus values)."""
    columns = len(column_price) - 1
    least, way, seen = [1e18] * (columns + 1), [0] * (columns + 1), [False] * (columns + 1)
    owner[0], column = row, 0
    while owner[column]:
        seen[column] = True
        at, delta, following = owner[column], 1e18, 0
        for j in range(1, columns + 1):
            if seen[j]:
                continue
            cost = -values[at - 1][j - 1] - row_price[at] - column_price[j]
            if cost < least[j]:
                least[j], way[j] = cost, column
            if least[j] < delta:
                delta, following = least[j], j
        for j in range(columns + 1):
            if seen[j]:
                row_price[owner[j]] += delta
                column_price[j] -= delta
            else:
                least[j] -= delta
        column = following
    while column:
        owner[column] = owner[way[column]]
        column = way[column]


def _greedy(values: Sequence[Sequence[float]]) -> list[int]:
    order = sorted(
        ((value, i, j) for i, row in enumerate(values) for j, value in enumerate(row)),
        key=lambda entry: -entry[0],
    )
    chosen = [-1] * len(values)
    taken: set[int] = set()
    for _, i, j in order:
        if chosen[i] < 0 and j not in taken:
            chosen[i] = j
            taken.add(j)
    return chosen

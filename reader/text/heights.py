"""Where one section ends and another begins, told by the heights of their columns.

The columns of a section are of one height, but for the last, which may be shorter. A blank
line in the middle of a sentence stands at the top of a column, so the heights can be read
off, and a stretch of text whose columns change their height changes at a paragraph between
(27 + 27 lines, then 13 + 13 + 12).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reader.text.lines import Line
from reader.text.units import Unit

# In nats: a column's top that shows no blank line, a blank line that is no top, a height of
# its own, a change of height; the worth of columns that are all full.
_MISSING, _STRAY, _HEIGHT, _CHANGE, _EVEN = 2.5, 3.0, 2.0, 2.0, 0.7
_LOWEST, _MOST_COLUMNS, _MOST_PARAGRAPHS = 3, 6, 80
_MOST_TOPS = 60  # of any page; more are blank lines that tell nothing, and the search is cubic
_HANGING = "“‘（(《"


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A stretch of text: for every line whether it is a column's top (None: cannot be told),
    and the lines its paragraphs begin with."""

    tops: tuple[bool | None, ...]
    starts: tuple[int, ...]


def changes_of_height(
    lines: Sequence[Line], units: Sequence[Unit], group: Sequence[int]
) -> set[int]:
    """Those paragraphs of `group`, all indices among `units`, where columns change height."""
    if len(group) < 2 or len(group) > _MOST_PARAGRAPHS:
        return set()
    stretch = _stretch(lines, [units[i] for i in group])
    if not 1 <= stretch.tops.count(True) <= _MOST_TOPS:
        return set()
    ends = [*stretch.starts[1:], len(stretch.tops)]
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, ())]
    for end in ends:
        ways = [
            (worth + _part(stretch.tops[start:end]) - (_CHANGE if start else 0.0), (*cuts, k))
            for k, (start, (worth, cuts)) in enumerate(zip(stretch.starts, best, strict=False))
        ]
        best.append(max(ways, key=lambda way: way[0]))
    return {group[k] for k in best[-1][1][1:]}


def _stretch(lines: Sequence[Line], paragraphs: Sequence[Unit]) -> _Stretch:
    tops: list[bool | None] = []
    starts: list[int] = []
    for unit in paragraphs:
        starts.append(len(tops))
        for n, i in enumerate(unit.lines):
            # A blank line may also tell of a line set in or of a mark that hangs.
            set_otherwise = n < 2 or any(
                lines[j].chars[0] in _HANGING for j in (i, unit.lines[n - 1])
            )
            tops.append(None if set_otherwise else lines[i].blank)
    return _Stretch(tuple(tops), tuple(starts))


def _part(tops: Sequence[bool | None]) -> float:
    """How well lines read as columns of one height, in nats."""
    seen = [at for at, top in enumerate(tops) if top]
    heights = {at // k for at in seen for k in range(1, _MOST_COLUMNS) if at % k == 0}
    worths = [_worth(tops, seen, height) for height in heights if height >= _LOWEST]
    return max([-_STRAY * len(seen), *worths])


def _worth(tops: Sequence[bool | None], seen: Sequence[int], height: int) -> float:
    missing = sum(tops[at] is False for at in range(height, len(tops), height))
    stray = sum(at % height > 0 for at in seen)
    even = _EVEN if len(tops) % height == 0 else 0.0
    return even - _HEIGHT - _MISSING * missing - _STRAY * stray

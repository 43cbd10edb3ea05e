"""Which lines open a paragraph, which go on with one, and which are display type.

Every line gets one of four parts: FIRST and NEXT line of running text, or HEAD and MORE of
display type (heads, labels, captions, bylines, pull quotes). The likeliest sequence of
parts for the whole page is found by dynamic programming over what a newspaper column says
to the eye: a line that ends in mid-sentence goes on, a line short of the measure ends a
paragraph, a first line is set in by two em, display type is short and unpunctuated. Blank
lines speak through the rule of the program that wrote them. Display type may stand inside
a paragraph, so the states also remember whether one is waiting to go on, and from which
line. What each sign is worth is learnt by `tests/bench/train_lines.py`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

from reader.paths import resource
from reader.text.sights import Page, join_grade


class Part(IntEnum):
    FIRST = 0
    NEXT = 1
    HEAD = 2
    MORE = 3


# States: the two parts of running text, then display type with nothing waiting, then
# display type with a paragraph waiting to go on.
FIRST, NEXT, HEAD, MORE, HEAD_WAITING, MORE_WAITING = range(6)
_PARTS = (Part.FIRST, Part.NEXT, Part.HEAD, Part.MORE, Part.HEAD, Part.MORE)
_FROM: tuple[tuple[int, ...], ...] = (
    (0, 1, 2, 3, 4, 5), (0, 1, 2, 3, 4, 5), (0, 1, 2, 3), (2, 3), (0, 1, 4, 5), (4, 5),
)  # fmt: skip
_MOST_KEYS = 20_000
_TOO_WIDE = 12.0  # no display line is as wide as half a page of text
# What a line's edge says for each part: ideographic spaces open a paragraph, and on a page
# that has them a line without them opens none; a line known for a head, or to go on with a
# paragraph, is nothing else.
_EDGES: dict[str, tuple[float, ...]] = {
    "in": (12.0, -12.0, -6.0, -6.0, -6.0, -6.0),
    "out": (-8.0, 0.0, 0.0, 0.0, 0.0, 0.0),
    "head": (-12.0, -12.0, 4.0, -12.0, 4.0, -12.0),
    "on": (-12.0, 12.0, -12.0, -12.0, -12.0, -12.0),
}
_NO_EDGE = (0.0,) * 6
# What a line that waits falls behind by when what it would go on in need not be looked at.
_HOPELESS, _NO_WORTH = 25.0, (0.0, 0.0)
Weights = Mapping[str, float]
Steps = tuple[tuple[float, ...], ...]
# The states before and the states now of steps that look at the same: after running text,
# after display type, and where a line waits, on to display type or back to running text.
_Which = tuple[tuple[int, ...], tuple[int, ...]]
_TEXT: _Which = ((FIRST, NEXT), tuple(range(6)))
_DISPLAY: _Which = ((HEAD, MORE), tuple(range(6)))
_WAITING: _Which = ((HEAD_WAITING, MORE_WAITING), (HEAD, MORE, HEAD_WAITING, MORE_WAITING))
_RESUMED: _Which = ((HEAD_WAITING, MORE_WAITING), (FIRST, NEXT))


@dataclass(frozen=True, slots=True)
class Flow:
    """The part of every line, and for lines that go on, the line they go on from."""

    parts: tuple[Part, ...]
    sources: tuple[int, ...]


@cache
def weights() -> Weights:
    """The shipped weights, read once."""
    return json.loads(resource("language", "lines.json").read_text("utf-8"))


def flow(page: Page) -> Flow:
    """The likeliest parts for all lines of `page`."""
    states, waits = decode(page, scorer())
    sources = [waits[i] if state == NEXT else -1 for i, state in enumerate(states)]
    return Flow(tuple(_PARTS[state] for state in states), tuple(sources))


class Scorer:
    """Sums of weights; where the weights stay as they are, each sum is made only once."""

    def __init__(self, learnt: Weights, remember: bool) -> None:
        self._learnt, self._remember = learnt, remember
        self._sums: dict[tuple[object, ...], Steps] = {}
        self._owned: dict[tuple[object, ...], float] = {}

    def own(self, page: Page, i: int, state: int) -> float:
        """The worth of `state` for line `i`, whatever came before."""
        if not self._remember:
            return self._own(page, i, state)
        key = _own_key(page, i, state)
        found = self._owned.get(key)
        if found is None:
            if len(self._owned) > _MOST_KEYS:
                self._owned.clear()
            found = self._owned[key] = self._own(page, i, state)
        return found

    def _own(self, page: Page, i: int, state: int) -> float:
        get = self._learnt.get
        score = sum([get(sign, 0.0) for sign in own_signs(page, i, state)])
        sight = page.sights[i]
        known = sight.end == "final" or sight.surface
        too_wide = state >= HEAD and sight.size == "wide" and not known
        edge = _EDGES.get(sight.edge, _NO_EDGE)[state]
        return score + edge - (_TOO_WIDE if too_wide else 0.0)

    def steps(self, page: Page, i: int, last: Sequence[float], wait: Sequence[int]) -> Steps:
        """The worth of every step to line `i`: for each state before, one of each state now.

        `last` has the score of each state before, and `wait` the line that waits to go on.
        """
        text = self._known(_TEXT, _text_key(page, i), page, i, -1)
        key = _display_key(page, i)
        display = self._known(_DISPLAY, key, page, i, -1)
        from_head, from_more = self._known(_WAITING, key, page, i, -1)
        head, more = wait[HEAD_WAITING], wait[MORE_WAITING]
        if max(last[HEAD_WAITING], last[MORE_WAITING]) < max(last) - _HOPELESS:
            return (*text, *display, _NO_WORTH + from_head, _NO_WORTH + from_more)
        after_head = self._resumed(page, i, head)
        after_more = after_head if more == head else self._resumed(page, i, more)
        return (*text, *display, after_head[0] + from_head, after_more[1] + from_more)

    def _resumed(self, page: Page, i: int, waiting: int) -> Steps:
        return self._known(_RESUMED, _waiting_key(page, i, waiting), page, i, waiting)

    def _known(
        self, which: _Which, key: tuple[object, ...], page: Page, i: int, waiting: int
    ) -> Steps:
        """Some of the steps to line `i`, where `key` is all that `step_signs` looks at."""
        found = self._sums.get((which, key)) if self._remember else None
        if found is None:
            befores, states = which
            found = tuple(
                tuple(self._step(page, i, before, state, waiting) for state in states)
                for before in befores
            )
            if len(self._sums) > _MOST_KEYS:
                self._sums.clear()
            if self._remember:
                self._sums[which, key] = found
        return found

    def _step(self, page: Page, i: int, before: int, state: int, waiting: int) -> float:
        if before not in _FROM[state]:
            return 0.0
        get = self._learnt.get
        return sum([get(s, 0.0) for s in step_signs(page, i, before, state, waiting)])


@cache
def scorer() -> Scorer:
    """The scorer with the shipped weights."""
    return Scorer(weights(), remember=True)


def _own_key(page: Page, i: int, state: int) -> tuple[object, ...]:
    """All that `Scorer.own` looks at."""
    a = page.sights[i]
    room = a.room_first if state == FIRST else a.room_next
    where = (a.end, a.size, a.loose) if state >= HEAD or page.kind == "pieces" else ()
    return (state, page.kind, room, a.surface, a.begins, a.inner, a.quoted, a.twin, a.edge, where)


def _text_key(page: Page, i: int) -> tuple[object, ...]:
    """All that `step_signs` looks at after running text."""
    a, b = page.sights[i - 1], page.sights[i]
    size = a.size if page.kind == "pieces" else ""
    rooms = (a.room_first, a.room_next, a.loose)
    return (a.end, rooms, b.seam, b.turn, b.begins, size, _blanks(page, i))


def _display_key(page: Page, i: int) -> tuple[object, ...]:
    """All that it looks at after display type where no line that waits goes on."""
    a, b = page.sights[i - 1], page.sights[i]
    return (a.end, a.size == b.size, b.seam, _blanks(page, i))


def _waiting_key(page: Page, i: int, waiting: int) -> tuple[object, ...]:
    """All that it looks at after display type where a line waits to go on."""
    grade = join_grade(page.seams.odds(waiting, i))
    return (page.sights[waiting].end, grade, page.sights[i].seam, _blanks(page, i))


def _blanks(page: Page, i: int) -> tuple[object, ...]:
    a, b = page.sights[i - 1], page.sights[i]
    return (page.kind, page.hanging, a.blank, b.blank, a.hangs, b.hangs)


def decode(page: Page, scores: Scorer, spared: Sequence[int] = ()) -> tuple[list[int], list[int]]:
    """The best state of every line, and for each the line waiting when it came.

    `spared`, for training, are the true states: every other gets a handicap of 1.
    """
    if not page.lines:
        return [], []
    row = [scores.own(page, 0, state) for state in range(6)]
    row[MORE] = row[HEAD_WAITING] = row[MORE_WAITING] = -1e9
    wait, waits, origins = [0, 0, -1, -1, -1, -1], [[0, 0, -1, -1, -1, -1]], [[0] * 6]
    for i in range(1, len(page.lines)):
        row, origin = _advance(page, scores, i, row, wait)
        if spared:
            row = [score + (state != spared[i]) for state, score in enumerate(row)]
        wait = [i, i, -1, -1, wait[origin[4]], wait[origin[5]]]
        origins.append(origin)
        waits.append(wait)
    return _trace(row, origins, waits)


def _advance(
    page: Page, scores: Scorer, i: int, last: Sequence[float], wait: Sequence[int]
) -> tuple[list[float], list[int]]:
    """The best scores of all states at line `i`, and the states they come from."""
    row: list[float] = []
    origin: list[int] = []
    steps = scores.steps(page, i, last, wait)
    apart = page.kind == "pieces"  # else a line is what it is, whether or not another waits
    own = [scores.own(page, i, state) for state in range(6 if apart else HEAD_WAITING)]
    own += own[HEAD:HEAD_WAITING]
    for state in range(6):
        best, best_score = 0, -1e18
        for before in _FROM[state]:
            score = last[before] + steps[before][state]
            if score > best_score:
                best, best_score = before, score
        row.append(best_score + own[state])
        origin.append(best)
    return row, origin


def _trace(
    last: Sequence[float], origins: Sequence[Sequence[int]], waits: Sequence[Sequence[int]]
) -> tuple[list[int], list[int]]:
    state = max(range(6), key=last.__getitem__)
    states: list[int] = []
    waiting: list[int] = []
    for i in range(len(origins) - 1, -1, -1):
        states.append(state)
        state = origins[i][state]
        waiting.append(waits[i - 1][state] if i else -1)
    return states[::-1], waiting[::-1]


def own_signs(page: Page, i: int, state: int) -> Iterator[str]:
    """The signs of line `i` that speak for or against `state`, whatever came before."""
    sight = page.sights[i]
    if page.kind == "pieces":
        yield f"pieces {state} {sight.size} {sight.end}"
        yield f"pieces {state} {sight.begins}"
        yield f"pieces {state} inner {sight.inner}"
    if state == FIRST:
        yield "F"
        yield "F inner " + sight.inner
        yield "F room " + sight.room_first
        yield "F room " + sight.room_first.partition(" ")[0]
        yield "F surface " + sight.surface
        yield "F begins " + sight.begins
        yield "F quoted " + sight.quoted
        yield "F " + sight.twin + sight.quoted
    elif state == NEXT:
        yield "N inner " + sight.inner
        yield "N room " + sight.room_next
        yield "N room " + sight.room_next.partition(" ")[0]
        yield "N surface " + sight.surface
        yield "N quoted " + sight.quoted
        yield "N begins " + sight.begins
        yield "N " + sight.twin
    else:
        part = "H " if state in (HEAD, HEAD_WAITING) else "M "
        yield part
        yield part + "end " + sight.end
        yield part + "inner " + sight.inner + " " + sight.end
        yield part + "room " + sight.room_next.partition(" ")[0]
        yield "D surface " + sight.surface
        yield part + "size " + sight.size
        yield part + "quoted " + sight.quoted
        yield part + sight.twin + sight.quoted
        yield part + "begins " + sight.begins
        if sight.loose:
            yield "D loose"


def step_signs(page: Page, i: int, before: int, state: int, waiting: int) -> Iterator[str]:
    """The signs that speak for or against `state` at line `i` after `before` at `i - 1`."""
    yield _blank_sign(page, i, before, state)
    if before < HEAD:
        yield from _signs_after_text(page, i, before, state)
    else:
        yield from _signs_after_display(page, i, before, state, waiting)


def _signs_after_text(page: Page, i: int, before: int, state: int) -> Iterator[str]:
    a, b = page.sights[i - 1], page.sights[i]
    room = "full" if a.loose else a.room_first if before == FIRST else a.room_next
    verb = ("stop ", "go ", "halt ", "", "cut ")[state]
    yield verb + a.end
    yield verb + a.end + " " + room
    yield verb + a.end + " " + room.partition(" ")[0]
    if state == NEXT:
        yield from _signs_of_going_on(page, i)
    elif state == HEAD_WAITING:
        yield "cut seam " + b.seam
    elif state == FIRST:
        yield "stop " + b.turn


def _signs_of_going_on(page: Page, i: int) -> Iterator[str]:
    a, b = page.sights[i - 1], page.sights[i]
    yield "go seam " + b.seam
    yield f"go {a.end} {b.turn}"
    if page.kind == "pieces":
        yield f"pieces go {a.end} seam {b.seam}"
        yield f"pieces go {a.size} {b.begins}"
    if a.end == "final":
        yield "go final seam " + b.seam
        yield "go final begins " + b.begins
    if b.blank:
        yield "go blank seam " + b.seam
    if b.blank and a.blank:
        yield "go blanks seam " + b.seam


def _signs_after_display(
    page: Page, i: int, before: int, state: int, waiting: int
) -> Iterator[str]:
    a, b = page.sights[i - 1], page.sights[i]
    source = page.sights[waiting] if before >= HEAD_WAITING else None
    if state == NEXT:
        yield "resume" if source else "orphan"
        if source:
            yield "resume seam " + join_grade(page.seams.odds(waiting, i))
            yield "resume end " + source.end
    elif state == FIRST:
        yield "abandon " + source.end if source else "start"
        yield "start seam " + b.seam
    elif state in (MORE, MORE_WAITING):
        yield "more " + a.end
        yield "more seam " + b.seam
        yield "more alike" if a.size == b.size else "more unlike"
    else:
        yield "head after " + a.end
        yield "head after " + ("head" if before in (HEAD, HEAD_WAITING) else "more")


def _blank_sign(page: Page, i: int, before: int, state: int) -> str:
    a, b = page.sights[i - 1], page.sights[i]
    if page.kind == "plain":
        return ""
    kinds = "bbdddd"[before] + "bbdmdm"[state]
    if before >= HEAD or state >= HEAD or page.kind != "pdfbox":
        step = kinds if page.kind == "pdfbox" else kinds + "FNHMHM"[state]
        return f"{page.kind} {step} {a.blank:d}{b.blank:d}"
    moves = _place(page, i - 1, before) != _place(page, i, state)
    return f"pdfbox {a.blank:d}{b.blank:d} {moves:d}"


def _place(page: Page, i: int, state: int) -> int:
    """Where in the column a line begins: 0 at the edge, 1 hanging, 2 indented."""
    return (2 if state == FIRST else 0) + (page.hanging and page.sights[i].hangs)

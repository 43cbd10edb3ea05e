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
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

from reader.paths import resource
from reader.text.characters import CLOSING, OPENING
from reader.text.language import fold, model
from reader.text.lines import Line


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
_INDENT = 2.0
_AHEAD = 12
_TWIN = 8
_LARGEST, _LONGEST_DISPLAY = 300_000, 200
_MOST_SUMS = 200_000
_TOO_WIDE = 12.0  # no display line is as wide as half a page of text
_SURFACES = (
    (
        "byline",
        re.compile(
            r"^(?:[□■◎●]|(?:本报)?(?:记者|通讯员)(?!从|在|了解|获悉|看到|注意|采访|来到)[^，。]{2,20}$)"
        ),
    ),
    ("label", re.compile(r"^(?:核心提示|编者按|阅读提示|内容提要|导读|【[^】]{1,12}】)$")),
    ("dash", re.compile("^——")),
    ("credit", re.compile(r"(?:摄|/图|／图|资料图片|社发|供图|制图)$")),
    ("caption", re.compile(r"^(?:图为|图[①-⑩\d]|上图|下图|左图|右图)")),
    ("series", re.compile(r"[（(](?:[上中下一二三四五六七八九十]|之.)[）)]$")),
)
Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Sight:
    """What can be seen of one line, in the coarse terms the weights know."""

    end: str
    room_first: str
    room_next: str
    surface: str
    size: str
    blank: bool
    loose: bool
    opening: bool
    begins: str
    seam: str
    turn: str
    quoted: str
    tail: str
    front: str
    twin: str
    hangs: bool


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page, what is seen of each, and the habits of its extractor.

    `kind`: `pdfbox` where blank lines follow PDFBox's rule (before a line that begins
    elsewhere than the one before, unless that one began a paragraph), `blocks` where they
    part blocks, `pieces` where they do and no line was wrapped, `plain` where there are none.
    `hanging`: opening quotes at a line's
    beginning are set half-width, so such lines begin elsewhere.
    """

    lines: Sequence[Line]
    sights: Sequence[Sight]
    kind: str
    hanging: bool


@dataclass(frozen=True, slots=True)
class Flow:
    """The part of every line, and for lines that go on, the line they go on from."""

    parts: tuple[Part, ...]
    sources: tuple[int, ...]


@cache
def weights() -> Weights:
    """The shipped weights, read once."""
    return json.loads(resource("language", "lines.json").read_text("utf-8"))


def slack(measure: float) -> float:
    """How far a full line may fall short of the measure, in em: marks are set tighter."""
    return 1.1 + measure * 0.03


def look(lines: Sequence[Line], measures: Sequence[float], raw: str) -> Page:
    """What is seen of a page: the signs of each line, the habits of its extractor."""
    ends = [_end(line.chars) for line in lines]
    blanks = sum(line.blank for line in lines[1:]) > 2
    opening = [
        b.blank
        for a, b, end in zip(lines, lines[1:], ends, strict=False)
        if b.chars[0] in "“（" and not a.blank and end == "open"
    ]
    hanging = 2 * sum(opening) > len(opening)
    pdfbox = (raw[:1] == " " and raw[1:2] != " ") or hanging
    kind = "plain" if not blanks else "pdfbox" if pdfbox else "blocks"
    if blanks and not any(measures):
        kind = "pieces"
    twins = _twins(lines)
    sights = [_sight(lines, measures, ends, twins, i) for i in range(len(lines))]
    return Page(lines, sights, kind, hanging)


def _end(chars: str) -> str:
    last = chars.rstrip(CLOSING)[-1:] or chars[-1]
    if last in "。！？!?…":
        return "final"
    if last in "，、,":
        return "comma"
    return "colon" if last in "：:；;" else "open"


def _room(room: float, measure: float) -> str:
    """How far a line falls short of the measure, in steps of half an em near it."""
    if not measure:
        return "?"
    near = slack(measure)
    if room < -near:
        coarse = "over"
    elif room <= near + 1.5:
        coarse = "full" if room <= near else "near"
    else:
        return "short" if room < measure * 0.6 else "tiny"
    return f"{coarse} {round(room * 2) / 2:g}"


def _twins(lines: Sequence[Line]) -> list[str]:
    """For every line, whether the words it begins with stand elsewhere on the page too.

    Pull quotes and many heads repeat a sentence of the text.
    """
    page = "".join(line.chars for line in lines)
    if len(page) > _LARGEST:
        return [""] * len(lines)
    seen = Counter(page[i : i + _TWIN] for i in range(len(page) - _TWIN + 1))
    return ["twin" if seen[line.chars[:_TWIN]] > 1 else "" for line in lines]


def _sight(
    lines: Sequence[Line], measures: Sequence[float], ends: list[str], twins: list[str], i: int
) -> Sight:
    line, measure = lines[i], measures[i]
    if line.width > measure * 1.5:
        measure = 0.0
    before = lines[i - 1] if i else None
    room = measure - line.width
    turn = measures[i - 1] - measure if i and measures[i - 1] and measure else 0.0
    return Sight(
        end=ends[i],
        room_first=_room(room - _INDENT, measure),
        room_next=_room(room, measure),
        surface=_surface(line.chars),
        size=_size(line.width),
        blank=line.blank,
        loose=line.loose,
        opening=line.chars[0] in OPENING,
        begins=_grade(model().gain("。", fold(line.chars[:2]))),
        seam=seam(before, line) if before else "",
        turn="turn" if abs(turn) > 1.0 + measure * 0.04 else "",
        quoted=_quoted(lines, i),
        tail=fold(line.chars[-3:]),
        front=fold(line.chars[:3]),
        twin=twins[i],
        hangs=line.chars[0] in "“‘（(",
    )


def _surface(chars: str) -> str:
    if len(chars) > _LONGEST_DISPLAY:
        return ""
    return next((name for name, sign in _SURFACES if sign.search(chars)), "")


def _size(width: float) -> str:
    for limit in (4, 8, 12, 16, 20, 26, 34, 50):
        if width <= limit:
            return str(limit)
    return "wide"


def _grade(gain: float) -> str:
    for limit in (-6, -3, 0, 3, 6, 10):
        if gain < limit:
            return str(limit)
    return "more"


def seam(before: Line, after: Line) -> str:
    """How well the text goes on from one line to another, in coarse steps."""
    return _grade(model().gain(fold(before.chars[-3:]), fold(after.chars[:3])))


def _quoted(lines: Sequence[Line], i: int) -> str:
    """Whether an attribution (`——` and an office) follows soon: near, far or no."""
    for j in range(i + 1, min(len(lines), i + _AHEAD)):
        if lines[j].chars.startswith("——"):
            return "blank" if any(line.blank for line in lines[i + 1 : j]) else "near"
    return ""


def flow(page: Page) -> Flow:
    """The likeliest parts for all lines of `page`."""
    states, waits = decode(page, scorer())
    sources = [waits[i] if state == NEXT else -1 for i, state in enumerate(states)]
    return Flow(tuple(_PARTS[state] for state in states), tuple(sources))


class Scorer:
    """Sums of weights; where the weights stay as they are, each sum is made only once."""

    def __init__(self, learnt: Weights, remember: bool) -> None:
        self._learnt = learnt
        self._sums: dict[tuple[object, ...], float] | None = {} if remember else None

    def own(self, page: Page, i: int, state: int) -> float:
        get = self._learnt.get
        score = sum([get(sign, 0.0) for sign in own_signs(page, i, state)])
        sight = page.sights[i]
        known = sight.end == "final" or sight.surface
        too_wide = state >= HEAD and sight.size == "wide" and not known
        return score - (_TOO_WIDE if too_wide else 0.0)

    def step(self, page: Page, i: int, before: int, state: int, waiting: int) -> float:
        get = self._learnt.get
        if self._sums is None:
            return sum([get(s, 0.0) for s in step_signs(page, i, before, state, waiting)])
        key = _step_key(page, i, before, state, waiting)
        found = self._sums.get(key)
        if found is None:
            found = sum([get(s, 0.0) for s in step_signs(page, i, before, state, waiting)])
            if len(self._sums) > _MOST_SUMS:
                self._sums.clear()
            self._sums[key] = found
        return found


@cache
def scorer() -> Scorer:
    """The scorer with the shipped weights."""
    return Scorer(weights(), remember=True)


def _step_key(page: Page, i: int, before: int, state: int, waiting: int) -> tuple[object, ...]:
    """All that `step_signs` looks at."""
    a, b = page.sights[i - 1], page.sights[i]
    blanks = (page.kind, a.blank, b.blank, a.hangs, b.hangs)
    if before < HEAD:
        room = a.room_first if before == FIRST else a.room_next
        size = a.size if page.kind == "pieces" else ""
        return (before, state, a.end, room, a.loose, b.seam, b.turn, b.begins, size, blanks)
    if before >= HEAD_WAITING and state < HEAD:
        w = page.sights[waiting]
        return (before, state, w.end, w.tail, b.front, b.seam, blanks)
    return (before, state, a.end, a.size == b.size, b.seam, blanks)


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
    for state in range(6):
        best, best_score = 0, -1e18
        for before in _FROM[state]:
            score = last[before] + scores.step(page, i, before, state, wait[before])
            if score > best_score:
                best, best_score = before, score
        row.append(best_score + scores.own(page, i, state))
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
    if state == FIRST:
        yield "F"
        yield "F room " + sight.room_first
        yield "F room " + sight.room_first.partition(" ")[0]
        yield "F surface " + sight.surface
        yield "F begins " + sight.begins
        yield "F quoted " + sight.quoted
        yield "F " + sight.twin + sight.quoted
    elif state == NEXT:
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
            yield "resume seam " + _grade(model().gain(source.tail, b.front))
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

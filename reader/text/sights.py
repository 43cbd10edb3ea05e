"""What can be seen of every line of a page, in the coarse terms that weights can be learnt for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reader.text.characters import CLOSING, OPENING, ends_sentence
from reader.text.language import fold, model
from reader.text.lines import Line
from reader.text.seams import Seams

_INDENT = 2.0
_AHEAD = 12
_TWIN = 8
_LARGEST, _LONGEST_DISPLAY = 300_000, 200
_UNWRAPPED = 60.0  # no line of a page is as wide
_TOKEN = re.compile("[A-Za-z0-9.]{1,8}[%％]?")
_CLOSERS, _MARK_WIDTH = re.compile(f"[，、。；：！？{re.escape(CLOSING)}]{{1,3}}"), 0.5
# 本报北京4月3日电, 新华社日内瓦1月9日电, 本报讯: what a story opens with, cut or whole.
_DATELINE = re.compile(
    r"(?:本报|据?新华社|据?中新社|中新网|人民网)[\u4e00-\u9fff]{0,12}?"
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})月(?:[\d一二三四五六七八九十]{1,3}+日?+)?+(?:$|[^，。年])"
    r"|本报讯"
)
_ITEM = re.compile(
    "第[一二三四五六七八九十百]{1,4}[条章][^件约例]|[一二三四五六七八九十]{1,3}、|"
    "[（(][一二三四五六七八九十]{1,3}[）)]|[●■◆①-⑳]|——.*[，。；：]"
)
_LEAST_ITEM = 0.7  # of the measure: signatures and heads that begin so are shorter
_INNER_STOP = re.compile("[。！？；!?].*[^”’」』）)]")
# How sentences open and heads do not: a time or an occasion, and a comma.
_CLAUSE = re.compile(
    "(?:如今|目前|当前|眼下|近日|日前|近年来|此外|同时|与此同时|因此|随着[^，,]{2,}|"
    "[^，,。！？]{0,12}(?:期间|以来|之际|之后|[年月日天号]))[，,]"
)
_SURFACES = (
    (
        "byline",
        re.compile(
            r"^(?:[□■◎●]|(?:本报)?(?:记者|通讯员)(?!从|在|了解|获悉|看到|注意|采访|来到)[^，。]{2,20}$)"
        ),
    ),
    ("label", re.compile(r"^(?:核心提示|编者按|阅读提示|内容提要|导读|【[^】]{1,12}】)$")),
    ("dash", re.compile("^——")),
    (
        "credit",  # "摄" after a name; not where the word for taking pictures was cut
        re.compile(
            r"(?:(?<=[\u4e00-\u9fff·][\u4e00-\u9fff])(?<!拍)摄|/图|／图|资料图片|社发|供图|制图)$"
        ),
    ),
    ("caption", re.compile(r"^(?:图为|图[①-⑩\d]|上图|下图|左图|右图)")),
    ("series", re.compile(r"[（(](?:[上中下一二三四五六七八九十]|之.)[）)]$")),
)


@dataclass(frozen=True, slots=True)
class Sight:
    """What can be seen of one line, in the coarse terms the weights know.

    `edge`: `in` where two ideographic spaces set the line in or its wording does, `out`
    where they do not but do so elsewhere on the page, `head` on a line known for a head, `on` on
    one known to go on with a paragraph, else empty.
    """

    end: str
    room_first: str
    room_next: str
    surface: str
    size: str
    blank: bool
    loose: bool
    begins: str
    seam: str
    turn: str
    quoted: str
    twin: str
    hangs: bool
    edge: str
    inner: str


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
    seams: Seams


def slack(measure: float) -> float:
    """How far a full line may fall short of the measure, in em: marks are set tighter."""
    return 0.8 + measure * 0.02


def look(
    lines: Sequence[Line], measures: Sequence[float], raw: str, seams: Seams | None = None
) -> Page:
    """What is seen of a page: the signs of each line, the habits of its extractor."""
    seams = seams or Seams(lines, measures)
    ends = [_end(line.chars) for line in lines]
    blanks = sum(line.blank for line in lines[1:]) > 2
    if not blanks and not any(measures) and max(line.width for line in lines) > _UNWRAPPED:
        lines, blanks = [replace(line, blank=True) for line in lines], True  # each is a paragraph
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
    edges = _edges(lines, measures, ends)
    sights = [_sight(lines, measures, ends, twins, edges, seams, i) for i in range(len(lines))]
    return Page(lines, sights, kind, hanging, seams)


def _end(chars: str) -> str:
    if chars[-1] in "）)" and ends_sentence(chars):
        return "final"
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


def _needs(following: str) -> float:
    """How much more than one em, at most, the line before lacked for what came next.

    A number or word is not broken, marks that close do not begin a line, and one that opens
    does not end it.
    """
    at = 1 if following[:1] and following[0] in OPENING else 0
    token = _TOKEN.match(following, at)
    if token is not None:
        return at + max(0.0, len(token.group()) / 2 - 1)
    closing = _CLOSERS.match(following, at + 1)
    return at + (_MARK_WIDTH * len(closing.group()) if closing else 0.0)


def _twins(lines: Sequence[Line]) -> list[str]:
    """For every line, whether the words it begins with stand elsewhere on the page too.

    Pull quotes and many heads repeat a sentence of the text.
    """
    page = "".join(line.chars for line in lines)
    if len(page) > _LARGEST:
        return [""] * len(lines)
    seen = Counter(page[i : i + _TWIN] for i in range(len(page) - _TWIN + 1))
    return ["twin" if seen[line.chars[:_TWIN]] > 1 else "" for line in lines]


def _edges(lines: Sequence[Line], measures: Sequence[float], ends: Sequence[str]) -> list[str]:
    indented = sum(line.set_in for line in lines) > 1
    found: list[str] = []
    for i, (line, measure) in enumerate(zip(lines, measures, strict=True)):
        opens = _opens(lines[i - 1].chars if i else "", ends[i - 1] if i else "", line, measure)
        edge = "in" if line.set_in or opens else "out" if indented else ""
        found.append("head" if line.head or line.folio else "on" if line.resumes else edge)
    return found


def _opens(before: str, end: str, line: Line, measure: float) -> bool:
    """Whether a line opens a paragraph by its wording: with a dateline, or as one of a list."""
    if _DATELINE.match(line.chars):
        return before[-1:] not in OPENING
    wide = line.width > _LEAST_ITEM * measure
    return wide and end in ("final", "colon") and _ITEM.match(line.chars) is not None


def _sight(
    lines: Sequence[Line],
    measures: Sequence[float],
    ends: list[str],
    twins: list[str],
    edges: list[str],
    seams: Seams,
    i: int,
) -> Sight:
    line, measure = lines[i], measures[i]
    if line.width > measure * 1.5:
        measure = 0.0
    room = measure - line.width - _needs(lines[i + 1].chars if i + 1 < len(lines) else "")
    turn = measures[i - 1] - measure if i and measures[i - 1] and measure else 0.0
    return Sight(
        end=ends[i],
        room_first=_room(room - _INDENT, measure),
        room_next=_room(room, measure),
        surface=_surface(line.chars),
        size=_size(line.width),
        blank=line.blank,
        loose=line.loose,
        begins=grade(model().gain("。", fold(line.chars[:2]))),
        seam=join_grade(seams.odds(i - 1, i)) if i else "",
        turn="turn" if abs(turn) > 1.0 + measure * 0.04 else "",
        quoted=_quoted(lines, i),
        twin=twins[i],
        hangs=line.chars[0] in "“‘（(",
        edge=edges[i],
        inner=_inner(line.chars[:_LONGEST_DISPLAY]),
    )


def _inner(chars: str) -> str:
    """`stop` where a sentence ends within a line, `clause` where it opens as sentences do.

    Commas alone tell nothing: they stand in heads of newspapers too.
    """
    if _INNER_STOP.search(chars):
        return "stop"
    return "clause" if _CLAUSE.match(chars) else ""


def _surface(chars: str) -> str:
    if len(chars) > _LONGEST_DISPLAY:
        return ""
    return next((name for name, sign in _SURFACES if sign.search(chars)), "")


def _size(width: float) -> str:
    for limit in (4, 8, 12, 16, 20, 26, 34, 50):
        if width <= limit:
            return str(limit)
    return "wide"


def grade(gain: float) -> str:
    """Bits in coarse steps."""
    for limit in (-6, -3, 0, 3, 6, 10):
        if gain < limit:
            return str(limit)
    return "more"


def join_grade(odds: float) -> str:
    """How well the text goes on over a seam, in coarse steps of two bits."""
    return str(max(-4, min(10, 2 * round(odds / 2))))


def _quoted(lines: Sequence[Line], i: int) -> str:
    """Whether an attribution (`——` and an office) follows soon: near, far or no."""
    for j in range(i + 1, min(len(lines), i + _AHEAD)):
        if lines[j].chars.startswith("——"):
            return "blank" if any(line.blank for line in lines[i + 1 : j]) else "near"
    return ""

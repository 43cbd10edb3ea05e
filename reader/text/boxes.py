"""Captions and pull quotes lifted out of the paragraphs they cut in two.

A box is closed by the line that says who took the picture or said the words. Where it
stands between a line that stops in mid-sentence and one that goes on from there, the two
belong together and the lines between them are the box, whatever their own look.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reader.text.characters import ends_sentence
from reader.text.flow import Flow, Part
from reader.text.language import fold, model
from reader.text.lines import Line
from reader.text.sights import Page

_TALLEST, _MOST_BOXES, _WIDEST_CREDIT, _TALLEST_CAPTION = 7, 3, 40, 4
_CREDIT = re.compile(
    r"(?:(?<=[\u4e00-\u9fff·][\u4e00-\u9fff])(?<!拍)摄|摄影报道|[文图][/／][\u4e00-\u9fff]{1,4}|资料图片|资料片|供图|制图|社发)[）)]?$"
)
_MARK = re.compile("[，。；：！？]")
_OPENS = re.compile("[▲△▼]|图为|[上下左右]图")
# In bits: how far one seam can speak; the worth of a blank line before the box, of words
# that only open captions, of a sentence said elsewhere on the page, of a column of another
# width; the price of a box whose text is unfinished and of lifting anything at all. A
# beginning that looks like a sentence's speaks by the share `_SENTENCE`.
_CLAMP, _BLANK, _CAPTION, _TWIN, _TURN, _UNFINISHED = 8.0, 3.0, 6.0, 4.0, 1.0, 4.0
_SENTENCE, _LEAST = 0.5, 3.0


@dataclass(frozen=True, slots=True)
class Box:
    """Lines `first` to `last` that stand in a paragraph; `worth` in bits for it being so."""

    worth: float
    first: int
    last: int


def lift(page: Page, flow: Flow) -> Flow:
    """`flow` with the boxes that cut a sentence made display type, and the sentence joined."""
    parts, sources = list(flow.parts), list(flow.sources)
    done, wrapped = -1, page.kind != "pieces"
    for at, line in enumerate(page.lines):
        if at <= done or not (closes(line) or (wrapped and _ends_caption(page.lines, at))):
            continue
        box = max(_boxes(page, parts, at, done + 1), key=lambda box: box.worth, default=None)
        if box and box.worth > _LEAST:
            _make_display(page.lines, parts, box)
            done = box.last
            parts[done + 1], sources[done + 1] = Part.NEXT, box.first - 1
            for i in range(done + 2, len(sources)):
                if box.first <= sources[i] <= done:
                    sources[i] = box.first - 1
    return Flow(tuple(parts), tuple(sources))


def closes(line: Line) -> bool:
    """Whether a line is a credit or an attribution, or ends with a credit."""
    if len(line.chars) > _WIDEST_CREDIT:
        return False
    if line.chars.startswith("——"):
        return _MARK.search(line.chars) is None  # else it is an item of a list
    return line.chars[0] not in "□■●○◎" and _CREDIT.search(line.chars) is not None


def _ends_caption(lines: Sequence[Line], at: int) -> bool:
    """Whether a caption that its own words open ends with this line, without a credit."""
    if not ends_sentence(lines[at].chars):
        return False
    for i in range(at, max(0, at - _TALLEST_CAPTION), -1):
        if _captions(lines[i]):
            return True
        if ends_sentence(lines[i - 1].chars):
            return False
    return False


def _boxes(page: Page, parts: Sequence[Part], close: int, floor: int) -> Iterator[Box]:
    """All ways to take the line `close` for the end of the first of one or more boxes."""
    last = close
    for _ in range(_MOST_BOXES):
        if last + 1 < len(page.lines) and parts[last + 1] < Part.HEAD:
            for first in range(max(1, floor + 1, close - _TALLEST), close + 1):
                if parts[first - 1] < Part.HEAD and _may_open(page, first):
                    worth = _worth(page, first, close, last)
                    if parts[last + 1] is Part.FIRST:
                        worth -= _SENTENCE * _begins(page.lines[last + 1])
                    yield Box(worth, first, last)
        following = range(last + 1, min(len(page.lines), last + 1 + _TALLEST))
        further = next((i for i in following if closes(page.lines[i])), -1)
        if further < 0:
            return
        last = further


def _may_open(page: Page, first: int) -> bool:
    """Whether a box may begin here: after an unfinished full line, with a sign of its own."""
    before, opening = page.sights[first - 1], page.sights[first]
    if before.end not in ("open", "comma") or closes(page.lines[first - 1]):
        return False
    full = before.loose or before.room_next.startswith(("full", "over", "near", "?"))
    return full and (opening.blank or page.kind == "plain" or _captions(page.lines[first]))


def _captions(line: Line) -> bool:
    return _OPENS.match(line.chars) is not None


def _worth(page: Page, first: int, close: int, last: int) -> float:
    lines, opening = page.lines, page.sights[first]
    worth = _seam(page, first - 1, last + 1) - _seam(page, first - 1, first)
    worth += _BLANK * opening.blank + _TWIN * bool(opening.twin)
    worth += _CAPTION * _captions(lines[first])
    worth += _TURN * bool(opening.turn)
    worth += _SENTENCE * _begins(lines[first])
    if first < close and not ends_sentence(lines[close - 1].chars):
        worth -= _UNFINISHED
    return worth


def _seam(page: Page, a: int, b: int) -> float:
    return max(-_CLAMP, min(_CLAMP, page.seams.odds(a, b)))


def _begins(line: Line) -> float:
    """Bits in favour of a line beginning a sentence."""
    return max(-_CLAMP, min(_CLAMP, model().gain("。", fold(line.chars[:2]))))


def _make_display(lines: Sequence[Line], parts: list[Part], box: Box) -> None:
    for i in range(box.first, box.last + 1):
        opens = i == box.first or closes(lines[i - 1]) or closes(lines[i])
        parts[i] = Part.HEAD if opens else Part.MORE

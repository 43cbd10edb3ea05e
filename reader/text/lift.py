"""Display lines lifted out of running text that they were taken for a part of.

A byline, credit or label is known by its wording wherever it stands; a line that stops
without a mark over a dateline (本报…电, 新华社…电) or a salutation is a head.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from reader.text.characters import ends_sentence
from reader.text.lines import Line
from reader.text.pieces import Piece
from reader.text.roles import credit_start, is_byline, surface_role

_AGENCY = "本报|新华社|据新华社|中新社|据中新社|中新网|人民网"
_DATELINE = re.compile(
    rf"(?:{_AGENCY})[^，。]{{0,16}}?(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}})月"
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})日(?:专?电|讯)|本报讯|央视网消息"
)
_SPOKEN = re.compile("(?:记者|问|答|编辑同志|编辑部)[：:]")
_SALUTATION = re.compile("编辑(?:同志|部)[：:]")
_MOST_HEAD_LINES, _WIDEST_HEAD, _MOST_CAPTION_LINES = 2, 40, 4
_LONGEST_SERIES, _OPENING = 14, 40
_INDENT, _NEAR_FULL = 2.0, 2.0


def lifted(lines: Sequence[Line], piece: Piece) -> Iterator[Piece]:
    """The parts of `piece`: its own text, and what of it is display type."""
    if not piece.running:
        spoken = len(piece.lines) == 1 and _SPOKEN.match(lines[piece.lines[0]].chars)
        yield replace(piece, running=True) if spoken else piece
        return
    if len(piece.lines) <= _MOST_CAPTION_LINES and _is_captioned(lines, piece):
        yield replace(piece, running=False, orphan=False, seams=())
        return
    display = _display(lines, piece.lines)
    breaks = _breaks(lines, piece.lines)
    if not display and not breaks:
        yield piece
        return
    yield from _parts(lines, piece, display, breaks)


def _is_captioned(lines: Sequence[Line], piece: Piece) -> bool:
    """Whether the text ends with the credit of a picture, after something else."""
    last = lines[piece.lines[-1]].text
    start = credit_start(last)
    return (
        start is not None
        and (start > 0 or len(piece.lines) > 1)
        and not any(ends_sentence(lines[i].chars) for i in piece.lines[:-1])
    )


def _display(lines: Sequence[Line], own: Sequence[int]) -> set[int]:
    found = {i for i in own if _is_marked(lines[i].text)} - _wrapped(lines, own)
    top = lines[own[0]].text
    if len(own) > 1 and len(top) <= _LONGEST_SERIES and surface_role(top) == "series":
        found.add(own[0])
    for n in range(1, len(own)):
        if opens_story(_from(lines, own, n)):
            found.update(_head_above(lines, own[:n]))
    return found


def _wrapped(lines: Sequence[Line], own: Sequence[int]) -> set[int]:
    """The lines that are a signature in brackets which only had no room on the line before."""
    widest = max(lines[i].width for i in own)
    return {
        i
        for n, (before, i) in enumerate(pairwise(own))
        if lines[i].chars[0] in "（(" and not lines[i].blank
        and lines[before].width + (0.0 if n else _INDENT) > widest - _NEAR_FULL
    }  # fmt: skip


def _is_marked(text: str) -> bool:
    """Whether the wording alone shows that a line is no running text."""
    if len(text) > _WIDEST_HEAD:
        return False
    return (
        is_byline(text, strictly=True) or credit_start(text) == 0 or surface_role(text) == "label"
    )


def _from(lines: Sequence[Line], own: Sequence[int], n: int) -> str:
    """The beginning of the text from the `n`-th line on; a dateline may be wrapped."""
    return "".join(lines[i].chars[:_OPENING] for i in own[n : n + 3])


def opens_story(text: str) -> bool:
    """Whether a text opens as a story or a letter: with a dateline or a salutation."""
    head = text[:_OPENING]
    return _DATELINE.match(head) is not None or _SALUTATION.match(head) is not None


def _head_above(lines: Sequence[Line], above: Sequence[int]) -> list[int]:
    """The lines of a head right above a story's opening; none where a sentence runs there."""
    found: list[int] = []
    for i in reversed(above):
        if ends_sentence(lines[i].chars) or _is_marked(lines[i].text):
            return found
        found.append(i)
        if len(found) > _MOST_HEAD_LINES or lines[i].width > _WIDEST_HEAD:
            return []
    return found


def _breaks(lines: Sequence[Line], own: Sequence[int]) -> set[int]:
    """The lines that open a paragraph for sure, after one that ends a sentence."""
    return {
        i
        for n, (before, i) in enumerate(pairwise(own), 1)
        if (ends_sentence(lines[before].chars) and opens_story(_from(lines, own, n)))
        or _SALUTATION.fullmatch(lines[before].chars)
    }


def _parts(
    lines: Sequence[Line], piece: Piece, display: set[int], breaks: set[int]
) -> Iterator[Piece]:
    kept: list[int] = []
    shown: list[int] = []
    orphan = piece.orphan
    for i in piece.lines:
        if i in display:
            shown.append(i)
            continue
        ended = kept and (i in breaks or (shown and ends_sentence(lines[kept[-1]].chars)))
        opens = shown and opens_story(_from(lines, piece.lines, piece.lines.index(i)))
        if kept and (ended or opens):
            yield replace(piece, lines=tuple(kept), orphan=orphan, seams=())
            kept, orphan = [], False
        if shown:
            yield Piece(tuple(shown), running=False)
            orphan = orphan and bool(kept)
            shown = []
        kept.append(i)
    if kept:
        yield replace(piece, lines=tuple(kept), orphan=orphan, seams=())
    if shown:
        yield Piece(tuple(shown), running=False)

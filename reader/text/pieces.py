"""Pieces of the page: paragraphs, whole or cut, and groups of display lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from reader.text.characters import CLOSING, PAIRS, ends_sentence
from reader.text.flow import Flow, Part
from reader.text.language import fold, model
from reader.text.lines import Line

_REACH = 120
_CLOSERS = {close: open_ for open_, close in PAIRS.items()}


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines that belong together, in reading order, by their index on the page.

    `running`: running text, else display type. `orphan`: its first line begins in
    mid-sentence, and what it goes on from is not known. `seams` are how sure each join
    across other text is, 0 to 1.
    """

    lines: tuple[int, ...]
    running: bool
    orphan: bool = False
    seams: tuple[float, ...] = ()


def gather(lines: Sequence[Line], flow: Flow) -> list[Piece]:
    """The pieces of a page in the order of their first lines."""
    pieces: list[list[int]] = []
    kinds: list[tuple[bool, bool]] = []
    home: dict[int, int] = {}
    for i in range(len(lines)):
        part, source = flow.parts[i], flow.sources[i]
        if part is Part.NEXT and source >= 0:
            home[i] = home[source]
            pieces[home[i]].append(i)
        elif part is Part.MORE:
            home[i] = home[i - 1]
            pieces[home[i]].append(i)
        else:
            home[i] = len(pieces)
            pieces.append([i])
            kinds.append((part < Part.HEAD, part is Part.NEXT))
    return [
        Piece(tuple(piece), running, orphan)
        for piece, (running, orphan) in zip(pieces, kinds, strict=True)
    ]


def is_open(lines: Sequence[Line], piece: Piece) -> bool:
    """Whether a piece of running text stops in mid-sentence."""
    chars = lines[piece.lines[-1]].chars
    return piece.running and not ends_sentence(chars) and chars.rstrip(CLOSING)[-1:] not in "：:；;"


def stitch(lines: Sequence[Line], measures: Sequence[float], pieces: list[Piece]) -> list[Piece]:
    """Pieces that stop in mid-sentence joined to orphans that begin in one, best first."""
    stops = [i for i, piece in enumerate(pieces) if is_open(lines, piece)]
    orphans = [i for i, piece in enumerate(pieces) if piece.orphan]
    scored = sorted(
        (
            (_score(lines, measures, pieces, i, j), i, j)
            for i in stops
            for j in orphans
            if i != j and abs(i - j) < _REACH
        ),
        reverse=True,
    )
    after: dict[int, tuple[int, float]] = {}
    taken: set[int] = set()
    for score, i, j in scored:
        if score > 0 and i not in after and j not in taken and not _loops(after, j, i):
            after[i] = (j, score)
            taken.add(j)
    return [_chain(pieces, after, i) for i in range(len(pieces)) if i not in taken]


def _loops(after: dict[int, tuple[int, float]], start: int, end: int) -> bool:
    at: int | None = start
    while at is not None:
        if at == end:
            return True
        at = after[at][0] if at in after else None
    return False


def _chain(pieces: list[Piece], after: dict[int, tuple[int, float]], i: int) -> Piece:
    chain, seams = list(pieces[i].lines), list(pieces[i].seams)
    at = i
    while at in after:
        at, score = after[at]
        chain += pieces[at].lines
        seams.append(min(0.99, 0.5 + score / 20))
    return replace(pieces[i], lines=tuple(chain), seams=tuple(seams))


def _score(
    lines: Sequence[Line], measures: Sequence[float], pieces: Sequence[Piece], i: int, j: int
) -> float:
    """Bits in favour of piece `j` going on from piece `i`."""
    a, b = pieces[i].lines[-1], pieces[j].lines[0]
    score = model().gain(fold(lines[a].chars[-3:]), fold(lines[b].chars[:3]))
    same = abs(measures[a] - measures[b]) < 1.2
    score += 2.0 if same else -2.0
    score -= min(4.0, abs(b - a) / 40) + (2.0 if b < a else 0.0)
    unclosed = balance(lines[k].chars for k in pieces[i].lines)
    unopened = -balance(lines[k].chars for k in pieces[j].lines)
    if unclosed > 0 or unopened > 0:
        score += 3.0 if unclosed == unopened else -3.0
    return score + 2.0


def balance(texts: Iterable[str]) -> int:
    """How many quotes and brackets are left open (or, below 0, closed unopened)."""
    return sum((char in PAIRS) - (char in _CLOSERS) for text in texts for char in text)

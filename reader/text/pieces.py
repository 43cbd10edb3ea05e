"""Pieces of the page: paragraphs, whole or cut, and groups of display lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reader.text.characters import CLOSING, ends_sentence
from reader.text.flow import Flow, Part
from reader.text.lines import Line


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

"""The nouns of Jianbao: raw text, spans, blocks, articles. Standard library only.

Raw offsets count Python characters of the decoded file with the BOM dropped and
`\\r\\n`, `\\r` read as `\\n`; clean offsets count characters of one block's `text`.
Both are 0-based with an exclusive end.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple, get_args

Role = Literal[
    "series", "kicker", "title", "subtitle", "label", "lead", "byline", "section",
    "subsection", "paragraph", "quote", "attribution", "caption", "credit", "other",
]  # fmt: skip
ROLES: tuple[Role, ...] = get_args(Role)
HEADLINE_ROLES: frozenset[Role] = frozenset(("series", "kicker", "title", "subtitle"))


class Span(NamedTuple):
    """A stretch of raw text: raw offsets, end exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class RawText:
    """A decoded file. `digest`, the SHA-256 of its bytes in hex, is the key of all derived data."""

    source: str
    text: str
    encoding: str
    digest: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """How sure the restorer is of a block's joins, place or role, and why not surer."""

    confidence: float
    reason: str


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the article as the newspaper printed it.

    `text` is the characters of `spans` in that order, white space apart: line breaks and
    typographic spaces are gone, one space stays or is put where words need it.
    """

    role: Role
    text: str
    spans: tuple[Span, ...]
    doubt: Doubt | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """A person in the byline or a credit. `inferred`: the name was split off by the program."""

    name: str
    role: str
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class DateBound:
    """A publication date (ISO 8601, as precise as known) and how it is known.

    `basis` says what the value rests on; a bound ("not before") says so there.
    """

    value: str
    basis: str


@dataclass(frozen=True, slots=True)
class Repair:
    """White space that was dropped or changed at raw `[start, end)`.

    With the blocks' spans the repairs rebuild the raw text exactly.
    """

    kind: str
    start: int
    end: int
    dropped: str


@dataclass(frozen=True, slots=True)
class Article:
    """A restored article: blocks in reading order, each tied to the raw text by spans."""

    raw: RawText
    title: str
    blocks: tuple[Block, ...]
    byline: tuple[Signature, ...] = ()
    date: DateBound | None = None
    repairs: tuple[Repair, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Progress:
    """What a long-running generator yields: `done` of `total` (0 when unknown), and on what."""

    done: int
    total: int
    note: str = ""


def raw_positions(block: Block, raw: str) -> list[int]:
    """The raw offset of every character of `block.text`, and one more for its end.

    A space that was put in stands at the end of the character before it.
    Raises ValueError where the block's text and spans do not tell the same characters.
    """
    offsets = (i for span in block.spans for i in range(*span) if not raw[i].isspace())
    positions: list[int] = []
    end = block.spans[0].start if block.spans else 0
    for char in block.text:
        if char.isspace():
            positions.append(end)
            continue
        at = next(offsets, None)
        if at is None or raw[at] != char:
            raise ValueError(f"block text and spans differ at clean offset {len(positions)}")
        positions.append(at)
        end = at + 1
    if next(offsets, None) is not None:
        raise ValueError("block spans hold more characters than its text")
    positions.append(end)
    return positions

"""The reader's hand: small operations on a restored article, kept apart from it.

An operation names blocks by raw offsets of characters inside them, never by their number,
so that it still means the same when a newer restorer cuts or orders the blocks otherwise.
An operation that no longer means anything (its blocks are one already) changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Literal, get_args

from reader.article import ROLES, Article, Block, Role, Span
from reader.text.metadata import describe
from reader.text.spacing import block_text

Operation = Literal["split", "join", "move", "role"]


@dataclass(frozen=True, slots=True)
class Correction:
    """One operation; `at` and `other` are raw offsets of non-space characters.

    split: the block that holds `at` is cut before it. join: the block that holds `other`
    is put at the end of the one that holds `at`. move: the block that holds `at` is put
    before the one that holds `other`, or last where that is None. role: the block that
    holds `at` gets `role`.
    """

    operation: Operation
    at: int
    other: int | None = None
    role: Role | None = None

    def to_json(self) -> dict[str, object]:
        """The operation as a JSON object without its empty fields."""
        return {key: value for key, value in asdict(self).items() if value is not None}

    @staticmethod
    def from_json(data: Mapping[str, object]) -> Correction:
        """The operation `to_json` wrote. Raises ValueError for anything else."""
        operation, at = data.get("operation"), data.get("at")
        other, role = data.get("other"), data.get("role")
        if operation not in get_args(Operation) or not _is_offset(at):
            raise ValueError(f"not a correction: {dict(data)}")
        if other is not None and not _is_offset(other):
            raise ValueError(f"not a raw offset: {other!r}")
        if (role is not None and role not in ROLES) or (operation == "role") != (role is not None):
            raise ValueError(f"not a role: {role!r}")
        if operation == "join" and other is None:
            raise ValueError("a join names two blocks")
        return Correction(operation, at, other, role)  # type: ignore[arg-type]


def _is_offset(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def apply(article: Article, corrections: Iterable[Correction]) -> Article:
    """The article with `corrections` made in turn; every character stays accounted for.

    A block the reader has touched is in doubt no more.
    """
    blocks = list(article.blocks)
    for correction in corrections:
        _STEPS[correction.operation](blocks, article.raw.text, correction)
    return describe(article.raw, tuple(blocks))


def _find(blocks: list[Block], offset: int | None) -> int | None:
    if offset is None:
        return None
    for i, block in enumerate(blocks):
        if any(span.start <= offset < span.end for span in block.spans):
            return i
    return None


def _remade(block: Block, raw: str, spans: Iterable[Span]) -> Block:
    spans = tuple(spans)
    return replace(block, spans=spans, text=block_text(raw, spans, block.role), doubt=None)


def _split(blocks: list[Block], raw: str, correction: Correction) -> None:
    i = _find(blocks, correction.at)
    if i is None:
        return
    block = blocks[i]
    k = next(k for k, span in enumerate(block.spans) if span.start <= correction.at < span.end)
    cut = block.spans[k]
    kept = len(raw[cut.start : correction.at].rstrip())
    head = (*block.spans[:k], *([Span(cut.start, cut.start + kept)] if kept else []))
    gap = len(raw[correction.at : cut.end]) - len(raw[correction.at : cut.end].lstrip())
    tail = (Span(correction.at + gap, cut.end), *block.spans[k + 1 :])
    if head:
        blocks[i : i + 1] = [_remade(block, raw, head), _remade(block, raw, tail)]


def _join(blocks: list[Block], raw: str, correction: Correction) -> None:
    i, j = _find(blocks, correction.at), _find(blocks, correction.other)
    if i is None or j is None or i == j:
        return
    blocks[i] = _remade(blocks[i], raw, _merged(raw, (*blocks[i].spans, *blocks[j].spans)))
    del blocks[j]


def _merged(raw: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Neighbouring spans with only white space between them made one."""
    merged: list[Span] = []
    for span in spans:
        if merged and merged[-1].end <= span.start and not raw[merged[-1].end : span.start].strip():
            merged[-1] = Span(merged[-1].start, span.end)
        else:
            merged.append(span)
    return tuple(merged)


def _move(blocks: list[Block], _raw: str, correction: Correction) -> None:
    i, j = _find(blocks, correction.at), _find(blocks, correction.other)
    if i is None or i == j or (j is None and correction.other is not None):
        return
    block = replace(blocks.pop(i), doubt=None)
    blocks.insert(len(blocks) if j is None else j - (j > i), block)


def _set_role(blocks: list[Block], raw: str, correction: Correction) -> None:
    i = _find(blocks, correction.at)
    if i is not None and correction.role is not None:
        blocks[i] = _remade(replace(blocks[i], role=correction.role), raw, blocks[i].spans)


_STEPS = {"split": _split, "join": _join, "move": _move, "role": _set_role}

"""Corrections by the reader's hand: from a place on the page to an operation. Without Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.article import ROLES, Article, Role, raw_positions

if TYPE_CHECKING:
    from reader.notes import Change
    from reader.text import Correction
    from reader.ui.desk import Desk

ROLE = "role "  # before the name of a role
CLEAR = "clear"


class Corrections:
    """Makes corrections in the library by the names that the menu uses."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def make(self, article: Article, deed: str, block: int, offset: int) -> Change | None:
        """Carry out one deed at a place; None where it makes no sense there.

        Deeds: split, join_previous, join_next, move_up, move_down, `role <role>`, clear.
        Raises StoreError where the correction cannot be kept.
        """
        from reader.text import Correction

        library = self._desk.library
        if deed == CLEAR:
            change = library.correct(article, ())
            return change if change else None
        correction = _of_deed(article, deed, block, offset)
        if correction is None:
            return None
        kept = library.notes.corrections(article.raw.digest)
        former = [Correction.from_json(each) for each in kept]
        return library.correct(article, [*former, correction])


def corrected_digests(change: Change) -> set[str]:
    """The digests of the articles whose corrections a change touches."""
    from reader.notes import CorrectionFile

    records = (*change.before, *change.after)
    return {record.digest for record in records if isinstance(record, CorrectionFile)}


def _of_deed(article: Article, deed: str, block: int, offset: int) -> Correction | None:
    if deed.startswith(ROLE):
        return set_role(article, block, ROLES[ROLES.index(deed.removeprefix(ROLE))])
    match deed:
        case "split":
            return split(article, block, offset)
        case "join_previous":
            return join(article, block, -1)
        case "join_next":
            return join(article, block, 1)
        case "move_up":
            return move(article, block, -1)
        case "move_down":
            return move(article, block, 1)
    raise ValueError(f"not a correction: {deed}")


def split(article: Article, block: int, offset: int) -> Correction | None:
    """Cut a block before a clean offset; None at its edges."""
    text = article.blocks[block].text
    while offset < len(text) and text[offset].isspace():
        offset += 1
    if not text[:offset].strip() or offset >= len(text):
        return None
    return _made("split", _raw(article, block, offset))


def join(article: Article, block: int, by: int) -> Correction | None:
    """Put a block and its neighbour (`by` 1 after it, -1 before it) together."""
    other = block + by
    if not 0 <= other < len(article.blocks):
        return None
    first, second = sorted((block, other))
    return _made("join", _raw(article, first), _raw(article, second))


def move(article: Article, block: int, by: int) -> Correction | None:
    """Put a block one place up (-1) or down (1)."""
    target = block + by
    if not 0 <= target < len(article.blocks):
        return None
    before = target if by < 0 else target + 1
    other = _raw(article, before) if before < len(article.blocks) else None
    return _made("move", _raw(article, block), other)


def set_role(article: Article, block: int, role: Role) -> Correction | None:
    """Give a block another role."""
    if article.blocks[block].role == role:
        return None
    from reader.text import Correction

    return Correction("role", _raw(article, block), role=role)


def _made(operation: str, at: int, other: int | None = None) -> Correction:
    from reader.text import Correction

    return Correction(operation, at, other)  # pyright: ignore[reportArgumentType]


def _raw(article: Article, block: int, offset: int = 0) -> int:
    """The raw offset of a character, the next one that is no space."""
    held = article.blocks[block]
    while offset < len(held.text) - 1 and held.text[offset].isspace():
        offset += 1
    return raw_positions(held, article.raw.text)[offset]

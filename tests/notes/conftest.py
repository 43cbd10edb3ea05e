"""A data directory, notes to put into it, and small articles of our own making."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reader.article import Article, Block, RawText, Span
from reader.notes import Anchor, Note, Notes, new_note
from reader.paths import DataPaths, data_paths

DIGEST = "ab" * 32


def raw_text(text: str) -> RawText:
    return RawText("样文.txt", text, "utf-8", hashlib.sha256(text.encode()).hexdigest())


def article_of(*paragraphs: str, width: int = 12, spaced: bool = False) -> Article:
    """An article whose every paragraph is set in lines of `width`, at will letter-spaced."""
    lines: list[str] = []
    blocks: list[Block] = []
    start = 0
    for paragraph in paragraphs:
        ink = "".join(paragraph.split())
        set_lines = [ink[at : at + width] for at in range(0, len(ink), width)]
        written = "\n".join(" ".join(line) if spaced else line for line in set_lines)
        blocks.append(Block("paragraph", ink, (Span(start, start + len(written)),)))
        lines.append(written)
        start += len(written) + 1
    return Article(raw_text("\n".join(lines)), blocks[0].text, tuple(blocks))


@pytest.fixture
def paths(tmp_path: Path) -> DataPaths:
    return data_paths(tmp_path / "data")


@pytest.fixture
def notes(paths: DataPaths) -> Iterator[Notes]:
    with Notes.open(paths) as opened:
        yield opened


@pytest.fixture
def make_note() -> Callable[..., Note]:
    numbers = itertools.count()

    def make(**fields: object) -> Note:
        number = next(numbers)
        made = Anchor(DIGEST, (Span(number, number + 4),), f"第{number}句引文", "前文", "后文")
        note = new_note("quotation", "样文.txt", "/文/样文.txt", made)
        return replace(note, **{"created": f"2026-11-21T10:00:{number:02}.000Z", **fields})

    return make

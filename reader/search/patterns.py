"""Patterns: wildcards and regular expressions, matched on folded text within one passage.

The index names the candidates (documents that hold the literal pieces of the pattern), the
texts of those are read. The `regex` module is used for its time limit: no expression that a
user types may stop the program.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

import regex

from reader.i18n import tr
from reader.search import bounds, folding
from reader.search.batch import FIELDS
from reader.search.leaf import Leaf
from reader.search.model import Field
from reader.search.query import Pattern

WILDCARD = re.compile(r"(?<=[^*?])[*?]+(?=[^*?])")
"""Wildcards count between characters only: at the end of a word they would say nothing."""

_WILD = {"*": ".{0,20}?", "?": "."}
_SECONDS = 2.0
_LEAST = 1e-3  # seconds: a limit of none is an error
_META = re.compile(r"[\\.^$*+?{}\[\]|()]")
_PART = re.compile(r"\\.|.", re.DOTALL)
_MARK = re.compile(r"\\\W")  # a mark that stands for itself
_UNSURE = re.compile(rf"(?:{_MARK.pattern}|[^\\])?(?:[*?]|\{{[^}}]*\}}?)|{_MARK.pattern}|[.^$+]")
"""What no literal piece goes over: with a count, what is counted may not be there at all."""


def wildcard(written: str, in_field: Field | None) -> Pattern:
    """`*` stands for up to 20 characters, `?` for one."""
    texts = [folding.folded(text) for text in WILDCARD.split(written)]
    gaps = ["".join(map(_WILD.__getitem__, gap)) for gap in WILDCARD.findall(written)]
    joined = "".join(re.escape(text) + gap for text, gap in zip(texts, [*gaps, ""], strict=True))
    return Pattern(joined, written, tuple(filter(None, texts)), in_field)


def expression(written: str, in_field: Field | None) -> Pattern:
    """A regular expression as typed. Raises ValueError, saying why, where it is none."""
    folded = "".join(map(_part, _PART.findall(written)))
    _check(folded)
    pieces = _literals(folded) if _META.search(folded) else (folded,)
    # Blanks and controls have no symbols: there is nothing to look up.
    literals = tuple(piece for piece in pieces if folding.folded(piece))
    return Pattern(folded, f"/{written}/", literals, in_field)


def _part(written: str) -> str:
    """A character of an expression, or one after a backslash, folded like the texts.

    A full-width bracket or mark stands for itself, whatever the half-width one would mean.
    """
    char = written[-1]
    if char.isascii():
        return written
    folded = folding.folded(char) or char
    return written[:-1] + folded if len(written) > 1 else re.escape(folded)


def _check(expression: str) -> None:
    """Raises ValueError where `expression` cannot be compiled, or not in reasonable space."""
    if bounds.too_large(expression):
        raise ValueError(tr("it is too large"))
    try:
        _compiled(expression)
    except regex.error as error:
        raise ValueError(str(error)) from error
    except (RecursionError, MemoryError, OverflowError) as error:
        raise ValueError(tr("it is too large")) from error


def _literals(expression: str) -> tuple[str, ...]:
    """Pieces that every match must hold; none where alternatives or groups make that unsure."""
    if re.search(r"[|()\[\]\\]", _MARK.sub("", expression)):
        return ()
    pieces = _UNSURE.split(expression)
    return tuple(piece for piece in pieces if len(piece) > 1)


@lru_cache(64)
def _compiled(expression: str) -> regex.Pattern[str]:
    return regex.compile(expression, regex.IGNORECASE)


@dataclass(slots=True)
class Matcher:
    """Matches patterns until its time, or the memory for one, is over; then `stopped` is true."""

    seconds: float = _SECONDS
    stopped: bool = False
    _began: float = field(default_factory=time.monotonic)

    def over(self) -> bool:
        """Whether there is no time left, so that no more texts need to be read."""
        self.stopped = self.stopped or self._left() <= 0
        return self.stopped

    def _left(self) -> float:
        return self.seconds - (time.monotonic() - self._began)

    def spans(self, pattern: Pattern, leaf: Leaf, document: int) -> list[tuple[int, int]]:
        """Where `pattern` matches in a document: symbols from the document's first."""
        text = folding.folded(leaf.text(document))
        first = int(leaf.passage_edges[document])
        spans: list[tuple[int, int]] = []
        at = 0
        for passage, piece in enumerate(text.split("\0")[:-1], first):
            if pattern.field is None or FIELDS[leaf.fields[passage]] == pattern.field:
                spans.extend((at + start, at + end) for start, end in self._find(pattern, piece))
            at += len(piece) + 1
        return spans

    def _find(self, pattern: Pattern, text: str) -> Iterator[tuple[int, int]]:
        if self.over():
            return
        left = max(self._left(), _LEAST)
        try:
            for match in _compiled(pattern.expression).finditer(text, timeout=left):
                if match.end() > match.start():
                    yield match.start(), match.end()
        except (TimeoutError, MemoryError):  # that calls itself
            self.stopped = True

"""The white space of restored text: dropped beside Han characters, one space between words.

A block is text pieces, each a raw span; white space inside a piece, line breaks included,
is typographic wherever it touches a full-width character, and a word space elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from reader.article import Block, Repair, Role, Span
from reader.text.characters import ends_sentence, is_wide
from reader.text.names import spelled

_SPACE = re.compile(r"\s+")
_DIGITS = "0123456789"
_AROUND, _LONGEST_HEAD = 12, 40
# Characters set apart one by one: 共 1 2 0 人, 2 0 . 5 %. Words are longer: 北京 上海 10 20.
_APART = re.compile(
    r"(?<!\S)[\u4e00-\u9fff] [\u4e00-\u9fff](?!\S)|(?<!\S)\d(?: [\d.%％]){2}(?!\S)", re.ASCII
)
_HEADS: frozenset[Role] = frozenset(
    ("series", "kicker", "title", "subtitle", "section", "subsection", "label")
)
_NAMED: frozenset[Role] = frozenset(("byline", "credit"))


def needs_space(before: str, after: str) -> bool:
    """Whether white space between two characters parts words."""
    return not (is_wide(before) or is_wide(after))


def join_piece(text: str) -> str:
    """The raw text of one span with its typographic white space gone.

    Hyphens at line ends stay: no character is ever dropped but white space.
    """

    def replace(match: re.Match[str]) -> str:
        before, after = text[match.start() - 1], text[match.end()]
        if before == "-" and "\n" in match.group() and text[match.start() - 2].isalpha():
            return ""  # a word broken at the line's end: its hyphen stays, no space comes in
        if _is_in_number(text, *match.span()) and (
            "\n" in match.group() or _is_set_apart(text, *match.span())
        ):
            return ""
        return " " if needs_space(before, after) else ""

    return _SPACE.sub(replace, text.strip())


def _is_in_number(text: str, start: int, end: int) -> bool:
    """Whether a gap parts what may be one number, a point or the sign of percent with it."""
    left, right = text[start - 1], text[end]
    if left == ".":
        left = text[max(0, start - 3) : start - 1].rstrip()[-1:]
    if right == ".":
        right = text[end + 1 : end + 3].lstrip()[:1]
    return bool(left and right) and left in _DIGITS and right in _DIGITS + "%％"


def _is_set_apart(text: str, start: int, end: int) -> bool:
    """Whether the characters around a gap were set apart one by one, digits with them."""
    around = max(0, start - _AROUND), end + _AROUND
    return text[end] in "%％" or _APART.search(text, *around) is not None


def block_text(raw: str, spans: Sequence[Span], role: Role) -> str:
    """The clean text of a block of `role` made of the raw `spans`, in that order.

    The lines of a head are parted by one space; the parts of anything else are not,
    unless words meet. Lists and tables (`other`) keep a space wherever there was any. Between
    names, and beside offices, there is one.
    """
    if role == "paragraph" and len(spans) == 1 and _is_line_of_display(raw[slice(*spans[0])]):
        return _head_text(raw[slice(*spans[0])])
    parts = [_span_text(raw[a:b], role) for a, b in spans]
    if role in _HEADS:
        return " ".join(parts)
    if role in _NAMED:
        return spelled(" ".join(raw[a:b] for a, b in spans))
    if role == "other":
        return " ".join(" ".join(raw[a:b].split()) for a, b in spans)
    text = parts[0] if parts else ""
    for part in parts[1:]:
        text += (" " if needs_space(text[-1], part[0]) else "") + part
    return text


def _is_line_of_display(text: str) -> bool:
    """Whether a paragraph is one short line that ends as no sentence does: a head in plain text."""
    text = text.strip()
    return len(text) <= _LONGEST_HEAD and "\n" not in text and not ends_sentence(text)


def _span_text(text: str, role: Role) -> str:
    return _head_text(text) if role in _HEADS else join_piece(text)


def _head_text(text: str) -> str:
    """A head keeps the spaces its setter put between its halves, not letter spacing."""
    words = text.split()
    if text.startswith("#"):
        return " ".join(words)
    spaced = len(words) > 1 and sum(len(word) == 1 for word in words) * 2 <= len(words)
    if spaced and all(len(word) > 3 for word in words):
        return " ".join(words)
    return join_piece(text)


def repairs_of(raw: str, blocks: Iterable[Block]) -> tuple[Repair, ...]:
    """Every stretch of white space that is not one plain space between words of one span.

    Written over a raw text of blanks that holds the blocks' characters, they rebuild it.
    """
    inside = sorted(span for block in blocks for span in block.spans)
    return tuple(_repairs(raw, inside))


def _repairs(raw: str, spans: list[Span]) -> Iterator[Repair]:
    at = 0
    for span in [*spans, Span(len(raw), len(raw))]:
        if span.start > at:
            yield Repair("break", at, span.start, raw[at : span.start])
        for match in _SPACE.finditer(raw, span.start, span.end):
            gap = match.group()
            if gap == " " and needs_space(raw[match.start() - 1], raw[match.end()]):
                continue
            kind = "wrap" if "\n" in gap else "space"
            yield Repair(kind, match.start(), match.end(), gap)
        at = max(at, span.end)

"""Ordinary text, which no newspaper set: Markdown, verse, lists, tables, prose in one piece.

Such text keeps its order and its lines; only lines that were plainly wrapped are joined.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reader.article import Block, Role, Span
from reader.text.characters import HAN, ends_sentence, is_wide
from reader.text.lines import Line
from reader.text.roles import surface_role
from reader.text.spacing import block_text

_MARKUP = re.compile(
    r"(?:#{1,6}\s|[-*+]\s|>\s?|\||```|~~~|\d{1,3}[.)、]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)])"
)
_ALONE = re.compile(r"#{1,6}\s|>|\||```|~~~")  # what no line goes on with; an item of a list may
_HEADING = re.compile(r"#{1,6}\s")
_COLUMNS = re.compile(r"\t|\S {2,}\S.* {2,}\S")
_LETTER = re.compile(r"[^\W\d_]")
_INNER = "，。、；：！？,.;:!?…”’」』）)"
_NO_END = "，。、；：,.;:…"  # of a title; it may ask or call out
_WIDEST_TITLE, _LAST_SUBTITLE = 40.0, 2
_SAMPLE = 20_000
_FEW, _STANDS_OUT = 8, 1.15
# Text narrower or wider than this, in em, was not wrapped at a page's width.
_NARROWEST_INDENTED, _NARROWEST, _WIDEST = 8.0, 20.0, 90.0


def is_of_lines(lines: Sequence[Line], raw: str) -> bool:
    """Whether the text has marks for its structure, is a table, or not Chinese."""
    return len(lines) < 2 or _is_marked_up(lines) or _is_foreign(raw) or _is_table(lines)


def is_ordinary(lines: Sequence[Line], measures: Sequence[float], raw: str) -> bool:
    """Whether the text bears no sign of having been set in a newspaper's columns."""
    if len(lines) < 2:
        return True
    if any(line.resumes for line in lines):
        return False
    if _is_indented(raw) and any(measures):
        return not is_torn(lines, measures)
    if any(surface_role(line.text) not in (None, "subtitle", "other") for line in lines):
        return False
    if _is_indented(raw):
        return True
    return _is_verse(lines) or (not any(measures) and _is_whole(lines))


def _is_marked_up(lines: Sequence[Line]) -> bool:
    signs = sum(_MARKUP.match(line.text) is not None for line in lines)
    return signs >= max(2, len(lines) // 12)


def _is_indented(raw: str) -> bool:
    """Whether paragraphs are set in by ideographic spaces, which no PDF extractor writes."""
    return raw.count("\n　　") + raw.startswith("　　") > 1


def is_torn(lines: Sequence[Line], measures: Sequence[float]) -> bool:
    """Whether a blank line stands in mid-sentence between two lines of one column."""
    return any(
        after.blank
        and not after.set_in
        and not ends_sentence(before.chars)
        and abs(before.width - measure) < 1.5
        and after.width <= measure + 1.5
        for before, after, measure in zip(lines, lines[1:], measures, strict=False)
    )


def _is_foreign(raw: str) -> bool:
    sample = raw[:_SAMPLE]
    return len(HAN.findall(sample)) < 0.3 * len(_LETTER.findall(sample))


def _is_table(lines: Sequence[Line]) -> bool:
    rows = lines[:2000]
    return 2 * sum(_COLUMNS.search(line.text) is not None for line in rows) > len(rows)


def _is_verse(lines: Sequence[Line]) -> bool:
    ended = sum(line.chars[-1] in _INNER for line in lines)
    return ended >= 0.8 * len(lines) and max(line.width for line in lines) < 26


def _is_whole(lines: Sequence[Line]) -> bool:
    """Whether no long line but the title, if there is one, stops in mid-sentence."""
    return all(ends_sentence(line.chars) or line.chars[-1] in "：:" for line in lines[1:]
               if line.width > 24)  # fmt: skip


def blocks_of(raw: str, lines: Sequence[Line]) -> Iterator[Block]:
    """The blocks of ordinary text, in the order of the lines."""
    longest = _longest(lines)
    wraps = (_NARROWEST_INDENTED if _is_indented(raw) else _NARROWEST) <= longest <= _WIDEST
    groups: list[list[Line]] = []
    fenced = False
    for line in lines:
        fence = line.text.startswith(("```", "~~~"))
        own = fenced or fence or raw.startswith("　", max(0, line.start - 1))
        if groups and wraps and not own and _wrapped(groups[-1][-1], line, longest):
            groups[-1].append(line)
        else:
            groups.append([line])
        fenced = fenced != fence
    titled = False
    for i, group in enumerate(groups):
        role = _role(group, i, groups, titled)
        titled = titled or role == "title"
        span = Span(group[0].start, group[-1].end)
        yield Block(role, block_text(raw, (span,), role), (span,))


def _longest(lines: Sequence[Line]) -> float:
    """The length of full lines: the longest, but for a few, as heads are, that stand out."""
    lengths = sorted(map(_length, lines), reverse=True)
    few = len(lengths) // _FEW
    while few and lengths[0] > _STANDS_OUT * lengths[1]:
        del lengths[0]
        few -= 1
    return lengths[0] if lengths else 0.0


def _wrapped(before: Line, after: Line, longest: float) -> bool:
    """Whether `after` goes on in a paragraph that was wrapped at a page's width."""
    if after.blank or _MARKUP.match(after.text) or _ALONE.match(before.text):
        return False
    if _COLUMNS.search(before.text) or _COLUMNS.search(after.text):
        return False
    if before.text[-1] == "-" and before.text[-2:-1].isalpha():
        return True
    if before.chars[-1] in "。！？：:":
        return False
    first = after.text.split(maxsplit=1)[0]
    room = 1.0 if is_wide(first[0]) else len(first) / 2  # that it would have taken there
    return _length(before) + room + 0.5 > 0.85 * longest


def _length(line: Line) -> float:
    """How far a line reaches, in em, word spaces counted as half."""
    return line.width + (len(line.text) - len(line.chars)) / 2


def _role(group: Sequence[Line], i: int, groups: Sequence[object], titled: bool) -> Role:
    line = group[0]
    if _HEADING.match(line.text):
        return "title" if not titled and line.text.startswith("# ") else "section"
    if _MARKUP.match(line.text) or _COLUMNS.search(line.text):
        return "other"
    role = surface_role(line.text) if len(group) == 1 else None
    if role == "other" or (role == "subtitle" and titled and i <= _LAST_SUBTITLE):
        return role
    first = i == 0 and len(groups) > 1 and not titled
    if first and len(group) == 1 and line.width <= _WIDEST_TITLE and line.chars[-1] not in _NO_END:
        return "title"
    return "paragraph"

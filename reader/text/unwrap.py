"""Text wrapped at one width all through put together again, a line a paragraph.

Text files, mails and pages saved from the web are wrapped wider than a newspaper's columns.
Their paragraphs show by blank lines, by first lines set in, or else by lines that end before
they need to. What follows sees a text that was never wrapped.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from reader.text.characters import CLOSING, OPENING, ends_sentence, width
from reader.text.folios import folios
from reader.text.lines import Line, make_line
from reader.text.roles import surface_role

# In em: the narrowest width that no column has, and that of text whose paragraphs show
# otherwise too; the widest; how far a line may stand out; the indent of a first line; how much
# earlier than it needs to a line ends that ends a paragraph, or where those show otherwise.
_WIDE, _NARROW, _WIDEST = 28.0, 14.0, 60.0
_OUT, _INDENT, _EARLY, _MUCH_EARLIER = 2.5, 1.5, 0.5, 4.0
_LOST_INDENT, _FEWEST, _TITLES = 2.0, 4, 3
# Shares: of lines that stand out, of full lines, of those that end in mid-sentence, of
# paragraphs that do not end as one.
_MOST_OUT, _LEAST_FULL, _LEAST_CUT, _MOST_OPEN = 0.02, 0.3, 0.4, 0.2
_PROSE, _LONGEST_DISPLAY = re.compile("[，。；]"), 40
_DISPLAY = frozenset(("byline", "label", "other"))
_ASIDE = re.compile("[（(][^（()）]{2,16}[）)]")  # a signature that had no room on the line before
_OPENS = re.compile(  # an item of a list, a turn of a talk
    "[（(]?(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})[）)、．]|第[一二三四五六七八九十百]{1,4}[条章]|[●■◆·①-⑳]|"
    "(?:记者|主持人|问|答|[\u4e00-\u9fff]{2,4})[：:]"
)
_BLANK = " \t\r\n\u3000\xa0"  # a form feed is not
_MARKS = "，。、；：！？…" + CLOSING
_FIRST = re.compile(f"(?:[A-Za-z0-9.,]+[%％]?|[{re.escape(OPENING)}]*.)[{re.escape(_MARKS)}]*")


def unwrapped(raw: str, lines: Sequence[Line], torn: bool = False) -> list[Line] | None:
    """The paragraphs of a text of `lines`, a line each; None where it was not wrapped so.

    Page numbers stay lines of their own, and so do the parts of a paragraph around them.
    `torn`: blank lines stand in mid-sentence, which only the ends of pages may explain.
    """
    if len(lines) < _FEWEST:
        return None
    skipped = folios(raw, lines)
    if torn and not skipped and "\f" not in raw:
        return None
    flow = [line for i, line in enumerate(lines) if i not in skipped]
    if len(flow) < _FEWEST:
        return None
    wrapping = _Wrapping(raw, flow)
    if not wrapping.is_seen():
        return None
    groups = wrapping.paragraphs(0.0)
    if _left_open(groups):
        groups = min(groups, wrapping.paragraphs(_LOST_INDENT), key=_left_open)
    if _left_open(groups) > max(2, _MOST_OPEN * len(groups)):
        return None
    between = [lines[i].start for i in sorted(skipped)]
    whole = [part for group in groups for part in _joined(raw, group, between)]
    whole += [replace(lines[i], folio=True, blank=True) for i in skipped]
    return sorted(whole, key=lambda line: line.start)


def _joined(raw: str, group: Sequence[Line], between: Sequence[int]) -> Iterator[Line]:
    """A paragraph as one line; as several where what begins at one of `between` is inside."""
    start = 0
    for i in range(1, len(group) + 1):
        last = i == len(group)
        if last or bisect(between, group[i - 1].start) != bisect(between, group[i].start):
            line = make_line(raw, group[start].start, group[i - 1].end, group[start].blank)
            yield replace(line, resumes=start > 0)
            start = i


def _left_open(groups: Sequence[Sequence[Line]]) -> int:
    """How many paragraphs do not end with a sentence; of titles none does."""
    return sum(not _is_closed(group[-1].chars) for group in groups[_TITLES:])


def _is_closed(chars: str) -> bool:
    return ends_sentence(chars) or chars[-1] in "：:；;"


class _Wrapping:
    """How a text was wrapped: how far its lines reach, and what parts its paragraphs."""

    def __init__(self, raw: str, lines: Sequence[Line]) -> None:
        self._cut = {  # a page has ended: a blank line there tells nothing
            i for i, (a, b) in enumerate(pairwise(lines), 1) if raw[a.end : b.start].strip(_BLANK)
        }
        lines = [replace(each, blank=False) if i in self._cut else each
                 for i, each in enumerate(lines)]  # fmt: skip
        self._lines = lines
        before = [raw[raw.rfind("\n", 0, line.start) + 1 : line.start] for line in lines]
        self._indents = list(map(_blanks, before))
        self._reach = [
            indent + line.width + _blanks(line.text)
            for indent, line in zip(self._indents, lines, strict=True)
        ]
        self._needed = [_needed(line.chars) for line in lines]
        ends = sorted(  # marks at the end may hang over the edge
            reach - len(line.chars) + len(line.chars.rstrip(_MARKS))
            for reach, line in zip(self._reach[_TITLES:], lines[_TITLES:], strict=True)
        )
        self._limit = ends[-1 - int(_MOST_OUT * len(ends))]
        self._indented = self._shows([indent >= _INDENT for indent in self._indents])
        self._separated = self._shows([line.blank for line in lines])

    def is_seen(self) -> bool:
        """Whether the text was wrapped at one width all through, wider than a column is."""
        shown = self._indented or self._separated
        out = sum(reach > self._limit + _OUT for reach in self._reach)
        count = range(1, len(self._lines))
        full = [i for i in count if not self._ends_early(i, _EARLY, _LOST_INDENT)]
        cut = sum(not _is_closed(self._lines[i - 1].chars) for i in full)  # in mid-sentence
        return (
            (_NARROW if shown else _WIDE) <= self._limit <= _WIDEST
            and out <= 1 + _MOST_OUT * len(self._lines)
            and len(full) >= _LEAST_FULL * len(self._lines)
            and cut >= _LEAST_CUT * len(full)
            and not any(map(self._is_torn, range(1, len(self._lines))))
        )

    def paragraphs(self, lost: float) -> list[Sequence[Line]]:
        """The lines of every paragraph, `lost` being the indent in em that first lines had when
        they were wrapped and have no longer."""
        starts = [0]
        for i in range(1, len(self._lines)):
            is_first = starts[-1] == i - 1 and not self._indents[i - 1]
            if self._parts(i, lost if is_first else 0.0) or (lost and self._was_set_in(i, lost)):
                starts.append(i)
        return [self._lines[a:b] for a, b in pairwise([*starts, len(self._lines)])]

    def _parts(self, i: int, lost: float) -> bool:
        """Whether line `i` begins a paragraph; the line before it has `lost` so much."""
        if not self._ends_early(i, _EARLY, lost) and _ASIDE.fullmatch(self._lines[i].chars):
            return False
        if self._lines[i].blank or self._indents[i] >= _INDENT:
            return True
        if _is_display(self._lines[i]) or _is_display(self._lines[i - 1]):
            return True
        if _OPENS.match(self._lines[i].chars) and _is_closed(self._lines[i - 1].chars):
            return True
        if not (self._indented or self._separated) or i in self._cut:
            return self._ends_early(i, _EARLY, lost)
        closed = i <= _TITLES or _is_closed(self._lines[i - 1].chars)
        return self._ends_early(i, _MUCH_EARLIER if closed else self._limit / 3)

    def _was_set_in(self, i: int, lost: float) -> bool:
        """Whether line `i`, after a sentence's end, is full if it was set in, and not if not."""
        return (
            i + 1 < len(self._lines)
            and _is_closed(self._lines[i - 1].chars)
            and not _is_closed(self._lines[i].chars)
            and self._ends_early(i + 1, _EARLY)
            and not self._ends_early(i + 1, _EARLY, lost)
        )

    def _shows(self, signs: Sequence[bool]) -> bool:
        """Whether a sign stands before every paragraph: wherever a line ends much too early."""
        early = [i for i in range(1, len(signs)) if self._ends_early(i, _MUCH_EARLIER)]
        without = sum(not signs[i] for i in early)
        return sum(signs[1:]) >= 2 and without <= _TITLES + _MOST_OUT * len(early)

    def _ends_early(self, i: int, much: float, lost: float = 0.0) -> bool:
        """Whether what line `i` begins with would have had room on the line before, and more."""
        room = self._limit - self._reach[i - 1] - lost
        return room >= self._needed[i] + much

    def _is_torn(self, i: int) -> bool:
        """Whether a paragraph seems to begin in mid-sentence, after a line that may be full: the
        first of a paragraph may have been set in."""
        begins = self._lines[i].blank or self._indents[i] >= _INDENT
        return (
            begins
            and i not in self._cut
            and not self._ends_early(i, _MUCH_EARLIER)
            and not _is_closed(self._lines[i - 1].chars)
            and i > _TITLES
        )


def _blanks(text: str) -> float:
    """The width in em of the white space in a text."""
    wide = text.count("\u3000")
    return wide + (sum(map(str.isspace, text)) - wide) / 2


def _is_display(line: Line) -> bool:
    """Whether the wording shows that a line is no running text."""
    if len(line.text) > _LONGEST_DISPLAY or _PROSE.search(line.chars):
        return False
    return surface_role(line.text) in _DISPLAY


def _needed(chars: str) -> float:
    """The room in em that the first thing on a line takes, with the marks that go with it."""
    first = _FIRST.match(chars)
    return width(first.group()) if first and first.end() > 1 else 1.0

"""The units of a page: paragraphs, heads, labels, quotes, captions, each with its raw spans.

Units are what blocks are made of. Their kinds are those of the surface; whether a head
belongs to the whole article or to a section is decided later, from the whole page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from reader.article import Span
from reader.text.characters import ends_sentence
from reader.text.lift import lifted
from reader.text.lines import Line
from reader.text.names import is_lone_name
from reader.text.pieces import Piece
from reader.text.roles import CAPTION, OFFICE, OPENS_CAPTION, credit_start, surface_role
from reader.text.seams import Seams

Kind = Literal[
    "body", "lead", "head", "series", "label", "byline", "quote", "attribution", "subtitle",
    "caption", "credit", "other",
]  # fmt: skip
_QUESTION = re.compile("[^。！，？,!?]{4,26}[？?]")
_SUBJECT = re.compile("[^：:]{2,8}[：:].")  # each of two heads names its own, as 安徽：…
_BOUNDARIES = frozenset(("label", "byline", "attribution", "subtitle", "other"))
_HEADS = frozenset(("head", "series", "subtitle"))
_LONGEST_CAPTION = 120
# In bits: a head's line as wide as its column, and one of a character or two, speak for a
# line that was only wrapped; from so many on it was.
_FULL_BITS, _REST_BITS, _WRAPPED = 2.0, 4.0, 3.5
_NEAR_FULL, _LONGEST_REST = 2.0, 2
_SEVERAL = 5
_MOST_LEAD, _MOST_LEAD_LINES, _OTHER_MEASURE = 3, 16, 1.2


@dataclass(frozen=True, slots=True)
class Unit:
    """Lines of one kind. `text` is their characters without white space; `measure` the
    column's, 0 where unknown; `orphan` and `seams` as in `Piece`."""

    kind: Kind
    lines: tuple[int, ...]
    spans: tuple[Span, ...]
    text: str
    measure: float = 0.0
    orphan: bool = False
    seams: tuple[float, ...] = ()


def units_of(
    lines: Sequence[Line],
    measures: Sequence[float],
    pieces: Sequence[Piece],
    seams: Seams | None = None,
) -> list[Unit]:
    """The units of `pieces` in the order of their first lines.

    `measures` are all 0 where no line was wrapped; a blank line then parts two heads for sure.
    """
    found: list[Unit] = []
    for piece in (part for whole in pieces for part in lifted(lines, whole)):
        if piece.running:
            found.append(_body(lines, measures, piece))
        else:
            for segment in _segments(lines, piece.lines):
                found.extend(_display(lines, segment))
    page = "".join(line.chars for line in lines)
    found.sort(key=lambda unit: unit.lines[0])
    found = _asking(_continued(lines, _captions(lines, _quotes(lines, found, page))))
    found = _named(_two_liners(lines, found) if any(measures) else found)
    seams = seams or Seams(lines, measures)
    if not any(measures):
        found = [_no_sentence(unit) for unit in found]
    return _signed_lead([_wrapped(lines, measures, seams, unit) for unit in found])


def _no_sentence(unit: Unit) -> Unit:
    """A sentence with its full stop is no head: where no line was wrapped, it is a paragraph."""
    if unit.kind == "head" and len(unit.lines) == 1 and unit.text.endswith("。"):
        return replace(unit, kind="body")
    return unit


def _wrapped(lines: Sequence[Line], measures: Sequence[float], seams: Seams, unit: Unit) -> Unit:
    """A head with those of its lines in one span that were only wrapped at the column's width."""
    if unit.kind not in _HEADS or len(unit.lines) < 2 or len(unit.spans) != len(unit.lines):
        return unit
    spans = list(unit.spans[:1])
    for (a, b), span in zip(pairwise(unit.lines), unit.spans[1:], strict=True):
        full = 0.0 <= measures[a] - lines[a].width + 0.3 < _NEAR_FULL
        rest = len(lines[b].chars) <= _LONGEST_REST
        bits = seams.odds(a, b) + _FULL_BITS * full + _REST_BITS * rest
        if b == a + 1 and not lines[b].apart and bits > _WRAPPED:
            spans[-1] = Span(spans[-1].start, span.end)
        else:
            spans.append(span)
    return replace(unit, spans=tuple(spans))


def _named(units: list[Unit]) -> list[Unit]:
    """The only name that stands alone is the signature, where there is no other."""
    if any(unit.kind == "byline" and unit.text[0] not in "（(" for unit in units):
        return units
    alone = [i for i, u in enumerate(units) if i and u.kind == "head" and is_lone_name(u.text)]
    if len(alone) != 1:
        return units
    return [replace(u, kind="byline") if i in alone else u for i, u in enumerate(units)]


def _signed_lead(units: list[Unit]) -> list[Unit]:
    """A short text in a measure of its own between a head and the page's only signature."""
    signed = [i for i, u in enumerate(units) if u.kind == "byline" and u.text[0] not in "（("]
    if len(signed) != 1:
        return units
    first = signed[0]
    while first and units[first - 1].kind == "body" and not units[first - 1].orphan:
        first -= 1
    lead = units[first : signed[0]]
    lines = sum(len(unit.lines) for unit in lead)
    text = sum(len(unit.lines) for unit in units if unit.kind == "body")
    short = 0 < len(lead) <= _MOST_LEAD and lines <= _MOST_LEAD_LINES and 4 * lines <= text
    rest = [unit.measure for unit in units[signed[0] :] if unit.kind == "body"]
    boxed = bool(rest) and abs(lead[0].measure - rest[0]) > _OTHER_MEASURE if lead else False
    if not (short and boxed and first and units[first - 1].kind == "head"):
        return units
    marked = [replace(unit, kind="lead") for unit in lead]
    return [*units[:first], *marked, *units[signed[0] :]]


def spans_of(lines: Sequence[Line], indices: Sequence[int], merge: bool) -> tuple[Span, ...]:
    """The raw spans of lines; `merge`: neighbours are one span."""
    spans: list[Span] = []
    last = -2
    for i in indices:
        if merge and i == last + 1 and not lines[i].apart:
            spans[-1] = Span(spans[-1].start, lines[i].end)
        else:
            spans.append(Span(lines[i].start, lines[i].end))
        last = i
    return tuple(spans)


def _body(lines: Sequence[Line], measures: Sequence[float], piece: Piece) -> Unit:
    text = "".join(lines[i].chars for i in piece.lines)
    shown = OPENS_CAPTION.match(text) is not None and len(text) < _LONGEST_CAPTION
    return Unit(
        "caption" if shown else "body", piece.lines, spans_of(lines, piece.lines, merge=True), text,
        _set_width(lines, measures, piece), piece.orphan, piece.seams,
    )  # fmt: skip


def _set_width(lines: Sequence[Line], measures: Sequence[float], piece: Piece) -> float:
    """The measure a paragraph was set to: its longest line, the first counted with indent."""
    first, *others = piece.lines
    if not any(measures):
        return 0.0
    if not others:
        width, measure = lines[first].width, measures[first]
        return measure if width <= measure + 1 else width
    known = sorted(measures[i] for i in piece.lines if measures[i])
    if len(others) >= _SEVERAL and known:
        return known[len(known) // 2]  # no single line speaks for all: marks are set tighter
    widths = [lines[i].width for i in others]
    return max([*widths, lines[first].width + (0.0 if piece.orphan else 2.0)])


def _segments(lines: Sequence[Line], indices: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Display lines parted where their wording shows that something else begins."""
    segment: list[int] = []
    for i in indices:
        if segment and _parts(lines[segment[-1]], lines[i], len(segment)):
            yield tuple(segment)
            segment = []
        segment.append(i)
    yield tuple(segment)


def _parts(before: Line, after: Line, count: int) -> bool:
    if "【" in before.text and "】" not in before.text and "】" in after.text:
        return False
    if max(len(before.text), len(after.text)) > 300 or surface_role(after.text) in _BOUNDARIES:
        return True
    if surface_role(before.text) in ("label", "byline", "other") and count == 1:
        return True
    if is_lone_name(after.chars) or before.folio or after.folio:
        return True
    return credit_start(before.text) is not None or CAPTION.search(after.text) is not None


def _display(lines: Sequence[Line], segment: tuple[int, ...]) -> list[Unit]:
    text = "".join(lines[i].chars for i in segment)
    last = lines[segment[-1]]
    folio = lines[segment[0]].folio
    role = "other" if folio else surface_role(" ".join(lines[i].text for i in segment))
    if role == "caption" and (at := credit_start(last.text)) is not None:
        return _captioned(lines, segment, last.start + at)
    kind: Kind = "head"
    if role is not None and role in ("series", "label", "byline", "attribution", "subtitle",
                                     "caption", "other"):  # fmt: skip
        kind = role
    merge = kind not in ("head", "series", "subtitle")
    return [Unit(kind, segment, spans_of(lines, segment, merge), text)]


def _captioned(lines: Sequence[Line], segment: tuple[int, ...], cut: int) -> list[Unit]:
    """A caption and the credit that begins at raw offset `cut` of its last line."""
    last = lines[segment[-1]]
    offset = cut - last.start
    head = last.text[:offset].rstrip()
    credit = Unit(
        "credit", segment[-1:], (Span(cut, last.end),), "".join(last.text[offset:].split())
    )
    if not head and len(segment) == 1:
        return [credit]
    end = last.start + len(head) if head else lines[segment[-2]].end
    text = "".join(lines[i].chars for i in segment[:-1]) + "".join(head.split())
    spans = spans_of(lines, segment if head else segment[:-1], merge=True)
    spans = (*spans[:-1], Span(spans[-1].start, end))
    caption = Unit("caption", segment, spans, text)
    return [caption, replace(credit, lines=segment[-1:])]


def _quotes(lines: Sequence[Line], units: list[Unit], page: str) -> list[Unit]:
    """Pull quotes: what stands right before an attribution."""
    found = list(units)
    for i, unit in enumerate(found):
        if unit.kind not in ("attribution", "subtitle") or i == 0:
            continue
        before = found[i - 1]
        if before.kind == "head" and len(before.lines) > 1 and _head_above(lines, before, page):
            found[i - 1 : i] = _beheaded(lines, before)
            return _quotes(lines, found, page)
        quoted = before.kind in ("body", "head") and ends_sentence(before.text)
        adjoining = _adjoin(before, unit) and len(before.text) < 160
        twin = page.count(before.text[:12]) > 1
        if quoted and adjoining and (twin or OFFICE.search(unit.text) is not None):
            found[i] = replace(unit, kind="attribution")
            found[i - 1] = replace(before, kind="quote", spans=_whole(lines, before))
        elif before.kind != "quote" and not OFFICE.search(unit.text):
            found[i] = replace(unit, kind="subtitle")
    return found


def _head_above(lines: Sequence[Line], unit: Unit, page: str) -> bool:
    """Whether the first line is a head over a quote: only what follows is said in the text."""
    first, second = lines[unit.lines[0]].chars, lines[unit.lines[1]].chars
    return page.count(first[:12]) == 1 and page.count(second[:10]) > 1


def _beheaded(lines: Sequence[Line], unit: Unit) -> list[Unit]:
    first, rest = unit.lines[:1], unit.lines[1:]
    return [
        replace(unit, lines=own, spans=spans_of(lines, own, merge=False),
                text="".join(lines[i].chars for i in own))
        for own in (first, rest)
    ]  # fmt: skip


def _whole(lines: Sequence[Line], unit: Unit) -> tuple[Span, ...]:
    first, last = unit.lines[0], unit.lines[-1]
    if last - first + 1 == len(unit.lines) and not any(
        line.apart for line in lines[first + 1 : last + 1]
    ):
        return (Span(unit.spans[0].start, unit.spans[-1].end),)
    return unit.spans


def _captions(lines: Sequence[Line], units: list[Unit]) -> list[Unit]:
    """A head or a single line that stands right before a credit of its own is a caption."""
    found = list(units)
    for i, unit in enumerate(found):
        if unit.kind != "credit" or i == 0 or _adjoin(found[i - 1], unit, apart=0):
            continue
        before = found[i - 1]
        short = before.kind == "head" or (before.kind == "body" and len(before.lines) < 5)
        if short and _adjoin(before, unit):
            found[i - 1] = replace(before, kind="caption", spans=_whole(lines, before))
    return found


def _adjoin(first: Unit, second: Unit, apart: int = 1) -> bool:
    """Whether `second` begins `apart` lines after the last line of `first`."""
    return max(first.lines) + apart == min(second.lines)


def _continued(lines: Sequence[Line], units: list[Unit]) -> list[Unit]:
    """Captions and attributions with the lines they go on in."""
    found: list[Unit] = []
    for unit in units:
        if found and _goes_on(found[-1], unit):
            first = found.pop()
            own, spans = first.lines + unit.lines, first.spans + unit.spans
            joined = replace(first, lines=own, spans=spans, text=first.text + unit.text)
            found.append(replace(joined, spans=_whole(lines, joined)))
        else:
            found.append(unit)
    return found


def _goes_on(first: Unit, second: Unit) -> bool:
    if first.lines[-1] + 1 != second.lines[0]:
        return False
    if first.kind == "caption":
        return second.kind == "caption" and not ends_sentence(first.text)
    complete = OFFICE.search(first.text[-4:]) is not None
    return (
        first.kind == "attribution"
        and second.kind == "head"
        and (len(second.text) < 4 or (not complete and len(second.text) < 12))
    )


def _asking(units: list[Unit]) -> list[Unit]:
    """A short question by itself, right beside a head, is a head."""
    found = list(units)
    for i, unit in enumerate(found):
        beside = [found[j] for j in (i - 1, i + 1) if 0 <= j < len(found)]
        alone = unit.kind == "body" and len(unit.lines) == 1 and not unit.orphan
        if alone and _QUESTION.fullmatch(unit.text) and any(u.kind == "head" for u in beside):
            found[i] = replace(unit, kind="head", measure=0.0)
    return found


def _two_liners(lines: Sequence[Line], units: list[Unit]) -> list[Unit]:
    """Two heads of a line each, alone between two stretches of text, made one of two lines.

    Their lines are set to different lengths, which PDFBox takes for a new paragraph. Under
    another head two are one where a blank line stands over both of them only.
    """
    found: list[Unit] = []
    for i, unit in enumerate(units):
        if found and _second_line(lines, units, i):
            first = found[-1]
            found[-1] = replace(
                first,
                lines=first.lines + unit.lines,
                spans=first.spans + unit.spans,
                text=first.text + unit.text,
            )
        else:
            found.append(unit)
    return found


def _second_line(lines: Sequence[Line], units: Sequence[Unit], i: int) -> bool:
    if i < 2 or i + 1 >= len(units):
        return False
    above, first, second, below = units[i - 2 : i + 2]
    single = (
        first.kind == second.kind == "head"
        and len(first.lines) == len(second.lines) == 1
        and first.lines[0] + 1 == second.lines[0]
    )
    if not single or (_SUBJECT.match(first.text) and _SUBJECT.match(second.text)):
        return False
    if _couplet(first.text, second.text):
        return True
    together = lines[first.lines[0]].blank and not lines[second.lines[0]].blank
    return (
        (above.kind in ("body", "label", "attribution", "quote") or together)
        and (below.kind == "body" or (below.kind == "quote" and together))
        and not below.orphan
        and (together or not (above.kind == "body" and above.measure > 1.3 * below.measure))
    )


def _couplet(first: str, second: str) -> bool:
    """Whether two lines match clause by clause, as the halves of one head do."""
    clauses = [[len(clause) for clause in re.split("[，,]", line)] for line in (first, second)]
    return clauses[0] == clauses[1] and len(clauses[0]) > 1

"""Blocks as they are read: the units of a page in their places, each with its role."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from reader.article import Block, Role
from reader.text.doubt import doubt_of, is_shaky, order_doubt, weaker
from reader.text.lines import Line
from reader.text.sections import Plan
from reader.text.spacing import block_text
from reader.text.units import Unit

_LONGEST_TITLE = 26  # characters of one head


def blocks(raw: str, lines: Sequence[Line], units: Sequence[Unit], places: Plan) -> Iterator[Block]:
    """The blocks of a page in reading order: every unit once, what has no place last."""
    placed: set[int] = set()
    shaky = is_shaky(lines, units)
    order = order_doubt(places.order)
    first_heads = {section.heads[0] for section in places.sections if section.heads}
    rest: Iterator[tuple[int, Role]] = ((i, _plain_role(unit)) for i, unit in enumerate(units))
    for i, role in chain(_order(units, places), rest):
        if i not in placed:
            placed.add(i)
            spans = units[i].spans
            doubt = doubt_of(lines, units[i], shaky, places.certainty.get(i, 1.0))
            if i in first_heads:
                doubt = weaker(doubt, order)
            yield Block(role, block_text(raw, spans, role), spans, doubt)


def titled(units: Sequence[Unit], places: Plan) -> Plan:
    """The plan with a title: an article has one, though no head was sure to be it.

    It is a head taken for a series that does not read like one, else the first on the page.
    """
    if places.headlines:
        return places
    heads = [i for section in places.sections for i in section.heads]
    mistaken = [i for i in places.series if units[i].kind == "head"]
    if not (mistaken or heads or places.series):
        return places
    title = min(mistaken or heads or places.series)
    return replace(
        places,
        series=tuple(i for i in places.series if i != title),
        headlines=(title,),
        sections=tuple(
            replace(s, heads=tuple(i for i in s.heads if i != title)) for s in places.sections
        ),
    )


def _plain_role(unit: Unit) -> Role:
    """The role of a unit that the plan has no place for; it comes last."""
    if unit.kind == "body":
        return "paragraph"
    return "section" if unit.kind == "head" else unit.kind


def _order(units: Sequence[Unit], places: Plan) -> Iterator[tuple[int, Role]]:
    for i in places.series:
        yield i, "series"
    yield from _headline_roles(units, places.headlines)
    for i in places.lead_labels:
        yield i, "label"
    for i in places.lead:
        yield i, "lead"
    closing = _closing(units, places)
    for i in places.bylines:
        if i - 1 not in closing:
            yield i, "byline"
    quoted = _quotes(units, places)
    boxed = _labels_are_heads(units, places)
    for k, section in enumerate(places.sections):
        for i in section.labels:
            yield i, "section" if boxed else "label"
        for n, i in enumerate(section.heads):
            yield i, "subsection" if boxed or n else "section"
        for i in section.body:
            yield i, _plain_role(units[i])
            if i in closing:
                yield i + 1, "byline"
        for i in quoted.get(k, ()):
            yield i, "quote" if units[i].kind == "quote" else "attribution"
    for i in places.pictures:
        yield i, "caption" if units[i].kind == "caption" else "credit"


def _closing(units: Sequence[Unit], places: Plan) -> set[int]:
    """The paragraphs that a signature in brackets closes; each stands right after its own."""
    bodies = {i for section in places.sections for i in section.body}
    return {i - 1 for i in places.bylines if i - 1 in bodies and units[i].text[0] in "（("}


def _headline_roles(units: Sequence[Unit], heads: Sequence[int]) -> Iterator[tuple[int, Role]]:
    """The article's heads as kickers, the title and subtitles."""
    plain = [i for i in heads if units[i].kind != "subtitle"] or list(heads)
    title = _title_of(units, plain) if plain else -1
    for i in heads:
        yield i, "title" if i == title else "kicker" if i < title else "subtitle"


def _title_of(units: Sequence[Unit], heads: Sequence[int]) -> int:
    """The second of several heads, the first where that has two lines.

    A head too long to be set large gives way to a shorter one under it.
    """
    at = 1 if len(heads) > 1 and len(units[heads[0]].lines) < 2 else 0
    below = at + 1
    if below < len(heads) and len(units[heads[at]].text) > max(
        _LONGEST_TITLE, 1.5 * len(units[heads[below]].text)
    ):
        at = below
    return heads[at]


def _labels_are_heads(units: Sequence[Unit], places: Plan) -> bool:
    """Whether the labels head the sections: each has one, over a head of two lines or more."""
    headed = [s for s in places.sections if s.heads]
    return len(headed) > 1 and all(
        s.labels and all(len(units[i].lines) > 1 for i in s.heads) for s in headed
    )


def _quotes(units: Sequence[Unit], places: Plan) -> dict[int, list[int]]:
    """Pull quotes and attributions by the section whose text holds the quote, else nearest."""
    found: dict[int, list[int]] = {}
    owner = 0
    placed = {i for section in places.sections for i in section.body}
    for i, unit in enumerate(units):
        if i in placed:
            continue
        if unit.kind == "quote":
            owner = _quoted_in(units, places, i)
        elif unit.kind != "attribution":
            continue
        found.setdefault(owner, []).append(i)
    return found


def _quoted_in(units: Sequence[Unit], places: Plan, quote: int) -> int:
    text = units[quote].text[:16]
    for k, section in enumerate(places.sections):
        if any(text in units[i].text for i in section.body):
            return k
    before = [k for k, s in enumerate(places.sections) if s.body and s.body[0] < quote]
    return before[-1] if before else 0

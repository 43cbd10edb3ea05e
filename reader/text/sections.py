"""Heads given to the text they stand over, and the whole put in reading order.

Which heads are the article's own and which a section's is settled together with which
stretch of text each section head belongs to: a head may stand right before its text, share
its words, or be left over. The assignment that fits best as a whole is taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reader.text.affinity import Affinity
from reader.text.assign import assign
from reader.text.segments import Segment, leads, segments
from reader.text.units import Unit

_NEXT_TO = 0.35
_OWN_SLOTS = (0.9, 0.2, -0.2)
_LOOSE = 0.05


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of text with its heads and labels, by their index among the units."""

    body: tuple[int, ...]
    heads: tuple[int, ...] = ()
    labels: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """The units of a page in their places."""

    series: tuple[int, ...]
    headlines: tuple[int, ...]
    lead_labels: tuple[int, ...]
    lead: tuple[int, ...]
    bylines: tuple[int, ...]
    sections: tuple[Section, ...]
    pictures: tuple[int, ...]


def plan(units: Sequence[Unit]) -> Plan:
    """The reading order of `units`."""
    lead = leads(units)
    marked = [replace(u, kind="lead") if i in lead else u for i, u in enumerate(units)]
    stretches = [s for s in segments(marked) if marked[s.units[0]].kind == "body"]
    groups = _head_groups(marked)
    headlines, owned = _own(marked, groups, stretches)
    of_kind = {kind: tuple(i for i, u in enumerate(marked) if u.kind == kind)
               for kind in ("series", "byline", "caption", "credit", "label")}
    sections = [
        Section(s.units, tuple(sorted(owned.get(k, ())))) for k, s in enumerate(stretches)
    ]
    lead_labels, sections = _place_labels(marked, of_kind["label"], sections)
    sections = _joined(sections)
    return Plan(
        series=of_kind["series"],
        headlines=tuple(headlines),
        lead_labels=lead_labels,
        lead=tuple(sorted(lead)),
        bylines=of_kind["byline"],
        sections=tuple(_ordered(marked, sections)),
        pictures=tuple(sorted(of_kind["caption"] + of_kind["credit"])),
    )


def _head_groups(units: Sequence[Unit]) -> list[int]:
    return [i for i, unit in enumerate(units) if unit.kind in ("head", "subtitle")]


def _follows(units: Sequence[Unit], head: int) -> int:
    """The paragraph that stands right after a head, over other heads; -1 where none does."""
    for i in range(head + 1, len(units)):
        if units[i].kind == "body":
            return i
        if units[i].kind not in ("head", "label"):
            return -1
    return -1


def _own(
    units: Sequence[Unit], heads: Sequence[int], stretches: Sequence[Segment]
) -> tuple[list[int], dict[int, list[int]]]:
    """The heads of the whole article, and for every stretch of text the heads over it."""
    affinity = Affinity.of([u.text for u in units if u.kind == "body"])
    texts = [s.text(units) for s in stretches]
    values: list[list[float]] = []
    for head in heads:
        after = _follows(units, head)
        row: list[float] = []
        for stretch, text in zip(stretches, texts, strict=True):
            value = affinity.fit(units[head].text, [text])
            if stretch.units[0] == after:
                value += _NEXT_TO * (2.0 if head + 1 == after else 1.0)
            row.append(value)
        own = _headline_score(units, heads, head)
        row += [own + bonus for bonus in _OWN_SLOTS]
        row += [_LOOSE] * len(heads)
        values.append(row)
    chosen = assign(values)
    headlines: list[int] = []
    owned: dict[int, list[int]] = {}
    for head, column in zip(heads, chosen, strict=True):
        if column < len(stretches):
            owned.setdefault(column, []).append(head)
        elif column < len(stretches) + len(_OWN_SLOTS):
            headlines.append(head)
        else:
            best = max(range(len(stretches)), key=values[heads.index(head)].__getitem__, default=-1)
            if best >= 0:
                owned.setdefault(best, []).append(head)
            else:
                headlines.append(head)
    return headlines, owned


def _headline_score(units: Sequence[Unit], heads: Sequence[int], head: int) -> float:
    """How much a head looks like the article's own, by its neighbours."""
    before = units[head - 1].kind if head else "edge"
    after = units[head + 1].kind if head + 1 < len(units) else "edge"
    score = 0.0
    if units[head].kind == "subtitle":
        score += 1.5
    if before in ("series", "edge") or after in ("byline", "subtitle", "lead"):
        score += 0.7
    if after == "label" and units[head + 1].text[0] != "【":
        score += 0.7
    if before == "label":
        score -= 1.0
    if after == "body":
        score -= 0.4
    if len(units[head].lines) > 1:
        score += 0.2
    return score


def _place_labels(
    units: Sequence[Unit], labels: Sequence[int], sections: list[Section]
) -> tuple[tuple[int, ...], list[Section]]:
    """Every label with the lead, or with the section whose head or text follows it."""
    with_lead: list[int] = []
    placed = list(sections)
    for label in labels:
        at = next((i for i in range(label + 1, len(units)) if units[i].kind != "label"), -1)
        owner = next(
            (k for k, s in enumerate(placed) if at in s.heads or at in s.body), None
        )
        if owner is None:
            with_lead.append(label)
        else:
            placed[owner] = replace(placed[owner], labels=(*placed[owner].labels, label))
    return tuple(with_lead), placed


def _joined(sections: list[Section]) -> list[Section]:
    """A stretch without a head goes on with the section before it."""
    joined: list[Section] = []
    for section in sections:
        if joined and not section.heads and not section.labels:
            joined[-1] = replace(joined[-1], body=joined[-1].body + section.body)
        else:
            joined.append(section)
    return joined


def _ordered(units: Sequence[Unit], sections: list[Section]) -> list[Section]:
    return sorted(sections, key=lambda s: (bool(s.heads or s.labels), s.body[0]))

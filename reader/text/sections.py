"""Heads given to the text they stand over, and the whole put in reading order.

Which heads are the article's own and which a section's is settled together with which
stretch of text each section head belongs to: a head may stand right before its text, share
its words, or be left over. The assignment that fits best as a whole is taken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import pairwise
from math import exp

from reader.text.assign import assign
from reader.text.heads import HEADS, Context, chances, look_at, weights
from reader.text.heights import changes_of_height
from reader.text.lines import Line
from reader.text.segments import LEAD_LABELS, goes_on, leads, segments
from reader.text.units import Unit

# In nats: the worth of standing right before a text, of sharing all words with it, of the
# article having a first, second and third head of its own; the price of a head left over.
_NEXT_TO, _IN_PLACE, _LIKELY = 0.5, 2.0, -0.7
_FIT = 2.0
_OWN_BONUS = (0.8, 0.3, -0.3)
_LOOSE = 1.0
_BY_LABEL = 3.0
_LARGEST_PAGE = 250
# A text is cut between two heads when both fit it so well and differ so much over the cut.
_CLAIM, _SURE_SECTION, _LEAST_GAIN, _MOST_CUTS = 0.5, -0.7, 0.6, 8
_BREAK = 1.0
# The share of heads right over their texts, and how many sections then followed the right one
# (counted on the development pages and as many pages of another setter).
_ORDER_KNOWN = ((0.99, 0.92), (0.8, 0.76), (0.5, 0.69), (0.0, 0.25))
_FEW = 2
_OPENINGS = ("习近平总书记", "今天", "近年来", "党的", "眼下", "如今", "今年", "当地时间")


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of text with its heads and labels, by their index among the units."""

    body: tuple[int, ...]
    heads: tuple[int, ...] = ()
    labels: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """The units of a page in their places; `certainty`: the chance of each head's role,
    `order`: the chance that a section follows the one before it in the paper too."""

    series: tuple[int, ...]
    headlines: tuple[int, ...]
    lead_labels: tuple[int, ...]
    lead: tuple[int, ...]
    bylines: tuple[int, ...]
    sections: tuple[Section, ...]
    pictures: tuple[int, ...]
    certainty: Mapping[int, float] = field(default_factory=dict[int, float])
    order: float = 1.0


def plan(lines: Sequence[Line], units: Sequence[Unit]) -> Plan:
    """The reading order of `units`, which are made of `lines`."""
    if len(units) > _LARGEST_PAGE:
        return _as_it_stands(units)
    marked = marked_units(units)
    lead = [i for i, unit in enumerate(marked) if unit.kind == "lead"]
    stretches = [s for s in segments(marked) if marked[s.units[0]].kind == "body"]
    breaks = {i for s in stretches for i in changes_of_height(lines, marked, s.units)}
    context = _divided(look_at(marked, stretches), breaks)
    stretches = context.stretches
    series, headlines, owned = _own(context)
    of_kind = {
        kind: tuple(i for i, u in enumerate(marked) if u.kind == kind)
        for kind in ("byline", "caption", "credit", "label")
    }
    sections = [Section(s.units, tuple(sorted(owned.get(k, ())))) for k, s in enumerate(stretches)]
    lead_labels, sections = _place_labels(marked, of_kind["label"], sections)
    sections = _joined(sections)
    return Plan(
        series=tuple(series),
        headlines=tuple(headlines),
        lead_labels=lead_labels,
        lead=tuple(lead),
        bylines=of_kind["byline"],
        sections=tuple(_ordered(sections)),
        pictures=tuple(sorted(of_kind["caption"] + of_kind["credit"])),
        certainty=_certainty(context, set(series), set(headlines)),
        order=order_known(sections),
    )


def order_known(sections: Sequence[Section]) -> float:
    """How sure the order of the sections is: it is a guess where heads lie apart from texts."""
    headed = [section for section in sections if section.heads]
    if len(headed) < _FEW:
        return 1.0
    beside = sum(section.heads[-1] + 1 == section.body[0] for section in headed) / len(headed)
    return next(chance for least, chance in _ORDER_KNOWN if beside >= least)


def _certainty(context: Context, series: set[int], headlines: set[int]) -> dict[int, float]:
    """The chance that each head is whose it was taken to be; one alone is the article's."""
    found: dict[int, float] = {}
    if len(context.heads) == 1 and headlines == set(context.heads):
        return found
    for head in context.heads:
        owner = 2 if head in series else 0 if head in headlines else 1
        found[head] = exp(chances(context, head, weights())[owner])
    return found


def _as_it_stands(units: Sequence[Unit]) -> Plan:
    """A text too long for one page keeps its order; every head opens a section."""
    parts: list[tuple[list[int], list[int], list[int]]] = [([], [], [])]
    for i, unit in enumerate(units):
        opens = unit.kind in ("head", "series", "subtitle", "label")
        if opens and (parts[-1][0] or (parts[-1][1] and unit.kind == "label")):
            parts.append(([], [], []))
        if opens and unit.kind != "label":
            parts[-1][1].append(i)
        else:
            parts[-1][2 if unit.kind == "label" else 0].append(i)
    sections = tuple(Section(tuple(b), tuple(h), tuple(lb)) for b, h, lb in parts)
    return Plan((), (), (), (), (), sections, ())


def marked_units(units: Sequence[Unit]) -> list[Unit]:
    """`units` with the article's lead marked as such."""
    lead = leads(units)
    return [
        replace(u, kind="lead" if i in lead else "body") if i in lead or u.kind == "lead" else u
        for i, u in enumerate(units)
    ]


def _divided(context: Context, breaks: Set[int]) -> Context:
    """Stretches of text that two heads claim parted between them, best claim first.

    `breaks` are the paragraphs where the columns change their height.
    """
    for _ in range(_MOST_CUTS):
        cuts = [cut for head in context.heads if (cut := _best_cut(context, head, breaks))]
        if not cuts:
            return context
        _, k, at = max(cuts)
        parted = context.stretches[k]
        context = context.with_stretches([
            *context.stretches[:k],
            replace(parted, units=parted.units[:at]),
            replace(parted, units=parted.units[at:]),
            *context.stretches[k + 1 :],
        ])  # fmt: skip
    return context


def _best_cut(context: Context, head: int, breaks: Set[int]) -> tuple[float, int, int] | None:
    """The gain, stretch and place of the best cut that gives `head` a text of its own."""
    _, section, _ = chances(context, head, weights())
    if _in_deck(context.units, head):
        return None
    fits = context.fits[head]
    k = max(range(len(fits)), key=fits.__getitem__, default=-1)
    if k < 0 or section < _SURE_SECTION or fits[k] < _CLAIM:
        return None
    units = context.stretches[k].units
    rivals = [
        other for other in context.heads
        if other != head
        and not _in_deck(context.units, other)
        and context.fits[other][k] >= max(_CLAIM, max(context.fits[other]) - 0.01)
        and chances(context, other, weights())[1] >= _SURE_SECTION
    ]  # fmt: skip
    best: tuple[float, int, int] | None = None
    for rival in rivals:
        for at in range(1, len(units)):
            if context.units[units[at]].orphan or goes_on(context.units, units[at - 1], units[at]):
                continue
            gain = _gain(context, head, rival, units, at)
            gain += _BREAK if units[at] in breaks else 0.0
            if gain > _LEAST_GAIN and (best is None or gain > best[0]):
                best = (gain, k, at)
    return best


def _gain(context: Context, head: int, rival: int, units: Sequence[int], at: int) -> float:
    """How much better two heads are told apart when the text is cut at paragraph `at`."""
    first, second = units[:at], units[at:]
    straight = context.fit(rival, first) + context.fit(head, second)
    crossed = context.fit(rival, second) + context.fit(head, first)
    opens = context.units[units[at]].text.startswith(_OPENINGS)
    return abs(straight - crossed) + (0.1 if opens else 0.0)


def _follows(units: Sequence[Unit], head: int) -> int:
    """The paragraph that stands right after a head, over other heads; -1 where none does."""
    for i in range(head + 1, len(units)):
        if units[i].kind == "body":
            return i
        if units[i].kind not in ("head", "label"):
            return -1
    return -1


def _own(context: Context) -> tuple[list[int], list[int], dict[int, list[int]]]:
    """The series, the heads of the whole article, and the heads over each stretch of text."""
    count = len(context.stretches)
    slots = [2] + [0] * len(_OWN_BONUS)
    decks = {a: b for a, b in _decks(context.units).items() if max(context.fits[a], default=1) > 0}
    heads = [head for head in context.heads if head not in decks]
    next_to = _next_to(context)
    values = [_values(context, head, next_to) for head in heads]
    series: list[int] = []
    headlines: list[int] = []
    owned: dict[int, list[int]] = {}
    for head, column, row in zip(heads, assign(values), values, strict=True):
        if column >= count + len(slots):
            best = max(range(count), key=row.__getitem__, default=-1)
            if best >= 0:
                owned.setdefault(best, []).append(head)
            else:
                headlines.append(head)
        elif column < count:
            owned.setdefault(column, []).append(head)
        else:
            (series if slots[column - count] == 2 else headlines).append(head)
    for above, below in decks.items():
        owner = next((own for own in owned.values() if below in own), headlines)
        owner.append(above)
    return series, sorted(headlines), owned


def _in_deck(units: Sequence[Unit], head: int) -> bool:
    """Whether a head stands right over another one or right under it."""
    beside = [units[j].kind for j in (head - 1, head + 1) if 0 <= j < len(units)]
    below = units[head + 2].kind if head + 2 < len(units) else ""
    return "head" in beside and "body" in (*beside, below)


def _decks(units: Sequence[Unit]) -> dict[int, int]:
    """Heads that stand over another one, alone between two texts, and that other."""
    return {
        i: i + 1
        for i in range(1, len(units) - 2)
        if units[i].kind == units[i + 1].kind == "head"
        and units[i - 1].kind in ("body", "label", "byline", "caption", "credit", "quote")
        and units[i + 2].kind == "body"
        and not units[i + 2].orphan
    }


def _labelled_heads(units: Sequence[Unit]) -> set[int]:
    """The heads that stand right under a label in brackets, or under such a head."""
    found: set[int] = set()
    for i in range(1, len(units)):
        above = units[i - 1]
        if (units[i].kind == "head" and above.kind == "label" and above.text[0] == "【") or (
            units[i].kind == "head" and i - 1 in found and i - 2 not in found
        ):
            found.add(i)
    return found


def _next_to(context: Context) -> float:
    """The worth of standing right over a text: more where heads and texts alternate."""
    units = context.units
    sections = [h for h in context.heads if chances(context, h, weights())[1] > _LIKELY]
    starts = [stretch.units[0] for stretch in context.stretches]
    over = all(h + 1 in starts and units[h - 1].kind not in HEADS for h in sections)
    under = all(units[start - 1].kind in HEADS for start in starts[1:])
    return _IN_PLACE if sections and over and under else _NEXT_TO


def _values(context: Context, head: int, next_to: float) -> list[float]:
    """What it is worth, in nats, to give a head to each stretch, slot, or to leave it."""
    article, section, series = chances(context, head, weights())
    labelled = _labelled_heads(context.units)
    if len(labelled) > 1:  # labels, where there are any, stand over every section
        section += _BY_LABEL if head in labelled else -_BY_LABEL
    after = _follows(context.units, head)
    row: list[float] = []
    best = max(context.fits[head], default=0.0)
    for stretch, fit in zip(context.stretches, context.fits[head], strict=True):
        value = section + _FIT * (fit - best)
        if stretch.units[0] == after:
            value += next_to * (2.0 if head + 1 == after else 1.0)
        row.append(value)
    row.append(series)
    row += [article + bonus for bonus in _OWN_BONUS]
    return row + [section - _LOOSE] * len(context.heads)


def _place_labels(
    units: Sequence[Unit], labels: Sequence[int], sections: list[Section]
) -> tuple[tuple[int, ...], list[Section]]:
    """Every label with the lead, or with the section whose head or text follows it.

    One whose words name a lead goes with it, however far from it on the page.
    """
    with_lead: list[int] = []
    placed = list(sections)
    has_lead = any(unit.kind == "lead" for unit in units)
    for label in labels:
        if has_lead and units[label].text.startswith(LEAD_LABELS):
            with_lead.append(label)
            continue
        at = next((i for i in range(label + 1, len(units)) if units[i].kind != "label"), -1)
        owner = next((k for k, s in enumerate(placed) if at in s.heads or at in s.body), None)
        if owner is None:
            with_lead.append(label)
        else:
            placed[owner] = replace(placed[owner], labels=(*placed[owner].labels, label))
    return tuple(with_lead), placed


def _joined(sections: list[Section]) -> list[Section]:
    """A stretch without a head goes with the section it adjoins, the one before if in doubt."""
    joined: list[Section] = []
    waiting: tuple[int, ...] = ()
    for section, after in zip(sections, [*sections[1:], None], strict=False):
        body = waiting + section.body
        waiting = ()
        if section.heads or section.labels or not joined:
            joined.append(replace(section, body=body))
        elif (
            after
            and after.heads
            and after.body[0] == body[-1] + 1
            and body[0] > joined[-1].body[-1] + 1
        ):
            waiting = body
        else:
            joined[-1] = replace(joined[-1], body=joined[-1].body + body)
    return joined


def _ordered(sections: list[Section]) -> list[Section]:
    """Sections in reading order: text without a head first, then as their texts lie.

    Heads that lie in a row, apart from the text, tell the order instead.
    """
    headed = sorted((s for s in sections if s.heads), key=lambda s: s.body[0])
    by_head = sorted(headed, key=lambda s: s.heads[0])
    in_row = len(headed) > 2 and all(b.heads[0] - a.heads[-1] <= 2 for a, b in pairwise(by_head))
    return [*(s for s in sections if not s.heads), *(by_head if in_row else headed)]

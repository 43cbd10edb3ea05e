"""Stretches of running text that were set together: candidates for the body of a section."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from reader.text.characters import ends_sentence
from reader.text.units import Unit

LEAD_LABELS = (
    "核心提示", "编者按", "编者的话", "阅读提示", "内容提要", "内容提示", "内容摘要", "开栏的话",
    "开栏语", "导读",
)  # fmt: skip
_NAMES_ITSELF = re.compile(f"[【（(]?(?:{'|'.join(LEAD_LABELS)})[】）)]?[：:]")
# A member of a list goes on with the text before it, the first one where that announces them.
_MEMBER = re.compile("[二三四五六七八九十][是要]|其[二三四五]|第[二三四五六七八九][，,]")
_FIRST_MEMBER = re.compile("一[是要]|其一|第一[，,]|首先[，,]")
_ANNOUNCED = re.compile(
    "[两二三四五六七八九几][条个点项方种大].{0,12}[。：:]$|[如以]下.{0,6}[。：:]$"
)
_LONGEST_RUN_IN = 20  # characters of a head set as a sentence: 一是提升深度。
_MOST_LEAD_LINES = 10
_MOST_LEAD_PARAGRAPHS = 4


@dataclass(frozen=True, slots=True)
class Segment:
    """Paragraphs by their index among the units; `boxed`: a frame or measure of its own."""

    units: tuple[int, ...]
    measure: float

    def text(self, units: Sequence[Unit]) -> str:
        return "\n".join(units[i].text for i in self.units)

    def lines(self, units: Sequence[Unit]) -> int:
        return sum(len(units[i].lines) for i in self.units)


def differs(a: float, b: float) -> bool:
    """Whether two measures are surely not the same column width."""
    return bool(a and b) and abs(a - b) > 1.2 + 0.045 * max(a, b)


def segments(units: Sequence[Unit]) -> list[Segment]:
    """The paragraphs parted where a head stands between or the measure changes."""
    groups: list[list[int]] = []
    before = -1
    for i, unit in enumerate(units):
        if unit.kind not in ("body", "lead"):
            continue
        if (before >= 0 and not unit.orphan and not _parts(units, groups[-1], i)) or (
            unit.orphan and groups
        ):
            groups[-1].append(i)
        else:
            groups.append([i])
        before = i
    return [Segment(tuple(group), _measure(units, group)) for group in groups]


def _parts(units: Sequence[Unit], group: Sequence[int], i: int) -> bool:
    """Whether paragraph `i` was set apart from the paragraphs of `group` before it."""
    before, unit = group[-1], units[i]
    if goes_on(units, before, i):
        return False
    between = {other.kind for other in units[before + 1 : i]}
    if "head" in between or "label" in between or units[before].kind != unit.kind:
        return True
    measure = _measure(units, group)
    if not differs(measure, unit.measure):
        return False
    if max(measure, unit.measure) > 1.3 * min(measure, unit.measure):
        return True
    long = len(unit.lines) > 3 and max(len(units[j].lines) for j in group) > 3
    return long or unit.measure > measure or bool(between)


def goes_on(units: Sequence[Unit], before: int, i: int) -> bool:
    """Whether paragraph `i` belongs to the list which the paragraph `before` is in or opens."""
    above, text = units[before].text, units[i].text
    if _MEMBER.match(text) or (_FIRST_MEMBER.match(text) and _ANNOUNCED.search(above)):
        return True
    run_in = _MEMBER.match(above) or _FIRST_MEMBER.match(above)
    return bool(run_in) and len(above) <= _LONGEST_RUN_IN


def _measure(units: Sequence[Unit], group: Sequence[int]) -> float:
    longest = max(group, key=lambda i: len(units[i].lines))
    return units[longest].measure


def usual_measure(units: Sequence[Unit]) -> float:
    """The measure of the middle line of running text, 0 where none is known."""
    widths = sorted(unit.measure for unit in units if unit.kind == "body" for _ in unit.lines)
    return widths[len(widths) // 2] if widths else 0.0


def leads(units: Sequence[Unit]) -> set[int]:
    """The indices of the units that are the article's lead: one that a label names, else one
    that is signed, else one that opens the page."""
    signed = {i for i, unit in enumerate(units) if unit.kind == "lead"}
    return _labelled(units) or _named(units) or signed or _unlabelled(units)


def _named(units: Sequence[Unit]) -> set[int]:
    """A paragraph that says what it is: 编者按：…"""
    named = (
        i
        for i, unit in enumerate(units)
        if unit.kind == "body" and _NAMES_ITSELF.match(unit.text) and not unit.orphan
    )
    return set(islice(named, 1))


def _labelled(units: Sequence[Unit]) -> set[int]:
    usual = usual_measure(units)
    for i, unit in enumerate(units):
        if not is_lead_label(unit):
            continue
        found: list[int] = []
        for j in range(i + 1, min(len(units), i + 1 + _MOST_LEAD_PARAGRAPHS)):
            other = units[j]
            sentence = other.kind == "head" and ends_sentence(other.text)
            if not (other.kind == "body" or (found and sentence)) or other.orphan:
                break
            if other.kind == "body" and found and _leaves(units[found[0]], other, usual):
                break
            if found and usual and not differs(units[found[0]].measure, usual):
                break  # nothing but its label tells such a lead from the text
            found.append(j)
        if found:
            return set(found)
    return set()


def is_lead_label(unit: Unit) -> bool:
    """Whether a unit is a label whose words name a lead."""
    return unit.kind == "label" and unit.text.startswith(LEAD_LABELS)


def _leaves(first: Unit, other: Unit, usual: float) -> bool:
    """Whether a paragraph stands in another column than the lead that begins with `first`.

    One of a line does not, where that line is too long for the usual column.
    """
    if not differs(first.measure, other.measure):
        return False
    if len(other.lines) == 1 and first.measure > other.measure > usual:
        return not differs(usual, other.measure)
    return max(first.measure, other.measure) > 1.2 * min(first.measure, other.measure)


def _unlabelled(units: Sequence[Unit]) -> set[int]:
    """A short stretch of text at the head of the article, wide or right above the byline."""
    usual = usual_measure(units)
    bodies = segments(units)
    for segment in bodies[:3]:
        first, last = segment.units[0], segment.units[-1]
        if segment.lines(units) > _MOST_LEAD_LINES:
            continue
        wide = segment.measure > 1.25 * usual and differs(segment.measure, usual)
        after = units[last + 1].kind if last + 1 < len(units) else ""
        before = units[first - 1].kind if first else ""
        opens = segment is bodies[0] and before in ("", "series", "head", "subtitle", "byline")
        if (wide and before != "body") or (opens and after == "byline"):
            return set(segment.units)
    return set()

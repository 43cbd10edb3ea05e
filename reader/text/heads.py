"""Whose a head is: the whole article's, a section's, or the name of a series.

The signs are a head's neighbours on the page, its place among the heads, its size and how
its words recur in the text. What each is worth is learnt by `tests/bench/train_heads.py`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import exp, log
from typing import Literal

from reader.paths import resource
from reader.text.affinity import Profile, profiles
from reader.text.lift import opens_story
from reader.text.segments import Segment
from reader.text.units import Unit

Owner = Literal["article", "section", "series"]
OWNERS: tuple[Owner, ...] = ("article", "section", "series")
HEADS = ("head", "subtitle", "series")
# Shares of a head's pairs under which it says nothing of a text; lengths in characters, units.
_KNOWN = 2.5  # nats that a place which leaves no doubt weighs
_STRANGE, _SHORT_RUBRIC, _SHORT_STORY = 0.12, 10, 6
_SERIES_WORDS = re.compile("新征程|报道|聚焦|系列|专栏|特刊|·")


@dataclass(frozen=True, slots=True)
class Context:
    """A page's units with its stretches of text and how each head fits each of them.

    `fits[head][k]`: the fit of the unit `head` with the stretch `k`, 0 to 2; `places`: the
    number of each paragraph in the profiles; `known`: heads whose place alone shows that
    they are the article's.
    """

    units: Sequence[Unit]
    stretches: Sequence[Segment]
    heads: Sequence[int]
    fits: Mapping[int, Sequence[float]]
    profiles: Mapping[int, Profile]
    places: Mapping[int, int]
    known: frozenset[int] = frozenset()

    def fit(self, head: int, paragraphs: Sequence[int]) -> float:
        """The fit of a head with paragraphs, all named by their index among the units."""
        return self.profiles[head].fit(self.places[i] for i in paragraphs)

    def with_stretches(self, stretches: Sequence[Segment]) -> Context:
        """The same page with its text parted otherwise."""
        fits = {head: [self.fit(head, s.units) for s in stretches] for head in self.heads}
        return replace(self, stretches=stretches, fits=fits)


@cache
def weights() -> Mapping[str, Mapping[str, float]]:
    """The shipped weights, read once: owner, then sign, then nats."""
    return json.loads(resource("language", "heads.json").read_text("utf-8"))


def look_at(units: Sequence[Unit], stretches: Sequence[Segment]) -> Context:
    """The heads among `units` and how they fit the stretches of text."""
    heads = [i for i, unit in enumerate(units) if unit.kind in HEADS]
    paragraphs = [i for i, unit in enumerate(units) if unit.kind in ("body", "lead")]
    found = profiles([units[i].text for i in heads], [units[i].text for i in paragraphs])
    context = Context(
        units, (), heads, {}, dict(zip(heads, found, strict=True)),
        {unit: number for number, unit in enumerate(paragraphs)}, frozenset(_known(units)),
    )  # fmt: skip
    return context.with_stretches(stretches)


def _known(units: Sequence[Unit]) -> set[int]:
    """The heads beside the article's signed lead: right above it, else right under the byline.

    Under the byline they count where no head stands before the lead and text follows them.
    """
    signed = next((i for i, u in enumerate(units) if i and u.kind == "byline"
                   and units[i - 1].kind == "lead" and u.text[0] not in "（("), -1)  # fmt: skip
    top = signed - 1
    while top >= 0 and units[top].kind == "lead":
        top -= 1
    if signed < 0 or (top >= 0 and units[top].kind == "head"):
        return {top} if signed >= 0 else set()
    if any(unit.kind != "series" for unit in units[: top + 1]):
        return set()
    last = signed + 1
    while last < len(units) and units[last].kind == "head":
        last += 1
    group = range(signed + 1, last)
    return set(group) if len(group) > 1 and last < len(units) else set()


def chances(context: Context, head: int, learnt: Mapping[str, Mapping[str, float]]) -> list[float]:
    """The natural logarithms of how likely each of `OWNERS` owns `head`."""
    signs = list(signs_of(context, head))
    scores = [sum(learnt[owner].get(sign, 0.0) for sign in signs) for owner in OWNERS]
    if context.known:
        near = any(abs(head - known) < 2 for known in context.known)
        scores[0] += _KNOWN if head in context.known else 0.0 if near else -_KNOWN
    if "over dateline" in signs:  # a story begins under it, and no series is named so late
        scores[2] -= _KNOWN
    most = max(scores)
    total = log(sum(exp(score - most) for score in scores)) + most
    return [score - total for score in scores]


def signs_of(context: Context, head: int) -> Iterator[str]:
    """The signs of one head, by the names the weights know."""
    yield "any"
    yield from _neighbours(context, head)
    yield from _place(context, head)
    yield from _wording(context, head)
    yield from _fit(context, head)


def _kind(context: Context, i: int) -> str:
    if not 0 <= i < len(context.units):
        return "edge"
    unit = context.units[i]
    if unit.kind == "label":
        return "bracket" if unit.text[0] == "【" else "label"
    return "head" if unit.kind in HEADS else unit.kind


def _neighbours(context: Context, head: int) -> Iterator[str]:
    before, after = _kind(context, head - 1), _kind(context, head + 1)
    yield "before " + before
    yield "after " + after
    yield f"between {before} {after}"
    yield "before but one " + _kind(context, head - 2)
    yield "after but one " + _kind(context, head + 2)
    if any(_kind(context, head + d) == "series" for d in (-1, 1)):
        yield "beside series"
    if any(context.units[j].kind == "subtitle" for j in (head - 1, head + 1)
           if 0 <= j < len(context.units)):  # fmt: skip
        yield "beside subtitle"


def _place(context: Context, head: int) -> Iterator[str]:
    heads, units = context.heads, context.units
    first, last = head, head
    while first - 1 >= 0 and units[first - 1].kind in HEADS:
        first -= 1
    while last + 1 < len(units) and units[last + 1].kind in HEADS:
        last += 1
    after = "text" if _kind(context, last + 1) == "body" else "other"
    yield f"group {min(4, last - first + 1)} {min(3, last - head)} {after}"
    yield "first" if head == heads[0] else "later"
    yield "last" if head == heads[-1] else "not last"
    yield "above text" if head < _first_text(context) else "below text"
    yield f"unit {min(4, head)}"
    yield f"unit from end {min(3, len(units) - 1 - head)}"
    yield from _below(context, last)
    at = units[head].lines[0]
    if any(u.kind == "body" and u.lines[0] < at < u.lines[-1] for u in units):
        yield "inside a paragraph"
    if last + 1 < len(units) and units[last + 1].orphan:
        yield "over cut text"
    yield f"heads per text {min(3, round(2 * len(heads) / max(1, len(context.stretches))))}"


def _below(context: Context, last: int) -> Iterator[str]:
    """How the text opens that follows the last of a group of heads, and how it is signed."""
    units = context.units
    below = last + 1
    if below >= len(units) or units[below].kind not in ("body", "lead"):
        return
    yield "over dateline" if opens_story(units[below].text) else "over plain text"
    for i in range(below, min(len(units), below + _SHORT_STORY)):
        if units[i].kind == "byline":
            yield "over signed in brackets" if units[i].text[0] in "（(" else "over signed"
        if units[i].kind not in ("body", "lead"):
            return


def _first_text(context: Context) -> int:
    return next((i for i, u in enumerate(context.units) if u.kind == "body"), 0)


def _wording(context: Context, head: int) -> Iterator[str]:
    unit = context.units[head]
    lines = len(unit.lines)
    yield f"lines {min(3, lines)}"
    yield f"length {min(6, len(unit.text) // 5)}"
    yield "kind " + unit.kind
    if _SERIES_WORDS.search(unit.text):
        yield "series word"
    yield from _named(context, head)
    if unit.text[-1] in "？！?!":
        yield "asks"
    if any(context.units[i].text == unit.text for i in context.heads if i != head):
        yield "twin"


def _named(context: Context, head: int) -> Iterator[str]:
    """Whether the text names a head as the title of a work, or another head as its rubric."""
    name = context.units[head].text
    others = [unit for i, unit in enumerate(context.units) if i != head]
    if any("《" + name[:6] in u.text for u in others if u.kind in ("body", "lead")):
        yield "named in text"
    if any(f"【{name}】" in u.text for u in others if u.kind in HEADS):
        yield "named in head"


def _fit(context: Context, head: int) -> Iterator[str]:
    fits = context.fits[head]
    best = max(fits, default=0.0)
    yield f"best fit {min(5, int(best * 3))}"
    short = len(context.units[head].text) <= _SHORT_RUBRIC
    if best < _STRANGE:
        yield "strange and short" if short else "strange"
    close = sum(fit > best * 0.6 for fit in fits)
    yield f"fits alike {min(3, close)} of {min(3, len(fits))}"
    if fits and fits[0] >= best - 0.01:
        yield "fits first best"
    lead = [i for i, unit in enumerate(context.units) if unit.kind == "lead"]
    if lead:
        yield f"fits lead {min(4, int(context.fit(head, lead) * 3))}"
    longer = sum(len(context.units[i].text) > len(context.units[head].text) for i in context.heads)
    yield f"longer heads {min(3, longer)}"
    after = next((k for k, s in enumerate(context.stretches) if s.units[0] == head + 1), None)
    if after is not None:
        yield f"fit below {min(5, int(fits[after] * 3))}"
        yield "fits below best" if fits[after] >= best - 0.01 else "fits elsewhere better"

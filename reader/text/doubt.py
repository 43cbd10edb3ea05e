"""How sure the joins and roles are, in shares of such joins that proved right.

The shares were counted on the development pages by `tests/bench/bench_restoration.py`; what
is at least `SURE` is not shown as doubtful.
"""

from __future__ import annotations

from collections.abc import Sequence

from reader.article import Doubt
from reader.i18n import tr
from reader.text.characters import ends_sentence
from reader.text.language import fold, model
from reader.text.lines import Line
from reader.text.units import Unit

SURE = 0.9
_GOOD_SEAM = 4.0


def join_confidence(lines: Sequence[Line], a: int, b: int, shaky: bool) -> float:
    """The share of joins like that of line `a` to line `b` that are right.

    `shaky`: blank lines on this page part what does not belong together.
    """
    final = ends_sentence(lines[a].chars)
    if b == a + 1 and not lines[b].blank:
        return 0.94 if final else 0.99
    good = seam_gain(lines, a, b) >= _GOOD_SEAM
    if b != a + 1:
        return 0.97 if good else 0.55
    if shaky:
        return 0.8 if good else 0.4
    return 0.78 if final else 0.98 if good else 0.95


def seam_gain(lines: Sequence[Line], a: int, b: int) -> float:
    """Bits in favour of line `b` going on from line `a`."""
    return model().gain(fold(lines[a].chars[-3:]), fold(lines[b].chars[:3]))


def is_shaky(lines: Sequence[Line], units: Sequence[Unit]) -> bool:
    """Whether the joins over blank lines read, taken together, like chance."""
    gains = [
        seam_gain(lines, a, b)
        for unit in units if unit.kind == "body"
        for a, b in zip(unit.lines, unit.lines[1:], strict=False)
        if lines[b].blank and not ends_sentence(lines[a].chars)
    ]  # fmt: skip
    return len(gains) > 3 and sum(gains) / len(gains) < 0.5


def doubt_of(lines: Sequence[Line], unit: Unit, shaky: bool, certainty: float) -> Doubt | None:
    """The doubt in a unit's joins, or in its role, of which `certainty` is the chance."""
    if unit.kind in ("body", "lead", "quote"):
        joins = zip(unit.lines, unit.lines[1:], strict=False)
        weakest = min((join_confidence(lines, a, b, shaky) for a, b in joins), default=1.0)
        if unit.orphan:
            weakest = min(weakest, 0.5)
            reason = tr("It begins in mid-sentence, and what it goes on from was not found.")
        elif weakest < 0.6:
            reason = tr("Its parts stand far apart on the page and may not belong together.")
        else:
            reason = tr("A line that ends a sentence may end the paragraph too.")
        return Doubt(round(weakest, 2), reason) if weakest < SURE else None
    if certainty < SURE:
        reason = tr("It may be a head of the whole article, of a section, or a series.")
        return Doubt(round(certainty, 2), reason)
    return None


def order_doubt(certainty: float) -> Doubt | None:
    """The doubt in the place of a section whose head and text lie apart on the page."""
    if certainty >= SURE:
        return None
    reason = tr(
        "Heads and texts lie apart on the page: which belong together, and in what order, "
        "is a guess."
    )
    return Doubt(certainty, reason)


def weaker(first: Doubt | None, second: Doubt | None) -> Doubt | None:
    """The graver of two doubts, if there is any."""
    return min(
        (doubt for doubt in (first, second) if doubt), key=lambda d: d.confidence, default=None
    )

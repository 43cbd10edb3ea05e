"""Words for what the rooms below name by keys: figure types, qualifiers, roles, kinds. No Qt.

Tables are made at each call, so that they follow the language in force.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.i18n import ntr, tr

if TYPE_CHECKING:
    from reader.figures import Figure

# Dates the text leaves open: 昨天 is `day-1`, 8月 is `--08`, 8月12日 is `--08-12`, 12日 is `---12`.
_RELATIVE = re.compile(r"(year|month|day)([+-]\d+)")
_OPEN = re.compile(r"--(?:-(?P<day>\d\d)|(?P<month>\d\d)|(?P<both>\d\d-\d\d))")


def figure_types() -> dict[str, str]:
    """The figure types in the order in which they are listed."""
    return {
        "money": tr("Money"),
        "percent": tr("Percentage"),
        "quantity": tr("Quantity"),
        "date": tr("Date"),
        "duration": tr("Duration"),
        "ordinal": tr("Rank"),
        "ratio": tr("Ratio"),
        "score": tr("Score"),
        "temperature": tr("Temperature"),
        "speed": tr("Speed"),
    }


def qualifiers() -> dict[str, str]:
    """The qualifiers of figures."""
    return {
        "approx": tr("about"),
        "over": tr("more than"),
        "at_least": tr("at least"),
        "at_most": tr("at most"),
        "cumulative": tr("in total"),
        "growth": tr("up by"),
        "decline": tr("down by"),
        "diff": tr("a difference of"),
        "each": tr("each"),
        "average": tr("on average"),
        "per_year": tr("a year"),
        "only": tr("only"),
        "expected": tr("expected"),
        "since": tr("since"),
        "before": tr("before"),
        "until": tr("until"),
        "start": tr("beginning of"),
        "end": tr("end of"),
    }


def roles() -> dict[str, str]:
    """The roles of blocks."""
    return {
        "series": tr("Series"),
        "kicker": tr("Kicker"),
        "title": tr("Title"),
        "subtitle": tr("Deck"),
        "label": tr("Label"),
        "lead": tr("Lead"),
        "byline": tr("Byline"),
        "section": tr("Section head"),
        "subsection": tr("Sub-head"),
        "paragraph": tr("Paragraph"),
        "quote": tr("Pull quote"),
        "attribution": tr("Attribution"),
        "caption": tr("Caption"),
        "credit": tr("Credit"),
        "other": tr("Other"),
    }


def note_kinds() -> dict[str, str]:
    """The kinds of notes."""
    return {
        "quotation": tr("Quotation"),
        "highlight": tr("Highlight"),
        "bookmark": tr("Bookmark"),
        "note": tr("Note"),
    }


def colours() -> dict[str, str]:
    """The highlight colours."""
    return {
        "yellow": tr("Yellow"),
        "green": tr("Green"),
        "blue": tr("Blue"),
        "pink": tr("Pink"),
        "purple": tr("Purple"),
    }


def person_roles() -> dict[str, str]:
    """The roles of persons named."""
    return {
        "reporter": tr("reporter"),
        "correspondent": tr("correspondent"),
        "photographer": tr("photographer"),
        "editor": tr("editor"),
        "subject": tr("named in the text"),
    }


def value_text(value: object) -> str:
    """A figure's value as text: thousands parted, ranges with a dash."""
    if isinstance(value, list | tuple):
        return " – ".join(value_text(part) for part in value)
    if isinstance(value, bool) or value is None:
        return "–"
    if isinstance(value, int | float):
        whole = isinstance(value, int) or float(value).is_integer()
        return f"{int(value):,}" if whole else f"{value:,.10g}"
    return _date_text(str(value))


def _date_text(date: str) -> str:
    if relative := _RELATIVE.fullmatch(date):
        return _counted(relative[1], int(relative[2]))
    found = _OPEN.fullmatch(date)
    if found is None:
        return date
    if found["day"]:
        return tr("day {number}", number=int(found["day"]))
    return found["both"] or tr("month {number}", number=int(found["month"]))


def _counted(unit: str, steps: int) -> str:
    """A date counted from that of the article."""
    count = abs(steps)
    same, earlier, later = {
        "year": (
            tr("same year"),
            ntr("{count} year before", "{count} years before", count),
            ntr("{count} year after", "{count} years after", count),
        ),
        "month": (
            tr("same month"),
            ntr("{count} month before", "{count} months before", count),
            ntr("{count} month after", "{count} months after", count),
        ),
        "day": (
            tr("same day"),
            ntr("{count} day before", "{count} days before", count),
            ntr("{count} day after", "{count} days after", count),
        ),
    }[unit]
    return same if not steps else earlier if steps < 0 else later


def figure_value(figure: Figure) -> str:
    """Qualifiers, value and unit of a figure."""
    known = qualifiers()
    words = [known.get(name, name) for name in figure.qualifiers]
    return " ".join([*words, value_text(figure.value), figure.unit or ""]).strip()

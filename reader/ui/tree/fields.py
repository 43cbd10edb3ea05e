"""The metadata fields as text in a form. Without Qt."""

from __future__ import annotations

import re
from datetime import date

from reader.i18n import tr

_PARTIAL_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2]))?")
_BETWEEN_NAMES = re.compile(r"\s*[,，、;；]\s*")
_DATES = ("date", "accessed")


def field_titles() -> dict[str, str]:
    """The fields in the order of the form."""
    return {
        "title": tr("&Title"),
        "subtitle": tr("&Subtitle"),
        "authors": tr("&Authors"),
        "newspaper": tr("&Newspaper"),
        "date": tr("&Date"),
        "page": tr("&Page"),
        "place": tr("P&lace of publication"),
        "publisher": tr("P&ublisher"),
        "url": tr("&Web address"),
        "accessed": tr("A&ccessed"),
        "language": tr("Lan&guage"),
    }


def shown(name: str, value: object) -> str:
    """A field's value as the form shows it."""
    if value is None:
        return ""
    if name == "authors" and isinstance(value, tuple):
        return "，".join(map(str, value))
    return str(value)


def parsed(name: str, text: str) -> object:
    """The value of what was typed; None for nothing."""
    text = text.strip()
    if not text:
        return None
    if name == "authors":
        return tuple(part for part in _BETWEEN_NAMES.split(text) if part)
    return text


def fits(name: str, text: str) -> bool:
    """Whether what was typed can be the field's value."""
    text = text.strip()
    if name not in _DATES or not text or _PARTIAL_DATE.fullmatch(text):
        return True
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == len("2018-07-17")

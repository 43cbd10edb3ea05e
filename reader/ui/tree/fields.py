"""The metadata fields as text in a form. Without Qt."""

from __future__ import annotations

from reader.i18n import tr


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

"""What is known of an article for citing it; nothing is ever made up."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

from reader.article import Article
from reader.notes.model import METADATA_FIELDS, Metadata

_NOT_AUTHORS = ("摄", "图", "编辑", "校对", "制图", "摄影", "供图", "责编", "设计")
"""Byline roles whose names are no authors: photographers, draughtsmen, editors."""

_PARTIAL_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2]))?", re.ASCII)
_BETWEEN_NAMES = re.compile(r"\s*[,，、;；]\s*")
_DATES = ("date", "accessed")


def of_article(article: Article) -> Metadata:
    """What the article itself says: title, subtitle, authors, and a bound of its date.

    The file does not name newspaper, page, day of publication or language: they stay
    `None`, and whoever cites it tells the language by the words.
    """
    subtitle = next((b.text for b in article.blocks if b.role == "subtitle"), None)
    return Metadata(
        title=article.title or None,
        subtitle=subtitle,
        authors=_authors(article) or None,
        date_bound=article.date,
    )


def merged(known: Metadata, override: Metadata) -> Metadata:
    """`known` with the fields the user has set in their place."""
    chosen: dict[str, Any] = {
        name: value
        for name in METADATA_FIELDS
        if (value := getattr(override, name)) not in (None, "", ())
    }
    return replace(known, **chosen)


def parse_field(name: str, text: str) -> str | tuple[str, ...] | None:
    """The value of what was typed for a field; None for nothing. Names are parted by commas."""
    text = text.strip()
    if not text:
        return None
    if name == "authors":
        return tuple(part for part in _BETWEEN_NAMES.split(text) if part)
    return text


def field_fits(name: str, text: str) -> bool:
    """Whether what was typed can be the field's value: a date is a year, a month or a day."""
    text = text.strip()
    if name not in _DATES or not text or _PARTIAL_DATE.fullmatch(text):
        return True
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == len("2018-07-17")


def _authors(article: Article) -> tuple[str, ...]:
    named = (
        signature.name
        for signature in article.byline
        if not any(mark in signature.role for mark in _NOT_AUTHORS)
    )
    return tuple(dict.fromkeys(filter(None, named)))

"""What is known of an article for citing it; nothing is ever made up."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from reader.article import Article
from reader.notes.model import METADATA_FIELDS, Metadata

_NOT_AUTHORS = ("摄", "图", "编辑", "校对", "制图", "摄影", "供图", "责编", "设计")
"""Byline roles whose names are no authors: photographers, draughtsmen, editors."""


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


def _authors(article: Article) -> tuple[str, ...]:
    named = (
        signature.name
        for signature in article.byline
        if not any(mark in signature.role for mark in _NOT_AUTHORS)
    )
    return tuple(dict.fromkeys(filter(None, named)))

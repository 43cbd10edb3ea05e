"""A query told in words: what was searched, for the tooltip and `--explain`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reader.i18n import tr
from reader.search.model import Field
from reader.search.query import (
    Both,
    Either,
    FigureRange,
    Named,
    Near,
    Node,
    Pattern,
    Phrase,
    Published,
)


def explain(node: Node) -> str:
    """What `node` asks for, as the end of the sentence “Articles …”."""
    if node == Both(()):
        return tr("all articles")
    return tr("articles with {what}", what=_told(node))


def _told(node: Node) -> str:
    teller: Callable[[Any], str] = _TELLERS[type(node)]
    return teller(node)


def _phrase(node: Phrase) -> str:
    return _in_field(tr("“{text}”", text=node.text), node.field)


def _pattern(node: Pattern) -> str:
    return _in_field(tr("text like {text}", text=node.shown), node.field)


def _in_field(told: str, field: Field | None) -> str:
    if field is None:
        return told
    return tr("{what} in the {field}", what=told, field=_field_names()[field])


def _field_names() -> dict[Field, str]:
    return {
        "title": tr("title"),
        "series": tr("series"),
        "author": tr("author"),
        "text": tr("text"),
        "caption": tr("caption"),
        "note": tr("note"),
        "quotation": tr("quotation"),
        "tag": tr("tag"),
        "folder": tr("folder"),
    }


def _near(node: Near) -> str:
    return tr(
        "{left} and {right} at most {count} characters apart",
        left=_told(node.left),
        right=_told(node.right),
        count=node.distance,
    )


def _figure(node: FigureRange) -> str:
    return tr("a figure {text}", text=node.shown)


def _named(node: Named) -> str:
    return tr("the person “{name}”", name=node.name)


def _published(node: Published) -> str:
    return tr("the date of publication {text}", text=node.shown)


def _either(node: Either) -> str:
    return tr(" or ").join(map(_part, node.parts))


def _both(node: Both) -> str:
    told = tr(" and ").join(map(_part, node.parts)) or tr("anything")
    if not node.without:
        return told
    others = tr(" or ").join(map(_told, node.without))
    return tr("{what}, but without {other}", what=told, other=others)


def _part(node: Node) -> str:
    """A part of a longer sentence, in brackets where it joins parts of its own."""
    return tr("({what})", what=_told(node)) if isinstance(node, (Both, Either)) else _told(node)


_TELLERS: dict[type, Callable[[Any], str]] = {
    Phrase: _phrase,
    Pattern: _pattern,
    Near: _near,
    FigureRange: _figure,
    Named: _named,
    Published: _published,
    Either: _either,
    Both: _both,
}

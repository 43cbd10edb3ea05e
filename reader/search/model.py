"""What goes into the index and what comes out: plain data, light to import."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from reader.article import HEADLINE_ROLES, Article

Sort = Literal["relevance", "date", "title"]
Field = Literal[
    "title", "series", "author", "text", "caption", "note", "quotation", "tag", "folder"
]
"""The regions of a document's text; a query may name one (`标题:…`)."""

VERSION = "1"
"""Changes when the same article may get another entry in the index."""

ARTICLE_FIELDS: frozenset[Field] = frozenset(("title", "series", "author", "text", "caption"))
"""The regions of the article itself; the others are what was written about it."""

_FIELD_OF_ROLE: dict[str, Field] = {
    "series": "series",
    "byline": "author",
    "caption": "caption",
    "credit": "caption",
}


class Passage(NamedTuple):
    """A stretch of searchable text that a match never crosses.

    `block` is the index in `Article.blocks` where `field` is one of the article's own
    regions, and the index in the document's notes, quotations, tags … elsewhere.
    """

    field: Field
    block: int
    text: str


class FigureRow(NamedTuple):
    """A key figure for numeric search; offsets are clean ones, in characters of the block.

    `dimension` names what can be compared (长度, 元, 家), `low` and `high` are the bounds of the
    value in its base unit, equal for a plain number; of a date they are the first and the
    last day meant, as `datetime.date.toordinal` counts them. See `reader.figures.columns`.
    """

    type: str
    dimension: str
    low: float
    high: float
    block: int
    start: int
    end: int


class PersonRow(NamedTuple):
    """A person named in the text; offsets are clean ones, in characters of the block."""

    name: str
    block: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """One article as the index takes it: small enough to travel between processes.

    `key` names it in the collection, `digest` is the SHA-256 of its file in hex, and
    `stamp` stands for everything else its entry depends on (versions of the programs
    that restored it, its notes): when either differs, it is to be indexed again.
    """

    key: str
    digest: str
    stamp: str
    title: str
    date: str
    passages: tuple[Passage, ...]
    figures: tuple[FigureRow, ...] = ()
    people: tuple[PersonRow, ...] = ()
    series: str = ""
    authors: tuple[str, ...] = ()

    @classmethod
    def of(  # noqa: PLR0913 - one argument for each thing that can be searched
        cls,
        key: str,
        article: Article,
        *,
        stamp: str = "",
        title: str = "",
        date: str = "",
        authors: Iterable[str] = (),
        folder: str | None = None,
        notes: Iterable[str] = (),
        quotations: Iterable[str] = (),
        tags: Iterable[str] = (),
        figures: Iterable[FigureRow] = (),
        people: Iterable[PersonRow] = (),
    ) -> Document:
        """The document of a restored article.

        `title`, `date` and `authors` override what the article says of itself; `folder`
        is, unless given, the folder part of `key`.
        """
        shown = title or article.title
        place = key.rpartition("/")[0] if folder is None else folder
        passages = list(_passages_of(article, shown))
        named = tuple(authors)
        extras: tuple[tuple[Field, Iterable[str]], ...] = (
            ("note", notes),
            ("quotation", quotations),
            ("tag", tags),
            ("folder", [place] if place else []),
        )
        for field, texts in extras:
            passages.extend(Passage(field, number, text) for number, text in enumerate(texts))
        passages.extend(_authors_unprinted(article, named))
        written = f"{article.date.value}/.." if article.date else ""  # EDTF: that day or later
        return cls(
            key,
            article.raw.digest,
            stamp,
            shown,
            date or written,
            tuple(passages),
            tuple(figures),
            tuple(people),
            next((block.text for block in article.blocks if block.role == "series"), ""),
            named,
        )


def _passages_of(article: Article, title: str) -> Iterable[Passage]:
    """The article's blocks; the title first where no block bears it."""
    headed = any(block.text == title for block in article.blocks)
    if title and not headed:
        yield Passage("title", -1, title)
    for number, block in enumerate(article.blocks):
        yield Passage(_field_of(block.role), number, block.text)


def _authors_unprinted(article: Article, named: Iterable[str]) -> Iterable[Passage]:
    """The authors that no byline bears: those of a byline are found, and counted, there."""
    bylines = [_compared(block.text) for block in article.blocks if block.role == "byline"]
    for number, name in enumerate(dict.fromkeys(named), 1):
        if not any(_compared(name) in byline for byline in bylines):
            yield Passage("author", -number, name)


def _compared(text: str) -> str:
    """A text as search compares it: whatever its width, script and blanks."""
    from reader.search import folding  # numpy, when a document is made and not before

    return "".join(map(chr, folding.full_fold(text)[folding.flow(text).keep].tolist()))


def _field_of(role: str) -> Field:
    if role in _FIELD_OF_ROLE:
        return _FIELD_OF_ROLE[role]
    return "title" if role in HEADLINE_ROLES else "text"


class Match(NamedTuple):
    """An occurrence: clean offsets in a passage, which `field` and `block` name.

    Matches in the article's own text have the index of its block; a negative `block` is a
    title or an author that no block bears. For `note`, `quotation`, `tag` and `folder` the
    number is that of the note (…) in the document.
    """

    block: int
    start: int
    end: int
    field: Field = "text"


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that was found, with all its matches in reading order.

    `snippet_matches` are offsets in characters of `snippet`.
    """

    key: str
    title: str
    date: str
    score: float
    matches: tuple[Match, ...]
    snippet: str
    snippet_matches: tuple[tuple[int, int], ...]


class Outline(NamedTuple):
    """What a list of articles shows of one, without opening it."""

    key: str
    title: str
    series: str
    date: str
    authors: tuple[str, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to a query: the best hits, and exact totals over the whole index.

    `explanation` says in words what was searched. `note` is empty, or says where the
    query was understood otherwise than written, or that it was relaxed.
    """

    query: str
    total: int
    occurrences: int
    milliseconds: float
    hits: tuple[Hit, ...]
    explanation: str
    note: str = ""

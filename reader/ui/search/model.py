"""What the results pane shows, as plain data. Without Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.i18n import ntr, tr
from reader.ui.places import Place

if TYPE_CHECKING:
    from reader.article import Article
    from reader.search import Hit, Match, Results

_BESIDE = frozenset(("note", "quotation", "tag", "folder"))
_KEPT = frozenset(("note", "quotation"))
BEFORE, AFTER = 7, 40  # characters of context; what is before must not push the hit from sight


@dataclass(frozen=True, slots=True)
class Line:
    """One occurrence with its surroundings: `marks` are offsets in `text`."""

    text: str
    marks: tuple[tuple[int, int], ...]
    place: Place
    paragraph: int  # 1-based, as the page shows it


def sort_titles() -> dict[str, str]:
    """The orders of the results."""
    return {
        "relevance": tr("By relevance"),
        "date": tr("By date"),
        "title": tr("By title"),
    }


def totals(results: Results) -> str:
    """“3 articles · 7 places”.

    Where all articles are listed, only what stands on their pages is a place: what is found
    in notes as well would have the number grow with every quotation that is kept.
    """
    articles = ntr("{count} article", "{count} articles", results.total)
    listed = len(results.hits) == results.total
    count = sum(len(on_page(hit)) for hit in results.hits) if listed else results.occurrences
    places = ntr("{count} place", "{count} places", count)
    return f"{articles} · {places}" if count else articles


def on_page(hit: Hit) -> list[Match]:
    """The matches that stand in the article itself, not in notes, tags or folder names."""
    return [match for match in hit.matches if match.block >= 0 and match.field not in _BESIDE]


def in_notes(hit: Hit) -> int:
    """How many matches stand in what the reader has written and kept."""
    return sum(match.field in _KEPT for match in hit.matches)


def counted(hit: Hit) -> str:
    """How often something was found in an article, short: “5”, or “5 ✎2” with those in notes."""
    places, noted = len(on_page(hit)), in_notes(hit)
    return " ".join(part for part in (str(places or ""), f"✎{noted}" if noted else "") if part)


def places_of(hit: Hit) -> list[Place]:
    """All occurrences on the page, in reading order."""
    return [Place(hit.key, match.block, match.start, match.end) for match in on_page(hit)]


def first_place(hit: Hit) -> Place:
    """Where the article is opened: its first occurrence, or its head."""
    places = places_of(hit)
    return places[0] if places else Place(hit.key)


def lines(article: Article, hit: Hit) -> list[Line]:
    """Every occurrence as a line of its own; one that no longer fits the text is left out."""
    return [
        _line(article, hit.key, match)
        for match in on_page(hit)
        if match.block < len(article.blocks) and match.end <= len(article.blocks[match.block].text)
    ]


def _line(article: Article, key: str, match: Match) -> Line:
    text = article.blocks[match.block].text
    first = max(0, match.start - BEFORE)
    last = min(len(text), match.end + AFTER)
    before = "…" if first else ""
    after = "…" if last < len(text) else ""
    shift = len(before) - first
    return Line(
        before + text[first:last] + after,
        ((match.start + shift, match.end + shift),),
        Place(key, match.block, match.start, match.end),
        match.block + 1,
    )

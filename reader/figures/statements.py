"""Who said it."""

from __future__ import annotations

from reader.article import Article
from reader.figures.model import Statement


def statements(article: Article) -> tuple[Statement, ...]:
    """Quoted and reported statements, each tied to its speaker."""
    _ = article
    return ()

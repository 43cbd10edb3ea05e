"""Search over the collection: the façade. Numpy and Whoosh are loaded when first needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reader.search.model import (
    ARTICLE_FIELDS,
    VERSION,
    Document,
    Field,
    FigureRow,
    Hit,
    Match,
    Outline,
    Passage,
    PersonRow,
    Results,
    Sort,
)

if TYPE_CHECKING:
    from reader.search.batch import Batch, prepare
    from reader.search.index import Index
    from reader.search.numbers import figure_rows, person_rows

__all__ = [
    "ARTICLE_FIELDS",
    "VERSION",
    "Batch",
    "Document",
    "Field",
    "FigureRow",
    "Hit",
    "Index",
    "Match",
    "Outline",
    "Passage",
    "PersonRow",
    "Results",
    "Sort",
    "figure_rows",
    "person_rows",
    "prepare",
]


def __getattr__(name: str) -> Any:
    if name == "Index":
        from reader.search.index import Index

        return Index
    if name in ("Batch", "prepare"):
        from reader.search import batch

        return getattr(batch, name)
    if name in ("figure_rows", "person_rows"):
        from reader.search import numbers

        return getattr(numbers, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

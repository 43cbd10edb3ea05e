"""Figures, persons and statements as flat rows, for JSON lines, CSV and tables."""

from __future__ import annotations

from reader.figures.model import Figure, Person, Statement

Row = dict[str, object]


def to_row(figure: Figure, source: str) -> Row:
    """The row of `jianbao figures`: offsets are clean, `raw` is a span of the raw text."""
    inferred = figure.inferred
    return {
        "source": source,
        "block": figure.block,
        "start": figure.start,
        "end": figure.end,
        "raw": list(figure.raw),
        "surface": figure.surface,
        "type": figure.type,
        "value": figure.value,
        "unit": figure.unit,
        "qualifier": list(figure.qualifiers),
        "sentence": list(figure.sentence),
        "subject": figure.subject,
        "comparison": figure.comparison,
        "inferred": {"value": inferred.value, "basis": inferred.basis} if inferred else None,
    }


def person_row(person: Person, source: str) -> Row:
    """The row of `jianbao people`."""
    return {
        "source": source,
        "block": person.block,
        "start": person.start,
        "end": person.end,
        "raw": list(person.raw),
        "name": person.name,
        "title": person.title,
        "role": person.role,
    }


def statement_row(statement: Statement, source: str) -> Row:
    """Who said what, in one row."""
    return {
        "source": source,
        "block": statement.block,
        "start": statement.start,
        "end": statement.end,
        "raw": list(statement.raw),
        "text": statement.text,
        "speaker": statement.speaker.name,
        "title": statement.speaker.title,
        "verb": statement.verb,
        "direct": statement.direct,
    }

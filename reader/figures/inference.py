"""Reference dates: what 今年6月, 本月4日, 去年 mean by the date of the article."""

from __future__ import annotations

from reader.article import DateBound
from reader.figures.model import Inferred
from reader.figures.reading import Reading


class Calendar:
    """Resolves written dates against an article's date; infers nothing where there is none."""

    def __init__(self, date: DateBound | None) -> None:
        self._date = date

    def infer(self, text: str, reading: Reading) -> Inferred | None:
        """The full date of a figure that leaves its year (or month) out, and on what it rests."""
        return None

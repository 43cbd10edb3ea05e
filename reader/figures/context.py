"""What surrounds a figure: its sentence, its qualifiers, what it counts, what it is compared with."""

from __future__ import annotations

from reader.figures.reading import Reading


class Context:
    """The sentences and clauses of one block's text."""

    def __init__(self, text: str) -> None:
        self._text = text

    def around(
        self, reading: Reading
    ) -> tuple[tuple[str, ...], tuple[int, int], str | None, str | None]:
        """Qualifiers, sentence (clean offsets), subject and comparison of a figure."""
        return (), (0, len(self._text)), None, None

"""The tables of this room, `resources/figures/*.txt`: sections of words, made to be extended.

`[name]` begins a section, `#` a comment; words are separated by white space.
"""

from __future__ import annotations

from reader import paths


def load(name: str) -> dict[str, list[str]]:
    """The sections of a table, each with its words in order; OSError if it is not shipped."""
    sections: dict[str, list[str]] = {}
    words: list[str] = []
    for line in paths.resource("figures", f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("[") and line.endswith("]"):
            words = sections.setdefault(line[1:-1], [])
        elif not line.startswith("#"):
            words.extend(line.split())
    return sections


def characters(words: list[str]) -> str:
    """A section of single characters, however it is broken into words."""
    return "".join(words)

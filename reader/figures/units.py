"""Units and classifiers, from the table `resources/figures/units.txt`.

The table explains its sections; this module only reads it and finds units in a text.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from reader.figures.model import Type
from reader.figures.tables import load

Kind = Literal["measure", "classifier", "noun"]


class Unit(NamedTuple):
    """How a unit behaves: figure type, kind, and its place on its dimension's scale."""

    type: Type
    kind: Kind
    dimension: str
    factor: float


_TABLE = load("units")


def _units() -> dict[str, Unit]:
    table = {name: Unit("quantity", "classifier", name, 1) for name in _TABLE["classifiers"]}
    nouns = frozenset(_TABLE["nouns"])
    table |= {name: Unit("quantity", "noun", name, 1) for name in nouns}
    for section, words in _TABLE.items():
        head, _, dimension = section.partition(" ")
        if head in ("measure", "duration"):
            type_: Type = "quantity" if head == "measure" else "duration"
            type_ = "speed" if dimension == "带宽" else type_
            for name, factor in zip(words[::2], words[1::2], strict=True):
                kind: Kind = "noun" if name in nouns else "measure"
                table[name] = Unit(type_, kind, dimension, float(factor))
    return (
        table
        | _special()
        | {n: table[n]._replace(kind="classifier") for n in _TABLE["not for one"]}
    )


def _special() -> dict[str, Unit]:
    """Units with a figure type of their own."""
    table = {name: Unit("money", "measure", name, 1) for name in _TABLE["money"]}
    parts = _TABLE["money parts"]
    for name, factor, whole in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
        table[name] = Unit("money", "noun", whole, float(factor))
    table |= {name: Unit("speed", "measure", name, 1) for name in _TABLE["velocities"]}
    table |= {name: Unit("temperature", "measure", "℃", 1) for name in _TABLE["temperature"]}
    table |= {name: Unit("percent", "measure", "%", 1) for name in _TABLE["percent"]}
    table |= {name: Unit("ratio", "measure", name, 1) for name in ("倍", "番")}
    table["‰"] = Unit("percent", "measure", "%", 0.1)
    table["成"] = Unit("percent", "measure", "%", 10)
    table["日"] = Unit("duration", "noun", "天", 1)
    return table


UNITS: dict[str, Unit] = _units()
RATE_UNITS: frozenset[str] = frozenset(_TABLE["rates"])
_BEGINS_A_WORD = dict(entry.split(":") for entry in _TABLE["begins a word"])
_LATIN = frozenset(name for name in UNITS if name[-1].isascii() and name[-1].isalpha())
_LENGTHS: dict[str, tuple[int, ...]] = {}
for _name in UNITS:
    _LENGTHS[_name[0]] = tuple(sorted({*_LENGTHS.get(_name[0], ()), len(_name)}, reverse=True))


def unit_at(text: str, at: int) -> str | None:
    """The longest unit at clean offset `at`, unless it begins another word (七[部]门)."""
    for length in _LENGTHS.get(text[at : at + 1], ()):
        name = text[at : at + length]
        if name in UNITS:
            return name if _ends_word(text, at + length, name) else None
    return None


def _ends_word(text: str, end: int, name: str) -> bool:
    after = text[end : end + 1]
    if not after:
        return True
    if name in _BEGINS_A_WORD and after in _BEGINS_A_WORD[name]:
        return False
    return not (name in _LATIN and after.isascii() and after.isalnum())

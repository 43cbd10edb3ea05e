"""Words about persons, from the table `resources/figures/persons.txt`."""

from __future__ import annotations

from reader.figures.tables import characters, load

_TABLE = load("persons")

# Surnames stand in the order of their frequency; the place tells how common one is.
SURNAMES: dict[str, int] = {name: i for i, name in enumerate(characters(_TABLE["surnames"]))}
WEAK_SURNAMES = frozenset(characters(_TABLE["weak surnames"]))
COMPOUND_SURNAMES = frozenset(_TABLE["compound surnames"])
NOT_GIVEN = frozenset(characters(_TABLE["not in given names"]))
NOT_NAMES = tuple(_TABLE["not names"])
TITLES = tuple(_TABLE["titles"])
AFTER_TITLES = frozenset(_TABLE["titles after"])
FOREIGN = frozenset(characters(_TABLE["foreign"]))
SPEECH_VERBS = tuple(_TABLE["verbs of speech"])
VERB_PAIRS = frozenset(_TABLE["verb pairs"])
LABELS: dict[str, str] = dict(entry.split(":") for entry in _TABLE["labels"])

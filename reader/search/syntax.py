"""The query language."""

from __future__ import annotations

import re
from typing import NamedTuple

from reader.search import folding
from reader.search.query import Both, Node, Phrase


class Meaning(NamedTuple):
    """What a query means, told in words; `note` says where it was bent to make sense."""

    node: Node
    explanation: str
    note: str


_TOKEN = re.compile(r'"([^"]*)"?|(\S+)')


def parse(query: str) -> Meaning:
    texts = [match[1] if match[1] is not None else match[2] for match in _TOKEN.finditer(query)]
    phrases = [Phrase(text) for text in texts if len(folding.symbols_of(text))]
    if not phrases:
        return Meaning(Both(()), "", "")
    node = phrases[0] if len(phrases) == 1 else Both(tuple(phrases))
    return Meaning(node, " + ".join(phrase.text for phrase in phrases), "")

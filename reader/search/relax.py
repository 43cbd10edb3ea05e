"""What to look for when nothing matches: the words of the query instead of its characters."""

from __future__ import annotations

from collections.abc import Iterator

from reader.i18n import tr
from reader.search import folding, syntax
from reader.search.query import Both, Either, Node, Phrase
from reader.search.syntax import Meaning


def relaxed(query: str, meaning: Meaning) -> Iterator[Meaning]:
    """What else `query` may mean, the nearest first; each says in its note what it is."""
    written = syntax.literal(query)
    if written is not None and written != meaning.node:
        note = tr("Nothing matches this query; the text is searched for as it was typed.")
        yield _bent(meaning, written, note)
    without = syntax.exclusions(query)
    if without is not None:
        note = tr("Nothing matches it as it was typed; these are all articles without that.")
        yield _bent(meaning, without, note)
    if not meaning.plain or written is None:
        return
    words = tuple(_words(meaning.node))
    if len(words) < 2:
        return
    note = tr("Nothing matches exactly; these articles contain all of the words.")
    yield _bent(meaning, Both(words), note)
    note = tr("Nothing contains all of these words; these articles contain some of them.")
    yield _bent(meaning, Either(words), note)
    anywhere = tuple(dict.fromkeys(Phrase(word.text) for word in words))
    if anywhere == words:
        return
    if len(anywhere) > 1:
        note = tr("No word stands where it is asked for; these have all of the words.")
        yield _bent(meaning, Both(anywhere), note)
    note = tr("No word stands where it is asked for; these have some of the words.")
    yield _bent(meaning, Either(anywhere), note)


def _bent(meaning: Meaning, node: Node, note: str) -> Meaning:
    return Meaning(node, f"{meaning.note} {note}".strip(), plain=False)


def _words(node: Node) -> list[Phrase]:
    """The words of the query's texts, each where its text is asked for.

    Single characters are left out where there are longer ones.
    """
    import rjieba  # 0.2 s with its dictionary

    texts = node.parts if isinstance(node, Both) else (node,)
    words = [
        Phrase(word, text.field)
        for text in texts
        if isinstance(text, Phrase)
        for word in rjieba.cut(_encodable(text.text))
        if any(char.isalnum() for char in word) and len(folding.query_symbols(word))
    ]
    longer = [word for word in words if len(word.text) > 1]
    return list(dict.fromkeys(longer if len(longer) > 1 else words))


def _encodable(text: str) -> str:
    """`text` without the half surrogate pairs that a pasted query may hold."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")

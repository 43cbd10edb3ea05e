"""Who said it: quotations and reported speech, each tied to the person who is named with it.

Three patterns of news Chinese, within one block:

    布兰德说：“……”                 speaker, verb, quotation
    “……”许昌……书记刘颖民说。          quotation, speaker, verb
    胡五岳接受专访时表示，……            speaker, verb, reported speech to the full stop
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.article import Article
from reader.figures.lexicon import SPEECH_VERBS
from reader.figures.model import Person, Statement
from reader.figures.offsets import RawMap
from reader.figures.people import people

_VERBS = "|".join(sorted(SPEECH_VERBS, key=len, reverse=True))
# From a speaker to the verb in the same sentence: no second speaker, no full stop, no quotation.
_SAYS = re.compile(f"[^。！？；]{{0,60}}?(?P<verb>{_VERBS})(?P<sign>[：:，,]|(?=“))\\s*")
_SAID = re.compile(f"[^。！？；：“”，]{{0,12}}?(?P<verb>{_VERBS})(?=[。！，；]|$)")
_SENTENCE_END = re.compile("[。！？][”’]?|$")
_OPEN, _CLOSE = "“", "”"
_TERM = 9  # a shorter quotation without a colon before it is a term: 提出“一带一路”倡议
_LONGEST = 4000  # characters of one statement
_BACK = 40  # characters of title between a quotation and its speaker


def statements(article: Article) -> tuple[Statement, ...]:
    """Quoted and reported statements in reading order, each tied to its speaker's mention."""
    named: dict[int, list[Person]] = {}
    for person in people(article):
        named.setdefault(person.block, []).append(person)
    found: list[Statement] = []
    for at, persons in named.items():
        block = article.blocks[at]
        if block.role == "attribution" and at and article.blocks[at - 1].role == "quote":
            found.append(_attributed(article, at - 1, persons[0]))
            continue
        positions = RawMap(block, article.raw.text)
        for start, end, speaker, verb, direct in _in_block(block.text, persons):
            raw = positions.span(start, end)
            found.append(
                Statement(at, start, end, raw, block.text[start:end], speaker, verb, direct)
            )
    return tuple(found)


def _attributed(article: Article, at: int, speaker: Person) -> Statement:
    """A displayed quotation and the line under it: ——市委书记……在……上的讲话."""
    block = article.blocks[at]
    end = len(block.text)
    raw = RawMap(block, article.raw.text).span(0, end)
    return Statement(at, 0, end, raw, block.text, speaker, "", True)


_Said = tuple[int, int, Person, str, bool]


def _in_block(text: str, persons: list[Person]) -> Iterator[_Said]:
    done = 0
    for index, speaker in enumerate(persons):
        following = persons[index + 1].start if index + 1 < len(persons) else len(text)
        said = _said_before(text, speaker, done) or _said_after(text, speaker, following)
        if said is not None and done <= said[0] < said[1]:
            done = max(said[1], done)
            yield said


def _said_before(text: str, speaker: Person, floor: int) -> _Said | None:
    """The quotation that ends right before the speaker's title: “……”书记刘颖民说。"""
    found = _SAID.match(text, speaker.end)
    if not found:
        return None
    close = text.rfind(_CLOSE, max(floor, speaker.start - _BACK), speaker.start)
    if close < 0 or any(sign in text[close : speaker.start] for sign in "。！？；，"):
        return None
    opening = text.rfind(_OPEN, max(floor, close - _LONGEST), close)
    if opening < 0:
        return None
    return opening + 1, close, speaker, found["verb"], True


def _said_after(text: str, speaker: Person, following: int) -> _Said | None:
    found = _SAYS.match(text, speaker.end)
    if not found or found.start("verb") > following:
        return None
    start = found.end()
    if text[start : start + 1] == _OPEN:
        close = text.find(_CLOSE, start, start + _LONGEST)
        end = close if close >= 0 else min(len(text), start + _LONGEST)
        if not found["sign"] and end - start < _TERM:
            return None
        return start + 1, end, speaker, found["verb"], True
    if found["sign"] == "":
        return None
    stop = _SENTENCE_END.search(text, start, start + _LONGEST)
    end = stop.start() if stop else min(len(text), start + _LONGEST)
    return (start, end, speaker, found["verb"], False) if end > start else None

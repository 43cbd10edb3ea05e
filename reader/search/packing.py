"""What is shown of a document, packed: its card, and its text in compressed chunks."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

CARDS = 16
"""Cards in a chunk: few enough to unpack one for a single document."""

_ORDER = 8  # bytes of a title in the number that sorts it
_CHUNK = 6144  # characters after which a chunk of texts is closed
_LEVEL = 2  # packs as tight as 3 here, and faster
_FIELD_END, _CARD_END = "\x1f", "\x1e"


class Card(NamedTuple):
    """What is kept of a document beside its key and its text."""

    digest: str
    stamp: str
    title: str
    date: str
    series: str = ""
    authors: str = ""  # joined by `、`


class TextChunk(NamedTuple):
    """Compressed texts, and how many documents they belong to."""

    packed: bytes
    documents: int


def pack_cards(cards: Sequence[Card]) -> bytes:
    """A chunk of at most CARDS cards."""
    lines = _CARD_END.join(map(_FIELD_END.join, cards))
    if lines.count(_FIELD_END) + lines.count(_CARD_END) != len(cards) * len(Card._fields) - 1:
        lines = _CARD_END.join(_FIELD_END.join(map(_plain, card)) for card in cards)
    return zstd.compress(lines.encode("utf-8", "surrogatepass"), _LEVEL)


def _plain(field: str) -> str:
    return field.replace(_FIELD_END, " ").replace(_CARD_END, " ")


def unpack_card(chunk: bytes, number: int) -> Card:
    """One card of a chunk."""
    return Card(*_lines(chunk)[number].split(_FIELD_END))


def unpack_cards(chunk: bytes) -> list[Card]:
    """All cards of a chunk."""
    return [Card(*line.split(_FIELD_END)) for line in _lines(chunk)]


def _lines(chunk: bytes) -> list[str]:
    return zstd.decompress(chunk).decode("utf-8", "surrogatepass").split(_CARD_END)


def text_chunks(texts: Iterable[str]) -> Iterator[TextChunk]:
    """Texts in chunks of about 6,000 characters, none cut in two."""
    waiting, size = list[str](), 0
    for text in texts:
        waiting.append(text)
        size += len(text)
        if size >= _CHUNK:
            yield _packed(waiting)
            waiting, size = [], 0
    if waiting:
        yield _packed(waiting)


def _packed(texts: list[str]) -> TextChunk:
    """Two bytes a character before compression, which then packs a tenth tighter."""
    encoded = "".join(texts).encode("utf-16-le", "surrogatepass")
    return TextChunk(zstd.compress(encoded, _LEVEL), len(texts))


def unpack_texts(packed: bytes) -> str:
    """The texts of a chunk, one after the other."""
    return zstd.decompress(packed).decode("utf-16-le", "surrogatepass")


def title_order(title: str) -> int:
    """A number that sorts titles as `title_key` does, as far as its first eight bytes tell."""
    return int.from_bytes(title_key(title[:_ORDER])[:_ORDER].ljust(_ORDER, b"\0"), "big")


def title_key(title: str) -> bytes:
    """What sorts titles: GB 18030 has the common characters in the order of pinyin."""
    return title.encode("gb18030", "replace")


def tells_all(order: int) -> bool:
    """Whether the number that sorts a title holds the whole of it."""
    return not order & 0xFF

"""How long an article is: characters, words and minutes. Without Qt."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reader.article import Article

HAN_A_MINUTE = 400  # silent reading of Chinese news by adults: 300 to 500 characters
WORDS_A_MINUTE = 230  # silent reading of English: Brysbaert 2019, 238 words

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_WORD = re.compile("[A-Za-z]+(?:['’-][A-Za-z]+)*|[0-9]+(?:[.,][0-9]+)*")


@dataclass(frozen=True, slots=True)
class Counts:
    """Han characters, other words, and the minutes they take to read."""

    han: int
    words: int

    @property
    def total(self) -> int:
        """Characters and words as Chinese word processors count them (字数)."""
        return self.han + self.words

    @property
    def minutes(self) -> int:
        return max(1, round(self.han / HAN_A_MINUTE + self.words / WORDS_A_MINUTE))


def count(article: Article) -> Counts:
    """The length of an article's restored text."""
    texts = [block.text for block in article.blocks]
    return Counts(
        sum(len(_HAN.findall(text)) for text in texts),
        sum(len(_WORD.findall(text)) for text in texts),
    )

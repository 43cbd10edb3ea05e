"""What surrounds a figure: its sentence and clause, what it counts, what it is compared with.

Chinese puts what is counted after a classifier (13个细分领域), or, in the manner of reports,
before the figure (签约项目35个), and what is measured before (总投资903.2亿元). Subject and
comparison are read from the clause by those two patterns and left out where neither fits.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from reader.figures.qualifiers import qualifiers
from reader.figures.reading import Reading

_SENTENCE_END = re.compile("[。！？!?…]+[”’」』）)]*|[；;]")
_CLAUSE_SIGNS = "，。；：！？,;:!?（）()“”…、"
_LOOK = 24  # characters before a figure in which its clause is read

_HAN = "\\u4e00-\\u9fff"
_VERBS = (
    "增长|增加|增产|提高|提升|上升|上涨|上调|加快|扩大|回升|下降|减少|降低|下跌|下滑|回落|缩短|降温"
    "|增|降|占|达到|达|超过|超|突破|高出|超出|位居|位列|居|排名|名列"
)
_COMPARISON = re.compile(
    f"(?:(?:同比|环比|年均|[比较][{_HAN}0-9％%]{{1,10}}?)?(?:分别|累计|平均|将|已)?(?:{_VERBS})"
    f"|占[{_HAN}]{{1,12}}的?)(?=(?:了|到|至|为|全省|全国|近|约|逾)*$)"
)
# What may stand between a noun and its figure: verbs of having and being, adverbs, qualifiers.
_LINK = re.compile(
    f"(?:{_VERBS}|全省|全国|全球|世界|全市|亚洲|同比|环比|分别|累计|共计|合计|总计|平均|预计|接近|将近|约为|不低于|不超过|至少|最高|最低"
    "|[已共仅约近逾将均也还就只为有是至到了过出超计在由每])+$"
)
# Only after one of these characters is a link worth a search.
_LINK_ENDS = frozenset(word[-1] for word in _VERBS.split("|")) | frozenset(
    "省国球界市洲比环别计近为于过少高低已共仅约逾将均也还就只有是至在到了出超每由"
)
_HEAD = re.compile(
    "^.*(?:[的了着在是有将把被对向从由让使和与及等]|其中|拥有|培育|实现|完成|达成|建成|形成|达到|收录|发布|举办|组织|提供|吸引|投入|包括|涉及|产生|共建|新建设)(?=.{2})"
)
_AFTER = re.compile(f"[{_HAN}A-Za-z]{{1,14}}")
_AFTER_STOP = re.compile(
    "[的了和与及或在是有为被把将从向对到至已也都就还等以于由让使给共约近，]|左右|超过|上下|来自|进行|开展|参加|组成|落地|完成|建成|实现|达成|分别|成功"
)


class Surroundings(NamedTuple):
    """Qualifiers, sentence (clean offsets), subject and comparison of a figure."""

    qualifiers: tuple[str, ...]
    sentence: tuple[int, int]
    subject: str | None
    comparison: str | None


class Context:
    """The sentences of one block's text; asked about its figures in order."""

    __slots__ = ("_last_subject", "_starts", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(m.end() for m in _SENTENCE_END.finditer(text) if m.end() < len(text))]
        self._last_subject: tuple[int, str | None] = (-1, None)

    def around(self, reading: Reading) -> Surroundings:
        """What surrounds a figure. Ask in reading order: a subject serves the clause after it."""
        text, start, end = self._text, reading.start, reading.end
        sentence = self.sentence(start)
        clause = self._clause(start, sentence[0])
        found = qualifiers(text, start, end, clause, reading.type, reading.words)
        if reading.type in ("date", "score"):
            return Surroundings(found, sentence, None, None)
        before = text[max(clause, start - _LOOK) : start]
        linked = bool(before) and before[-1] in _LINK_ENDS
        compared = _COMPARISON.search(before) if linked or "占" in before else None
        subject = self._subject(reading, before, linked)
        if subject is None and self._last_subject[0] == sentence[0]:
            subject = self._last_subject[1]
        self._last_subject = (sentence[0], subject)
        return Surroundings(found, sentence, subject, compared[0] if compared else None)

    def sentence(self, at: int) -> tuple[int, int]:
        """Clean offsets of the sentence that holds `at`."""
        index = bisect_right(self._starts, at)
        end = self._starts[index] if index < len(self._starts) else len(self._text)
        return self._starts[index - 1], end

    def _clause(self, at: int, earliest: int) -> int:
        """Where the comma clause of the figure at `at` begins, at most `_LOOK` before."""
        text = self._text
        first = max(earliest, at - _LOOK)
        for i in range(at - 1, first - 1, -1):
            if text[i] in _CLAUSE_SIGNS:
                return i + 1
        return first

    def _subject(self, reading: Reading, before: str, linked: bool) -> str | None:
        if reading.type in ("quantity", "ordinal") and reading.unit is not None:
            counted = self._noun_after(reading.end)
            if counted is not None:
                return counted
        return _noun_before(before, linked)

    def _noun_after(self, at: int) -> str | None:
        found = _AFTER.match(self._text, at)
        if not found:
            return None
        stop = _AFTER_STOP.search(found[0])
        noun = found[0][: stop.start()] if stop else found[0]
        return noun if len(noun) > 1 else None


def _noun_before(before: str, linked: bool) -> str | None:
    link = _LINK.search(before) if linked else None
    noun = before[: link.start()] if link else before
    head = _HEAD.match(noun)
    if head:
        noun = noun[head.end() :]
    return noun if len(noun) > 1 and noun[-1] not in "的第" and not noun[-1].isdigit() else None

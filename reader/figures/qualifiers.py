"""Qualifiers: the words around a figure that say how to take it (guidelines, section 4).

One table, from the closed list of qualifiers to the words of the text. A word before a
figure counts only right before it (other qualifiers may stand between) or where it governs
the clause; a word after it only where it follows at once.
"""

from __future__ import annotations

import re

QUALIFIERS = (
    "approx", "over", "at_least", "at_most", "cumulative", "growth", "decline", "diff", "each",
    "average", "per_year", "only", "expected", "since", "before", "until", "start", "end",
)  # fmt: skip

_PLACE = {name: place for place, name in enumerate(QUALIFIERS)}

INSIDE = {
    "多": "over",
    "余": "over",
    "几": "approx",
    "来": "approx",
    "初": "start",
    "底": "end",
    "末": "end",
    "翻": "growth",
}

# Right before the figure, perhaps with another of them or 了 between.
_JUST_BEFORE = {
    "approx": "近 约 大约 约合 将近 接近 约为",
    "over": "超过 超 逾 突破 已过 超出 过 超越 高于",
    "at_least": "至少 不少于 不低于 最少 起码 不小于 最低",
    "at_most": "不到 不足 不超过 最高 最多 低于 少于 至多 不高于",
    "cumulative": "累计 共 总计 共计 合计 共有 一共 累计达 总共",
    "each": "均",
    "average": "平均 人均 均价 年均 日均 月均 户均",
    "only": "仅 只 唯一 仅有 只有 仅为 仅用 只用",
    "expected": "预计 预计达 将达 有望达 将达到 有望达到",
    "since": "自 从",
    "until": "截至 到 至 截止 直到",
    "growth": "增长 增加 增产 提高 上升 上涨 上调 加快 提升 多出 增 扩大 回升 上浮",
    "decline": "下降 减少 降低 降 下跌 下滑 回落 缩减 降温 减产 下调 收窄",
    "diff": "高出 超出了 多出 相差 差 低出",
}  # fmt: skip

# Anywhere before the figure in its clause: they govern what follows.
_IN_CLAUSE = {
    "average": "平均 人均 均价 年均 日均 月均 户均",
    "cumulative": "累计 共 总计 共计 合计",
    "per_year": "年产 年产量",
    "expected": "预计 预期 有望 预测",
    "only": "仅",
}

_JUST_AFTER = {
    "approx": "左右 上下 许",
    "over": "多 有余",
    "at_least": "以上 及以上",
    "at_most": "以下 以内 内 之内 及以下",
    "since": "以来 起 后 之后 来 开始",
    "before": "前 以前 之前",
    "until": "止 为止",
    "start": "初",
    "end": "底 末",
}


def _lookup(table: dict[str, str]) -> dict[str, str]:
    return {word: name for name, words in table.items() for word in words.split()}


_BEFORE, _CLAUSE, _AFTER = (_lookup(t) for t in (_JUST_BEFORE, _IN_CLAUSE, _JUST_AFTER))


def _alternatives(words: dict[str, str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_EACH = "每(?:[\\u4e00-\\u9fff]{1,3})"
_CHAIN = re.compile(
    f"(?:(?<![通经度走跨])(?:{_alternatives(_BEFORE)})|{_EACH}|达到?|[了的为将已有])+$"
)
_WORD = re.compile(f"{_alternatives(_BEFORE)}|{_EACH}")
_GOVERNS = re.compile(f"{_alternatives(_CLAUSE)}|{_EACH}")
# A chain of qualifiers can only end in one of these characters: most figures need no search.
_LAST = frozenset(word[-1] for word in _BEFORE) | frozenset("达到了的为将已有")
_FOLLOWS = re.compile(_alternatives(_AFTER))
_NOT_FOLLOWS = {
    "后": "台续勤备",
    "前": "后台",
    "内": "部外地容蒙",
    "来": "自到源往",
    "起": "义点步来",
    "多": "个种次",
    "许": "昌可多下愿诺",
}
_MOVES = {"growth", "decline", "until"}  # 增加到 names a level, not a growth
_DATES_ONLY = {"since", "until"}
_MEASURED = frozenset(("money", "percent", "quantity", "ratio", "duration", "temperature", "speed"))
_DATED = frozenset(("since", "before", "until", "approx", "expected"))
_LOOK = 12


def qualifiers(
    text: str, start: int, end: int, clause: int, type_: str, inside: tuple[str, ...]
) -> tuple[str, ...]:
    """The qualifiers of the figure `text[start:end]`, whose clause begins at `clause`."""
    found = {INSIDE[word] for word in inside if word in INSIDE}
    before = text[max(clause, start - _LOOK) : start]
    if before:
        _read_before(before, type_, found)
    after = _FOLLOWS.match(text, end)
    if after and text[after.end() : after.end() + 1] not in tuple(_NOT_FOLLOWS.get(after[0], "")):
        found.add(_AFTER[after[0]])
    if not found:
        return ()
    if type_ == "date":
        found &= _DATED | {"start", "end"}
    return tuple(sorted(found, key=_PLACE.__getitem__))


def _read_before(before: str, type_: str, found: set[str]) -> None:
    chain = _CHAIN.search(before) if before[-1] in _LAST or "每" in before else None
    if chain:
        for word in _WORD.findall(chain[0]):
            found.add(_BEFORE.get(word, "each"))
    if type_ in _MEASURED:
        if before[-1] in "到至为":
            found -= _MOVES
        for word in _GOVERNS.findall(before):
            found.add(_CLAUSE.get(word, "each"))
        if type_ != "duration":
            found -= _DATES_ONLY

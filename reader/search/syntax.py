"""The query language: what is typed becomes a tree, or the nearest thing that makes sense.

    德国 质量            both words                "德国 质量"        exactly this; or “德国 质量”
    德国 OR 法国         one of them               -质量, NOT 质量    without it
    标题:德国            in the title              日期:2018-03..2018-07
    德国 近/5 质量       at most 5 characters apart (also NEAR/5)
    中?合作  签*协议     one, or up to 20 characters, whatever they are
    /\\d+个项目/          a regular expression, within one paragraph
    金额>=10亿元  百分比:50%..80%  数量>100家  人物:胡五岳

`OR` binds closer than the blank, for which `AND` may stand; after an exclusion it goes on
with that (-德国 OR 法国: without either). Within quotation marks "" is one such mark. Everything
else is text that stands in the article, punctuation included. Nothing that is typed is an error.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from reader.i18n import tr
from reader.search import folding, numbers, patterns
from reader.search.explain import explain
from reader.search.model import Field
from reader.search.query import Both, Either, Named, Near, Node, Phrase, Published

_FIELDS: dict[str, Field] = {
    **dict.fromkeys(("标题", "题名", "title"), "title"),
    **dict.fromkeys(("系列", "series"), "series"),
    **dict.fromkeys(("作者", "记者", "author"), "author"),
    **dict.fromkeys(("正文", "text"), "text"),
    **dict.fromkeys(("图注", "图片", "caption"), "caption"),
    **dict.fromkeys(("笔记", "note"), "note"),
    **dict.fromkeys(("引文", "quotation"), "quotation"),
    **dict.fromkeys(("标签", "tag"), "tag"),
    **dict.fromkeys(("文件夹", "folder"), "folder"),
}
_FIGURES = (
    *(
        "金额",
        "百分比",
        "日期",
        "时长",
        "序数",
        "名次",
        "比分",
        "比例",
        "倍数",
        "温度",
        "速度",
        "数量",
    ),
    *("money", "percent", "date", "duration", "ordinal", "score", "ratio", "temperature"),
    *("speed", "quantity"),
)  # as `reader.figures.columns.FIELDS` has them, which is not loaded for every query
_DATES = ("日期", "date")
_PEOPLE = ("人物", "person")
_EPOCH = date(1970, 1, 1).toordinal()

_TRADITIONAL = {
    "標題": "标题", "題名": "题名", "記者": "记者", "圖注": "图注", "圖片": "图片", "筆記": "笔记",
    "標籤": "标签", "文件夾": "文件夹", "金額": "金额", "時長": "时长", "序數": "序数",
    "倍數": "倍数", "溫度": "温度", "數量": "数量",
}  # fmt: skip
_NAMES = "|".join(sorted((*_FIELDS, *_FIGURES, *_PEOPLE, *_TRADITIONAL), key=len, reverse=True))
_TOKEN = re.compile(
    rf"""(?P<minus>[-－](?=\S))?
    (?:(?P<name>{_NAMES})\s*(?P<operator>[:：]|>=|<=|=>|=<|[<>=≥≤＞＜＝][=＝]?)\s*)?
    (?: (?P<mark>["＂])(?P<quoted>(?:(?!(?P=mark)).|(?P=mark){{2}})*+)(?:(?P=mark)|\Z)(?=\s|\Z)
      | (?:“(?=[^“”]*\s)(?P<cited>[^“”]*)”|「(?=[^「」]*\s)(?P<held>[^「」]*)」)(?=\s|\Z)
      | /(?P<regex>(?:\\.|[^/\\])+)/(?=\s|$) | (?P<bare>\S+) )""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_NEAR = re.compile(r"(?:近|NEAR)/(\d{1,4})", re.IGNORECASE)
_COMPARED = ("<", ">", "=", "≤", "≥")
_JOINTS = ("OR", "NOT")
_WIDE_OPERATORS = str.maketrans("＞＜＝：", "><=:")


class Meaning(NamedTuple):
    """What a query means, told in words; `note` says where it was bent to make sense.

    `plain`: it has nothing but text, and none in quotation marks, so its words may be looked
    for where the text is not found.
    """

    node: Node
    note: str
    plain: bool

    @property
    def explanation(self) -> str:
        return explain(self.node)


class _Term(NamedTuple):
    node: Node | None
    negative: bool = False
    joint: str = ""  # "or", "not", or the distance of "near"


def parse(query: str) -> Meaning:
    """What `query` means. Never fails."""
    query = query.replace("\0", "\ufffd")  # as it is indexed: NUL itself parts passages there
    return _alone(query) or _composed(query)


def _alone(query: str) -> Meaning | None:
    """A word, or a text in quotation marks, and nothing else: what is typed most."""
    if query.isalnum():
        return Meaning(Phrase(query), "", plain=True)
    inner = query[1:-1]
    if query[:1] == query[-1:] == '"' and '"' not in inner and _has_symbols(inner):
        return Meaning(Phrase(inner), "", plain=False)
    return None


def _composed(query: str) -> Meaning:
    notes: list[str] = []
    matches = list(_TOKEN.finditer(query))
    groups, without = _grouped([_term(match, notes) for match in matches], notes)
    quoted = any(_quoted(match) is not None for match in matches)
    plain = not (without or quoted) and all(isinstance(group, Phrase) for group in groups)
    if without and not groups:
        notes.append(tr("A query of exclusions only is searched for as it was typed."))
        groups, without = [_literal(query)], []
    if not groups and not without and _has_symbols(query):
        groups = [_literal(query)]
    return Meaning(_together(groups, without), " ".join(notes), plain)


def exclusions(query: str) -> Node | None:
    """All articles but those that hold what is excluded; None where more is asked for."""
    groups, without = _grouped([_term(match, []) for match in _TOKEN.finditer(query)], [])
    return Both((), tuple(without)) if without and not groups else None


def literal(query: str) -> Phrase | None:
    """The whole query as text that stands in the article; None where nothing is left of it."""
    return _literal(query) if _has_symbols(query) else None


def _literal(query: str) -> Phrase:
    return Phrase(query.replace("\0", "\ufffd").strip())


def _has_symbols(text: str) -> bool:
    return bool(len(folding.query_symbols(text)))


def _together(groups: Sequence[Node], without: Sequence[Node]) -> Node:
    if len(groups) == 1 and not without:
        return groups[0]
    return Both(tuple(groups), tuple(without))


def _grouped(terms: list[_Term], notes: list[str]) -> tuple[list[Node], list[Node]]:
    """Terms joined by OR and NEAR, and those that are excluded."""
    groups: list[Node] = []
    without: list[Node] = []
    before: list[Node] = []  # where the term before went; at first none did
    joint, negated = "", False
    for term in terms:
        if term.joint == "not":
            negated = True
        elif term.joint:
            joint = term.joint
        elif term.node is not None:
            node, negative = term.node, term.negative or negated
            if before is groups and negative and joint:
                node, negative, joint = _excluded_after(joint, node, notes)
            if before and joint:  # after an exclusion it goes on with that
                before.append(_joined(before.pop(), joint, node, notes))
            else:
                before = without if negative else groups
                before.append(node)
            joint, negated = "", False
    return groups, without


def _excluded_after(joint: str, node: Node, notes: list[str]) -> tuple[Node, bool, str]:
    """What is to be excluded, joined to what is looked for: the term, and how it is taken."""
    if joint == "or":
        return Both((), (node,)), False, joint
    notes.append(tr("Nothing can be near what is excluded; it is excluded anywhere."))
    return node, True, ""


def _joined(left: Node, joint: str, right: Node, notes: list[str]) -> Node:
    if joint == "or":
        parts = left.parts if isinstance(left, Either) else (left,)
        return Either((*parts, right))
    if isinstance(left, Phrase) and isinstance(right, Phrase):
        return Near(left, right, int(joint))
    notes.append(tr("Only words can be near each other; both are searched for anywhere."))
    return Both((left, right))


def _term(match: re.Match[str], notes: list[str]) -> _Term:
    bare = match["bare"] or ""
    if not match["minus"] and not match["name"]:
        near = _NEAR.fullmatch(bare)
        if near or bare in _JOINTS:
            return _Term(None, joint=near[1] if near else bare.lower())
        if bare == "AND":
            return _Term(None)
    node = _named(match, notes) if match["name"] else _unnamed(match, None, notes)
    written = match[0].removeprefix(match["minus"] or "")
    if node is None and _has_symbols(written):
        node = _literal(written)
    return _Term(node, negative=bool(match["minus"]))


def _quoted(match: re.Match[str]) -> str | None:
    """The text in quotation marks; a mark of its own kind stands there twice for one.

    Chinese marks quote where there is a blank between them: without one they are, as all
    that is printed, part of the text.
    """
    if match["quoted"] is not None:
        return match["quoted"].replace(match["mark"] * 2, match["mark"])
    return match["held"] if match["cited"] is None else match["cited"]


def _unnamed(match: re.Match[str], field: Field | None, notes: list[str]) -> Node | None:
    """Text, wildcard or expression, anywhere or in a field."""
    quoted = _quoted(match)
    if quoted is not None:
        return Phrase(quoted, field) if _has_symbols(quoted) else None
    if match["regex"] is not None:
        return _expression(match["regex"], field, notes)
    bare = match["bare"]
    inner = bare.strip("*")
    if patterns.WILDCARD.search(inner):
        return patterns.wildcard(inner, field)
    text = inner or bare
    return Phrase(text, field) if _has_symbols(text) else None


def _expression(written: str, field: Field | None, notes: list[str]) -> Node:
    try:
        return patterns.expression(written, field)
    except ValueError as error:
        notes.append(
            tr(
                "/{text}/ is not a regular expression ({reason}); it is taken as text.",
                text=written,
                reason=error,
            )
        )
        return Phrase(written, field)


def _named(match: re.Match[str], notes: list[str]) -> Node | None:
    """A term with a field's name before it; None where it makes no sense as one."""
    name = match["name"].lower()
    name = _TRADITIONAL.get(name, name)
    operator = match["operator"].translate(_WIDE_OPERATORS)
    value = quoted if (quoted := _quoted(match)) is not None else match["bare"] or ""
    if name in _FIGURES:
        shown = match[0].removeprefix(match["minus"] or "")
        return _figure(name, operator, value, shown, notes)
    if name in _PEOPLE:
        return Named(value) if _has_symbols(value) else None
    return _unnamed(match, _FIELDS[name], notes)


def _figure(name: str, operator: str, value: str, shown: str, notes: list[str]) -> Node | None:
    narrow = "".join(map(chr, folding.query_symbols(value)))
    if narrow[:1] in _COMPARED:  # 日期:>=2018
        operator = operator.rstrip(":")
    asked = numbers.condition(name + operator + narrow, shown, notes)
    if asked is None and name in _DATES:
        notes.append(tr("“{text}” is not a date; it is taken as text.", text=shown))
    elif asked is None:
        notes.append(tr("“{text}” is not a number; it is taken as text.", text=shown))
    if asked is None:
        return None
    if asked.type != "date":
        return asked
    first, last = asked.low + asked.low_open, asked.high - asked.high_open
    return Either((Published(first - _EPOCH, last - _EPOCH, shown), asked))

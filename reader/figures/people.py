"""Persons named in an article: with their title, as reporters and photographers, and again without.

Evidence comes in steps, the strongest first. A label of the byline (记者, 摄) names its
persons outright; a title before or after a name makes it one (市委书记胡五岳, 张平教授); a dot
marks a foreign name (鲁道夫·沙尔平). What is once known to be a name is one wherever the article
writes it again. A surname alone is never enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from reader.article import Article, Block
from reader.figures import lexicon
from reader.figures.model import Person
from reader.figures.offsets import RawMap

_HAN = "\\u4e00-\\u9fff"
_RANK = lexicon.SURNAMES
_NEAR = 2000  # characters around a name in which its other mentions tell how long it is
_MAX_NAMES = 6  # persons behind one label of a byline


class _Mention(NamedTuple):
    """A person in one block's text (clean offsets), before raw offsets are added."""

    start: int
    end: int
    title: str | None
    role: str


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, set(words)), key=len, reverse=True))


_LABEL = re.compile(
    f"(?P<label>{_alternatives(lexicon.LABELS)})[:：\\s/]*"
    f"(?P<names>[{_HAN}·][{_HAN}·\\s、]{{1,40}}?)\\s*"
    f"(?=$|[）)/：:]|\\s*摄|摄|\\s*文|报道|\\s*(?:{_alternatives(lexicon.LABELS)}))"
)
_CREDIT = re.compile(f"(?P<names>[{_HAN}·]{{2,4}})\\s*[/／]?\\s*摄(?:影)?$")
_TITLE = re.compile(_alternatives(lexicon.TITLES))
_FOREIGN_RUN = re.compile(
    f"[{''.join(sorted(lexicon.FOREIGN))}]{{1,8}}(?:[·•・-][{''.join(sorted(lexicon.FOREIGN))}]{{1,8}}){{0,3}}"
)
_DOT = re.compile("[·•・]")


def people(article: Article) -> tuple[Person, ...]:
    """Every mention of a person in reading order. Pure; linear in the length of the text."""
    signed = {signature.name for signature in article.byline}
    found = [_with_evidence(block, signed) for block in article.blocks]
    known = _known(article.blocks, found)
    result: list[Person] = []
    for at, (block, evident) in enumerate(zip(article.blocks, found, strict=True)):
        mentions = _with_repetitions(block.text, evident, known)
        if mentions:
            positions = RawMap(block, article.raw.text)
            result.extend(_person(at, block.text, mention, positions) for mention in mentions)
    return tuple(result)


def _person(at: int, text: str, mention: _Mention, positions: RawMap) -> Person:
    start, end, title, role = mention
    return Person(at, start, end, positions.span(start, end), text[start:end], title, role)


def _with_evidence(block: Block, signed: set[str]) -> list[_Mention]:
    text = block.text
    found = [*_labelled(text, block.role in ("byline", "credit"), signed), *_titled(text)]
    if "·" in text or "•" in text or "・" in text:
        found.extend(_dotted(text))
    return _without_overlaps(found)


def _without_overlaps(found: list[_Mention]) -> list[_Mention]:
    """In order; of two that overlap the one found by the stronger evidence (the earlier) stays."""
    kept: list[_Mention] = []
    taken: set[int] = set()
    for mention in found:
        places = range(mention.start, mention.end)
        if taken.isdisjoint(places):
            kept.append(mention)
            taken.update(places)
    return sorted(kept, key=lambda mention: mention.start)


# --- bylines and credits ---------------------------------------------------------------------


def _labelled(text: str, is_byline: bool, signed: set[str]) -> Iterator[_Mention]:
    if "记者" not in text and "摄" not in text and not is_byline:
        return
    for found in _LABEL.finditer(text):
        role = lexicon.LABELS[found["label"]]
        if text.startswith("摄", found.end()) or text[found.end() :].lstrip().startswith("摄"):
            role = "photographer"
        names = list(_names_in(text, *found.span("names"), signed))
        if is_byline or not text[found.end() : found.end() + 1].isalnum() or role == "photographer":
            label = found["label"].removeprefix("本报")
            yield from (_Mention(start, end, label, role) for start, end in names)
    credit = _CREDIT.search(text) if is_byline or text.endswith(("摄", "摄影")) else None
    if credit and not _LABEL.search(text):
        start, end = credit.span("names")
        names = _split(text[start:end], signed)
        if names:
            yield _Mention(end - len(names[-1]), end, None, "photographer")


def _names_in(text: str, start: int, end: int, signed: set[str]) -> Iterator[tuple[int, int]]:
    """Clean spans of the names in a byline's run, with or without spaces between them."""
    for run in re.finditer(f"[{_HAN}·]+", text[start:end]):
        at = start + run.start()
        for name in _split(run[0], signed):
            yield at, at + len(name)
            at += len(name)


def _split(run: str, signed: set[str]) -> list[str]:
    """Names written without a space between (毛迎张汉杰), by surnames, the commoner preferred.

    An empty list where the run cannot be all names.
    """
    if run in signed:
        return [run]
    best: dict[int, tuple[float, list[str]]] = {0: (0.0, [])}
    for at in range(len(run)):
        if at not in best or len(best[at][1]) >= _MAX_NAMES:
            continue
        cost, names = best[at]
        for length in (2, 3, 4):
            name = run[at : at + length]
            price = _price(name, signed) if len(name) == length else None
            if price is None:
                continue
            total = cost + price
            if at + length not in best or total < best[at + length][0]:
                best[at + length] = (total, [*names, name])
    return best[len(run)][1] if len(run) in best else []


def _price(name: str, signed: set[str]) -> float | None:
    """How unlikely a string is as a name: the rank of its surname; None where it is none."""
    if name in signed:
        return 0
    if name[:2] in lexicon.COMPOUND_SURNAMES:
        return 50 if len(name) > 2 and not _impossible(name[2:]) else None
    if (
        len(name) == 4
        or name[0] not in _RANK
        or _impossible(name[1:])
        or name.startswith(lexicon.NOT_NAMES)
    ):
        return None
    return 40 + _RANK[name[0]] + (20 if len(name) == 2 else 0)


def _impossible(given: str) -> bool:
    return any(c in lexicon.NOT_GIVEN or not "一" <= c <= "鿿" for c in given)


# --- names with a title ----------------------------------------------------------------------


def _titled(text: str) -> Iterator[_Mention]:
    last = 0
    for found in _TITLE.finditer(text):
        start, end = found.span()
        if text.startswith(("们", "团", "会", "部", "台", "级"), end):
            continue
        before = _name_before(text, start) if found[0] in lexicon.AFTER_TITLES else None
        if before is not None and before >= last:
            yield _Mention(before, start, found[0], "subject")
            last = end
            continue
        name_end = _name_at(text, end)
        if name_end is None:
            continue
        yield _Mention(end, name_end, _whole_title(text, start, end, last), "subject")
        last = name_end


def _name_at(text: str, at: int) -> int | None:
    """Where a name ends that begins at `at`: of two to four characters, a transcribed one whole."""
    if text.startswith(lexicon.NOT_NAMES, at) or _TITLE.match(text, at):
        return None
    first = text[at : at + 1]
    foreign = _foreign_name(text, at)
    if "·" in foreign or len(foreign) > 3 or (first not in _RANK and len(foreign) > 1):
        return at + len(foreign)
    surname = 2 if text[at : at + 2] in lexicon.COMPOUND_SURNAMES else 1
    if surname == 1 and first not in _RANK:
        return None
    given = text[at + surname : at + surname + 2]
    if not given or _impossible(given[:1]):
        return None
    if first in lexicon.WEAK_SURNAMES and len(given) == 2 and _impossible(given[1:]):
        return None
    return at + surname + (2 if _is_second_given(text, at, surname) else 1)


def _foreign_name(text: str, at: int) -> str:
    """The transcribed name at `at`, or an empty string; 当天 and 通电话 after it stay out."""
    found = _FOREIGN_RUN.match(text, at)
    return found[0].rstrip("当通") if found else ""


def _is_second_given(text: str, at: int, surname: int) -> bool:
    """Whether the third character is of the name, and does not begin what the person does."""
    third = at + surname + 1
    if text[third : third + 1] == "和" and text[third + 1 : third + 2] in ("、", "，", "。"):
        return True
    if third >= len(text) or _impossible(text[third]):
        return False
    if text[third : third + 2] in lexicon.VERB_PAIRS or _TITLE.match(text, third):
        return False
    short, long = text[at:third], text[at : third + 1]
    near = max(0, at - _NEAR), at + _NEAR
    return text.count(short, *near) == text.count(long, *near)


_BEFORE_NAME = frozenset(
    "自与和对向由在是据请了以同及跟为让把将被给的学院司团市省县厂部局会队校行所站社兼即受按"
)


def _name_before(text: str, at: int) -> int | None:
    """Where a name that ends at `at` begins, when a title follows it (张平教授)."""
    dotted = _dotted_end(text, at)
    if dotted is not None:
        return dotted
    for length in (4, 3, 2):
        start = at - length
        name = text[start:at]
        if start < 0 or _price(name, set()) is None:
            continue
        left = text[start - 1 : start]
        if not left or not "一" <= left <= "鿿" or left in _BEFORE_NAME:
            return start
    return None


def _dotted_end(text: str, at: int) -> int | None:
    """The start of a dotted foreign name that ends at `at`, or None."""
    start = at
    while (
        start > 0
        and (text[start - 1] in lexicon.FOREIGN or text[start - 1] in "·•・")
        and at - start < 30
    ):
        start -= 1
    return start if _DOT.search(text, start, at) and text[start] not in "·•・" else None


_TITLE_STARTS = re.compile(
    "[，。；：！？“”‘’（）()《》\\s—…]|[了由向被是据请将把从让给称的但并]|[0-9]+[年月日]|同(?![仁济学志])|会见|会晤|迎来|邀请|介绍|率领|采访|引入|聘请|来自|访问|陪同|任命|就任|当选|由于|表示|其中|播出|对话|受到|罢免|选举|要求|包括|作为|身为|转移|希望|采纳|打击|逮捕|推荐|见到|致电|应约|"
    "在(?!线|职|校|读)"
)


def _whole_title(text: str, start: int, end: int, floor: int) -> str | None:
    """The office with its body, back to where it begins: 德国奔驰设计公司总裁."""
    first = max(floor, start - 30)
    boundary = first
    for found in _TITLE_STARTS.finditer(text, first, start):
        boundary = found.end()
    enumeration = text.rfind("、", boundary, start)
    if enumeration >= 0 and not text.endswith(tuple(lexicon.TITLES), 0, enumeration):
        boundary = enumeration + 1
    while boundary < start and text[boundary] in "与和及对同跟、为以":
        boundary += 1
    title = text[boundary:end]
    return title or None


def _dotted(text: str) -> Iterator[_Mention]:
    """Foreign names with a dot, wherever they stand."""
    for found in _FOREIGN_RUN.finditer(text):
        if _DOT.search(found[0]) and len(found[0]) > 3:
            yield _Mention(*found.span(), None, "subject")


# --- named again -----------------------------------------------------------------------------


def _known(blocks: tuple[Block, ...], found: list[list[_Mention]]) -> re.Pattern[str] | None:
    """A pattern of all names found, or None where there is none."""
    names = {
        b.text[m.start : m.end] for b, mentions in zip(blocks, found, strict=True) for m in mentions
    }
    return re.compile(_alternatives(list(names))) if names else None


def _with_repetitions(
    text: str, mentions: list[_Mention], known: re.Pattern[str] | None
) -> list[_Mention]:
    if known is None:
        return mentions
    again = [
        _Mention(*found.span(), None, "subject")
        for found in known.finditer(text)
        if not _inside_longer(text, *found.span())
    ]
    return _without_overlaps([*mentions, *again]) if again else mentions


def _inside_longer(text: str, start: int, end: int) -> bool:
    """A short transcribed name that is a piece of a longer one (阿尔 in 阿尔及利亚)."""
    if end - start > 2 or text[start] in _RANK:
        return False
    return text[end : end + 1] in lexicon.FOREIGN or (
        start > 0 and text[start - 1] in lexicon.FOREIGN
    )

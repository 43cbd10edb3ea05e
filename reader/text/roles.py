"""What a piece of display type is, told by its surface."""

from __future__ import annotations

import re

from reader.article import Role
from reader.text.characters import compact
from reader.text.names import AUTHOR, PLACE, REPORTED, are_names, is_lone_name, is_name, unspaced

MARKS = "□■○●◎◇◆△▲☆★"
_OFFICE = (
    r"(?:(?:本报|本刊|新华社|人民日报|中新社|全媒体|首席|特约|实习|见习|驻[\u4e00-\u9fff]{1,3}?)\s*)*"
    r"(?:记者|通讯员|实习生|撰稿|评论员|撰文)"
)
_AGENCY = "新华社|中新社|人民视觉|视觉中国|影像中国|CFP"
_NAMES = r"[\u4e00-\u9fff·]{2,4}(?:[\s、]+[\u4e00-\u9fff·]{2,4})*"
_DEED = r"(?:摄影报道|摄影|摄|文\s*[/／]\s*图|图\s*[/／]\s*文|供图|制图|绘图|绘)"
# Surest first: the words before a deed may be a name or the end of the caption.
_CREDITS = tuple(
    re.compile(rf"(?:^|(?<=[\s。！”）)]))(?:[（(]\s*)?(?:{form})\s*[）)]?$")
    for form in (
        rf"{_OFFICE}\s*{_NAMES}(?:\s+{_OFFICE}\s*{_NAMES})*\s*{_DEED}",
        rf"{_NAMES}\s*[/／]?\s*{_DEED}",
        rf"(?:{_AGENCY})?发?\s*[（(]\s*(?:{_OFFICE}\s*)?{_NAMES}\s*摄影?",
        r"(?:本报)?资料(?:图片|照片|图|片)|新华社发|网络图片|(?:CFP|视觉中国)供图",
        rf"(?:图|摄影|供图|制图|绘图)\s*[/／]\s*(?:{_OFFICE}\s*)?{_NAMES}",
    )
)
_SIGNED = re.compile(
    rf"{_OFFICE}(?!从|在|了解|获悉|看到|注意|采访|来到|日前|近日|发现|走进|走基层|再走)(\s*[^，。！？；：]{{2,30}})$"
)
_BARE = re.compile(rf"[（(\s]*({_NAMES})\s*(?:摄影|绘)[）)]?$")
_BETWEEN_NAMES = re.compile(
    rf"{_OFFICE}|(?:{_DEED}|{REPORTED}|[/／]?[文图摄])$|[/／][文图摄]|[文图][/／]|、"
)
_FOREIGN = re.compile("[\u4e00-\u9fff]{2,5}(?:·[\u4e00-\u9fff]{2,5})+")  # 阿卜杜拉·买买提
_LONGEST_NAME, _MOST_UNMARKED = 4, 4  # more names in a line are a list of winners
_INNER_MARK = re.compile("[，。！？；：]")
_SHARED = re.compile(r"^文\s*[/／].{2,20}图\s*[/／]")
_BY = re.compile(r"^(?:文\s*[/／](?:\s*图)?|图\s*[/／]\s*文)\s*")
_READER = re.compile(r"^[（(]?(?:一|本报|几位|部分)读者[）)]?$")
_LABEL_WORDS = (
    "核心提示|编者按|编者的话|开栏的话|开栏语|阅读提示|内容提要|内容提示|内容摘要|导读|短评|点评|"
    "(?:新闻|相关|延伸)?(?:链接|背景|资料|新闻|报道|阅读)|(?:采访|记者|编辑|现场)?(?:札记|手记|感言)|"
    "编后|记者观察|专家点评|名词解释|小贴士|提示|本版导读|主持人语"
)
LABEL = re.compile(rf"^(?:[{MARKS}]?\s*(?:{_LABEL_WORDS})[：:]?|【[^】]{{1,12}}】)$")
OPENS_CAPTION = re.compile("[▲△▼]|图为|图[①-⑩]|[上下左右题]图[：:为]")
CAPTION = re.compile(r"^[▲△▼]?(?:图为|图[①-⑩\d]|上图|下图|左图|右图|题图)|[。，]图为|\d日，?拍摄的")
_COUNT = "[一二三四五六七八九十百]{1,3}"
_RUBRICS = (
    "纪事|透视|观察|专访|选登|见闻|纵横|视点|访谈|走笔|专栏|特刊|征文|扫描|连载|特别报道|专题报道|"
    "系列报道|系列评论|特别策划|进行时"
)
# Names of a paper's columns, and of its pages, end so where they are short.
_COLUMNS = (
    "茶座|漫步|经纬|副刊|广角|大观|之窗|论坛|杂谈|话题|热点|追踪|视窗|信箱|来信|短波|集锦|园地|天地|"
    "春秋|札记|随笔|博览|文摘|纵览|瞭望|直击|笔谈|漫谈|走廊|风云|一瞥|今日谈|万花筒|百家谈"
)
SERIES = re.compile(
    rf"[（(](?:[上中下]|之?{_COUNT}|\d{{1,3}})[）)]$|系列(?:报道|评论)|(?:报道|调研|观察|访谈|纪行)·.|^聚焦.{{2,}}之|"
    rf"^.{{2,8}}之{_COUNT}$|第(?:{_COUNT}|\d+)[期回讲]$|^.{{0,10}}(?:{_RUBRICS})$|"
    rf"^.{{2,4}}(?:{_COLUMNS})$"
)
OFFICE = re.compile(
    r"书记|市长|主任|局长|部长|主席|经理|董事|负责人|研究员|教授|专家|代表|委员|发言|讲话|表示|"
    r"致辞|接受|采访|院长|校长|会长|厂长|县长|镇长|厅长|村民|主管|工程师|说$"
)
_STAFF = "责任编辑|责编|美编|本[版期报](?:责任)?编辑|版式|校对|制图"
# What a page says of itself: jumps, its number, who made it, its date.
_FURNITURE = re.compile(
    r"[（(]?(?:下转|上接|紧接)第?.{1,5}版.{0,8}[）)]?$|第?[A-Z]?\d{1,2}版(?:\s.{1,6})?$|"
    r"[（(](?:本文)?作者(?:系|为|是|单位).{2,30}[）)]$|[（(](?:均?据|综合)新华社.{0,14}[电讯][）)]$|"
    rf"[（(]?(?:{_STAFF})[：:\s].{{2,30}}$|《[^》]{{2,12}}》\s*[（(]\s*(?:19|20)\d\d.{{5,30}}版\s*[）)]$|"
    r"[-—–]+\s*\d{1,4}\s*[-—–]+$|第\s*\d{1,4}\s*页(?:\s*[，,]?\s*共\s*\d{1,4}\s*页)?$|\d{1,4}$|"
    r"(?:19|20)\d\d(?:\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|([-/.])\d{1,2}\1\d{1,2})"
    r"(?:\s*\d{1,2}[:：]\d\d(?:[:：]\d\d)?)?\s*(?:来源[：:].{1,30}|星期[一二三四五六日天])?$|"
    r"来源[：:].{2,40}$"
)
_LONGEST, _LONGEST_BYLINE, _LONGEST_LABEL, _LONGEST_SERIES = 300, 40, 14, 30


def surface_role(text: str) -> Role | None:  # noqa: PLR0911 - one a role
    """The role that the wording of display text alone gives away, if any."""
    if len(text) > _LONGEST:
        return None
    if _FURNITURE.match(text):
        return "other"
    if text.startswith("——"):
        return "attribution" if OFFICE.search(text) else "subtitle"
    if len(text) <= _LONGEST_LABEL and LABEL.match(compact(text)):
        return "label"
    if is_byline(text):
        return "byline"
    if credit_start(text) is not None or CAPTION.search(text):
        return "caption"
    return "series" if len(text) <= _LONGEST_SERIES and SERIES.search(text) else None


def credit_start(text: str) -> int | None:
    """Where in `text` the credit of a picture begins that ends it, if one does."""
    if text[-1:] not in "摄道影图绘文片照发）)" and "/" not in text and "／" not in text:
        return None
    for form in _CREDITS:
        if (match := form.search(text)) and _signs(match.group()):
            return match.start()
    return None


def _signs(credit: str) -> bool:
    """Whether the words before 摄影 or 绘, which end heads too, are names."""
    bare = _BARE.fullmatch(credit)
    if bare is None:
        return True
    return all("·" in word or is_name(word) for word in re.split(r"[\s、]+", bare[1]))


def is_byline(text: str, strictly: bool = False) -> bool:  # noqa: PLR0911 - one a form
    """Whether a line of display type signs a text; `strictly`: every word is seen to be a name.

    Marks, brackets, an office, a place and a deed may go with the names.
    """
    if AUTHOR.match(text) and not text.startswith("编辑"):
        names = AUTHOR.sub(" ", text)
        return not _INNER_MARK.search(names) and _names_only(names, least=1)
    if len(text) > _LONGEST_BYLINE or _INNER_MARK.search(text):
        return False
    core = text.lstrip(MARKS + " \u3000")
    marked = core != text.lstrip()
    bracketed = core[:1] in "（(" and core[-1:] in "）)"
    core = core.strip("（）() \u3000") if bracketed else core
    if _SHARED.match(core) or (_READER.match(core) and not marked):
        return True
    if not marked and credit_start(core) is not None:
        return False
    if (by := _BY.match(core)) and _names_only(core[by.end() :], least=1):
        return True
    if (signed := _SIGNED.match(core)) and not strictly and _may_be_names(signed[1]):
        return True
    return _names_only(core, least=1 if marked or bracketed else 2)


def _may_be_names(words: str) -> bool:
    """Whether what follows an office may be names: short, and one at least known for a name.

    Where no space stands before it, all must be known; one short word after a space need not.
    """
    parts = _BETWEEN_NAMES.sub(" ", words).split()
    if len(parts) > 1 and all(len(part) == 1 for part in parts):
        parts = ["".join(parts)]
    parts = unspaced(parts)
    unknown = [part for part in parts if not (_FOREIGN.fullmatch(part) or are_names(part))]
    if not parts or any(len(part) > _LONGEST_NAME for part in unknown):
        return False
    if len(parts) == 1:
        return not unknown or words[0].isspace()
    return len(unknown) < len(parts)


def _names_only(core: str, least: int) -> bool:
    """Whether `core` is names, apart by spaces, with offices or a place; a count of parts."""
    signed = re.sub(_OFFICE, " ", core)
    words = signed.split()
    if words and len(words) > 1 and PLACE.fullmatch(words[0]):
        words, least = words[1:], 1
    if signed != core:
        least = 1
    if len(words) > 1 and all(len(word) == 1 for word in words):
        words = ["".join(words)]
    words = unspaced(words)
    if least == 1:
        return len(words) > 0 and all(map(are_names, words))
    return least <= len(words) <= _MOST_UNMARKED and all(map(is_lone_name, words))

"""What a piece of display type is, told by its surface."""

from __future__ import annotations

import re

from reader.article import Role

_CREDIT = (
    r"(?:(?:本报|新华社)?(?:记者|通讯员)?\s*[\u4e00-\u9fff·]{2,4}(?:\s+[\u4e00-\u9fff·]{2,4})*\s*"
    r"[摄/／]|资料图片|新华社发|本报资料片|[\u4e00-\u9fff]{2,6}(?:供图|制图|摄影))"
)
BYLINE = re.compile(
    r"^[□■◎●]?\s*(?:本报|新华社)?(?:全媒体)?(?:首席)?(?:记者|通讯员|特约记者|实习生|撰稿)"
    r"(?!从|在|了解|获悉|看到|注意|采访|来到)[^，。！？；：]{1,30}$|^[□■◎●]\s*[^，。！？；：]{2,30}$"
)
LABEL = re.compile(r"^(?:核心提示|编者按|阅读提示|内容提要|导读|【[^】]{1,12}】)$")
CREDIT = re.compile(rf"(?:^|(?<=[\s。”）)]))({_CREDIT})\s*$|((?:本报|新华社)?记者\s*\S+\s*摄)\s*$")
CAPTION = re.compile(r"^(?:图为|图[①-⑩\d]|上图|下图|左图|右图)|拍摄的")
SERIES = re.compile(
    r"[（(](?:[上中下一二三四五六七八九十]|之[一二三四五六七八九十])[）)]$|系列报道|^聚焦.{2,}之"
)
OFFICE = re.compile(
    r"书记|市长|主任|局长|部长|主席|经理|董事|负责人|研究员|教授|专家|代表|委员|发言|讲话|表示|"
    r"致辞|接受|采访|院长|校长|会长|厂长|县长|镇长|村民|主管|工程师|说$"
)


_LONGEST = 300
_SIGNS: tuple[tuple[Role, re.Pattern[str]], ...] = (
    ("label", LABEL),
    ("caption", CREDIT),
    ("byline", BYLINE),
    ("caption", CAPTION),
    ("series", SERIES),
)


def surface_role(text: str) -> Role | None:
    """The role that the wording of display text alone gives away, if any."""
    if len(text) > _LONGEST:
        return None
    if text.startswith("——"):
        return "attribution" if OFFICE.search(text) else "subtitle"
    return next((role for role, sign in _SIGNS if sign.search(text)), None)

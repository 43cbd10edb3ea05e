"""Bylines and credits taken apart: offices, names, and what each did.

Names run together (记者毛迎张汉杰) are parted by the likeliest surnames: a name is a surname
and one or two characters, or three after a double surname.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Literal

from reader.text.characters import compact
from reader.text.language import model
from reader.text.variants import simplified

# In the order of how common they are, after the household register's published ranking.
_COMMON = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜"
    "叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎"
    "贺顾毛郝龚邵万钱严覃武戴莫孔向汤傅"
)
_OTHER = (
    "常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮"
    "柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧阳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤"
    "时阳穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边"
    "卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀胥南班储"
    "原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿"
    "国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜"
    "印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡"
    "富尧闭由萧阎代候占粱昌兴寿隗逄郗綦雒仉缑种税撒幺么乜郄旷揣戢玄肇"
)
_DOUBLE = frozenset(("欧阳", "上官", "司马", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容",
                     "令狐", "司徒", "端木", "夏侯", "南宫", "独孤", "轩辕"))  # fmt: skip
_AFTER_OFFICE = "：:丨|｜"
_CLOSE = tuple("（(/／" + _AFTER_OFFICE)  # after these no space comes
AUTHOR = re.compile(rf"(?:作者|撰文|撰稿|记者|通讯员|文|图|摄影|摄|编辑)\s*[{_AFTER_OFFICE}]\s*")
OFFICE = re.compile(
    rf"{AUTHOR.pattern}|"
    r"(?:文[/／]|图[/／])?(?:本报|本刊|新华社|人民日报|中新社)?"
    r"(?:全媒体|首席|特约|实习|见习|驻.{1,3}?(?=记者))?(?:记者|通讯员|摄影|撰稿|编辑|评论员|实习生)"
    r"|文[/／](?!图)|图[/／](?!文)|(?:新华社|中新社|人民视觉|视觉中国|影像中国|CFP)发?(?=[（(])"
)
_APART = re.compile(rf"\s*([{_AFTER_OFFICE}])\s*")
REPORTED = "(?:参与)?(?:采写|报道|撰写|整理)"
_DEED = re.compile(rf"(?:文[/／]图|图[/／]文|摄影报道|摄影|供图|制图|{REPORTED}|文|图|摄)[）)]?$")
_BULLET = re.compile(r"[□■○●◎◇◆△▲☆★]")
_BRACKET = re.compile(r"[（()）]")
_PROVINCE = (
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|"
    "广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门"
)
PLACE = re.compile(rf"(?:{_PROVINCE})(?:省|市)?(?:[\u4e00-\u9fff]{{1,5}}[市县区州])?")
_READER = re.compile("(?:一|本报|几位|部分)读者")

_OTHER_PART = re.compile(
    rf"{PLACE.pattern}$|^[\u4e00-\u9fff]{{2,5}}[市县区镇乡]$|{_READER.pattern}|[、，,/／]"
)
_STOP = re.compile(rf"{OFFICE.pattern}|[（()）、，,/／]")

# In bits: how much likelier than chance the characters of a name may follow each other.
_MOST_BOUND = (1.5, 4.5)


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch of a byline without white space; `inferred`: the program parted it off."""

    text: str
    kind: Literal["bullet", "bracket", "office", "name", "deed", "other"]
    inferred: bool = False


def tokens(text: str) -> list[Token]:
    """The parts of a byline or credit, in order; together they are all its characters."""
    found: list[Token] = []
    text = _APART.sub(r"\1", text)
    wording = simplified(text)
    rest, deed = _deed(wording)
    for word in _words(rest):
        found += _parts(word)
    if deed:
        found.append(Token(deed, "deed"))
    return found if wording == text else list(_as_printed(found, compact(text)))


def _as_printed(found: Sequence[Token], chars: str) -> Iterator[Token]:
    """The parts with the characters that stand in the text."""
    at = 0
    for token in found:
        yield replace(token, text=chars[at : at + len(token.text)])
        at += len(token.text)


def spelled(text: str) -> str:
    """A byline or credit with one space between its parts, none inside its brackets."""
    found = ""
    for token in tokens(text):
        close = token.text in "）)" or found.endswith(_CLOSE)
        found += ("" if close or not found else " ") + token.text
    return found


def _deed(text: str) -> tuple[str, str]:
    """The text before a final 摄 or 文/图, and that; white space inside it is dropped."""
    stripped = text.rstrip()
    for length in range(min(8, len(stripped) - 2), 0, -1):
        tail = compact(stripped[-length:])
        if tail.rstrip("）)") in ("文", "图") and not stripped[-length - 1].isspace():
            continue  # the last character of a name
        if _DEED.fullmatch(tail) and not stripped[-length].isspace():
            return stripped[:-length], tail
    return stripped, ""


def _words(text: str) -> Sequence[str]:
    words = text.split()
    single = sum(len(word) == 1 for word in words if not _BULLET.match(word))
    return [compact(text)] if single > len(words) / 2 else unspaced(words)


def unspaced(words: Sequence[str]) -> list[str]:
    """The words, names of two characters that were set apart (王 伟) made one again."""
    found: list[str] = []
    half = False  # whether the last word is the first half of a name
    for word in words:
        if half and len(word) == 1 and is_name(found[-1] + word):
            found[-1] += word
            half = False
        else:
            found.append(word)
            half = len(word) == 1 and word in _ranks()
    return found


def _parts(word: str) -> list[Token]:
    found: list[Token] = []
    at = 0
    while at < len(word):
        if match := _BULLET.match(word, at):
            found.append(Token(match.group(), "bullet"))
        elif match := _BRACKET.match(word, at):
            found.append(Token(match.group(), "bracket"))
        elif match := OFFICE.match(word, at):
            found.append(Token(match.group(), "office"))
        elif match := _OTHER_PART.match(word, at):
            found.append(Token(match.group(), "other"))
        else:
            end = at + 1
            while end < len(word) and not _STOP.match(word, end):
                end += 1
            names = part_names(word[at:end])
            found += [Token(name, "name", inferred=len(names) > 1) for name in names]
            at = end
            continue
        at = match.end()
    return found


def is_name(word: str) -> bool:
    """Whether `word` can be a person's name: a surname and one or two characters more."""
    if not re.fullmatch("[\u4e00-\u9fff]{2,4}", word):
        return False
    return word[:2] in _DOUBLE if len(word) == 4 else word[0] in _ranks()


def is_lone_name(word: str) -> bool:
    """Whether `word`, alone on its line, reads as a name: its characters are no word's."""
    if not 1 < len(word) < 4 or not is_name(word):
        return False
    known = model()
    bound = (known.single(a) + known.single(b) - known.pair(a + b) for a, b in pairwise(word))
    return all(bits < most for bits, most in zip(bound, _MOST_BOUND, strict=False))


def are_names(word: str) -> bool:
    """Whether `word` is a name, or names run together, each with a surname."""
    return all(map(is_name, part_names(word)))


def part_names(text: str) -> list[str]:
    """Names run together, parted where surnames make it likeliest; else `text` whole."""
    if not re.fullmatch("[\u4e00-\u9fff]{2,24}", text):
        return [text]
    best: list[tuple[float, list[str]]] = [(0.0, [])]
    for end in range(1, len(text) + 1):
        ways = [
            (best[end - size][0] + _cost(text[end - size : end]), best[end - size][1], size)
            for size in (2, 3, 4)
            if size <= end
        ]
        impossible: tuple[float, list[str], int] = (1e9, [], end)
        cost, names, size = min(ways, default=impossible, key=lambda way: way[0])
        best.append((cost, [*names, text[end - size : end]]))
    return best[-1][1] if best[-1][0] < 1e8 else [text]


def _cost(name: str) -> float:
    if len(name) == 4:
        return 2.0 if name[:2] in _DOUBLE else 14.0
    size = 0.0 if len(name) == 3 else 0.6
    return size + 1.0 + _ranks().get(name[0], 9.0)


@cache
def _ranks() -> dict[str, float]:
    common = {surname: i / 60 for i, surname in enumerate(_COMMON)}
    return dict.fromkeys(_OTHER, 3.0) | common

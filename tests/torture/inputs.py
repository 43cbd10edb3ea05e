"""Files as nobody should write them: broken pages, mixed scripts, markup, controls, raw bytes."""

from __future__ import annotations

from functools import cache
from itertools import zip_longest
from random import Random

from reader.paths import bundled_articles
from tests.text import pages

MARKUP = (
    "<b>粗体</b>", "<img src='file:///etc/passwd'>", "<script>alert(1)</script>",
    "<a href='javascript:alert(1)'>点这里</a>", "<font face='http://example.org/f.ttf'>字</font>",
    "&amp;&lt;&#x4e2d;", "{{7*7}}", "{% for x in y %}", "%s%n%x", "$(reboot)", "`id`", "../../..",
    "http://example.org/?q=1", "=cmd|' /C calc'!A0", "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///'>]>",
)  # fmt: skip
ODD = (
    "\x00", "\x07", "\x1b[31m", "\x7f", "\x85", "\x9b", "\u200b", "\u200e", "\u202e", "\u2066",
    "\u2028", "\u2029", "\ufeff", "\ufffc", "\ufffe", "\uffff", "\ufdd0", "\u3000", "\u00a0", "\t",
    "\f", "\v", "\x1c", "\x1f", "e\u0301", "\u0301" * 50, "🀄️", "👨\u200d👩\u200d👧", "𠮷",
    "豈", "﷽", "\ue000", "\U000e0041", "\U0010ffff", "ﬁ", "ß", "İ", "ſ",
    "㎡", "㍿", "①", "Ⅷ", "ｶﾞ", "가",
)  # fmt: skip
FIGURES = (
    "13亿元", "3.5%", "百分之三十五", "2018年7月17日", "七八十个", "第３名", "1:0", "-40℃",
    "9" * 400 + "元", "1e999美元", "0年0月0日", "9999年13月45日", "十十十万亿亿亿", "1,000,00,0元",
    "．５倍", "1/0", "2018年—2017年", "上世纪９０年代", "近百万", "数以亿计", "三分之零", "万万万",
    "零点五",
)  # fmt: skip
HEADS = (
    "□ 记者 甲文 乙山", "【外部环境】", "本报记者 王五 摄", "核心提示", "——", "图①：", "（上）",
    "相关链接",
)  # fmt: skip
BREAKS = ("\n", "\n\n", "\r\n", "\r", " ", "\u3000\u3000", "", "", "")
ENCODINGS = (
    "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "big5", "utf-32",
)  # fmt: skip


@cache
def articles() -> tuple[str, ...]:
    """The bundled articles as text."""
    found = sorted(bundled_articles().glob("*.txt"))
    return tuple(path.read_text(encoding="utf-8") for path in found)


def text(rng: Random) -> str:
    """A text of no characters to some thousands, about half of them a newspaper's page."""
    made = rng.choices((page, medley, soup, marks_only, giant), (50, 40, 6, 3, 0.4))[0]
    return made(rng)


def page(rng: Random) -> str:
    """A page set in columns as an extraction writes it, strange paragraphs among its own."""
    paragraphs = [_paragraph(rng) for _ in range(rng.randint(1, 6))]
    for _ in range(rng.choice((0, 0, 1, 3))):
        paragraphs.insert(rng.randrange(len(paragraphs) + 1), _piece(rng) or "无")
    frames = pages.columns(paragraphs, rng.randint(5, 24), rng.choice((1, 1, 2, 3)))
    if rng.random() < 0.2:
        rng.shuffle(frames)
    written = rng.choice((pages.pdfbox, pages.indented, _laced, _laced))(frames)
    return " ".join(written) if rng.random() < 0.1 else written


def medley(rng: Random) -> str:
    """Pieces of any kind behind each other."""
    pieces: list[str] = []
    for _ in range(rng.choice((0, 1, 2, 4, 8, 16))):
        pieces += (_piece(rng), rng.choice(BREAKS))
    return "".join(pieces)


def soup(rng: Random) -> str:
    """Words in which every other character is a control, a joiner, or turns the direction."""
    odd = [piece for piece in ODD if len(piece) == 1]
    return "".join(char + rng.choice(odd) for char in _cut(rng))


def marks_only(rng: Random) -> str:
    """Nothing but punctuation, in lines or not."""
    return "".join(
        rng.choice("，。、；：！？“”（）《》…—·,.!?\n ") for _ in range(rng.randrange(300))
    )


def giant(rng: Random) -> str:
    """One line as long as a book's chapter."""
    return (_piece(rng) + _paragraph(rng)) * rng.randint(20, 120)


def file(rng: Random) -> bytes:
    """The bytes of a file: mostly a text in some encoding, sometimes damaged, sometimes noise."""
    kind = rng.random()
    if kind < 0.02:
        return rng.randbytes(rng.randrange(400))
    data = _encoded(text(rng), rng)
    if kind < 0.05:
        return data + _encoded(text(rng), rng)
    return _damaged(data, rng) if kind < 0.12 and data else data


def _encoded(words: str, rng: Random) -> bytes:
    encoding = "utf-8" if rng.random() < 0.7 else rng.choice(ENCODINGS)
    return words.encode(encoding, "surrogatepass" if rng.random() < 0.02 and "utf" in encoding
                        else "ignore")  # fmt: skip


def _paragraph(rng: Random) -> str:
    """A stretch of an article on one line."""
    whole = rng.choice(articles())
    at = rng.randrange(len(whole))
    return "".join(whole[at : at + rng.randint(1, 240)].split()) or "无"


def _laced(frames: list[list[pages.Set]]) -> str:
    """The columns read straight across, or a line of each in turn."""
    rows = zip_longest(*frames, fillvalue=pages.Set("", 0))
    between = "\n" if len(frames[0]) % 2 else "  "
    return "\n".join(between.join(line.text for line in row) for row in rows)


def _piece(rng: Random) -> str:
    kind = rng.randrange(10)
    if kind < 3:
        return _cut(rng)
    if kind < 8:
        words = (MARKUP, ODD, FIGURES, FIGURES, HEADS)[kind - 3]
        return rng.choice(words) * rng.choice((1, 1, 1, 1, 7))
    if kind < 9:
        size = rng.choice((1, 5, 30))
        return "".join(chr(rng.choice(_RANGES)[rng.randrange(96)]) for _ in range(size))
    return rng.choice("，。“”（）、1Ａ") * rng.choice((1, 40))


_RANGES = tuple(
    range(start, start + 96)
    for start in (0, 0x20, 0x80, 0x300, 0x600, 0x2000, 0x3000, 0x4E00, 0xD800, 0xFF00, 0x1F600)
)


def _cut(rng: Random) -> str:
    """A stretch of an article, its lines perhaps cut to another width or set apart."""
    whole = rng.choice(articles())
    at = rng.randrange(len(whole))
    piece = whole[at : at + rng.choice((3, 20, 80, 300))]
    match rng.randrange(6):
        case 0:
            width = rng.randint(1, 20)
            return "\n".join(piece[i : i + width] for i in range(0, len(piece), width))
        case 1:
            return " ".join(piece)
        case 2:
            return piece.replace("\n", "")
        case _:
            return piece


def _damaged(data: bytes, rng: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.randint(1, 4)):
        changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed[: rng.randint(1, len(changed))])

"""What kind a character is: Han, Latin, closing mark, and how wide it is set.

Widths are in em: a Han character or full-width mark is 1, a Latin letter or digit 0.5.
"""

from __future__ import annotations

import re

FINAL = "。！？!?；;…"
CLOSING = "”’」』）)】》〉〕］]"
OPENING = "“‘「『（(【《〈〔［["
PAIRS = dict(zip(OPENING, "”’」』）)】》〉〕］]", strict=True))

_HAN = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_WIDE_MARKS = "\u3000-\u3004\u3008-\u3020\u3030-\u303f\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6"
_AMBIGUOUS = "‘’“”…—·○●□■◆◇★☆▲△▼▽※→←↑↓①-⑳℃"

LONGEST_LINE = 4000
_FINAL_MARKS = tuple("。！？!?…")
_LONGEST_ASIDE = 60
_ASIDE = re.compile(
    "(?:[。！？!?…][”’」』]?[（(][^（(）)，。！？；：、]{1,32}|^[^（(）)，。！？；：、]{1,4})[）)]$"
)
_SPACES, _SPACE = re.compile(r"\s+"), re.compile(r"\s")
HAN = re.compile(f"[{_HAN}]")
WIDE = re.compile(f"[{_HAN}{_WIDE_MARKS}{_AMBIGUOUS}]")
_NARROW = re.compile(f"[^{_HAN}{_WIDE_MARKS}{_AMBIGUOUS}]")
KANA_HANGUL = re.compile("[\u3040-\u30ff\uac00-\ud7af]")


def is_wide(char: str) -> bool:
    """Whether `char` is set a full em wide in a Chinese newspaper."""
    return "\u4e00" <= char <= "\u9fff" or WIDE.match(char) is not None


def width(text: str) -> float:
    """The set width of `text` in em, white space left out.

    A text far longer than any printed line is measured by its first `LONGEST_LINE` characters.
    """
    if len(text) > LONGEST_LINE:
        return width(text[:LONGEST_LINE]) * len(text) / LONGEST_LINE
    return len(text) - (len(_NARROW.findall(text)) + len(_SPACE.findall(text))) / 2


def compact(text: str) -> str:
    """`text` without its white space."""
    if len(text) > LONGEST_LINE:  # one string a word would fill the memory
        return _SPACES.sub("", text)
    return "".join(text.split())


def ends_sentence(text: str) -> bool:
    """Whether `text` ends with a final mark, closing quotes and brackets left out.

    A signature or note in brackets may follow the mark: …大关。（王小明）, or its last part
    stand by itself: 小明）.
    """
    if text.rstrip(CLOSING).endswith(_FINAL_MARKS):
        return True
    return text[-1:] in "）)" and _ASIDE.search(text[-_LONGEST_ASIDE:]) is not None

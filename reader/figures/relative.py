"""Words that are figures without a numeral: 首批, and bare relative dates (今年, 昨晚, 上半年)."""

from __future__ import annotations

import re

from reader.figures.model import Value
from reader.figures.reading import Reading

_FIRST = "首(?:家|个|批|届|位|条|艘|台|座|款|场|期|轮|部|趟|架|支|只|例|名|任|套|项|颗|枚|列|所|辆|局|盘|笔|本|集|张|份|段|件|季度|幅)"
_RELATIVE = (
    "[今去明前]年(?![度轻级初底末])|[昨今明]天|[昨今明]日|[昨今]晚|今[晨早]|[去今明]?年?[上下]半年|[上下本]月(?![亮球])"
    "|当天|当日|次日"
)
_WORDS = re.compile(f"{_FIRST}|{_RELATIVE}")

_VALUES: dict[str, Value] = {
    "今年": "year+0", "去年": "year-1", "明年": "year+1", "前年": "year-2",
    "今天": "day+0", "今日": "day+0", "今晚": "day+0", "今晨": "day+0", "今早": "day+0",
    "昨天": "day-1", "昨日": "day-1", "昨晚": "day-1", "明天": "day+1", "明日": "day+1",
    "本月": "month+0", "上月": "month-1", "下月": "month+1",
    "当天": None, "当日": None, "次日": None,
}  # fmt: skip


def words(text: str) -> list[Reading]:
    """All such figures of a text, in order."""
    found: list[Reading] = []
    for match in _WORDS.finditer(text):
        word = match[0]
        if word[0] == "首":
            if text[match.start() - 1 : match.start()] not in tuple(
                "自榜魁元部"
            ) and not text.startswith("套房", match.end() - 1):
                found.append(Reading(*match.span(), "ordinal", 1, word[1:]))
        elif word.endswith("半年"):
            months: Value = ["--01", "--06"] if word[-3] == "上" else ["--07", "--12"]
            found.append(Reading(*match.span(), "date", months))
        else:
            found.append(Reading(*match.span(), "date", _VALUES[word]))
    return found

"""Words that are figures without a numeral: 首批, and bare relative dates (今年, 昨晚, 上半年)."""

from __future__ import annotations

import re

from reader.figures.model import Value
from reader.figures.reading import Reading

# One set of first characters, then what may follow each: the regex engine skips fast to the set.
_WORDS = re.compile(
    "[首今去前昨明上下本](?:"
    "(?<=首)(?:季度|[家个批届位条艘台座款场期轮部趟架支只例名任套项颗枚列所辆局盘笔本集张份段件幅])"
    "|(?<=[上下])半年"
    "|(?<=[去今明])年(?:[上下]半年|(?:年?[初底末])?(?![度轻级]))"
    "|(?<=前)年(?<!目前年)(?!均)"
    "|(?<=[昨今明])天|(?<=[昨今明])日(?<![光表]明日)|(?<=[昨今])晚|(?<=今)[晨早]"
    "|(?<=[上下本])月[底初末]?(?![亮球台]))"
)

_VALUES: dict[str, Value] = {
    "今年": "year+0", "去年": "year-1", "明年": "year+1", "前年": "year-2",
    "今天": "day+0", "今日": "day+0", "今晚": "day+0", "今晨": "day+0", "今早": "day+0",
    "昨天": "day-1", "昨日": "day-1", "昨晚": "day-1", "明天": "day+1", "明日": "day+1",
    "本月": "month+0", "上月": "month-1", "下月": "month+1",
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
            found.append(Reading(*match.span(), "date", _VALUES[word[:2]]))
    return found

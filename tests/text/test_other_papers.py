"""What other papers, older ones and those in traditional characters do their own way."""

from __future__ import annotations

import pytest

from reader.article import Article, RawText
from reader.text import restore
from reader.text.characters import ends_sentence
from reader.text.names import is_lone_name, spelled
from reader.text.roles import is_byline
from reader.text.spacing import join_piece
from tests.text.pages import Set, columns, head, pdfbox
from tests.text.samples import READING, WATER


def article(text: str) -> Article:
    return restore(RawText("page.txt", text, "utf-8", "0" * 64))


def texts(found: Article, role: str) -> list[str]:
    return [block.text for block in found.blocks if block.role == role]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("白鹭回来了。（王小明）", True),
        ("数到第十二只。”（本报云泽一月九日电）", True),
        ("小明）", True),
        ("城市管理办法（试行）", False),
        ("一位代表（来自云泽县）", False),
        ("这条小河（见图", False),
    ],
)
def test_a_signature_in_brackets_may_follow_the_last_mark(line: str, expected: bool) -> None:
    assert ends_sentence(line) is expected


def test_signed_paragraphs_stay_apart() -> None:
    signed = [text + "（王小明）" for text in (*READING, *WATER)]
    raw = "菜场换上新价目牌\n\n" + "\n\n".join(signed) + "\n"
    assert texts(article(raw), "paragraph") == signed
    assert texts(article(pdfbox([head("菜场换上新价目牌"), *columns(signed, 18, 3)])),
                 "paragraph") == signed  # fmt: skip


def test_a_page_in_traditional_characters_is_read_and_shown_as_it_is() -> None:
    label, signature = "編者按", "本報記者林明華陳國強"
    lead = "這個縣的報紙說，學會記賬以後，對門的兩家小店來往更多，買賣也愛講誠信了。"
    body = [
        "縣城東邊的菜場門口，兩家賣雜貨的鋪子對門開了十一年，從前誰也不記賬，月底一算，總要為幾塊錢爭上半天。",
        "去年春天，街道請來退休的會計，每個禮拜三晚上教大家記流水，小到一把蔥，大到一箱酒，當天進出當天寫清楚。",
        "如今兩家的賬本掛在同一面牆上，誰缺了貨先到對門去拿，隔天對賬還錢，老主顧都說，這條街的買賣做得更長久了。",
    ]
    page = [head("縣裏小店學記賬"), head(label), *columns([lead], 30, 1), head(signature),
            *columns(body, 12, 3)]  # fmt: skip
    found = article(pdfbox(page))
    assert texts(found, "paragraph") == body
    assert texts(found, "label") == [label]
    assert texts(found, "byline") == ["本報記者 林明華 陳國強"]
    assert texts(found, "title") == ["縣裏小店學記賬"]


def test_a_name_alone_under_the_head_signs_the_text() -> None:
    found = article(pdfbox([head("小河边的白鹭"), head("冯明敏"), *columns(WATER, 16, 2)]))
    assert texts(found, "byline") == ["冯明敏"]
    assert [name.name for name in found.byline] == ["冯明敏"]


@pytest.mark.parametrize("word", ["黄金周", "金融", "高质量", "方案", "石油"])
def test_a_word_is_no_name(word: str) -> None:
    assert not is_lone_name(word)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("□徐英磊朱艳华", "□ 徐英磊 朱艳华"),
        ("本报记者 王 伟 通讯员 赵一凡", "本报记者 王伟 通讯员 赵一凡"),
        ("（王国平邹蓬）", "（王国平 邹蓬）"),
    ],
)
def test_names_set_apart_or_run_together_are_a_byline(line: str, expected: str) -> None:
    assert is_byline(line)
    assert spelled(line) == expected


@pytest.mark.parametrize("line", ["记者听到很多反映职工", "□文化改革"])
def test_words_after_an_office_are_not_names(line: str) -> None:
    assert not is_byline(line)


def test_digits_set_apart_or_broken_at_the_column_are_one_number() -> None:
    assert join_piece("全 县 去 年 换 了 8 8 亿 元") == "全县去年换了88亿元"
    assert join_piece("占总数的2 %，比上年") == "占总数的2%，比上年"
    assert join_piece("上年达到14\n60个") == "上年达到1460个"
    assert join_piece("call 010 555 now") == "call 010 555 now"


def test_a_dateline_opens_a_paragraph_even_at_a_columns_foot() -> None:
    opening = "本报云泽4月3日电记者王小明报道：" + READING[0]
    lines = columns([WATER[0], opening], 20, 1)[0]
    cut = next(i for i, line in enumerate(lines) if line.text.startswith("本报云泽")) + 1
    found = article(pdfbox([head("菜场新事"), lines[:cut], lines[cut:], *columns(WATER, 20, 2)]))
    assert opening in texts(found, "paragraph")


def test_articles_of_a_law_are_paragraphs() -> None:
    law = [
        "第一条为了让买菜的人看得清价钱，让卖菜的人省去许多口舌，根据本县的实际情况，制定这个办法。",
        "第二条这个办法适用于县城以内的菜场以及城外各镇逢五逢十的集市，流动摊贩另作规定，由县里公布。",
        "第三条每天早上由市场办公室把批发市场的价格送到各个菜场，写在统一制作的价目牌上，字要大而清楚。",
    ]
    for measure in (12, 16, 19):
        page = [head("云泽县价目牌管理办法"), *columns([*READING, *law], measure, 3)]
        assert texts(article(pdfbox(page)), "paragraph") == [*READING, *law]


def test_a_paragraph_that_says_it_is_the_editors_is_the_lead() -> None:
    note = "编者按：菜场里的一块牌子，看似小事，却让全城的人少费了许多口舌，值得各地一看。"
    found = article(pdfbox([head("菜场换上新价目牌"), *columns([note], 18, 1),
                            *columns(READING, 18, 2)]))  # fmt: skip
    assert texts(found, "lead") == [note]


def test_a_caption_without_a_credit_leaves_the_sentence_whole() -> None:
    first, second = columns(READING, 18, 2)
    caption = [Set("上图：价目牌前的老主顾。", 0)]
    found = article(pdfbox([head("菜场换上新价目牌"), first, caption, second]))
    assert texts(found, "caption") == ["上图：价目牌前的老主顾。"]
    assert texts(found, "paragraph") == list(READING)


def test_every_article_has_a_title() -> None:
    found = article(pdfbox([head("小河边的白鹭"), *columns(WATER, 16, 2)]))
    assert texts(found, "title") == ["小河边的白鹭"]


def test_a_long_head_does_not_make_indented_lines_look_short() -> None:
    lines = columns(READING, 20, 1)[0]
    body = "\n".join("\u3000" * line.indent + line.text for line in lines)
    found = article("云泽县城东菜场换上三千多块新价目牌老人们站在门口看一眼就心里有数\n" + body)
    assert texts(found, "paragraph")[-len(READING) :] == list(READING)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一九五八年十一月二十三日，全县的菜场都换了牌子。", "1958-11-23"),
        ("１９９８年１月３日，桥修好了。", "1998-01-03"),
        ("一九九七年桥修好了，计划二○○○年再修一座。", "1997"),
    ],
)
def test_dates_in_other_numerals_are_a_bound(text: str, value: str) -> None:
    date = article(text).date
    assert date is not None and date.value == value

"""Restoration: nothing lost, paragraphs whole, ordinary text unharmed."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.article import Article, RawText, raw_positions
from reader.text import Correction, apply, printed, restore
from reader.text.names import spelled
from reader.text.restore import STEPS, Draft
from reader.text.roles import surface_role
from reader.text.sections import Plan, Section, order_known
from tests.text.pages import columns, head, indented, pdfbox
from tests.text.samples import READING, WATER

ALPHABET = (
    "中国许昌的是，。“”（）《》【】：；！？…\n\n\n  \t0189abAB——摄□记者核心提示图为"
    "\x00\u3000\ud800\u2028\u202e\f\x85"
)
TEXTS = st.text(alphabet=ALPHABET, max_size=300) | st.text(max_size=200)


def article(text: str) -> Article:
    return restore(RawText("page.txt", text, "utf-8", "0" * 64))


def rebuilt(found: Article) -> str:
    """The raw text as spans and repairs tell it."""
    raw = found.raw.text
    out = [" "] * len(raw)
    for block in found.blocks:
        for at, char in zip(raw_positions(block, raw), block.text, strict=False):
            if not char.isspace():
                out[at] = char
    for repair in found.repairs:
        out[repair.start : repair.end] = repair.dropped
    return "".join(out)


def spanned(found: Article) -> list[int]:
    raw = found.raw.text
    return sorted(
        i for b in found.blocks for s in b.spans for i in range(*s) if not raw[i].isspace()
    )


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_every_character_lies_in_one_span_and_the_raw_text_can_be_rebuilt(text: str) -> None:
    found = article(text)
    assert spanned(found) == [i for i, char in enumerate(text) if not char.isspace()]
    assert rebuilt(found) == text


@settings(max_examples=80, deadline=None)
@given(TEXTS, st.data())
def test_corrections_keep_every_character(text: str, data: st.DataObject) -> None:
    found = article(text)
    offsets = st.integers(0, max(0, len(text) - 1))
    corrections = [
        Correction("split", data.draw(offsets)),
        Correction("join", data.draw(offsets), data.draw(offsets)),
        Correction("move", data.draw(offsets), data.draw(st.none() | offsets)),
        Correction("role", data.draw(offsets), role="quote"),
    ]
    again = apply(found, [Correction.from_json(c.to_json()) for c in corrections])
    assert spanned(again) == spanned(found)
    assert rebuilt(again) == text


@pytest.mark.parametrize(
    "text",
    ["", " \n\n", "。", "\n" * 500, "\x00\x00", "\ud800", "许昌" * 100_000, "——说\n\n——表示", "摄"],
    ids=["empty", "blank", "mark", "lines", "nul", "surrogate", "long", "attributions", "credit"],
)
def test_any_text_gives_an_article(text: str) -> None:
    assert rebuilt(article(text)) == text


@pytest.mark.parametrize("measure", [13, 17, 24])
@pytest.mark.parametrize("count", [1, 2, 3])
def test_paragraphs_set_in_columns_come_out_whole(measure: int, count: int) -> None:
    found = article(pdfbox(columns([*READING, *WATER], measure, count)))
    assert [b.text for b in found.blocks if b.role == "paragraph"] == [*READING, *WATER]


def test_a_paragraph_cut_by_a_caption_is_stitched() -> None:
    first, second = columns([*READING, *WATER], 17, 2)
    caption = head("图为菜场门口新换的价目牌。 记者 陆文 摄")
    found = article(pdfbox([first, caption, second]))
    texts = [block.text for block in found.blocks]
    assert all(paragraph in texts for paragraph in [*READING, *WATER])
    assert [b.role for b in found.blocks][-2:] == ["caption", "credit"]


def test_a_labelled_lead_and_a_byline_come_before_the_text() -> None:
    lead = "云泽县把菜价写在门口，把河水还给居民，小事里见真章。"
    frames = [head("核心提示"), *columns([lead], 26, 1), head("□ 记者陆文顾小舟"),
              *columns([*READING, *WATER], 15, 3)]  # fmt: skip
    found = article(pdfbox(frames))
    assert [b.role for b in found.blocks][:3] == ["label", "lead", "byline"]
    assert found.blocks[2].text == "□ 记者 陆文 顾小舟"
    assert [(s.name, s.inferred) for s in found.byline] == [("陆文", True), ("顾小舟", True)]


def test_a_date_is_a_bound_with_its_basis() -> None:
    text = "2021年3月5日，新桥通车。\n\n到2030年1月，全线建成。\n\n此前的2019年5月，方案获批。"
    date = article(text).date
    assert date is not None
    assert date.value == "2021-03-05"
    assert "2021年3月5日" in date.basis


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "# 标题\n\n第一段。\n\n- 甲\n- 乙\n\n| 一 | 二 |\n",
            ["# 标题", "第一段。", "- 甲", "- 乙", "| 一 | 二 |"],
        ),
        (
            "夜雨\n窗前灯未灭，\n檐下雨初停。\n故人千里外，\n一夜到天明。\n",
            ["夜雨", "窗前灯未灭，", "檐下雨初停。", "故人千里外，", "一夜到天明。"],
        ),
        ("“你来了？”他问。\n“来了。”她说。\n", ["“你来了？”他问。", "“来了。”她说。"]),
        (
            "A line that was wrapped at a width of some forty\nletters or so in all, "
            "together with co-\noperation.\n\nB.\n",
            [
                "A line that was wrapped at a width of some forty "
                "letters or so in all, together with co-operation.",
                "B.",
            ],
        ),
        ("地区\t产值\n东部\t120\n西部\t80\n", ["地区 产值", "东部 120", "西部 80"]),
        ("一、要求\n二、目标\n三、任务\n", ["一、要求", "二、目标", "三、任务"]),
        (
            "　　春天来了，城里的书房\n又开张了。\n　　读书的人多了起来。\n",
            ["春天来了，城里的书房又开张了。", "读书的人多了起来。"],
        ),
    ],
    ids=["markdown", "verse", "dialogue", "english", "table", "list", "indented"],
)
def test_ordinary_text_stays_ordinary(text: str, expected: list[str]) -> None:
    assert [block.text for block in article(text).blocks] == expected


def test_columns_with_first_lines_set_in_by_ideographic_spaces_are_joined() -> None:
    page = indented(columns([*READING, *WATER], 17, 3))
    texts = [block.text for block in article(page).blocks]
    assert all(paragraph in texts for paragraph in [*READING, *WATER])


def test_a_stitch_that_cannot_be_known_is_doubtful() -> None:
    first, second = columns([*READING, *WATER], 17, 2)
    found = article(pdfbox([first, head("白鹭归来"), second[3:]]))
    assert any(block.doubt for block in found.blocks)
    assert all(0 <= b.doubt.confidence < 0.9 for b in found.blocks if b.doubt)


def test_the_same_text_gives_the_same_article() -> None:
    text = pdfbox(columns(READING, 15, 2))
    assert article(text) == article(text)


def test_a_correction_that_means_nothing_changes_nothing() -> None:
    found = article("第一段。\n\n第二段。\n")
    assert apply(found, [Correction("split", 0), Correction("join", 0, 0)]) == found


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"operation": "melt", "at": 1},
        {"operation": "split", "at": -1},
        {"operation": "role", "at": 1},
        {"operation": "join", "at": 1},
        {"operation": "move", "at": True},
    ],
)
def test_a_damaged_correction_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        Correction.from_json(data)


def test_importing_the_room_needs_only_the_standard_library() -> None:
    heavy = ("numpy", "jieba", "rjieba", "PySide6", "whoosh")
    code = f"import sys, reader.text; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("云泽下雨了。", ["paragraph"]),
        ("云泽下雨了", ["paragraph"]),
        ("云泽下雨了。\n明天放晴。\n", ["paragraph", "paragraph"]),
        ("天气\n\n云泽下雨了。\n", ["title", "paragraph"]),
        ("阿姨：\n\n您好！信收到了。\n\n祝安康\n", ["paragraph"] * 3),
        ("问：菜场几点开门？\n答：六点半。\n问：远吗？\n答：不远。\n", ["paragraph"] * 4),
        ("要买的\n- 米\n- 盐\n- 灯泡\n", ["paragraph", "other", "other", "other"]),
    ],
    ids=["sentence", "words", "sentences", "titled", "letter", "interview", "list"],
)
def test_short_texts_get_no_roles_of_a_newspaper(text: str, roles: list[str]) -> None:
    found = [block.role for block in article(text).blocks]
    assert not set(found) & {"series", "kicker", "lead", "byline", "label", "caption", "credit"}
    assert found[-1] == roles[-1]
    assert len(found) == len(roles)


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("（本报记者 陆文）", "byline"),
        ("（陆文 顾小舟）", "byline"),
        ("◎ 本报记者 陆文 顾小舟", "byline"),
        ("陆文 顾小舟", "byline"),
        ("文/本报记者 陆文 图/顾小舟", "byline"),
        ("河北保定市 陆文", "byline"),
        ("（陆文 摄）", "caption"),
        ("特约记者 陆文 摄影报道", "caption"),
        ("图/陆文", "caption"),
        ("（资料图片）", "caption"),
        ("新闻背景", "label"),
        ("■ 背景", "label"),
        ("小说连载（26）", "series"),
        ("系列报道之四", "series"),
        ("防汛特别报道·迅速排查每处险情", "series"),
        ("古丽·阿依汗", None),
        ("记者从县里了解到新价目牌已换完", None),
        ("城里的书房又开张了", None),
        ("高山流水 知音难觅", None),
        ("文/陆文", "byline"),
        ("作者：陆文", "byline"),
        ("文丨陆文 顾小舟", "byline"),
        ("记者 | 陆文 编辑 | 顾小舟", "byline"),
        ("记者：您怎么看", None),
        ("作者：云泽县委宣传部", None),
        ("文/图 陆文", "byline"),
        ("（本报记者陆文、顾小舟参与采写）", "byline"),
        ("本报记者 傅小舟", "byline"),
        ("本报记者 阿卜杜拉·买买提", "byline"),
        ("记者探访菜场 春天井然有序", None),
        ("记者走基层·春天一线", None),
        ("金山 银山", None),
        ("陆文 顾小舟 王小河 李大山 赵白鹭", None),
        ("（陆文摄）", "caption"),
        ("新华社发（陆文摄）", "caption"),
        ("陆文/摄", "caption"),
        ("蓝图已定 同心共绘", None),
        ("爱上摄影", None),
        ("责任编辑：陆文", "other"),
        ("（下转第三版）", "other"),
        ("（作者系云泽大学教授）", "other"),
        ("（据新华社北京1月9日电）", "other"),
        ("2021年3月5日 星期五", "other"),
        ("03版", "other"),
        ("2021-03-05 08:30 来源：云泽报", "other"),
        ("2021年3月5日 08:30", "other"),
        ("来源：云泽报 2021年3月5日", "other"),
        ("2021年3月5日是惊蛰", None),
        ("（责编：陆文、顾小舟）", "other"),
        ("《 云泽报 》（ 2021年03月05日 01 版）", "other"),
    ],
)
def test_display_lines_are_known_by_their_wording(line: str, role: str | None) -> None:
    assert surface_role(line) == role


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2018年7月17日，新桥通车。\n\n2020年县里两会期间，方案公布。", "2020"),
        ("2018年7月17日，新桥通车。\n\n到2030年，全线建成。", "2018-07-17"),
        ("2018年7月17日，新桥通车。\n\n县里印发《2025年治水要点》。", "2018-07-17"),
        ("2018年7月17日，新桥通车。\n\n力争2021年达到一百公里。", "2018-07-17"),
        ("截至2019年5月，已换三千块。", "2019-05"),
        ("11月15日，2018云泽书市开张。", "2018-11-15"),
        ("2018年7月17日印发，自2019年1月1日起施行。", "2018-07-17"),
        ("2018年7月17日，新桥通车。\n\n2019年前三季度，一切照旧。", "2019"),
        ("新桥通车\n\n2018-07-17 08:30 来源：云泽报\n\n新桥昨天通车。", "2018-07-17"),
        ("2018-07-17 08:30\n\n新桥将于2019-01-01前通车。", "2018-07-17"),
    ],
    ids=["year", "ahead", "named", "planned", "until", "event", "force", "quarters", "web", "due"],
)
def test_the_bound_is_the_latest_date_told_as_past(text: str, value: str) -> None:
    date = article(text).date
    assert date is not None
    assert date.value == value


@pytest.mark.parametrize(
    ("byline", "people"),
    [
        ("本报记者陆文文报道", ["陆文文"]),
        ("本报记者 陆文 通讯员 顾小舟 采写", ["陆文", "顾小舟"]),
        ("（本报记者陆文文、顾小舟参与采写）", ["陆文文", "顾小舟"]),
        ("文/图 陆文文", ["陆文文"]),
        ("作者：陆文文", ["陆文文"]),
        ("记者 | 陆文文 编辑 | 顾小舟", ["陆文文", "顾小舟"]),
    ],
)
def test_what_the_authors_did_is_none_of_their_names(byline: str, people: list[str]) -> None:
    found = article(f"河边的图书馆\n\n{byline}\n\n{READING[0]}\n\n{READING[1]}\n")
    assert [person.name for person in found.byline] == people


def test_names_run_together_are_spelled_apart_and_brackets_stay_tight() -> None:
    assert spelled("□ 记者陆文顾小舟") == "□ 记者 陆文 顾小舟"
    assert spelled("（本报记者  陆文 ）") == "（本报记者 陆文）"
    assert spelled("文/本报记者 陆文 图/顾小舟") == "文/本报记者 陆文 图/顾小舟"


def test_a_signature_and_a_head_are_lifted_out_of_the_text_around_them() -> None:
    paragraphs = columns([*READING], 15, 1)[0]
    second = columns(["本报云泽1月5日电 " + WATER[0], WATER[1]], 15, 1)[0]
    found = article(pdfbox([paragraphs, head("（本报记者 陆文）"), head("河水清了"), second]))
    roles = {block.text: block.role for block in found.blocks}
    assert roles["（本报记者 陆文）"] == "byline"
    assert roles["河水清了"] in ("section", "title", "kicker", "subtitle")


TITLE, HEADS = "小村的两件新鲜事", ("水渠修到家门口", "读书会里笑声多")


def two_sections() -> Article:
    """A page of two sections, their heads right over their texts."""
    first, second = (head(text) for text in HEADS)
    frames = [first, *columns(WATER, 14, 2), second, *columns(READING, 18, 2)]
    return article(pdfbox([head(TITLE), *frames]))


def test_a_head_right_over_a_text_heads_it() -> None:
    blocks = two_sections().blocks
    assert {b.text for b in blocks if b.role == "paragraph"} == {*WATER, *READING}
    texts = [b.text for b in blocks]
    assert texts.index(HEADS[1]) == texts.index(READING[0]) - 1


def test_a_line_that_ends_with_half_a_word_is_no_credit() -> None:
    texts = {b.text for b in two_sections().blocks}
    assert WATER[2] in texts  # a line of it is "今年春天，白鹭回来了。摄"


def test_the_place_of_sections_is_a_guess_where_heads_lie_apart_from_their_texts() -> None:
    raw = pdfbox([*map(head, HEADS), *columns(WATER, 14, 2), *columns(READING, 18, 2)])
    draft = Draft(raw, raw)
    for step in STEPS[:-2]:
        draft = step(draft)
    bodies = [i for i, unit in enumerate(draft.units) if unit.kind == "body"]
    apart = [Section((bodies[0],), (0,)), Section(tuple(bodies[1:]), (1,))]
    beside = [Section((bodies[0],), (bodies[0] - 1,))]
    assert order_known(apart) < order_known(beside) == 1.0
    plan = Plan((), (), (), (), (), tuple(apart), (), {}, order_known(apart))
    blocks = list(printed.blocks(draft.raw, draft.lines, draft.units, plan))
    heads = [b for b in blocks if b.role == "section"]
    assert [b.text for b in heads] == list(HEADS)
    assert all(b.doubt and b.doubt.confidence == plan.order for b in heads)

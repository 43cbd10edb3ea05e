"""Citations to the character: the samples of GB/T 7714, and what is left open."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.errors import ExportError
from reader.export import STYLES, Citer, bibliography, cite, style_title
from reader.notes import Metadata
from reader.paths import resource

# The samples of the standard itself.
DING = Metadata(
    title="数字革命与竞争国际化",
    authors=("丁文详",),
    newspaper="中国青年报",
    date="2000-11-20",
    page="15",
)
CHEN = Metadata(
    title="探索微观世界的无穷奥秘（科技大观）",
    authors=("陈缮真",),
    newspaper="人民日报",
    date="2022-08-16",
    page="17",
    url="http://example.org/rmrb/20220816-17.htm",
    accessed="2022-09-01",
)
FOREIGN = Metadata(
    title="A river town wakes",
    authors=("Doe, Jane Quinn", "Roe, Richard", "Poe, Ann-Marie", "Loe, Bob"),
    newspaper="The Daily Sample",
    date="2020-03-01",
    page="A1-A4",
)
MANY = Metadata(
    title="老街新事",
    subtitle="一间茶馆的早晨",
    authors=("甲文", "乙山", "丙水", "丁木"),
    newspaper="河畔日报",
    date="2018-07-17",
    page="第3版",
)


@pytest.mark.parametrize(
    ("style", "metadata", "expected"),
    [
        (
            "gbt7714-2025",
            DING,
            "丁文详. 数字革命与竞争国际化[N]. 中国青年报，2000-11-20（15）.",
        ),
        (
            "gbt7714-2015",
            DING,
            "丁文详. 数字革命与竞争国际化[N]. 中国青年报, 2000-11-20(15).",
        ),
        (
            "gbt7714-2025",
            CHEN,
            "陈缮真. 探索微观世界的无穷奥秘（科技大观）[N/OL]. 人民日报，2022-08-16（17）. "
            "http://example.org/rmrb/20220816-17.htm.",
        ),
        (
            "gbt7714-2015",
            CHEN,
            "陈缮真. 探索微观世界的无穷奥秘（科技大观）[N/OL]. 人民日报, 2022-08-16(17)"
            "[2022-09-01]. http://example.org/rmrb/20220816-17.htm.",
        ),
        (
            "gbt7714-2025",
            MANY,
            "甲文，乙山，丙水，等. 老街新事：一间茶馆的早晨[N]. 河畔日报，2018-07-17（3）.",
        ),
        (
            "gbt7714-2015",
            MANY,
            "甲文, 乙山, 丙水, 等. 老街新事: 一间茶馆的早晨[N]. 河畔日报, 2018-07-17(3).",
        ),
        (
            "gbt7714-2025",
            FOREIGN,
            "Doe J Q，Roe R，Poe A-M，et al. A river town wakes[N]. "
            "The Daily Sample，2020-03-01（A1-A4）.",
        ),
        (
            "gbt7714-2015",
            FOREIGN,
            "DOE J Q, ROE R, POE A-M, et al. A river town wakes[N]. "
            "The Daily Sample, 2020-03-01(A1-A4).",
        ),
        (
            "apa",
            FOREIGN,
            "Doe, J. Q., Roe, R., Poe, A.-M., & Loe, B. (2020, March 1). A river town wakes. "
            "The Daily Sample, A1–A4.",
        ),
        ("apa", DING, "丁文详. (2000年11月20日). 数字革命与竞争国际化. 中国青年报, 15."),
        (
            "chicago",
            FOREIGN,
            "Doe, Jane Quinn, Richard Roe, Ann-Marie Poe, and Bob Loe. “A river town wakes.” "
            "The Daily Sample, March 1, 2020, A1–A4.",
        ),
        ("chicago", DING, "丁文详. “数字革命与竞争国际化.” 中国青年报, 2000年11月20日, 15."),
        (
            "chicago",
            MANY,
            "甲文, 乙山, 丙水和丁木. “老街新事：一间茶馆的早晨.” 河畔日报, 2018年7月17日, 3.",
        ),
        (
            "newspaper",
            DING,
            "丁文详：《数字革命与竞争国际化》，《中国青年报》2000年11月20日，第15版。",
        ),
        (
            "newspaper",
            MANY,
            "甲文、乙山、丙水等：《老街新事：一间茶馆的早晨》，《河畔日报》2018年7月17日，第3版。",
        ),
        (
            "newspaper",
            FOREIGN,
            "Jane Quinn Doe, Richard Roe, Ann-Marie Poe, et al., “A river town wakes,” "
            "The Daily Sample, 1 March 2020, p. A1–A4.",
        ),
    ],
)
def test_golden_citations(style: str, metadata: Metadata, expected: str) -> None:
    assert cite(metadata, style) == expected


def test_the_standard_in_force_is_the_default() -> None:
    assert cite(DING) == cite(DING, "gbt7714-2025")


def test_chinese_and_foreign_sources_in_one_list_keep_their_own_words() -> None:
    assert [("等" in line, "et al" in line) for line in bibliography([MANY, FOREIGN, MANY])] == [
        (True, False),
        (False, True),
    ]


def test_a_language_that_is_given_wins_over_the_script() -> None:
    spoken = Metadata(title="老街", authors=("A", "B", "C", "D"), language="en")
    assert "et al" in cite(spoken)


@pytest.mark.parametrize("style", STYLES)
def test_what_is_not_known_is_left_open_and_never_made_up(style: str) -> None:
    made = cite(Metadata(), style)
    for opening in (
        "〔作者待补〕",
        "〔题名待补〕",
        "〔报纸名待补〕",
        "〔日期待补〕",
        "〔版次待补〕",
    ):
        assert opening in made
    assert not any(char.isdigit() for char in made)


def test_an_address_on_the_web_stands_for_a_page() -> None:
    made = cite(Metadata(title="老街", url="http://example.org/1"), "gbt7714-2015")
    assert made == (
        "〔作者待补〕. 老街[N/OL]. 〔报纸名待补〕, 〔日期待补〕[〔引用日期待补〕]. "
        "http://example.org/1."
    )


@pytest.mark.parametrize(
    ("date", "shown"),
    [
        ("2018-07", "2018-07"),
        ("2018", "2018"),
        ("2018-07-17T08:00:00Z", "2018-07-17"),
        ("2018-13-40", "2018-13-40"),
        ("二〇一八年夏", "二〇一八年夏"),
        ("0000", "0000"),
    ],
)
def test_dates_as_precise_as_known(date: str, shown: str) -> None:
    assert f"报，{shown}（" in cite(Metadata(title="题", newspaper="报", date=date))


@pytest.mark.parametrize(
    ("page", "shown"),
    [("第 03 版", "03"), ("A01", "A01"), ("03版", "03"), ("要闻·二版", "要闻·二")],
)
def test_pages_without_their_measure_word(page: str, shown: str) -> None:
    assert cite(Metadata(title="题", page=page)).endswith(f"（{shown}）.")


def test_an_institution_is_neither_split_nor_capitalised() -> None:
    agency = Metadata(title="News", authors=("River Town News Agency", "Doe, Jane"))
    assert cite(agency, "gbt7714-2015").startswith("River Town News Agency, DOE J. News[N]")


@pytest.mark.parametrize(
    ("style", "part"),
    [
        ("gbt7714-2025", "真的？[N]."),
        ("apa", "真的？ 〔"),
        ("chicago", "“真的？” "),
        ("newspaper", "《真的？》，"),
    ],
)
def test_a_title_that_is_a_question_takes_no_full_stop(style: str, part: str) -> None:
    assert part in cite(Metadata(title="真的？"), style)


def test_marks_in_a_title_nest_in_the_marks_of_the_style() -> None:
    title = Metadata(title="读《河》：“慢”")
    assert "《读〈河〉：“慢”》" in cite(title, "newspaper")
    assert "“读《河》：‘慢’.”" in cite(title, "chicago")
    assert "读《河》：“慢”[N]" in cite(title)


def test_italics_are_runs_and_html_is_escaped() -> None:
    citer = Citer("apa")
    odd = Metadata(title="<b>", newspaper="<i>报", authors=("<u>",))
    assert [run.text for run in citer.runs(odd) if run.italic] == ["<i>报"]
    assert "<i>&lt;i&gt;报</i>" in citer.html(odd)
    assert "<b>" not in citer.html(odd)


def test_a_style_that_is_not_there() -> None:
    with pytest.raises(ExportError, match="no citation style nowhere"):
        cite(DING, "nowhere")


@pytest.mark.parametrize(
    "content",
    [
        "",
        "<style",
        "<html/>",
        "not xml",
        '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0"/>',
        '<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0">'
        "<citation><layout><text value='x'/></layout></citation></style>",
    ],
)
def test_a_file_that_is_no_style(tmp_path: Path, content: str) -> None:
    path = tmp_path / "own.csl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ExportError, match=r"own\.csl"):
        cite(DING, path)


def test_a_style_of_the_users_own(tmp_path: Path) -> None:
    path = tmp_path / "own.csl"
    path.write_bytes(resource("styles", "newspaper.csl").read_bytes())
    assert cite(DING, path) == cite(DING, "newspaper")


@pytest.mark.parametrize("path", sorted(resource("styles").glob("*.csl")), ids=lambda p: p.stem)
def test_the_shipped_styles_are_valid_csl(path: Path) -> None:
    from citeproc import CitationStylesStyle

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        CitationStylesStyle(str(path), locale="zh-CN", validate=True)


def test_the_shipped_styles_have_names() -> None:
    assert [style_title(style) for style in STYLES[:2]] == ["GB/T 7714—2025", "GB/T 7714—2015"]


NO_WORDS = ("Cc", "Cs", "Cn", "Zl", "Zp", "Zs")
words = st.text(st.characters(exclude_categories=NO_WORDS), min_size=1, max_size=30)


@settings(max_examples=60, deadline=None)
@given(title=words, newspaper=words, author=words)
def test_the_words_of_the_source_come_through_unchanged(
    title: str, newspaper: str, author: str
) -> None:
    made = cite(Metadata(title=title, newspaper=newspaper, authors=(author.replace(",", ""),)))
    assert title in made
    assert newspaper in made

"""Citations, metadata and templates on the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run

Jianbao = Callable[..., Run]
WORDS = "许昌成为中德工业城市联盟成员城市"
FIELDS = (
    "--set", "authors=甲某，乙某", "--set", "newspaper=老街日报", "--set", "date=2018-07-17",
    "--set", "page=3",
)  # fmt: skip


def test_what_is_not_known_is_left_open(jianbao: Jianbao, file: Path) -> None:
    done = jianbao("cite", file, "--json")
    assert done.code == 0
    assert "〔报纸名待补〕" in done.json["citation"] and "〔日期待补〕" in done.json["citation"]
    known = jianbao("metadata", file, "--json").json
    assert known["title"] and known["newspaper"] is None and known["language"] is None


@pytest.mark.parametrize(
    ("style", "citation"),
    [
        ("gbt7714-2025", "甲某，乙某. 老街的早晨[N]. 老街日报，2018-07-17（3）."),
        ("gbt7714-2015", "甲某, 乙某. 老街的早晨[N]. 老街日报, 2018-07-17(3)."),
    ],
)
def test_what_the_user_says_is_cited(
    jianbao: Jianbao, folder: Path, style: str, citation: str
) -> None:
    file = folder / "老街.txt"
    file.write_text("老街的早晨\n\n茶馆开门的时候，天还没有亮透。\n", encoding="utf-8")
    assert jianbao("metadata", file, *FIELDS).code == 0
    assert jianbao("cite", file, "--style", style).out.strip() == citation
    jianbao("metadata", file, "--set", "title=老街的晚上", "--set", "page=")
    assert "老街的晚上" in jianbao("cite", file).out and "〔版次待补〕" in jianbao("cite", file).out
    jianbao("metadata", file, "--set", "title=")
    assert jianbao("metadata", file, "--json").json["title"] == "老街的早晨"


def test_a_foreign_article_is_cited_in_its_own_language(jianbao: Jianbao, folder: Path) -> None:
    file = folder / "english.txt"
    file.write_text("A Morning in the Old Street\n\nThe tea house opens.\n", encoding="utf-8")
    jianbao("metadata", file, "--set", "authors=One A, Two B, Three C, Four D")
    cited = jianbao("cite", file).out
    assert "et al" in cited and "等" not in cited


@pytest.mark.parametrize("change", ["date=昨天", "colour=red", "title"])
def test_a_wrong_field_is_refused(jianbao: Jianbao, file: Path, change: str) -> None:
    before = jianbao("metadata", file, "--json").json
    done = jianbao("metadata", file, "--set", change)
    assert done.code == 2 and len(done.err.splitlines()) == 1
    assert jianbao("metadata", file, "--json").json == before


def test_a_style_that_is_not_there(jianbao: Jianbao, file: Path) -> None:
    done = jianbao("cite", file, "--style", "gbt1")
    assert done.code == 2 and "gbt1" in done.err


def test_a_template_of_the_users(jianbao: Jianbao, file: Path, tmp_path: Path) -> None:
    jianbao("quote", "add", file, "--text", WORDS)
    own = tmp_path / "own.txt"
    own.write_text("{% for card in cards %}<{{ card.paragraphs[0] }}>{% endfor %}", "utf-8")
    assert jianbao("export", "--template", own).out == f"<{WORDS}>"
    own.write_text("{{ cards.__class__.__mro__ }}", "utf-8")
    assert jianbao("export", "--template", own).code == 2
    assert jianbao("export", "--template", tmp_path / "none.txt").code == 2


def test_a_shipped_template_to_start_from(jianbao: Jianbao, file: Path, tmp_path: Path) -> None:
    jianbao("quote", "add", file, "--text", WORDS)
    names = jianbao("template").out.split()
    assert "quotations.md" in names
    copy = tmp_path / "copy.md"
    copy.write_text(jianbao("template", "quotations.md").out, "utf-8")
    assert WORDS in jianbao("export", "--template", copy).out
    assert jianbao("template", "none.md").code == 2


def test_an_article_is_exported_whole(jianbao: Jianbao, file: Path, tmp_path: Path) -> None:
    for name in ("markdown", "html", "docx", "text"):
        out = tmp_path / name
        assert jianbao("export", "--whole", file, "--format", name, "--output", out).code == 0
        assert out.stat().st_size > 500
    assert jianbao("export", "--whole", file, "--format", "ris").code == 2

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.collection import read, scan
from reader.text import restore
from tests.cli.conftest import Run

Jianbao = Callable[..., Run]


def test_the_index_tells_what_it_did(jianbao: Jianbao, tmp_path: Path) -> None:
    folder = tmp_path / "c"
    folder.mkdir()
    (folder / "a.txt").write_text("甲乙丙。\n", encoding="utf-8")
    (folder / "b.txt").write_text("丁戊己。\n", encoding="utf-8")
    (folder / "bad.txt").write_bytes(b"%PDF-1.4")
    done = jianbao("index", "--collection", folder, "--json")
    assert done.code == 2 and "bad.txt" in done.err
    report = done.json
    assert (report["added"], report["changed"], report["removed"], report["unchanged"]) == (
        2, 0, 0, 0,
    )  # fmt: skip
    assert [failure["source"] for failure in report["failed"]] == ["c/bad.txt"]
    (folder / "a.txt").write_text("庚辛壬。\n", encoding="utf-8")
    (folder / "b.txt").unlink()
    (folder / "bad.txt").unlink()
    report = jianbao("index", "--collection", folder, "--json").json
    assert (report["added"], report["changed"], report["removed"]) == (0, 1, 1)
    assert jianbao("index", "--collection", folder, "--json").json["unchanged"] == 1
    assert jianbao("index", "--rebuild", "--collection", folder, "--json").json["added"] == 1


def test_search_finds_across_what_the_extraction_cut(jianbao: Jianbao) -> None:
    done = jianbao("search", "德国质量", "--json")
    assert done.code == 0
    found = {result["source"].split("/")[-1][:3] for result in done.json["results"]}
    assert found == {"000", "001", "002", "003"} & found and len(found) == done.json["total"]
    for result in done.json["results"]:
        for start, end in result["snippet_matches"]:
            assert result["snippet"][start:end] == "德国质量"


def test_nothing_found_is_1(jianbao: Jianbao) -> None:
    assert jianbao("search", "龘靐齉爩", "--json").code == 1


def test_a_query_may_begin_with_a_minus(jianbao: Jianbao) -> None:
    assert jianbao("search", "许昌 -德国质量", "--json").json["total"] < 5


def test_explain(jianbao: Jianbao) -> None:
    assert jianbao("search", "许昌 OR 德国", "--explain", "--json").json["explanation"]


def test_no_string_of_the_articles_is_missed(jianbao: Jianbao, articles: Path) -> None:
    """2,000 random strings of 1 to 12 characters against a scan of the restored text."""
    from reader.library import open_library

    jianbao("index")
    library = open_library()
    restored = {s.key: restore(read(s.path)) for s in scan([articles])}
    blocks = [block.text for article in restored.values() for block in article.blocks]
    chance = random.Random(20)
    for _ in range(2_000):
        text = chance.choice(blocks)
        at = chance.randrange(len(text))
        wanted = text[at : at + chance.randint(1, 12)].strip()
        if not wanted or '"' in wanted:
            continue
        results = library.search(f'"{wanted}"', limit=10)
        expected = {
            key for key, a in restored.items() if any(wanted in block.text for block in a.blocks)
        }
        assert expected <= {hit.key for hit in results.hits}, wanted


@pytest.mark.parametrize(
    "query", ['"', "(", "/[/", "金额>=", "标题:", "AND OR", "近/5", "*", "日期:"]
)
def test_a_wrong_query_is_no_fault(jianbao: Jianbao, query: str) -> None:
    assert jianbao("search", query).code in (0, 1)

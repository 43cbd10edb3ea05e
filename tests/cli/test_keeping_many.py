"""Many notes at once: filters, tags, folders, colours, the bin, and attaching by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run

Jianbao = Callable[..., Run]
WORDS = "许昌成为中德工业城市联盟成员城市"
OTHERS = "中德合作,结伴而行"


@pytest.fixture
def ids(jianbao: Jianbao, file: Path) -> list[str]:
    """Two quotations of one article, the first tagged, the second in a folder and in colour."""
    jianbao("quote", "add", file, "--text", WORDS, "--tag", "德国")
    jianbao("quote", "add", file, "--text", OTHERS, "--folder", "课题/一", "--colour", "green")
    return [each["id"] for each in jianbao("quote", "list", "--json").json]


def listed(jianbao: Jianbao, *options: str) -> list[str]:
    done = jianbao("quote", "list", "--json", *options)
    assert done.code == (0 if done.json else 1)
    return [each["id"] for each in done.json]


def test_the_list_is_filtered_and_sorted(jianbao: Jianbao, ids: list[str], file: Path) -> None:
    first, second = ids
    assert listed(jianbao, "--tag", "德国") == [first]
    assert listed(jianbao, "--folder", "课题") == [second]
    assert listed(jianbao, "--colour", "green") == [second]
    assert listed(jianbao, "--query", "结伴") == [second]
    assert listed(jianbao, "--article", str(file)) == ids
    assert listed(jianbao, "--reverse") == [second, first]
    assert listed(jianbao, "--reverse", "--limit", "1") == [second]
    assert listed(jianbao, "--state", "exact") == ids
    assert listed(jianbao, "--state", "orphan") == []
    assert listed(jianbao, "--kind", "highlight") == []
    assert listed(jianbao, "--kind", "all") == ids
    assert jianbao("quote", "list", "--colour", "red").code == 2
    assert jianbao("quote", "list", "--article", "没有.txt").code == 1


def test_many_are_tagged_moved_and_coloured_at_once(jianbao: Jianbao, ids: list[str]) -> None:
    done = jianbao("quote", "tag", *ids, "--add", "新", "--remove", "德国", "--json")
    assert done.json == {"tagged": ids}
    assert listed(jianbao, "--tag", "新") == ids
    assert listed(jianbao, "--tag", "德国") == []
    assert "2" in jianbao("quote", "move", *ids, "--folder", "别处").out
    assert listed(jianbao, "--folder", "别处") == ids
    jianbao("quote", "colour", ids[0], "--colour", "blue")
    assert listed(jianbao, "--colour", "blue") == ids[:1]
    assert jianbao("quote", "move", ids[0], "nothing", "--folder", "甲").code == 1
    assert listed(jianbao, "--folder", "甲") == []


def test_the_bin_gives_back_and_is_emptied(jianbao: Jianbao, ids: list[str]) -> None:
    assert jianbao("quote", "remove", *ids, "--json").json == {"removed": ids}
    assert listed(jianbao) == []
    assert listed(jianbao, "--bin") == ids
    assert jianbao("quote", "restore", ids[0]).code == 0
    assert listed(jianbao) == ids[:1]
    assert jianbao("quote", "empty-bin", "--json").json == {"deleted": ids[1:]}
    assert listed(jianbao, "--bin") == []
    assert listed(jianbao) == ids[:1]


def test_a_changed_quotation_is_shown_and_attached_by_hand(
    jianbao: Jianbao, ids: list[str], file: Path
) -> None:
    other = file.with_name("另一篇.txt")
    other.write_text("另一篇文章\n\n这里写的是别的事情，与前面没有关系。\n", encoding="utf-8")
    file.write_text("全部换掉了。\n", encoding="utf-8")
    assert listed(jianbao, "--state", "orphan") == ids
    assert jianbao("quote", "attach", ids[0], other, "--text", "没有的话").code == 1
    assert jianbao("quote", "attach", ids[0], other, "--text", "别的事情").code == 0
    assert listed(jianbao, "--state", "exact") == ids[:1]
    (kept,) = jianbao("quote", "list", "--state", "exact", "--json").json
    assert (kept["text"], kept["source"]) == ("别的事情", "剪报/另一篇.txt")


def test_how_a_changed_quotation_differs_is_said(jianbao: Jianbao, folder: Path) -> None:
    paragraph = "合作区的第一批厂房已经封顶，预计年底前可以交付使用，已有二十三家企业签约。"
    file = folder / "厂房.txt"
    file.write_text(f"合作区的新厂房\n\n{paragraph}\n", encoding="utf-8")
    jianbao("quote", "add", file, "--text", "封顶，预计年底前可以交付使用")
    file.write_text(f"合作区的新厂房\n\n{paragraph.replace('年底', '月底')}\n", encoding="utf-8")
    (kept,) = jianbao("quote", "list", "--json").json
    assert kept["state"] == "changed"
    assert kept["found"] == "封顶，预计月底前可以交付使用"
    assert ["replace", "年", "月"] in kept["differences"]
    assert "与原文不符" in jianbao("export").out


def test_a_tag_is_renamed_everywhere(jianbao: Jianbao, ids: list[str]) -> None:
    assert jianbao("quote", "rename-tag", "#德国", "Germany").code == 0
    assert listed(jianbao, "--tag", "Germany") == ids[:1]
    assert jianbao("quote", "rename-tag", "德国", "x").code == 1, "nothing has it any more"


def test_people_read_the_state_in_words_programs_as_a_name(
    jianbao: Jianbao, ids: list[str]
) -> None:
    assert jianbao("quote", "list").out.count("\tas quoted\t") == len(ids)
    assert {each["state"] for each in jianbao("quote", "list", "--json").json} == {"exact"}

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from reader.paths import data_paths
from tests.cli.conftest import Run

Jianbao = Callable[..., Run]
WORDS = "许昌成为中德工业城市联盟成员城市"


def test_a_quotation_is_kept_listed_and_removed(jianbao: Jianbao, file: Path) -> None:
    done = jianbao("quote", "add", file, "--text", WORDS, "--note", "记", "--tag", "德国", "--json")
    assert done.code == 0
    (kept,) = jianbao("quote", "list", "--json").json
    assert kept["text"] == WORDS and kept["tags"] == ["德国"] and kept["note"] == "记"
    assert kept["state"] == "exact" and kept["source"] == f"剪报/{file.name}"
    raw = file.read_text(encoding="utf-8")
    shown = "".join(raw[start:end] for start, end in kept["anchor"]["raw"])
    assert "".join(shown.split()) == WORDS
    assert jianbao("quote", "remove", kept["id"]).code == 0
    assert jianbao("quote", "list", "--json").code == 1
    assert jianbao("quote", "remove", "nothing").code == 1


def test_words_that_do_not_stand_there_are_not_quoted(jianbao: Jianbao, file: Path) -> None:
    done = jianbao("quote", "add", file, "--text", "从未写过的话")
    assert done.code == 1 and "从未写过的话" in done.err


def test_the_state_follows_the_source(jianbao: Jianbao, file: Path) -> None:
    jianbao("quote", "add", file, "--text", WORDS)
    raw = file.read_text(encoding="utf-8")
    file.write_text("新的第一段。\n\n" + raw, encoding="utf-8")
    assert jianbao("quote", "list", "--json").json[0]["state"] == "moved"
    file.write_text("全部换掉了。\n", encoding="utf-8")
    assert jianbao("quote", "list", "--json").json[0]["state"] == "orphan"
    file.unlink()
    assert jianbao("quote", "list", "--json").json[0]["state"] == "orphan"


def test_a_renamed_file_is_known_by_its_content(jianbao: Jianbao, file: Path) -> None:
    jianbao("quote", "add", file, "--text", WORDS)
    file.rename(file.with_name("renamed.txt"))
    jianbao("index")
    assert jianbao("quote", "list", "--json").json[0]["state"] == "exact"


def test_bookmarks(jianbao: Jianbao, file: Path) -> None:
    assert jianbao("bookmark", "add", file).code == 0
    assert jianbao("bookmark", "add", file, "--block", "4").code == 0
    assert jianbao("bookmark", "add", file, "--block", "9999").code == 2
    kept = jianbao("bookmark", "list", "--json").json
    assert [bool(mark["anchor"]) for mark in kept] == [False, True]
    assert [mark["state"] for mark in kept] == ["exact", "exact"]
    assert jianbao("bookmark", "remove", kept[0]["id"]).code == 0


@pytest.mark.parametrize(
    "name",
    ["markdown", "html", "docx", "text", "csv", "xlsx", "json", "json-ld", "bibtex", "ris",
     "csl-json"],
)  # fmt: skip
def test_every_format_is_written(jianbao: Jianbao, file: Path, name: str, tmp_path: Path) -> None:
    jianbao("quote", "add", file, "--text", WORDS)
    out = tmp_path / "out"
    assert jianbao("export", "--format", name, "--output", out).code == 0
    assert out.stat().st_size > 20


def test_export_goes_to_the_terminal_and_is_filtered(jianbao: Jianbao, file: Path) -> None:
    jianbao("quote", "add", file, "--text", WORDS, "--tag", "甲")
    jianbao("quote", "add", file, "--text", "中德合作,结伴而行", "--tag", "乙")
    rows = list(csv.reader(io.StringIO(jianbao("export", "--format", "csv", "--tag", "甲").out)))
    assert len(rows) == 2
    assert "核对无误" in jianbao("export", "--query", "结伴而行").out
    assert WORDS in jianbao("export", "--article", file).out
    assert jianbao("export", "--tag", "丙").code == 1
    assert jianbao("export", "--format", "odt").code == 2


def test_json_ld_comes_back_without_loss(jianbao: Jianbao, file: Path, tmp_path: Path) -> None:
    jianbao("quote", "add", file, "--text", WORDS, "--tag", "甲", "--note", "一\n二")
    before = jianbao("quote", "list", "--json").json
    out = tmp_path / "notes.jsonld"
    jianbao("export", "--format", "json-ld", "--output", out)
    other = tmp_path / "other"
    assert jianbao("import", out, "--data-dir", other, "--json").json == {"added": 1}
    assert jianbao("import", out, "--data-dir", other, "--json").json == {"added": 0}
    assert jianbao("quote", "list", "--data-dir", other, "--json").json == before
    out.write_text(json.dumps({"x": 1}), encoding="utf-8")
    assert jianbao("import", out).code == 2


def test_backup_and_restore(jianbao: Jianbao, file: Path, tmp_path: Path) -> None:
    jianbao("quote", "add", file, "--text", WORDS)
    copy = tmp_path / "backup.zip"
    assert jianbao("backup", copy).code == 0
    (kept,) = jianbao("quote", "list", "--json").json
    jianbao("quote", "remove", kept["id"])
    assert jianbao("restore", copy, "--json").code == 0
    assert jianbao("quote", "list", "--json").json == [kept]
    copy.write_bytes(b"PK\x03\x04 no backup")
    assert jianbao("restore", copy).code == 2
    assert jianbao("quote", "list", "--json").json == [kept]


def test_what_was_lost_is_told_on_the_command_line_too(jianbao: Jianbao, file: Path) -> None:
    jianbao("quote", "add", file, "--text", WORDS)
    data_paths().database.write_bytes(b"no database")
    listed = jianbao("quote", "list", "--json")
    assert listed.code == 0 and len(listed.json) == 1
    assert "1 note was restored" in listed.err and listed.err.count("\n") == 1
    assert not jianbao("quote", "list").err


def test_notes_of_a_newer_version_are_read_and_it_is_said_why(jianbao: Jianbao, file: Path) -> None:
    jianbao("quote", "add", file, "--text", WORDS)
    with closing(sqlite3.connect(data_paths().database)) as newer:
        newer.execute("PRAGMA user_version=99")
    listed = jianbao("quote", "list", "--json")
    assert listed.code == 0 and len(listed.json) == 1
    assert "newer version" in listed.err
    assert jianbao("quote", "add", file, "--text", WORDS).code == 2
    saved = data_paths().data.parent / "newer.zip"
    assert jianbao("backup", saved).code == 0
    assert saved.exists()

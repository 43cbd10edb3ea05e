from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from reader.paths import data_paths
from tests.cli.conftest import Run

Jianbao = Callable[..., Run]


def counts(done: Run) -> dict[str, int]:
    return {finding["kind"]: finding["count"] for finding in done.json["findings"]}


def test_a_new_library_lacks_only_its_index(jianbao: Jianbao) -> None:
    done = jianbao("check", "--json")
    assert done.code == 1 and counts(done)["not-indexed"] == 5
    assert not data_paths().database.exists()
    jianbao("index")
    assert jianbao("check", "--json").json["well"]


def test_every_kind_is_named_with_its_count(jianbao: Jianbao) -> None:
    found = counts(jianbao("check", "--json"))
    assert {"notes", "database-faults", "notes-without-source", "anchors-orphan", "index-damage",
            "not-indexed", "backups", "no-han-font", "surroundings"} <= found.keys()  # fmt: skip


def test_a_damaged_index_is_named_and_repaired(jianbao: Jianbao) -> None:
    jianbao("index")
    segment = next(data_paths().index.rglob("*.grams"))
    data = bytearray(segment.read_bytes())
    data[len(data) // 2] ^= 0x55
    segment.write_bytes(data)
    assert counts(jianbao("check", "--json"))["index-damage"] == 1
    jianbao("check", "--repair")
    assert jianbao("search", "德国质量").code == 0


def test_what_is_no_text_is_named_as_such_and_not_as_missing_from_the_index(
    jianbao: Jianbao, tmp_path: Path
) -> None:
    folder = tmp_path / "c"
    folder.mkdir()
    (folder / "a.txt").write_text("今天许昌下了一场大雨。\n", encoding="utf-8")
    (folder / "zeros.txt").write_bytes(bytes(1000))
    jianbao("index", "--collection", folder)
    done = jianbao("check", "--collection", folder, "--json")
    found = counts(done)
    assert (found["unreadable-sources"], found["not-indexed"]) == (1, 0)
    assert "zeros.txt" in done.out


def test_an_article_that_is_gone_is_named_and_leaves_the_index(
    jianbao: Jianbao, folder: Path
) -> None:
    jianbao("index")
    next(folder.iterdir()).unlink()
    assert counts(jianbao("check", "--json"))["indexed-and-gone"] == 1
    jianbao("check", "--repair")
    assert counts(jianbao("check", "--json"))["indexed-and-gone"] == 0


def test_notes_that_cannot_be_read_are_named(jianbao: Jianbao, file: Path) -> None:
    jianbao("quote", "add", file, "--text", "许昌")
    with closing(sqlite3.connect(data_paths().database)) as newer:
        newer.execute("ALTER TABLE notes RENAME TO scraps")
        newer.execute("PRAGMA user_version=99")
    done = jianbao("check", "--json")
    assert done.code == 1
    assert counts(done)["notes-closed"] == 1
    assert counts(done)["database-faults"] == 1
    assert jianbao("check", "--repair").code == 2


def test_an_input_method_is_looked_for_on_x11(
    jianbao: Jianbao, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    for name in ("QT_IM_MODULE", "QT_IM_MODULES", "XMODIFIERS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DISPLAY", ":1")
    named = sys.platform.startswith("linux")
    assert counts(jianbao("check", "--json"))["no-input-method"] == named
    monkeypatch.setenv("XMODIFIERS", "@im=fcitx")
    assert counts(jianbao("check", "--json"))["no-input-method"] == 0
    monkeypatch.delenv("XMODIFIERS")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert counts(jianbao("check", "--json"))["no-input-method"] == 0


def test_a_missing_source_is_named(jianbao: Jianbao, tmp_path: Path) -> None:
    folder = tmp_path / "c"
    folder.mkdir()
    file = folder / "a.txt"
    file.write_text("今天许昌下了一场大雨。\n", encoding="utf-8")
    jianbao("quote", "add", file, "--text", "一场大雨", "--collection", folder)
    file.unlink()
    done = jianbao("check", "--collection", folder, "--json")
    assert counts(done)["notes-without-source"] == 1 and done.code == 1


def test_another_folder_leaves_the_own_index_alone(jianbao: Jianbao, tmp_path: Path) -> None:
    jianbao("index")
    (tmp_path / "a.txt").write_text("今天许昌下了一场大雨。\n", encoding="utf-8")
    assert jianbao("search", "大雨", "--collection", tmp_path).code == 0
    assert jianbao("index", "--json").json["unchanged"] == 5


def test_old_indexes_of_other_folders_are_thrown_away(jianbao: Jianbao, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("今天许昌下了一场大雨。\n", encoding="utf-8")
    jianbao("index", "--collection", tmp_path)
    (other,) = data_paths().index.iterdir()
    for file in other.iterdir():
        os.utime(file, (0, 0))
    jianbao("index")
    assert counts(jianbao("check", "--json"))["old-indexes"] == 1
    jianbao("check", "--repair")
    assert not other.exists()

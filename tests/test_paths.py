from __future__ import annotations

from pathlib import Path

import pytest

from reader import paths


def test_a_given_folder_wins_over_the_environment(tmp_path: Path) -> None:
    assert paths.data_paths(tmp_path).database == tmp_path / "notes.sqlite3"
    assert paths.data_paths().data.name == "jianbao-data"


def test_nothing_is_created(tmp_path: Path) -> None:
    found = paths.data_paths(tmp_path / "new")
    assert found.index.parent == found.cache and not (tmp_path / "new").exists()


def test_a_portable_folder_beside_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("JIANBAO_DATA_DIR")
    monkeypatch.setattr("sys.argv", [str(tmp_path / "jianbao")])
    beside = tmp_path / paths.PORTABLE_FOLDER
    beside.mkdir()
    assert paths.data_paths().data == beside


def test_the_platform_decides_otherwise(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("JIANBAO_DATA_DIR")
    monkeypatch.setattr("sys.argv", [str(tmp_path / "jianbao")])
    found = paths.data_paths()
    assert paths.APP in str(found.data) and found.data != found.cache


def test_what_is_shipped_is_there() -> None:
    assert len(list(paths.bundled_articles().glob("*.txt"))) == 5
    assert paths.resource("locale").is_dir()

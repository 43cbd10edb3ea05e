"""Settings: defaults, types, damage, unknown names, and what cannot be written."""

from __future__ import annotations

import json

import pytest

from reader.errors import StoreError
from reader.ui.settings import DEFAULTS, LARGEST, SMALLEST, Settings


def test_defaults_hold_where_there_is_no_file(tmp_path, qtbot):
    settings = Settings(tmp_path / "none" / "settings.json")
    assert all(settings.get(name) == value for name, value in DEFAULTS.items())


def test_what_is_set_comes_back(tmp_path, qtbot):
    path = tmp_path / "folder" / "settings.json"
    settings = Settings(path)
    settings.set("collections", ["/文/章"])
    settings.save()
    assert Settings(path).get("collections") == ["/文/章"]
    assert "文" in path.read_text(encoding="utf-8")


def test_a_change_is_told_once_and_the_same_value_is_not(tmp_path, qtbot):
    settings, told = Settings(tmp_path / "s.json"), []
    settings.changed.connect(told.append)
    settings.set("theme", "dark")
    settings.set("theme", "dark")
    assert told == ["theme"]


def test_saving_follows_by_itself(tmp_path, qtbot):
    path = tmp_path / "s.json"
    settings = Settings(path)
    settings.set("theme", "dark")
    qtbot.waitUntil(path.exists, timeout=4_000)


@pytest.mark.parametrize("text", ["{", "\x00\x00", "[1]", '{"theme": 7, "session": []}'])
def test_a_damaged_file_gives_defaults_and_is_kept(tmp_path, qtbot, text):
    path = tmp_path / "settings.json"
    path.write_text(text)
    settings = Settings(path)
    assert settings.get("theme") == "system"
    assert settings.get("session") == {}
    everything = "".join(each.read_text() for each in tmp_path.iterdir())
    assert text in everything
    assert (".damaged-" in settings.notice) == ("theme" not in text)
    assert not Settings(path).notice


def test_a_folder_whose_name_is_no_text_is_remembered(tmp_path, qtbot):
    path = tmp_path / "s.json"
    settings = Settings(path)
    settings.set("collections", ["/\udcff\udcfe文"])
    settings.save()
    assert Settings(path).get("collections") == ["/\udcff\udcfe文"]


def test_unknown_names_are_kept(tmp_path, qtbot):
    path = tmp_path / "s.json"
    path.write_text('{"of_a_later_version": 1}')
    settings = Settings(path)
    settings.set("theme", "dark")
    settings.save()
    assert json.loads(path.read_text())["of_a_later_version"] == 1


def test_a_name_nobody_declared_is_an_error(tmp_path, qtbot):
    with pytest.raises(KeyError):
        Settings(tmp_path / "s.json").get("no such thing")


def test_what_cannot_be_written_says_where(tmp_path, qtbot):
    (tmp_path / "file").write_text("")
    settings = Settings(tmp_path / "file" / "settings.json")
    settings.set("theme", "dark")
    with pytest.raises(StoreError, match="settings"):
        settings.save()
    settings._timer.stop()


def test_text_keeps_to_sizes_that_can_be_read(tmp_path, qtbot):
    settings = Settings(tmp_path / "s.json")
    for _ in range(60):
        settings.enlarge_text()
    assert settings.get("font_size") == LARGEST
    for _ in range(60):
        settings.shrink_text()
    assert settings.get("font_size") == SMALLEST
    settings.reset_text()
    assert settings.get("font_size") == DEFAULTS["font_size"]

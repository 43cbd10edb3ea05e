"""Panels give way in a narrow window."""

from __future__ import annotations

from reader.paths import data_paths
from reader.ui.folding import Folding
from reader.ui.settings import Settings


def test_panels_go_one_by_one_and_come_back(qtbot, tmp_path):
    settings = Settings(data_paths(tmp_path).settings_file)
    folding = Folding(settings)

    def shown(width: int) -> tuple[bool, bool]:
        folding.follow(width)
        return settings.get("tree_panel"), settings.get("side_panel")

    assert shown(1300) == (True, True)
    assert shown(900) == (True, False)
    assert shown(600) == (False, False)
    assert shown(900) == (True, False)
    assert shown(1300) == (True, True)


def test_two_columns_of_text_need_more_room(qtbot, tmp_path):
    settings = Settings(data_paths(tmp_path).settings_file)
    folding = Folding(settings)
    folding.follow(1300)
    folding.follow(1300, 2)
    assert settings.get("tree_panel") and not settings.get("side_panel")
    folding.follow(1300, 3)
    assert not settings.get("tree_panel")
    folding.follow(1300)
    assert settings.get("tree_panel") and settings.get("side_panel")


def test_what_the_user_chose_in_a_narrow_window_stays(qtbot, tmp_path):
    settings = Settings(data_paths(tmp_path).settings_file)
    folding = Folding(settings)
    folding.follow(600)
    settings.set("tree_panel", True)
    folding.follow(620)
    assert settings.get("tree_panel")
    settings.set("tree_panel", False)
    folding.follow(1300)
    assert not settings.get("tree_panel") and settings.get("side_panel")


def test_a_narrow_window_is_not_remembered_as_a_choice(qtbot, tmp_path):
    settings = Settings(data_paths(tmp_path).settings_file)
    settings.set("tree_panel", False)
    folding = Folding(settings)
    folding.follow(600)
    folding.unfold_all()
    assert settings.get("side_panel") and not settings.get("tree_panel")

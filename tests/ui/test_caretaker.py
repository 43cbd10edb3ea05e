"""Backups by themselves, notes that follow their files, drafts, corrections in the index."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace

import pytest

from reader.notes import backups
from reader.paths import data_paths
from reader.ui.desk import Desk
from reader.ui.jobs import Jobs
from reader.ui.notes import keeping
from reader.ui.places import Place
from reader.ui.restoring import BackupChooser
from reader.ui.settings import Settings
from reader.ui.theme import Look
from reader.ui.window import Window

TEXT = """桥头的菜市场

    桥头菜市场上周重新开门，摊位从40个增加到95个。
    住在附近的人说，如今买菜不用再绕远路了。
"""


@pytest.fixture
def window(qtbot, tmp_path):
    folder = tmp_path / "剪报"
    folder.mkdir()
    (folder / "market.txt").write_text(TEXT, encoding="utf-8")
    paths = data_paths(tmp_path / "data")
    settings = Settings(paths.settings_file)
    settings.set("warned_of", [])
    desk = Desk(paths, settings, Jobs(), Look(settings), (folder,))
    made = Window(desk)
    qtbot.addWidget(made)
    made.show()
    made.furnish()
    made.furnish_rest()
    qtbot.waitUntil(lambda: made.furnished and len(made.shelf.entries) == 1)
    settle(qtbot, made)
    yield made
    desk.jobs.finish()
    desk.close()


def settle(qtbot, window) -> None:
    qtbot.waitUntil(lambda: not window.desk.jobs.busy("index"), timeout=20_000)
    qtbot.wait(30)


def source_of_note(window) -> str:
    (note,) = window.desk.library.notes.find()
    return note.source


def quotation(window) -> None:
    (entry,) = window.shelf.entries
    article = window.desk.library.article(entry.key)
    block = next(at for at, each in enumerate(article.blocks) if "摊位" in each.text)
    window.notes.highlight((Place(entry.key, block, 0, 12),), "green")


def test_notes_follow_a_file_that_was_moved(qtbot, window) -> None:
    quotation(window)
    source = window.desk.library.source(window.shelf.entries[0].key)
    source.path.rename(source.path.with_name("桥头.txt"))
    window.shelf.refresh()
    qtbot.waitUntil(lambda: source_of_note(window).endswith("桥头.txt"))
    (note,) = window.desk.library.notes.find()
    assert keeping.standing_of(window.desk.library, note).state == "exact"


def test_notes_follow_a_file_that_was_renamed_and_set_anew(qtbot, window) -> None:
    quotation(window)
    path = window.desk.library.source(window.shelf.entries[0].key).path
    path.unlink()
    path.with_name("新.txt").write_text(TEXT.replace("，", "，\n"), encoding="utf-8")
    window.shelf.refresh()
    qtbot.waitUntil(lambda: source_of_note(window).endswith("新.txt"))


def test_a_backup_is_made_when_an_hour_has_passed(qtbot, window) -> None:
    paths = window.desk.paths
    window.talk._caretaker.back_up_if_due()
    assert not window.desk.jobs.busy("backup")
    quotation(window)
    window.talk._caretaker.back_up_if_due()
    qtbot.waitUntil(lambda: len(backups.listed(paths)) == 1)
    quotation(window)
    window.talk._caretaker.back_up_if_due()  # not yet due
    settle(qtbot, window)
    window.desk.jobs.finish()
    (hourly,) = backups.listed(paths)
    window.desk.close()
    (last,) = backups.listed(paths)  # one an hour is enough: the newest
    assert last.made > hourly.made
    chooser = BackupChooser(paths)
    qtbot.addWidget(chooser)
    assert chooser._list.topLevelItem(0).text(2).startswith("2")
    chooser._take_listed()
    assert chooser.chosen == last.path


def test_a_correction_is_searched_at_once(qtbot, window) -> None:
    (entry,) = window.shelf.entries
    window.open_place(Place(entry.key))
    qtbot.waitUntil(lambda: window.reading.current_article() is not None)
    before = window.desk.library.index.state()[entry.key]
    article = window.reading.current_article()
    block = next(at for at, each in enumerate(article.blocks) if "摊位" in each.text)
    change = window.reading._corrections.make(article, "role caption", block, 0)
    window.desk.library.index.close()
    vars(window.desk.library).pop("index")
    with qtbot.waitSignal(window.shelf.indexed, timeout=5_000):
        window.notes.record(change)
    assert window.desk.library.index.state()[entry.key] != before
    assert window.reading.current_article().blocks[block].role == "caption"
    with qtbot.waitSignal(window.shelf.indexed, timeout=5_000):
        window.notes.undo()
    assert window.reading.current_article().blocks[block].role == "paragraph"


def test_the_drafts_of_a_crash_come_back_at_the_start(qtbot, window) -> None:
    quotation(window)
    (note,) = window.desk.library.notes.find()
    window.notes._drafts.keep(replace(note, note="还没写完"))
    window.talk._caretaker.begin()
    assert window.desk.library.notes.get(note.id).note == "还没写完"


def test_a_danger_is_told_once(qtbot, window, monkeypatch) -> None:
    told = []
    monkeypatch.setattr("reader.notes.surroundings.warnings", lambda folder: ("A drive.",))
    monkeypatch.setattr("reader.ui.caretaker.warn", lambda *words: told.append(words[-1]))
    window.talk._caretaker._warn_once()
    window.talk._caretaker._warn_once()
    assert told == ["A drive."]


def test_the_settings_of_a_backup_outlast_the_window_that_restores_it(
    qtbot, window, tmp_path, monkeypatch
):
    settings = window.desk.settings
    other = tmp_path / "另一夹"
    other.mkdir()
    (other / "noodles.txt").write_text(TEXT.replace("菜市场", "面馆"), encoding="utf-8")
    settings.set("theme", "dark")
    settings.set("collections", [str(other)])
    settings.save()
    copy = tmp_path / "copy.zip"
    window.desk.library.notes.backup(copy)
    settings.set("theme", "light")
    settings.set("collections", [])

    def choose(chooser: BackupChooser) -> None:
        chooser.chosen = copy

    monkeypatch.setattr(window.dialogs, "_run", choose)
    monkeypatch.setattr("reader.ui.dialogs.tell", lambda *_words: None)
    window.dialogs.bring_back()
    assert settings.get("theme") == window.desk.look.theme.name == "dark"
    settle(qtbot, window)
    assert [entry.title for entry in window.shelf.entries] == ["桥头的面馆"]
    window.close()
    settings.save()  # as at the end of the program
    assert Settings(window.desk.paths.settings_file).get("theme") == "dark"
    (kept,) = (each for each in backups.listed(window.desk.paths) if each.reason != "restored")
    with zipfile.ZipFile(kept.path) as unpacked:
        assert json.loads(unpacked.read("settings.json"))["theme"] == "light"

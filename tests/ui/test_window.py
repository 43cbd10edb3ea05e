"""The whole window on a small collection: from the first paint to a session that comes back."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

import pytest
from PySide6.QtCore import QMimeData, QPoint, QSize, Qt, QUrl
from PySide6.QtGui import QDropEvent, QInputMethodEvent, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QMenu, QWidget

from reader.errors import IndexDamaged
from reader.paths import DataPaths, data_paths
from reader.ui.actions import TOOLBAR, menu_titles, table
from reader.ui.desk import Desk
from reader.ui.jobs import Jobs
from reader.ui.palette import CommandPalette
from reader.ui.places import Place
from reader.ui.preferences import Preferences
from reader.ui.session import first_place, from_json, to_json
from reader.ui.settings import Settings
from reader.ui.theme import Look
from reader.ui.tree.model import Entry, Leaf
from reader.ui.window import SIZE, Window, first_size

ONE = """河边的新图书馆

□ 记者 白一川

    今年6月，河边的图书馆开放，藏书30万册，总投资2.4亿元。
    馆长说，图书馆每天接待读者1200人，周末更多。
"""
TWO = """山上的风车

    山上装了48台风车，每年发电1.1亿度，够三万户人家用。图书馆的电也来自这里。
"""


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "剪报"
    made.mkdir()
    (made / "one.txt").write_text(ONE, encoding="utf-8")
    (made / "two.txt").write_text(TWO, encoding="utf-8")
    (made / "broken.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    return made


@pytest.fixture
def paths(tmp_path) -> DataPaths:
    return data_paths(tmp_path / "data")


def opened(paths: DataPaths, folder, qtbot) -> Window:
    settings = Settings(paths.settings_file)
    desk = Desk(paths, settings, Jobs(), Look(settings), (folder,))
    window = Window(desk)
    qtbot.addWidget(window)
    place = first_place(desk)
    if place is not None:
        window.open_place(place)
    window.show()
    window.furnish()
    with qtbot.waitSignal(window.shelf.indexed, timeout=20_000):
        window.furnish_rest()
    qtbot.waitUntil(lambda: not desk.jobs.busy("tree"))
    return window


def ended(window: Window) -> None:
    window.close()
    window.desk.settings.save()
    window.desk.jobs.finish()
    window.desk.close()


@pytest.fixture
def window(paths, folder, qtbot) -> Iterator[Window]:
    made = opened(paths, folder, qtbot)
    yield made
    ended(made)


def search(window: Window, words: str, qtbot) -> None:
    with qtbot.waitSignal(window.search.answered, timeout=10_000):
        window.search.ask(words)


def test_what_every_command_calls_is_there(window):
    for command in window.commands.table.values():
        assert bool(command.slot) != bool(command.setting), command.id
        if command.slot:
            assert callable(attrgetter(command.slot)(window)), command.id
        else:
            window.desk.settings.get(command.setting)


def test_no_shortcut_has_two_meanings():
    keys = [QKeySequence(key).toString() for command in table() for key in command.keys]
    assert all(keys)
    assert len(keys) == len(set(keys))


def test_every_command_has_one_menu_place_and_the_toolbar_an_icon():
    ids = [command.id for command in table()]
    assert len(ids) == len(set(ids))
    by_id = {command.id: command for command in table()}
    assert {command.menu for command in table()} <= set(menu_titles())
    assert all(by_id[name].icon for name in TOOLBAR if name)


def test_the_first_article_is_open_and_the_tree_knows_the_titles(window):
    assert window.reading.current_key() == "剪报/one.txt"
    entries = {entry.name: entry for entry in window.shelf.entries}
    assert entries["one.txt"].title == "河边的新图书馆"
    assert entries["broken.txt"].error
    assert "河边的新图书馆" in window.windowTitle()


def test_the_page_stays_where_it_is_when_the_bars_come(window, paths, folder, qtbot):
    early = Window(window.desk, window.bars())
    qtbot.addWidget(early)
    early.open_place(first_place(window.desk))
    early.resize(window.size())
    early.show()
    page = early.reading.front().text
    before = page.mapTo(early, QPoint()), page.size()
    early.furnish_bars()
    QApplication.processEvents()
    assert (page.mapTo(early, QPoint()), page.size()) == before
    assert early.bars() == window.bars()


def test_search_finds_marks_and_walks_through_the_articles(window, qtbot):
    search(window, "图书馆", qtbot)
    assert window.left.currentWidget() is window.results
    keys = {window.reading.current_key()}
    for _ in range(10):
        window.talk.next_hit()
        keys.add(window.reading.current_key())
    assert keys == {"剪报/one.txt", "剪报/two.txt"}
    window.search.empty()
    qtbot.waitUntil(lambda: window.left.currentWidget() is window.tree)


def test_a_newer_query_wins(window, qtbot):
    answers = []
    window.search.answered.connect(lambda results: answers.append(results.query))
    for words in ("图", "图书", "风车"):
        window.search.ask(words)
    qtbot.waitUntil(lambda: "风车" in answers, timeout=10_000)
    assert answers[-1] == "风车"


def test_return_opens_the_first_hit_and_goes_to_the_list(window, qtbot):
    edit, told = window.search.findChild(QLineEdit), []
    window.reading.hits_told.connect(lambda current, count: told.append((current, count)))
    edit.setText("风车")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.reading.current_key() == "剪报/two.txt")
    assert window.results.isAncestorOf(window.focusWidget())
    assert told[-1][0] == 1  # the first of the hits is the current one


def test_return_in_an_empty_box_and_without_a_hit_opens_nothing(window, qtbot):
    edit = window.search.findChild(QLineEdit)
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    edit.setText("无人驾驶")
    with qtbot.waitSignal(window.search.answered, timeout=10_000):
        qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert window.reading.current_key() == "剪报/one.txt"


def test_a_damaged_index_is_made_anew_and_asked_again(window, qtbot, monkeypatch):
    library, told = window.desk.library, []
    window.failed.connect(told.append)
    whole = type(library).search

    def broken(*_arguments: object, **_options: object) -> None:
        monkeypatch.setattr(type(library), "search", whole)
        raise IndexDamaged("broken")

    monkeypatch.setattr(type(library), "search", broken)
    with qtbot.waitSignal(window.search.answered, timeout=20_000):
        window.search.ask("风车")
    assert not told


def test_half_typed_pinyin_is_not_searched(window, qtbot):
    asked = []
    window.search.answered.connect(lambda results: asked.append(results.query))
    edit = window.search.findChild(QLineEdit)
    edit.setFocus()
    QApplication.sendEvent(edit, QInputMethodEvent("tu'shu", []))
    qtbot.wait(200)
    assert asked == []
    assert window.search.text == ""
    commit = QInputMethodEvent("", [])
    commit.setCommitString("图书")
    QApplication.sendEvent(edit, commit)
    qtbot.waitUntil(lambda: asked == ["图书"], timeout=10_000)


def test_a_search_can_be_kept_and_run_again(window, qtbot):
    search(window, "风车", qtbot)
    window.search.keep()
    branch = next(group for group in window.shelf.leaves if group.name == "search")
    assert [leaf.label for leaf in branch.members] == ["风车"]
    window.search.empty()
    with qtbot.waitSignal(window.search.answered, timeout=10_000):
        window.talk.choose_leaf(branch.members[0])
    window.notes.undo()
    assert not next(g for g in window.shelf.leaves if g.name == "search").members


def test_articles_are_marked_read_and_unread(window):
    window.shelf.mark_read(["剪报/two.txt"], read=True)
    assert window.shelf.read_keys == {"剪报/two.txt"}
    window.shelf.mark_read(["剪报/two.txt"], read=False)
    assert not window.shelf.read_keys


def test_next_and_previous_article_pass_over_what_cannot_be_read(window, qtbot):
    window.open_place(Place("剪报/two.txt"))
    window.talk.previous_article()
    assert window.reading.current_key() == "剪报/one.txt"
    window.talk.next_article()
    assert window.reading.current_key() == "剪报/two.txt"
    window.talk.next_article()
    assert window.reading.current_key() == "剪报/two.txt"


def test_the_filter_narrows_the_tree(window, qtbot):
    box = next(edit for edit in window.tree.findChildren(QLineEdit))
    box.setText("fc")
    qtbot.waitUntil(lambda: window.tree.neighbour("", 0) == "剪报/two.txt", timeout=5_000)
    box.setText("no such title")
    qtbot.waitUntil(lambda: window.tree.neighbour("", 0) is None, timeout=5_000)


def test_a_new_file_is_noticed(window, folder, qtbot):
    (folder / "three.txt").write_text("海上的灯塔\n\n    灯塔高60米。\n", encoding="utf-8")

    def there():
        return any(entry.name == "three.txt" for entry in window.shelf.entries)

    qtbot.waitUntil(there, timeout=15_000)


@pytest.mark.qt_log_ignore("does not support raise", extend=True)
def test_a_dropped_folder_joins_the_collection(window, tmp_path, qtbot):
    other = tmp_path / "other"
    other.mkdir()
    (other / "four.txt").write_text("湖里的船\n\n    湖里有12条船。\n", encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(other))])
    event = QDropEvent(
        QPoint(10, 10), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    with qtbot.waitSignal(window.shelf.indexed, timeout=20_000):
        window.dropEvent(event)
    assert "other/four.txt" in {entry.key for entry in window.shelf.entries}
    assert window.desk.settings.get("collections")[-1] == str(other)


@pytest.mark.qt_log_ignore("does not support raise", extend=True)
def test_a_file_from_outside_is_shown_without_being_kept(window, tmp_path, qtbot):
    letter = tmp_path / "outside.txt"
    letter.write_text("外面的信\n\n    信里说了3件事。\n", encoding="utf-8")
    with qtbot.waitSignal(window.shelf.indexed, timeout=20_000):
        window.open_paths([str(letter)])
    assert window.reading.current_article().title == "外面的信"
    assert window.desk.settings.get("collections") == []


def test_the_session_comes_back(paths, folder, qtbot):
    before = opened(paths, folder, qtbot)
    before.open_place(Place("剪报/two.txt"), new_tab=True)
    before.search.ask("图书馆")
    before.desk.settings.set("side_panel", False)
    ended(before)
    after = opened(paths, folder, qtbot)
    assert after.reading.current_key() == "剪报/two.txt"
    assert len(after.reading.session()["groups"][0]["tabs"]) == 2
    assert after.search.text == "图书馆"
    assert not after.side.isVisible()
    ended(after)


def test_an_empty_collection_says_what_to_do(paths, tmp_path, qtbot):
    empty = tmp_path / "empty"
    empty.mkdir()
    window = opened(paths, empty, qtbot)
    assert "Ctrl+O" in window.tree.emptiness()
    ended(window)


def test_a_file_without_text_says_so_and_is_not_opened_first(paths, folder, qtbot):
    (folder / "a-blank.txt").write_text("\n  \n", encoding="utf-8")
    window = opened(paths, folder, qtbot)
    assert window.reading.current_key() == "剪报/one.txt"
    qtbot.waitUntil(lambda: "minute" in window.status._article.text())
    assert window.reading.front().text.placeholderText() == ""
    window.open_place(Place("剪报/a-blank.txt"))
    assert window.reading.front().text.placeholderText() == "This file has no text."
    qtbot.waitUntil(lambda: window.status._article.text() == "")
    window.open_place(Place("剪报/one.txt"))
    assert window.reading.front().text.placeholderText() == ""
    ended(window)


def test_what_the_tree_cannot_get_at_tells_why(paths, folder, qtbot):
    (folder / "away.txt").symlink_to(folder / "nowhere")
    window = opened(paths, folder, qtbot)
    entry = next(entry for entry in window.shelf.entries if entry.key == "剪报/away.txt")
    assert entry.error
    with qtbot.waitSignal(window.failed, timeout=1000) as told:
        window.tree.place_chosen.emit(Place(entry.key), False)
    assert entry.error in str(told.args[0])
    with qtbot.waitSignal(window.failed, timeout=1000) as told:
        window.tree.place_chosen.emit(Place("剪报/never.txt"), False)
    assert "is not in the collection" in str(told.args[0])
    ended(window)


def test_everything_that_can_be_pressed_has_a_name(window):
    for widget in window.findChildren(QAbstractButton):
        if widget.isVisible():
            named = widget.text() or widget.accessibleName() or widget.toolTip()
            assert named, f"{widget} in {widget.parentWidget()}"


def test_every_field_says_what_it_is_for(window):
    for field in window.findChildren(QLineEdit):
        assert field.accessibleName() or field.placeholderText(), field.parentWidget()


def test_panels_fold_away_and_come_back(window):
    window.resize(SIZE)
    actions = window.commands.actions
    for name, panel in (("tree_panel", window.left), ("side_panel", window.side)):
        actions[name].trigger()
        assert not panel.isVisible()
        actions[name].trigger()
        assert panel.isVisible()
    window.commands.actions["tree_panel"].trigger()
    window.focus_tree()
    assert window.left.isVisible()


def test_the_first_window_is_no_larger_than_the_screen(window):
    for width, height in ((1366, 768), (960, 540), (800, 800)):
        size = first_size(QSize(width, height))
        assert size.width() < width and size.height() < height
    assert first_size(QSize(1920, 1080)) == SIZE
    fresh = Window(window.desk)
    available = window.screen().availableSize()
    assert fresh.width() <= available.width() and fresh.height() <= available.height()
    fresh.deleteLater()


def test_a_theme_changes_icons_and_palette(window):
    before = QApplication.palette()
    window.commands.actions["theme_dark"].trigger()
    assert window.desk.look.theme.dark
    assert window.commands.actions["theme_dark"].isChecked()
    assert not window.commands.actions["theme_paper"].isChecked()
    window.commands.actions["theme_dark"].trigger()
    assert window.commands.actions["theme_dark"].isChecked()
    QApplication.setPalette(before)


def test_the_palette_finds_commands_by_words(window, qtbot):
    palette = CommandPalette(window.commands, window)
    qtbot.addWidget(palette)
    assert palette.shown() == len(window.commands.table)
    palette.findChild(QLineEdit).setText("original beside")
    assert palette.shown() == 1


def test_settings_show_at_once(window, qtbot):
    dialog = Preferences(window.desk.settings, window.shelf, window)
    qtbot.addWidget(dialog)
    size = dialog.findChild(QWidget, "font_size")
    size.setValue(20)
    assert window.desk.settings.get("font_size") == 20


def test_places_travel_through_the_settings():
    place = Place("a/b.txt", 3, 5)
    assert from_json(to_json(place)) == place
    for wrong in (None, 1, {}, {"key": 1, "block": None, "start": 0}):
        assert from_json(wrong) is None


def test_leaves_and_entries_are_told_apart(window):
    kinds = {type(member) for group in window.shelf.leaves for member in group.members}
    assert kinds <= {Leaf}
    assert all(isinstance(entry, Entry) for entry in window.shelf.entries)


def test_past_searches_are_offered_and_forgotten(window, monkeypatch):
    monkeypatch.setattr(QMenu, "popup", lambda *_: None)  # it would grab the keyboard
    for words in ("图书馆", "风车"):
        window.search.ask(words)
        window.search._entered()
    window.search.show_past()
    menu = window.search.findChild(QMenu)
    assert [action.data() for action in menu.actions() if action.data()] == ["风车", "图书馆"]
    menu.actions()[1].trigger()
    assert window.search.text == "图书馆"
    menu.actions()[-1].trigger()
    assert window.desk.settings.get("search_history") == []

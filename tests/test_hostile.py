"""Hostile files, names, notes and queries: shown as text, never interpreted, never waited for."""

from __future__ import annotations

import ast
import inspect
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QLabel, QMessageBox

from reader import collection
from reader.cli import main
from reader.errors import UnreadableSource
from reader.library import open_library
from reader.notes import block_anchor, new_note
from reader.paths import DataPaths, data_paths
from reader.search import Document, Index, Passage
from reader.ui.desk import Desk
from reader.ui.jobs import Jobs
from reader.ui.places import Place
from reader.ui.plain import Label, message, plain_tip
from reader.ui.settings import Settings
from reader.ui.theme import Look
from reader.ui.window import Window
from reader.visible import visible

ROOT = Path(__file__).resolve().parent.parent
MARKUP = "<b>粗</b><img src='file:///etc/hostname'><script>alert(1)</script>&amp;"
LINK = "<a href='http://example.org/'>点这里</a><font face='x'>字</font>[*]"
ODD = "前\u202e后\u2066内\u200b零\x07铃\x1b[31m"
HOSTILE = f"""{MARKUP}

□ 记者 {LINK}

    {ODD}今年投资13亿元，{MARKUP}增长3.5%。馆长说：“{LINK}”
    =cmd|' /C calc'!A0 {{{{7*7}}}} $(reboot) http://example.org/?q=1
"""
SECONDS = 3.0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A collection of hostile names around one hostile text."""
    made = tmp_path / "<i>收藏&"
    made.mkdir()
    for name in (
        "<img src=x onerror=alert(1)>.txt", "-rf.txt", "--json.txt", "a\nb.txt", "..%2f..txt",
        "＜b＞.txt", "аbc.txt", "abc.txt", "\u202etxt.exe.txt", "甲" * 83 + ".txt", "%s%n.txt",
        "CON.txt", " .txt", "[*]&x.txt", "' OR 1=1 --.md",
    ):  # fmt: skip
        (made / name).write_text(HOSTILE, encoding="utf-8")
    return made


@pytest.fixture
def paths(tmp_path: Path) -> DataPaths:
    return data_paths(tmp_path / "data")


def traps(folder: Path) -> list[str]:
    """Things that are no articles, whose reading would never end or never begin."""
    (folder / "loop").symlink_to(folder)
    os.mkfifo(folder / "pipe.txt")
    (folder / "zero.txt").symlink_to("/dev/zero")
    (folder / "terminal.txt").symlink_to("/dev/tty")
    (folder / "gone.txt").symlink_to(folder / "nowhere")
    (folder / "self.txt").symlink_to(folder / "self.txt")
    with (folder / "huge.txt").open("wb") as file:
        file.truncate(2 << 30)
    (folder / "folder.txt").mkdir()
    return ["pipe.txt", "zero.txt", "terminal.txt", "gone.txt", "self.txt", "huge.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes and links")
def test_what_is_no_article_is_named_and_never_waited_for(folder, paths, capfd):
    refused = traps(folder)
    began = time.process_time()
    found = {source.path.name: source for source in collection.scan([folder])}
    assert {name for name, source in found.items() if source.error} == set(refused)
    for name in refused:
        with pytest.raises(UnreadableSource):
            collection.read(folder / name)
    assert (
        main(["index", "--json", "--data-dir", str(paths.data), "--collection", str(folder)]) == 2
    )
    assert time.process_time() - began < 10 * SECONDS
    failed = json.loads(capfd.readouterr().out)["failed"]
    assert len(failed) == len(refused)
    assert all(each["error"] for each in failed)


@pytest.mark.skipif(sys.platform != "linux", reason="names of any bytes are Linux's")
def test_a_name_of_any_bytes_is_listed_read_and_found(tmp_path, paths, capfd):
    folder = tmp_path / "articles"
    folder.mkdir()
    with open(os.fsencode(folder) + b"/\xff\xfe\xe6.txt", "wb") as file:  # noqa: PTH123
        file.write("河边的图书馆开放。".encode())
    options = ["--data-dir", str(paths.data), "--collection", str(folder), "--json"]
    assert main(["search", "图书馆", *options]) == 0
    key = json.loads(capfd.readouterr().out)["results"][0]["source"]
    assert main(["quote", "add", key, "--text", "图书馆", *options]) == 0
    capfd.readouterr()
    assert main(["quote", "list", *options]) == 0
    assert json.loads(capfd.readouterr().out)[0]["state"] == "exact"
    assert main(["export", "--format", "json-ld", *options]) == 0


def test_every_command_takes_hostile_files(folder, paths, capfd):
    options = ["--data-dir", str(paths.data), "--collection", str(folder)]
    files = [str(file) for file in sorted(folder.iterdir())]
    for command in ("clean", "figures", "people"):
        assert main([command, "--json", *options, "--", *files]) == 0
    article = str(folder / "abc.txt")
    words = [article, "--text", "今年投资13亿元", "--note", MARKUP, "--tag", LINK, *options]
    assert main(["quote", "add", *words]) == 0
    for query in (MARKUP, LINK, "' OR 1=1 --", "\x00", '"' * 9, "(" * 500, "标题:<b>", "*" * 99):
        assert main(["search", *options, "--", query]) in (0, 1), query
    capfd.readouterr()
    assert main(["export", "--format", "html", *options]) == 0
    page = capfd.readouterr().out
    assert "<script" not in page
    assert "<img" not in page
    assert "Content-Security-Policy" in page


def test_no_name_or_note_drives_the_terminal_or_breaks_a_row(tmp_path, paths, capfd):
    folder = tmp_path / "articles"
    folder.mkdir()
    file = folder / "a\nb\t\x1b[2J\u202ec.txt"
    file.write_text("河边的图书馆每天开放。" * 9 + "\x1b]0;x\x07\x9b\u2066", encoding="utf-8")
    options = ["--data-dir", str(paths.data), "--collection", str(folder)]
    assert main(["quote", "add", str(file), "--text", "图书馆", "--note", "\x1b", *options]) == 0
    for words in (["search", "图书馆"], ["quote", "list"], ["check"], ["clean", str(file) + "x"]):
        capfd.readouterr()
        main([*words, *options])
        said = "".join(capfd.readouterr())
        assert not set(said) & set("\x1b\x07\x9b\u202e\u2066"), words
        if words[0] == "quote":
            assert said.count("\n") == 1
            assert said.count("\t") == 3
    capfd.readouterr()
    assert main(["clean", str(file), *options]) == 0
    assert "\x1b" in capfd.readouterr().out  # a file or another program gets the very text


def test_no_pattern_takes_long(tmp_path):
    index = Index.open(tmp_path)
    text = "甲" * 4000 + "乙"
    list(index.update([Document("k", "", "", "", "", (Passage("text", 0, text),))]))
    for pattern in (
        "/(甲+)+$/",
        "/(甲|甲甲)+丙/",
        "/(.*)*丙/",
        "/(甲*)*(甲*)*(甲*)*丙/",
        "甲*" * 40,
        "/(?R)/",
        "/甲|(?R)乙/",
    ):
        began = time.process_time()
        index.search(pattern, limit=5)
        assert time.process_time() - began < 2 * SECONDS, pattern


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere paths are shorter")
def test_folders_deeper_than_calls_may_be_are_walked(tmp_path):
    deepest = tmp_path.joinpath(*"d" * 300)
    deepest.mkdir(parents=True)
    (deepest / "深.txt").touch()
    usual = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack(0)) + 200)
    try:
        found = list(collection.scan([tmp_path]))
    finally:
        sys.setrecursionlimit(usual)
    assert [source.path for source in found] == [deepest / "深.txt"]


# --- the window


@pytest.fixture
def window(folder, paths, qtbot) -> Iterator[Window]:
    library = open_library(paths, (folder,))
    for _ in library.refresh(workers=1):
        pass
    key = f"{folder.name}/abc.txt"
    note = new_note("quotation", key, "/x", block_anchor(library.article(key), 2))
    library.notes.add(replace(note, note=MARKUP, tags=(LINK,), folder=MARKUP))
    library.close()
    settings = Settings(paths.settings_file)
    desk = Desk(paths, settings, Jobs(), Look(settings), (folder,))
    shown = Window(desk)
    qtbot.addWidget(shown)
    shown.open_place(Place(key, 0))
    shown.furnish()
    shown.furnish_rest()
    shown.show()
    qtbot.waitUntil(lambda: bool(shown.furnished and shown.shelf.entries), timeout=30_000)
    qtbot.waitUntil(lambda: not desk.jobs.busy("index"), timeout=30_000)
    yield shown
    shown.close()
    desk.jobs.finish()
    desk.close()


def test_the_page_shows_the_very_characters_and_signs_for_those_without_a_shape(window, qtbot):
    document = window.reading.front().text.document()
    shown = document.toPlainText()
    assert MARKUP in shown
    assert "\u202e" not in shown
    assert "▸" in shown or "◂" in shown
    assert not set(shown) & set("\x00\x07\x1b\u2066\u200b")
    block = document.begin()
    while block.isValid():
        for piece in block.textFormats():
            assert not piece.format.isImageFormat()
            assert not piece.format.isAnchor()
        block = block.next()


@pytest.mark.parametrize("words", ["", " \n\u3000\n"])
def test_a_file_without_words_is_an_empty_page(window, folder, qtbot, words):
    (folder / "空.txt").write_text(words, encoding="utf-8")
    window.open_place(Place(f"{folder.name}/空.txt", 0))
    window.desk.settings.set("original_beside", True)
    qtbot.waitUntil(lambda: window.reading.current_article() is not None, timeout=20_000)
    assert not window.reading.current_article().blocks
    window.grab()
    window.reading.highlight()
    window.reading.bookmark()
    window.grab()


def test_nothing_in_the_window_guesses_at_markup(window, qtbot):
    window.search.ask(MARKUP)
    qtbot.waitUntil(lambda: not window.desk.jobs.busy("search"), timeout=20_000)
    window.show_side(window.notes)
    window.status.show_article(MARKUP)
    for label in window.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText or not label.text(), label.text()
    odd = set("\n\x07\x1b\u200b\u202e\u2066")
    assert not set(window.windowTitle()) & odd
    for at in range(window.side.count()):
        for view in window.side.widget(at).findChildren(QAbstractItemView):
            shown = [str(index.data()) for index in _all(view.model())]
            assert view is window.notes.list or not set("".join(shown)) & odd
    for view in (window.tree._tree, window.results._view, window.notes.list):
        model = view.model()
        tips = [index.data(Qt.ItemDataRole.ToolTipRole) for index in _all(model)]
        assert not [tip for tip in tips if tip and "<img" in tip]
    window.grab()


def _all(model, parent=None):
    from PySide6.QtCore import QModelIndex

    parent = parent or QModelIndex()
    for row in range(model.rowCount(parent)):
        index = model.index(row, 0, parent)
        yield index
        yield from _all(model, index)


def test_message_boxes_and_tips_say_what_they_are_given(qtbot):
    box = message(QMessageBox.Icon.Warning, "x", MARKUP, None)
    qtbot.addWidget(box)
    assert box.textFormat() is Qt.TextFormat.PlainText
    assert box.text() == MARKUP
    assert "<img" not in plain_tip(MARKUP)
    assert not set(ODD) & set(plain_tip(ODD)) & set("\x07\x1b\u200b\u202e\u2066")
    label = Label(ODD, None)
    qtbot.addWidget(label)
    assert label.text() == visible(ODD)
    label = Label(MARKUP, None)
    qtbot.addWidget(label)
    assert label.textFormat() is Qt.TextFormat.PlainText


def test_only_one_module_makes_labels_and_message_boxes():
    """Qt guesses at markup in labels, message boxes and tips: see `reader.ui.plain`."""
    guessing = {"QLabel", "QMessageBox", "QErrorMessage", "QTextBrowser"}
    allowed = {"plain.py", "about.py"}
    for file in sorted((ROOT / "reader" / "ui").rglob("*.py")):
        if file.name in allowed:
            continue
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call):
                made = ast.unparse(call.func)
                assert made not in guessing, f"{file}:{call.lineno}"
                assert not made.startswith("QMessageBox.") or made.count(".") > 1, made


def test_a_fault_is_reported_without_the_words_it_holds(paths, qtbot, monkeypatch, capsys):
    from reader.ui.faults import Faults

    faults = Faults(paths.logs)
    faults.open_log()
    offered: list[str] = []
    monkeypatch.setattr(faults, "_offer", offered.append)
    try:
        raise ValueError("机密的一句话")
    except ValueError as error:
        faults.failed(error)
        faults.failed(error)
    assert not offered  # Qt may be painting just now
    qtbot.wait(50)
    faults.close()
    log = (paths.logs / "jianbao.log").read_text(encoding="utf-8")
    said = "".join((*offered, log, *capsys.readouterr()))
    assert "ValueError" in said
    assert "test_hostile.py" in said
    assert "机密" not in said
    assert len(offered) == 1  # a fault may come with every paint
    assert log.count("ValueError") == 2


def test_what_the_last_run_died_of_is_still_there_at_the_next_start(paths, qtbot):
    from reader.ui.faults import CRASH, Faults

    died = (
        "import ctypes, sys\nfrom pathlib import Path\nfrom reader.ui.faults import Faults\n"
        f"faults = Faults(Path({str(paths.logs)!r}))\nfaults.open_log()\nctypes.string_at(0)"
    )
    done = subprocess.run([sys.executable, "-c", died], check=False, cwd=ROOT)
    assert done.returncode
    for _ in range(2):  # the second run that ends well leaves it alone
        faults = Faults(paths.logs)
        faults.open_log()
        faults.close()
        assert "string_at" in (paths.logs / f"{CRASH}.1").read_text(encoding="utf-8")
    assert not (paths.logs / CRASH).stat().st_size


def test_the_command_line_reports_a_fault_without_the_words_it_holds(tmp_path):
    program = (
        "from reader.cli import reading, main\n"
        "def broken(*_): raise ValueError('机密的一句话')\n"
        "from reader.library import Library\n"
        "Library.article_of_file = broken\n"
        f"raise SystemExit(main(['clean', {str(ROOT / 'README.md')!r}]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False,
        env={**os.environ, "TMPDIR": str(tmp_path)}, cwd=ROOT,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    report = next(tmp_path.glob("jianbao-fault-*")).read_text(encoding="utf-8")
    assert "机密" not in done.stderr + report

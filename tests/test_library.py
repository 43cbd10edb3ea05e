from __future__ import annotations

import json
from pathlib import Path

import pytest

from reader.errors import NotFound, UnreadableSource
from reader.library import Library, default_folders, open_library
from reader.notes import new_note
from reader.paths import bundled_articles, data_paths


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "剪报"
    place.mkdir()
    (place / "a.txt").write_text("许昌下雨了。\n", encoding="utf-8")
    (place / "b.txt").write_text("德国下雪了。\n", encoding="utf-8")
    return place


@pytest.fixture
def library(folder: Path) -> Library:
    return open_library(folders=[folder])


def refresh(library: Library, **options: bool) -> object:
    work = library.refresh(**options)
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value


def test_the_folders_are_those_given_added_or_bundled(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = data_paths()
    assert default_folders(paths) == [bundled_articles()]
    paths.settings.mkdir(parents=True)
    paths.settings_file.write_text(json.dumps({"collections": [str(folder)]}), encoding="utf-8")
    assert default_folders(paths) == [folder]
    monkeypatch.setenv("JIANBAO_COLLECTION", "/x")
    assert default_folders(paths) == [Path("/x")]
    monkeypatch.delenv("JIANBAO_COLLECTION")
    paths.settings_file.write_text("{damaged", encoding="utf-8")
    assert default_folders(paths) == [bundled_articles()]


def test_an_article_is_read_again_when_its_file_changes(library: Library, folder: Path) -> None:
    first = library.article("剪报/a.txt")
    assert library.article("剪报/a.txt") is first
    (folder / "a.txt").write_text("许昌放晴了，阳光很好。\n", encoding="utf-8")
    assert "放晴" in library.article("剪报/a.txt").blocks[-1].text


def test_what_is_not_there_is_said(library: Library, folder: Path) -> None:
    with pytest.raises(NotFound, match="剪报/none"):
        library.article("剪报/none.txt")
    (folder / "c.txt").write_bytes(b"%PDF-")
    with pytest.raises(UnreadableSource, match="PDF"):
        library.article("剪报/c.txt")


def test_corrections_are_searched_at_once(library: Library) -> None:
    from reader.text import Correction

    refresh(library)
    article = library.article("剪报/a.txt")
    operation = Correction("role", article.blocks[0].spans[0].start, role="caption")
    library.correct(article, [operation])
    assert library.article("剪报/a.txt").blocks[0].role == "caption"
    report = refresh(library)
    assert (report.changed, report.unchanged) == (1, 1)  # type: ignore[attr-defined]


def test_notes_are_searched_after_a_refresh(library: Library) -> None:
    from dataclasses import replace

    from reader.notes import new_note

    refresh(library)
    note = replace(new_note("note", "剪报/a.txt", ""), note="要核实的天气")
    library.notes.add(note)
    refresh(library)
    assert [hit.key for hit in library.search("核实的天气").hits] == ["剪报/a.txt"]
    library.close()


def test_a_touched_file_is_not_counted_as_changed_twice(library: Library, folder: Path) -> None:
    refresh(library)
    (folder / "a.txt").touch()
    refresh(library)
    report = refresh(library)
    assert report.unchanged == 2  # type: ignore[attr-defined]


def test_cancelling_leaves_a_usable_index(library: Library) -> None:
    work = library.refresh()
    next(work)
    work.close()
    refresh(library)
    assert library.search("下雨").total == 1


def test_key_of_a_file(library: Library, folder: Path, tmp_path: Path) -> None:
    assert library.key_of(folder / "a.txt") == "剪报/a.txt"
    assert library.key_of(tmp_path / "x.txt") == str(tmp_path / "x.txt")


@pytest.mark.parametrize("path", ["//somewhere/share/a.txt", "\\\\somewhere\\share\\a.txt"])
def test_a_note_from_elsewhere_calls_no_other_machine(library: Library, path: str, monkeypatch):
    asked: list[object] = []
    monkeypatch.setattr(
        "reader.library.Library.article_of_file", lambda _, file: asked.append(file)
    )
    assert library.article_of_note(new_note("note", "剪报/none.txt", path)) is None
    assert not asked

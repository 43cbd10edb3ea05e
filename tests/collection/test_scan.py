from __future__ import annotations

import os
from pathlib import Path

import pytest

from reader.collection import find, read, scan
from reader.errors import UnreadableSource


def keys(*roots: Path) -> list[str]:
    return [source.key for source in scan(roots)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "剪报"
    (root / "2018").mkdir(parents=True)
    (root / "b.txt").write_text("乙", encoding="utf-8")
    (root / "a.md").write_text("甲", encoding="utf-8")
    (root / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    (root / ".hidden.txt").write_text("x", encoding="utf-8")
    (root / "2018" / "c.txt").write_text("丙", encoding="utf-8")
    return root


def test_files_come_before_folders_in_order(folder: Path) -> None:
    assert keys(folder) == ["剪报/a.md", "剪报/b.txt", "剪报/2018/c.txt"]
    assert [s.folder for s in scan([folder])] == ["剪报", "剪报", "剪报/2018"]


def test_two_roots_of_the_same_name_keep_their_keys_apart(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other" / "剪报"
    other.mkdir(parents=True)
    (other / "a.md").write_text("另", encoding="utf-8")
    assert keys(folder, other)[-1] == "剪报 (2)/a.md"
    found = find([folder, other], "剪报 (2)/a.md")
    assert found is not None and found.path == other / "a.md"


def test_a_file_is_a_collection_of_one(folder: Path) -> None:
    assert keys(folder / "b.txt") == ["b.txt"]
    assert find([folder / "b.txt"], "b.txt") is not None


def test_find_agrees_with_scan(folder: Path) -> None:
    for source in scan([folder]):
        assert find([folder], source.key) == source
    assert find([folder], "剪报/none.txt") is None


def test_a_missing_root_is_named_with_its_reason(tmp_path: Path) -> None:
    (source,) = scan([tmp_path / "gone"])
    assert source.key == "gone" and source.error


def test_loops_of_links_end(folder: Path) -> None:
    (folder / "2018" / "up").symlink_to(folder, target_is_directory=True)
    (folder / "dead.txt").symlink_to(folder / "nowhere")
    found = {s.key: s.error for s in scan([folder])}
    assert len(found) == 4 and found["剪报/dead.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFOs on this system")
def test_a_pipe_is_refused_and_never_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "pipe.txt")
    error = {s.key: s.error for s in scan([folder])}["剪报/pipe.txt"]
    assert error is not None and "pipe" in error
    with pytest.raises(UnreadableSource, match="pipe"):
        read(folder / "pipe.txt")


def test_a_huge_file_is_refused_in_words(folder: Path) -> None:
    with (folder / "huge.txt").open("wb") as file:
        file.truncate(2 << 30)
    error = {s.key: s.error for s in scan([folder])}["剪报/huge.txt"]
    assert error is not None and "128 MB" in error


def test_names_of_every_kind_have_printable_keys(folder: Path) -> None:
    names = [b"line\nbreak.txt", b"-rf.txt", b"\xff\xfe.txt", b"x" * 251 + b".txt"]
    for name in names:
        (Path(os.fsdecode(os.fsencode(folder) + b"/" + name))).write_bytes("文".encode())
    sources = list(scan([folder]))
    assert len(sources) == 3 + len(names)
    for source in sources:
        source.key.encode("utf-8")
        assert read(source.path, source.key).source == source.key
        again = find([folder], source.key)
        assert again is not None and again.path == source.path


@pytest.mark.parametrize("name", ["/\0", "/\ud800", "", "/" + "甲" * 5000])
def test_a_folder_that_no_system_could_have_is_named(name: str) -> None:
    sources = list(scan([name] if name else ["/nowhere"]))
    assert [bool(source.error) for source in sources] == [True]
    sources[0].key.encode("utf-8")
    assert find([name], "none.txt") is None


@pytest.mark.parametrize("way", ["../{}", "a/../../{}", "/{}", "..//{}"])
def test_no_key_leads_out_of_its_folder(folder: Path, way: str) -> None:
    outside = folder.parent / "outside.txt"
    outside.write_text("外", encoding="utf-8")
    name = str(outside) if way == "/{}" else way.format(outside.name)
    assert find([folder], f"{folder.name}/{name}") is None


def test_reading_names_the_file_and_the_reason(folder: Path) -> None:
    with pytest.raises(UnreadableSource, match=r"photo\.jpg: not a text file \(JPEG\)"):
        read(folder / "photo.jpg", "photo.jpg")
    with pytest.raises(UnreadableSource, match="no such file"):
        read(folder / "none.txt")
    with pytest.raises(UnreadableSource, match="folder"):
        read(folder)


def test_the_bundled_articles_are_read(articles: Path) -> None:
    raws = [read(s.path, s.key) for s in scan([articles])]
    assert len(raws) == 5
    assert all(len(raw.digest) == 64 and raw.encoding == "utf-8" for raw in raws)

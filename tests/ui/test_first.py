"""The article kept for the next start is used only where nothing has changed."""

from __future__ import annotations

import os

import pytest

from reader import collection, text
from reader.ui import first
from reader.ui.first import First, Wish
from reader.ui.places import Place

WISH = Wish(("/a",), ())


@pytest.fixture
def kept(tmp_path, articles):
    path = tmp_path / "one.txt"
    path.write_bytes(next(iter(sorted(articles.iterdir()))).read_bytes())
    article = text.restore(collection.read(path, "a/one.txt"))
    first.keep(tmp_path, WISH, First(Place("a/one.txt", 3, 2, 5), article, (60, 20)), path)
    return path, article


def test_it_comes_back_whole(tmp_path, kept):
    found = first.load(tmp_path, WISH)
    assert found == First(Place("a/one.txt", 3, 2, 5), kept[1], (60, 20))


def test_another_wish_is_not_answered(tmp_path, kept):
    assert first.load(tmp_path, Wish(("/b",), ())) is None


def test_a_changed_or_missing_file_is_read_anew(tmp_path, kept):
    os.utime(kept[0], ns=(1, 1))
    assert first.load(tmp_path, WISH) is None
    kept[0].unlink()
    assert first.load(tmp_path, WISH) is None


@pytest.mark.parametrize("cut", [0, 1, 100, -1])
def test_a_damaged_cache_is_as_good_as_none(tmp_path, kept, cut):
    data = (tmp_path / first.FILE).read_bytes()
    (tmp_path / first.FILE).write_bytes(data[:cut])
    assert first.load(tmp_path, WISH) is None


def test_foreign_contents_are_as_good_as_none(tmp_path):
    for content in (b"[]", b"{}", b"null", b'{"wish": 1}'):
        (tmp_path / first.FILE).write_bytes(content)
        assert first.load(tmp_path, WISH) is None


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path, kept):
    (tmp_path / "file").write_text("")
    first.keep(tmp_path / "file", WISH, First(Place("a/one.txt"), kept[1], (60, 20)), kept[0])

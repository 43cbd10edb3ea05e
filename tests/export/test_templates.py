"""The user's templates: found before ours, kept in the sandbox, faults named by line."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.errors import ExportError
from reader.export import TEMPLATES, Selection, export, from_template, shipped_template


def with_template(selection: Selection, folder: Path, text: str) -> Selection:
    (folder / "quotations.txt").write_text(text, encoding="utf-8")
    return Selection(selection.clippings, selection.title, templates=folder)


def test_the_shipped_templates_are_there() -> None:
    assert all(shipped_template(name).is_file() for name in TEMPLATES)


def test_the_users_template_wins(selection: Selection, tmp_path: Path) -> None:
    own = with_template(selection, tmp_path, "{% for c in cards %}{{ c.note }}{% endfor %}")
    assert export(own, "text") == "可用作开头".encode()
    assert b"<!DOCTYPE html>" in export(own, "html")


def test_a_template_of_another_name(selection: Selection, tmp_path: Path) -> None:
    (tmp_path / "mine.html").write_text("<b>{{ title }}</b>", encoding="utf-8")
    own = Selection(selection.clippings, "<i>", templates=tmp_path)
    assert from_template("mine.html", own) == b"<b>&lt;i&gt;</b>"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("一\n{{ cards", 2),
        ("一\n二\n{% for %}", 3),
        ("一\n{{ nobody }}", 2),
        ("一\n\n{{ cards[0].nothing }}", 3),
        ("一\n{{ 1 / 0 }}", 2),
        ("一\n{{ title + 1 }}", 2),
        ("{{ title | nofilter }}", 1),
        ("{{ ''.__class__.__mro__ }}", 1),
        ("\n{{ cards[0].tags.__class__ }}", 2),
        ("{{ cards[0].metadata.update(title='x') }}", 1),
        ("{% for i in range(10000000) %}{% endfor %}", 1),
        ("{% include 'quotations.txt' %}", 1),
    ],
)
def test_a_bad_template_names_its_line(
    selection: Selection, tmp_path: Path, text: str, line: int
) -> None:
    own = with_template(selection, tmp_path, text)
    with pytest.raises(ExportError, match=rf"quotations\.txt is wrong in line {line}: .+\.$"):
        export(own, "text")


def test_a_template_that_is_not_there(selection: Selection) -> None:
    with pytest.raises(ExportError, match="no template called nothing"):
        from_template("nothing.txt", selection)


def test_a_template_outside_the_folder_is_out_of_reach(
    selection: Selection, tmp_path: Path
) -> None:
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    folder = tmp_path / "templates"
    folder.mkdir()
    own = with_template(selection, folder, "{% include '../secret.txt' %}")
    with pytest.raises(ExportError):
        export(own, "text")


def test_a_template_that_is_not_text(selection: Selection, tmp_path: Path) -> None:
    (tmp_path / "quotations.txt").write_bytes(b"\xff\xfe\x00")
    own = Selection(selection.clippings, templates=tmp_path)
    with pytest.raises(ExportError, match="cannot be read"):
        export(own, "text")

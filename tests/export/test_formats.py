"""Every format is read back by a reader that is not ours, hostile words and all."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import bibtexparser
import docx
import openpyxl
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc import formatter as citeproc_formatter
from citeproc.source.json import CiteProcJSON
from markdown_it import MarkdownIt

from reader.errors import ExportError
from reader.export import FORMATS, Clipping, Selection, export, save
from reader.notes import Metadata, Note, Placement
from reader.paths import resource

CONTRACT = {
    "markdown", "html", "docx", "text", "csv", "json-ld", "bibtex", "ris", "csl-json",
}  # fmt: skip
CITATION = "甲文，乙山. 老街新事[N]. 河畔日报，2018-07-17（3）."


def rows(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def sheet(data: bytes) -> list[tuple[Any, ...]]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return [tuple(cell.value for cell in row) for row in book.worksheets[0].iter_rows()]


def paragraphs(data: bytes) -> list[str]:
    return [p.text for p in docx.Document(io.BytesIO(data)).paragraphs]


def bibtex(data: bytes) -> bibtexparser.Library:
    return bibtexparser.parse_string(data.decode(), append_middleware=[LatexDecodingMiddleware()])


def ris(data: bytes) -> list[dict[str, Any]]:
    return rispy.loads(data.decode())


class Page(HTMLParser):
    """The elements and the words of a page."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(data.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


def test_the_formats_of_the_contract_are_there() -> None:
    assert set(FORMATS) >= CONTRACT | {"json", "xlsx"}


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_selection_is_a_file_too(name: str) -> None:
    data = export(Selection(()), name)
    assert data or name in ("bibtex", "ris")


def test_a_format_that_is_not_there(selection: Selection) -> None:
    with pytest.raises(ExportError, match="pdf is not an export format"):
        export(selection, "pdf")


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_takes_hostile_words(name: str, hostile: Selection) -> None:
    data = export(hostile, name)
    if name not in ("docx", "xlsx"):
        data.decode("utf-8")


@pytest.mark.parametrize("name", ["markdown", "text", "html", "docx"])
def test_documents_say_the_words_the_source_and_the_verdict(
    name: str, selection: Selection
) -> None:
    data = export(selection, name)
    shown = {
        "docx": lambda: "\n".join(paragraphs(data)),
        "html": lambda: Page(data).words,
        "markdown": lambda: Page(MarkdownIt().render(data.decode()).encode()).words,
    }.get(name, data.decode)()
    for words in ("茶馆摘抄", CITATION, "核对无误", "可用作开头", "茶馆、老街", "参考文献"):
        assert words in shown
    assert "第二天，十三张桌子都坐满了。" in shown


def test_a_changed_quotation_is_shown_changed(
    note: Note, metadata: Metadata, changed: Placement
) -> None:
    selection = Selection((Clipping(note, metadata, changed),))
    markdown = export(selection, "markdown").decode()
    assert "与原文不符" in markdown
    assert "核对无误" not in markdown
    assert "第二天，十<del>三</del><ins>二</ins>张桌子都坐满了。" in markdown
    assert "<del>三</del><ins>二</ins>" in export(selection, "html").decode()
    assert "第二天，十二张桌子都坐满了。" in export(selection, "text").decode()
    assert "第二天，十三二张桌子都坐满了。" in "".join(paragraphs(export(selection, "docx")))


@pytest.mark.parametrize(
    ("placement", "verdict"),
    [(None, "未经核对"), (Placement("orphan"), "原文中未找到"), (Placement("moved"), "核对无误")],
)
def test_every_verdict(
    note: Note, metadata: Metadata, placement: Placement | None, verdict: str
) -> None:
    selection = Selection((Clipping(note, metadata, placement),))
    assert verdict in export(selection, "text").decode()
    assert rows(export(selection, "csv"))[0]["verdict"] == verdict


def test_each_article_is_in_the_references_once(selection: Selection) -> None:
    other = Clipping(Note("2", "bookmark", "b.txt", "/b.txt"))
    twice = Selection((*selection.clippings * 2, other))
    text = export(twice, "text").decode()
    references = text.partition("参考文献\n")[2].splitlines()
    assert references == [f"[1] {CITATION}",
                          "[2] 〔作者待补〕. 〔题名待补〕[N]. 〔报纸名待补〕，〔日期待补〕（〔版次待补〕）."]  # fmt: skip  # noqa: E501


def test_markdown_shows_hostile_words_as_they_stand(hostile: Selection) -> None:
    html = MarkdownIt("commonmark").render(export(hostile, "markdown").decode())
    page = Page(html.encode())
    allowed = {"h1", "h2", "p", "blockquote", "em", "hr", "strong", "ins", "del"}
    # The comparison of a changed quotation is the one piece of HTML in the template.
    assert {tag for tag, _ in page.elements} <= allowed | {"code"}
    assert not [tag for tag, _ in page.elements if tag in ("a", "img", "script", "code", "li")]


def test_a_page_of_html_runs_and_fetches_nothing(hostile: Selection) -> None:
    page = Page(export(hostile, "html"))
    tags = [tag for tag, _ in page.elements]
    assert not {"script", "img", "iframe", "link", "a", "object"} & set(tags)
    assert tags.count("meta") == 4
    policy = next(a["content"] for t, a in page.elements if a.get("http-equiv"))
    parts = ["default-src 'none'", "style-src 'unsafe-inline'", "base-uri 'none'",
             "form-action 'none'"]  # fmt: skip
    assert policy.split("; ") == parts
    for _tag, attributes in page.elements:
        assert not [name for name in attributes if name.startswith("on") or name in ("src", "href")]


def test_csv_cells_no_spreadsheet_runs(hostile: Selection) -> None:
    (row,) = rows(export(hostile, "csv"))
    for cell in row.values():
        assert not re.match(r"[\s　]*[=+\-@＝＋－＠|%\t\r]", cell)
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]", cell)


def test_csv_rows_come_back(selection: Selection) -> None:
    (row,) = rows(export(selection, "csv"))
    note = selection.clippings[0].note
    assert row["text"] == note.text
    assert row["tags"] == "茶馆；老街"
    assert row["citation"] == CITATION
    assert row["authors"] == "甲文、乙山"
    assert row["state"] == "exact"


def test_xlsx_cells_are_text_and_never_formulas(hostile: Selection) -> None:
    data = export(hostile, "xlsx")
    book = openpyxl.load_workbook(io.BytesIO(data))
    for row in book.worksheets[0].iter_rows(min_row=2):
        for cell in row:
            assert cell.data_type in ("s", "n")
            assert cell.hyperlink is None
            assert cell.data_type == "s" or cell.value is None


def test_xlsx_keeps_the_words(selection: Selection) -> None:
    heads, row = sheet(export(selection, "xlsx"))
    assert heads[:3] == ("编号", "种类", "引文")
    assert row[2] == selection.clippings[0].note.text


def test_xlsx_says_where_it_cuts(metadata: Metadata) -> None:
    long = Note("1", "quotation", "a", "a", text="长𠮷" * 20_000)
    text = sheet(export(Selection((Clipping(long, metadata),)), "xlsx"))[1][2]
    assert text.endswith("……〔截断〕")
    assert len(text.encode("utf-16-le")) <= 2 * 32_767


@pytest.mark.parametrize("title", ["", "a/b:c?*[d]\\", "'引'", "引" * 50, "𠮷" * 40, "History"])
def test_xlsx_names_of_sheets(selection: Selection, title: str) -> None:
    named = Selection(selection.clippings, title=title)
    book = openpyxl.load_workbook(io.BytesIO(export(named, "xlsx")))
    assert 1 <= len(book.sheetnames[0]) <= 31


def test_docx_takes_hostile_words(hostile: Selection) -> None:
    assert "与原文不符" in "\n".join(paragraphs(export(hostile, "docx")))


def test_docx_has_a_font_with_han_characters(selection: Selection) -> None:
    document = docx.Document(io.BytesIO(export(selection, "docx")))
    assert 'w:eastAsia="SimSun"' in document.styles["Normal"].element.xml
    assert document.core_properties.title == "茶馆摘抄"
    assert document.core_properties.author == ""


def test_bibtex_is_read_by_a_parser(selection: Selection) -> None:
    library = bibtex(export(selection, "bibtex"))
    assert not library.failed_blocks
    fields = {field.key: field.value for field in library.entries[0].fields}
    assert fields["author"] == "甲文 and 乙山"
    assert fields["title"] == "老街新事"
    assert fields["journal"] == "河畔日报"
    assert (fields["year"], fields["month"], fields["day"]) == ("2018", "7", "17")
    assert fields["date"] == "2018-07-17"
    assert fields["pages"] == "3"
    assert fields["keywords"] == "茶馆, 老街"
    assert "核对无误" in fields["annote"]


def test_bibtex_stays_whole_with_hostile_words(hostile: Selection) -> None:
    library = bibtexparser.parse_string(export(hostile, "bibtex").decode())
    assert not library.failed_blocks
    assert len(library.entries) == 1
    assert len(library.blocks) == 1
    assert re.fullmatch(r"news\d*-[0-9a-f]{10}", library.entries[0].key)


def test_tex_gives_back_what_was_escaped() -> None:
    words = r"50% of $x_1$ & \"a\" #2 @b ~c \input"
    selection = Selection((Clipping(Note("1", "note", "a", "a"), Metadata(title=words)),))
    (entry,) = bibtex(export(selection, "bibtex")).entries
    assert entry.fields_dict["title"].value == words


def test_braces_are_escaped_without_upsetting_the_count_of_braces() -> None:
    selection = Selection((Clipping(Note("1", "note", "a", "a"), Metadata(title="}{{")),))
    (entry,) = bibtexparser.parse_string(export(selection, "bibtex").decode()).entries
    assert entry.fields_dict["title"].value == (
        r"{\textbraceright{}\textbraceleft{}\textbraceleft{}}"
    )


def test_ris_is_read_by_a_parser(selection: Selection) -> None:
    (record,) = ris(export(selection, "ris"))
    assert record["type_of_reference"] == "NEWS"
    assert record["authors"] == ["甲文", "乙山"]
    assert record["title"] == "老街新事"
    assert record["secondary_title"] == "河畔日报"
    assert record["date"] == "2018/07/17/"
    assert record["year"] == "2018"
    assert record["start_page"] == "3"
    assert record["keywords"] == ["茶馆", "老街"]
    assert len(record["notes"]) == 2


def test_ris_stays_one_record_with_hostile_words(hostile: Selection) -> None:
    data = export(hostile, "ris").decode()
    assert len(ris(data.encode())) == 1
    for line in data.rstrip("\r\n").split("\r\n"):
        assert re.match(r"[A-Z][A-Z0-9]  - ", line)
        assert "\n" not in line


def test_csl_json_is_set_by_a_csl_processor(selection: Selection) -> None:
    items = json.loads(export(selection, "csl-json"))
    source = CiteProcJSON(items)
    style = CitationStylesStyle(
        str(resource("styles", "gbt7714-2025.csl")), locale="zh-CN", validate=False
    )
    made = CitationStylesBibliography(style, source, citeproc_formatter.plain)
    made.register(Citation([CitationItem(items[0]["id"])]))
    assert str(made.bibliography()[0]) == CITATION


def test_csl_json_leaves_out_what_is_not_known() -> None:
    selection = Selection((Clipping(Note("1", "bookmark", "a", "a")),))
    (item,) = json.loads(export(selection, "csl-json"))
    assert set(item) == {"id", "type", "language"}


def test_json_has_the_names_of_the_contract(selection: Selection) -> None:
    made = json.loads(export(selection, "json"))
    (quotation,) = made["quotations"]
    assert set(quotation) >= {"id", "source", "text", "note", "tags", "created", "anchor", "state"}
    assert set(quotation["anchor"]) == {"raw", "before", "after", "hash"}
    assert quotation["anchor"]["raw"] == [[10, 40], [80, 99]]
    assert quotation["verdict"] == "核对无误"
    assert made["references"] == [CITATION]


def test_a_file_is_written_whole(selection: Selection, tmp_path: Path) -> None:
    save(tmp_path / "a" / "b.md", export(selection, "markdown"))
    assert (tmp_path / "a" / "b.md").read_bytes() == export(selection, "markdown")


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(ExportError, match="cannot be written"):
        save(tmp_path / "file" / "b.md", b"x")


def test_words_the_user_changed_are_not_taken_for_the_sources(
    note: Note, metadata: Metadata, exact: Placement
) -> None:
    altered = replace(note, text=note.text.replace("十三", "三十"))
    clipping = Clipping(altered, metadata, exact)
    assert clipping.verdict == "changed"
    html = export(Selection((clipping,)), "html").decode()
    assert "核对无误" not in html
    assert "<ins>十</ins>三<del>十</del>" in html


def test_white_space_is_no_difference(note: Note, metadata: Metadata, exact: Placement) -> None:
    spaced = replace(note, text=" ".join(note.text))
    assert Clipping(spaced, metadata, exact).verdict == "verified"


def test_a_note_without_an_anchor_is_not_called_verified(metadata: Metadata) -> None:
    loose = Note("1", "quotation", "a", "a", text="说过的话")
    assert Clipping(loose, metadata, None).verdict == "unchecked"
    assert Clipping(loose, metadata, Placement("orphan")).verdict == "orphan"

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run

Jianbao = Callable[..., Run]
ROLES = {
    "series", "kicker", "title", "subtitle", "label", "lead", "byline", "section", "subsection",
    "paragraph", "quote", "attribution", "caption", "credit", "other",
}  # fmt: skip


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(
        "许昌消息\n\n　　今天上午，记者从市工业和信息化局获悉，今年重点项目总投资 13 亿\n"
        "元，同比增长 20%。\n　　这些项目都已经开工了。\n",
        encoding="utf-8",
    )
    return path


def test_clean_keeps_every_character_of_the_bundled_articles(
    jianbao: Jianbao, articles: Path
) -> None:
    files = sorted(articles.iterdir())
    done = jianbao("clean", *files, "--json")
    assert done.code == 0 and not done.err
    assert len(done.json) == len(files)
    for file, document in zip(files, done.json, strict=True):
        raw = file.read_text(encoding="utf-8-sig")
        told = [0] * len(raw)
        for block in document["blocks"]:
            assert block["role"] in ROLES
            characters = "".join(raw[start:end] for start, end in block["spans"])
            assert "".join(characters.split()) == "".join(block["text"].split())
            for start, end in block["spans"]:
                for at in range(start, end):
                    told[at] += 1
        assert all(told[at] == 1 for at, char in enumerate(raw) if not char.isspace())


def test_one_file_is_one_object(jianbao: Jianbao, article: Path) -> None:
    document = jianbao("clean", article, "--json").json
    assert document["source"] == str(article) and document["encoding"] == "utf-8"
    assert set(document) >= {"source", "encoding", "title", "date", "byline", "blocks", "repairs"}


def test_clean_reads_as_text(jianbao: Jianbao, article: Path) -> None:
    assert "重点项目总投资13亿元，同比增长20%。" in jianbao("clean", article).out


def test_a_bad_file_is_named_and_the_others_go_on(
    jianbao: Jianbao, article: Path, tmp_path: Path
) -> None:
    (tmp_path / "x.txt").write_bytes(b"%PDF-1.4 ...")
    done = jianbao("clean", tmp_path / "x.txt", article, tmp_path / "none.txt", "--json")
    assert done.code == 2
    assert [document["source"] for document in done.json] == [str(article)]
    complaints = done.err.splitlines()
    assert "x.txt" in complaints[0] and "PDF" in complaints[0]
    assert "none.txt" in complaints[1] and len(complaints) == 2


def test_only_bad_files_print_nothing_but_json(jianbao: Jianbao, tmp_path: Path) -> None:
    assert jianbao("clean", tmp_path / "none.txt", "--json").out.strip() == ""
    done = jianbao("clean", tmp_path / "1.txt", tmp_path / "2.txt", "--json")
    assert done.json == [] and done.code == 2


def test_many_files_go_through_worker_processes(jianbao: Jianbao, tmp_path: Path) -> None:
    files = []
    for number in range(70):
        files.append(tmp_path / f"{number}.txt")
        files[-1].write_text(f"第{number}篇\n\n许昌。\n", encoding="utf-8")
    done = jianbao("clean", *files, "--json")
    assert [document["source"] for document in done.json] == [str(file) for file in files]


def test_figures_are_lines_with_raw_offsets(jianbao: Jianbao, article: Path) -> None:
    raw = article.read_text(encoding="utf-8")
    rows = jianbao("figures", article, "--json").lines
    found = {row["surface"]: row for row in rows}
    assert found["13亿元"]["value"] == 1_300_000_000 and found["13亿元"]["type"] == "money"
    assert found["20%"]["qualifier"] == ["growth"]
    for row in rows:
        start, end = row["raw"]
        assert "".join(raw[start:end].split()) == "".join(row["surface"].split())


def test_figures_as_csv_hold_no_formula(jianbao: Jianbao, tmp_path: Path) -> None:
    file = tmp_path / "=cmd.txt"
    file.write_text("气温零下20摄氏度，涨幅-5%。\n", encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(jianbao("figures", file, "--csv").out)))
    assert rows
    words = [cell for row in rows for cell in row.values() if not _is_number(cell)]
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in words)


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def test_people(jianbao: Jianbao, articles: Path) -> None:
    rows = jianbao("people", articles / "000_5f7aa6dc06352d94.txt", "--json").lines
    assert {"毛迎", "张汉杰"} <= {row["name"] for row in rows if row["role"] == "reporter"}


def test_surrogates_in_text_are_escaped_json(jianbao: Jianbao, tmp_path: Path) -> None:
    file = tmp_path / "s.txt"
    file.write_bytes("甲\ud800乙".encode("utf-16-le", "surrogatepass"))
    done = jianbao("clean", file, "--json")
    assert done.code in (0, 2)
    if done.code == 0:
        json.loads(done.out)

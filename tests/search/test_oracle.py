"""Every string of every text is found, and nothing else (compared with brute force)."""

from __future__ import annotations

import os
import random
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader import text
from reader.article import RawText
from reader.paths import bundled_articles
from reader.search import Document, Index, Passage
from tests.search.conftest import consume, document
from tests.search.oracle import Stretch, check, cut, near, stretches

STRINGS = int(os.environ.get("JIANBAO_ORACLE", "5000"))
_HAN = "许昌德国质量合作国國发發展经经济濟中华龙龍𠀀𫝈"
_OTHER = "，。：；“”‘’（）《》—…、·！？,.:;()!?-% 　\t０１２8９ＡＢcdEf gＨ"


def wrapped(raw: str, width: int) -> str:
    """The same text as a narrower column: its long lines broken once more."""
    lines = raw.split("\n")
    pieces = (line[at : at + width] for line in lines for at in range(0, len(line) or 1, width))
    return "\n".join(pieces)


def spaced(raw: str) -> str:
    """The same text with a blank between neighbouring Han characters."""
    return "".join(char + " " if "一" <= char <= "鿿" else char for char in raw)


def article_documents() -> list[Document]:
    found: list[Document] = []
    for path in sorted(bundled_articles().glob("*.txt")):
        raw = path.read_text(encoding="utf-8")
        for name, shape in (("", raw), ("-narrow", wrapped(raw, 17)), ("-spaced", spaced(raw))):
            article = text.restore(RawText(path.name, shape, "utf-8", path.stem + name))
            found.append(Document.of(f"{path.stem}{name}.txt", article, notes=["一条笔记：许昌"]))
    return found


def generated_documents(count: int) -> list[Document]:
    chance = random.Random(20)
    alphabet = _HAN * 4 + _OTHER
    documents: list[Document] = []
    for number in range(count):
        sizes = chance.choices((0, 1, 2, 7, 40, 300), k=chance.randint(0, 6))
        passages = [
            Passage("text", at, "".join(chance.choices(alphabet, k=size)))
            for at, size in enumerate(sizes)
        ]
        documents.append(Document(f"生成/{number}", "", "", "", "", tuple(passages)))
    return documents


@pytest.mark.parametrize("kind", ["articles", "generated"])
def test_every_string_is_found_and_nothing_else(tmp_path: Path, kind: str) -> None:
    documents = article_documents() if kind == "articles" else generated_documents(40)
    index = Index.open(tmp_path)
    consume(index.update(documents[::2]))
    consume(index.update(documents[1::2]))
    texts = {each.key: each for each in documents}
    chance = random.Random(7)
    for _ in range(STRINGS // 2):
        wanted = cut(chance.choice(documents), chance)
        if wanted.strip():
            check(index, texts, wanted)


WORDS = st.text("国中德國", min_size=1, max_size=3)
TEXTS = st.lists(st.text("国中德國，", max_size=12), max_size=3)


@settings(max_examples=150, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=4), st.lists(WORDS, min_size=2, max_size=4), st.data())
def test_every_match_counts_once(
    texts: list[list[str]], words: list[str], data: st.DataObject
) -> None:
    documents = [document(str(number), *each) for number, each in enumerate(texts)]
    joint, apart = data.draw(st.sampled_from((" ", " OR ", "近"))), data.draw(st.integers(0, 4))
    query = joint.join(words)
    if joint == "近":
        query = f"{words[0]} 近/{apart} " + " ".join(words[1:])

    def matches(each: Document) -> set[Stretch]:
        found = [stretches(each, word) for word in words]
        if joint == "近":
            found[:2] = [near(each, *words[:2], apart)]
        return set().union(*found) if all(found) or joint == " OR " else set()

    expected = {each.key: len(matches(each)) for each in documents if matches(each)}
    with TemporaryDirectory() as folder:
        index = Index.open(folder)
        consume(index.update(documents))
        assert index.keys(query)[0] == len(expected)
        if expected:
            results = index.search(query)
            assert {hit.key: len(hit.matches) for hit in results.hits} == expected
            assert results.occurrences == sum(expected.values())
        index.close()


def test_the_same_words_are_found_however_the_file_was_wrapped(tmp_path: Path) -> None:
    index = Index.open(tmp_path)
    consume(index.update(article_documents()))
    for wanted in ("一带一路", "德国质量", "許昌", "１３亿元", "13 亿元"):
        found = {hit.key for hit in index.search(f'"{wanted}"', limit=50).hits}
        names = {key.removesuffix(".txt").split("-")[0] for key in found}
        assert found == {f"{name}{way}.txt" for name in names for way in ("", "-narrow", "-spaced")}


def test_a_document_that_changed_is_found_by_its_new_text_only(tmp_path: Path) -> None:
    first, second = generated_documents(2)
    index = Index.open(tmp_path)
    consume(index.update([first]))
    consume(index.update([replace(second, key=first.key)]))
    texts = {first.key: replace(second, key=first.key)}
    chance = random.Random(1)
    for origin in (first, second):
        for _ in range(100):
            wanted = cut(origin, chance)
            if wanted.strip():
                check(index, texts, wanted)

"""Any bytes through everything: decoded, restored, indexed, searched, shown, exported.

Every character is accounted for, what is there is found, nothing fails but on purpose, and
no input takes long. `JIANBAO_TORTURE=long` makes 100,000 files, `JIANBAO_TORTURE=<n>` that
many; the seed of a failure is in its message.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from reader import figures, text
from reader.article import ROLES, Article, RawText, raw_positions
from reader.collection import decode
from reader.export import ARTICLE_FORMATS, FORMATS, Clipping, Selection
from reader.notes import Metadata, block_anchor, find_anchors, new_note, resolve
from reader.search import Document, Index, PersonRow
from reader.text import Correction
from reader.ui.reading.model import from_utf16, page_of, place_of_raw, utf16
from reader.ui.reading.source_map import SourceMap
from reader.visible import odd_places
from tests.search.oracle import check, cut, expected, folded
from tests.torture import inputs

GROUP = 25  # files that are indexed and searched together
SECONDS = 10.0  # of the processor, for one input; the usual is a hundredth of a second
SEARCHES = 12
SLOW = ("docx", "xlsx", "markdown", "html", "text")  # files of many parts, and templates compiled
SOMETIMES = 0.1
HOSTILE_QUERIES = (
    '"', "/", "/(/", "/(甲+)+$/", "金额>=", "近/", "标题:", "-", "*", "?" * 40, "(((", "OR", "\x00",
    "<b>", "%", "日期:9999", "金额>1e999元", "\ud800", "甲" * 5000, "OR " * 500, "(" * 300,
    "/.*.*.*甲/",
)  # fmt: skip
PIECES = (*inputs.MARKUP, *inputs.ODD, *inputs.FIGURES, *inputs.HEADS, *inputs.BREAKS)


def files() -> int:
    """How many inputs: a short form by default."""
    asked = os.environ.get("JIANBAO_TORTURE", "")
    return int(asked) if asked.isdigit() else {"long": 100_000}.get(asked, 250)


def conserved(article: Article) -> None:
    """Every non-space character in exactly one span, and every text its spans' characters."""
    raw = article.raw.text
    held = bytearray(len(raw))
    for block in article.blocks:
        assert block.text
        raw_positions(block, raw)
        for start, end in block.spans:
            assert 0 <= start < end <= len(raw)
            assert not any(held[start:end])
            held[start:end] = b"\1" * (end - start)
    assert all(held[at] for at, char in enumerate(raw) if not char.isspace())


def in_their_places(article: Article) -> None:
    """Figures, people and statements stand where they say."""
    raw = article.raw.text
    for figure in figures.find(article):
        shown = article.blocks[figure.block].text[figure.start : figure.end]
        assert shown == figure.surface
        assert shown
        assert 0 <= figure.raw.start < figure.raw.end <= len(raw)
        figures.to_row(figure, "x")
        low, high = figures.number(figure)
        assert not low > high  # NaN where there is no number
    for person in figures.people(article):
        assert article.blocks[person.block].text[person.start : person.end]
    for said in figures.statements(article):
        assert article.blocks[said.block].text[said.start : said.end]


def shown(article: Article) -> None:
    """The page shows every character one for one, none of them unseen."""
    for script in ("original", "simplified", "traditional"):
        page = page_of(article, script)
        for at, block in enumerate(article.blocks):
            pieces = [piece for piece in page.pieces if piece.block == at]
            assert sum(len(piece.text) for piece in pieces) == len(block.text)
        for piece in page.pieces:
            assert [at for at in odd_places(piece.text) if piece.text[at] != "\u2028"] == []
            assert from_utf16(piece.text, utf16(piece.text, len(piece.text))) == len(piece.text)
    beside = SourceMap(article)
    assert (beside.moved, beside.seams) is not None
    for number in range(len(beside.lines)):
        line = beside.line(number)
        list(beside.segments_in(line))
        list(beside.repairs_in(line))
    if article.blocks:
        place_of_raw(article, len(article.raw.text) // 2)


def corrected(article: Article, rng: Random) -> None:
    """Any corrections, sensible or not, lose nothing."""
    conserved(text.apply(article, [correction(article, rng) for _ in range(rng.randint(0, 4))]))


def correction(article: Article, rng: Random) -> Correction:
    """Any operation at any offsets, also behind the end."""
    size = len(article.raw.text) + 3
    operation = rng.choice(("split", "join", "move", "role"))
    role = rng.choice(ROLES) if operation == "role" else None
    other = rng.randrange(size) if operation in ("join", "move") else None
    made = Correction(operation, rng.randrange(size), other, role)
    assert Correction.from_json(made.to_json()) == made
    return made


def quoted(article: Article, rng: Random) -> Iterator[Clipping]:
    """Quotations of it, resolved again."""
    for at, block in enumerate(article.blocks[:3]):
        made = block_anchor(article, at)
        assert resolve(made, article).state == "exact"
        ends = sorted(rng.sample(range(len(block.text) + 1), 2))
        words = block.text[slice(*ends)]
        find_anchors(article, words)
        note = new_note("quotation", article.raw.source, "/x", made)
        note = replace(note, note=words, tags=(words,))
        yield Clipping(note, Metadata(title=article.title), resolve(made, article))


def exported(article: Article, clippings: list[Clipping], rng: Random) -> None:
    """Formats by turns, those that take long now and then."""
    if (name := rng.choice(list(ARTICLE_FORMATS))) not in SLOW or rng.random() < SOMETIMES:
        assert isinstance(ARTICLE_FORMATS[name](article, figures.find(article)), bytes)
    if clippings and ((name := rng.choice(list(FORMATS))) not in SLOW or rng.random() < SOMETIMES):
        assert FORMATS[name](Selection(tuple(clippings)))


def article_of(data: bytes, source: str) -> Article | None:
    """The restored article, or None for what is refused in words."""
    try:
        decoded = decode(data)
    except ValueError as refused:
        assert str(refused)
        return None
    digest = hashlib.sha256(data).hexdigest()
    return text.restore(RawText(source, decoded.text, decoded.encoding, digest))


def through(data: bytes, source: str, rng: Random) -> Document | None:
    """One file through all rooms but the index; its document for that."""
    article = article_of(data, source)
    if article is None:
        return None
    conserved(article)
    in_their_places(article)
    shown(article)
    corrected(article, rng)
    exported(article, list(quoted(article, rng)), rng)
    people = [PersonRow(p.name, p.block, p.start, p.end) for p in figures.people(article)]
    return Document.of(source, article, notes=[article.title], people=people)


def searched(documents: list[Document], folder: Path, rng: Random) -> None:
    """What the index finds is what looking at every character finds."""
    index = Index.open(folder)
    for _ in index.update(documents):
        pass
    texts = {document.key: document for document in documents}
    for _ in range(SEARCHES):
        wanted = cut(rng.choice(documents), rng)
        if any(char in wanted for char in "\0\ufffd\uffff"):  # one sign in the index and snippets
            found = {hit.key for hit in index.search(f'"{wanted}"', limit=GROUP).hits}
            assert found >= expected(texts, wanted).keys(), repr(wanted)
        elif folded(wanted).strip():
            check(index, texts, wanted)
        index.search(inputs.text(rng)[:300], limit=3)
    index.search(rng.choice(HOSTILE_QUERIES), limit=3)
    index.close()


def torment(seed: int, folder: Path, count: int = GROUP) -> None:
    """A group of files from a seed, all the way."""
    rng = Random(seed)
    documents: list[Document] = []
    for number in range(count):
        data = inputs.file(rng)
        began = time.process_time()
        document = through(data, f"甲/{number}.txt", rng)
        taken = time.process_time() - began
        assert taken < SECONDS, f"seed {seed}, file {number}: {taken:.1f} s"
        documents += [document] if document else []
    if documents:
        began = time.process_time()
        searched(documents, folder, rng)
        assert time.process_time() - began < SECONDS * 3, f"seed {seed}: searching"


def test_any_file_goes_all_the_way(tmp_path):
    first = int(os.environ.get("JIANBAO_SEED", "0"))
    for seed in range(first, first + files() // GROUP):
        try:
            torment(seed, tmp_path / str(seed))
        except Exception as fault:
            fault.add_note(f"seed {seed}: JIANBAO_SEED={seed} JIANBAO_TORTURE={GROUP}")
            raise


@settings(max_examples=max(40, files() // 20), deadline=None)
@given(st.lists(st.text(st.characters(codec=None)) | st.sampled_from(PIECES)).map("".join))
def test_any_text_is_conserved_found_and_shown(words: str):
    article = text.restore(RawText("甲.txt", words, "utf-8", "0" * 64))
    conserved(article)
    in_their_places(article)
    shown(article)
    Document.of("甲.txt", article)

"""Any bytes through everything: decoded, restored, indexed, searched, shown, exported.

Every character is accounted for, what is there is found, nothing fails but on purpose, and
no input takes long. `JIANBAO_TORTURE=long` makes 100,000 files, `JIANBAO_TORTURE=<n>` that
many; the seed of a failure is in its message. How many came to each stage is counted, lest
most be turned away at the door.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
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
from reader.ui.reading.model import page_of, place_of_raw
from reader.ui.reading.source_map import SourceMap
from reader.ui.utf16 import from_utf16, utf16
from reader.visible import odd_places
from tests.search.oracle import check, cut, exactly, expected, folded
from tests.torture import inputs

GROUP = 25  # files that are indexed and searched together
SECONDS = 10.0  # of the processor, for one input; the usual is a hundredth of a second
SEARCHES = 12
STAGES = ("with figures", "with people", "with statements", "quoted", "exported whole",
          "exported in part")  # fmt: skip
SLOW = ("docx", "xlsx", "markdown", "html", "text")  # files of many parts, and templates compiled
SOMETIMES = 0.1
HOSTILE_QUERIES = (
    '"', "/", "/(/", "/(甲+)+$/", "金额>=", "近/", "标题:", "-", "*", "?" * 40, "(((", "OR", "\x00",
    "<b>", "%", "日期:9999", "金额>1e999元", "\ud800", "甲" * 5000, "OR " * 500, "(" * 300,
    "/.*.*.*甲/",
)  # fmt: skip
REACHED = {  # the share of the files that comes to a stage at least
    "decoded": 0.8, "set by a newspaper": 0.4, "with figures": 0.4, "with people": 0.1,
    "with statements": 0.04, "quoted": 0.7, "exported whole": 0.03, "exported in part": 0.3,
    "searched": 0.8, "found": 0.3,
}  # fmt: skip
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


def in_their_places(article: Article) -> tuple[bool, bool, bool]:
    """Figures, people and statements stand where they say; which of them there are."""
    raw = article.raw.text
    found = figures.find(article)
    for figure in found:
        shown = article.blocks[figure.block].text[figure.start : figure.end]
        assert shown == figure.surface
        assert shown
        assert 0 <= figure.raw.start < figure.raw.end <= len(raw)
        figures.to_row(figure, "x")
        low, high = figures.number(figure)
        assert not low > high  # NaN where there is no number
    people, statements = figures.people(article), figures.statements(article)
    for person in people:
        assert article.blocks[person.block].text[person.start : person.end]
    for said in statements:
        assert article.blocks[said.block].text[said.start : said.end]
    return bool(found), bool(people), bool(statements)


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
    """Quotations of it, resolved again: of its beginning and of somewhere else."""
    for at in sorted({0, rng.randrange(len(article.blocks))}) if article.blocks else ():
        block = article.blocks[at]
        made = block_anchor(article, at)
        assert resolve(made, article).state == "exact"
        ends = sorted(rng.sample(range(len(block.text) + 1), 2))
        words = block.text[slice(*ends)]
        for found in islice(find_anchors(article, words), 3):
            assert resolve(found, article).state == "exact"
        note = new_note("quotation", article.raw.source, "/x", made)
        note = replace(note, note=words, tags=(words,))
        yield Clipping(note, Metadata(title=article.title), resolve(made, article))


def exported(article: Article, clippings: list[Clipping], rng: Random) -> tuple[bool, bool]:
    """Formats by turns, those that take long now and then; what was exported."""
    whole, part = rng.choice(list(ARTICLE_FORMATS)), rng.choice(list(FORMATS))
    if export_whole := whole not in SLOW or rng.random() < SOMETIMES:
        assert isinstance(ARTICLE_FORMATS[whole](article, figures.find(article)), bytes)
    if export_part := bool(clippings) and (part not in SLOW or rng.random() < SOMETIMES):
        assert FORMATS[part](Selection(tuple(clippings)))
    return export_whole, export_part


def article_of(data: bytes, source: str, reached: Counter[str]) -> Article | None:
    """The restored article, or None for what is refused in words."""
    try:
        decoded = decode(data)
    except ValueError as refused:
        assert str(refused)
        return None
    digest = hashlib.sha256(data).hexdigest()
    steps = text.restoring(RawText(source, decoded.text, decoded.encoding, digest))
    reached["decoded"] += 1
    while True:
        try:
            progress = next(steps)
        except StopIteration as end:
            return end.value
        reached["set by a newspaper"] += progress.done == progress.total - 1


def through(data: bytes, source: str, rng: Random, reached: Counter[str]) -> Document | None:
    """One file through all rooms but the index; its document for that."""
    article = article_of(data, source, reached)
    if article is None:
        return None
    conserved(article)
    found = in_their_places(article)
    shown(article)
    corrected(article, rng)
    clippings = list(quoted(article, rng))
    out = exported(article, clippings, rng)
    for stage, came in zip(STAGES, (*found, bool(clippings), *out), strict=True):
        reached[stage] += came
    people = [PersonRow(p.name, p.block, p.start, p.end) for p in figures.people(article)]
    return Document.of(source, article, notes=[article.title], people=people)


def searched(documents: list[Document], folder: Path, rng: Random, reached: Counter[str]) -> None:
    """What the index finds is what looking at every character finds."""
    index = Index.open(folder)
    for _ in index.update(documents):
        pass
    reached["searched"] += len(documents)
    texts = {document.key: document for document in documents}
    for _ in range(SEARCHES):
        wanted = cut(rng.choice(documents), rng)
        if any(char in wanted for char in "\0\ufffd\uffff"):  # one sign in the index and snippets
            found = {hit.key for hit in index.search(exactly(wanted), limit=GROUP).hits}
            assert found >= expected(texts, wanted).keys(), repr(wanted)
        elif folded(wanted).strip():
            check(index, texts, wanted)
            reached["found"] += 1
        index.search(inputs.text(rng)[:300], limit=3)
    index.search(rng.choice(HOSTILE_QUERIES), limit=3)
    index.close()


def torment(seed: int, folder: Path, reached: Counter[str], count: int = GROUP) -> None:
    """A group of files from a seed, all the way."""
    rng = Random(seed)
    documents: list[Document] = []
    for number in range(count):
        data = inputs.file(rng)
        began = time.process_time()
        document = through(data, f"甲/{number}.txt", rng, reached)
        taken = time.process_time() - began
        assert taken < SECONDS, f"seed {seed}, file {number}: {taken:.1f} s"
        documents += [document] if document else []
    if documents:
        began = time.process_time()
        searched(documents, folder, rng, reached)
        assert time.process_time() - began < SECONDS * 3, f"seed {seed}: searching"


def test_any_file_goes_all_the_way(tmp_path):
    first = int(os.environ.get("JIANBAO_SEED", "0"))
    reached: Counter[str] = Counter()
    for seed in range(first, first + files() // GROUP):
        try:
            torment(seed, tmp_path / str(seed), reached)
        except Exception as fault:
            fault.add_note(f"seed {seed}: JIANBAO_SEED={seed} JIANBAO_TORTURE={GROUP}")
            raise
        shutil.rmtree(tmp_path / str(seed), ignore_errors=True)
    print(f"{files()} files: {dict(reached)}")
    if files() >= 10 * GROUP:  # fewer are one failure looked at again
        assert all(reached[stage] >= share * files() for stage, share in REACHED.items()), reached


@settings(max_examples=max(40, files() // 20), deadline=None)
@given(st.lists(st.text(st.characters(codec=None)) | st.sampled_from(PIECES)).map("".join))
def test_any_text_is_conserved_found_and_shown(words: str):
    article = text.restore(RawText("甲.txt", words, "utf-8", "0" * 64))
    conserved(article)
    in_their_places(article)
    shown(article)
    Document.of("甲.txt", article)

"""Known articles looked for by their titles, beside peers that index words: run by hand.

    python tests/bench/bench_relevance.py

Only the bodies of 10,000 items of `../shared/bench` are indexed. Of 300 of them the title is
asked for, and three words of the title; the table shows the mean reciprocal rank of the item
among the first ten answers. The peers answer with any of the words, as they do by default.
"""

from __future__ import annotations

import random
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import rjieba
import tantivy

from reader.search import Document, Index, Passage

BENCH = Path(__file__).resolve().parents[2].parent / "shared" / "bench"
Search = Callable[[str], list[int]]


def main() -> None:
    if not BENCH.is_dir():
        sys.exit("needs the benchmark's texts in ../shared/bench, which are not here")
    sys.path.insert(0, str(BENCH))
    import corpus  # type: ignore[import-not-found]

    items = corpus.load(10_000)
    chance = random.Random(7)
    known = chance.sample([each for each in items if asked_for(each)], 300)
    titles = [(number, title) for number, _, title, _ in known]
    threes = [(number, " ".join(three(title, chance))) for number, title in titles]
    print(f"{'MRR@10':20} full title  three words")
    for name, make in (("Jianbao", ours), ("tantivy, words", rust), ("FTS5, words", sqlite)):
        search = make(items)
        print(f"{name:20} {score(search, titles):10.3f}  {score(search, threes):11.3f}")


def asked_for(item: Any) -> bool:
    """Whether the title is of some length, and not in the body word for word."""
    _, _, title, body = item
    return 8 <= len(title) <= 40 and title not in body


def words(text: str) -> list[str]:
    return [word for word in rjieba.cut(text) if any(char.isalnum() for char in word)]


def three(title: str, chance: random.Random) -> list[str]:
    longer = [word for word in dict.fromkeys(words(title)) if len(word) > 1]
    return chance.sample(longer, min(3, len(longer)))


def score(search: Search, queries: Sequence[tuple[int, str]]) -> float:
    """The mean of 1 / rank of the wanted item."""
    ranks = ((wanted, search(query)[:10]) for wanted, query in queries)
    return sum(1 / (found.index(w) + 1) for w, found in ranks if w in found) / len(queries)


def ours(items: Sequence[Any]) -> Search:
    index = Index.open(tempfile.mkdtemp())
    for _ in index.update(
        Document(str(number), "", "", "", date, (Passage("text", 0, body),))
        for number, date, _, body in items
    ):
        pass
    return lambda query: [int(hit.key) for hit in index.search(query, limit=10).hits]


def sqlite(items: Sequence[Any]) -> Search:
    table = sqlite3.connect(":memory:")
    table.execute("create virtual table texts using fts5(body, tokenize='unicode61')")
    rows = ((number, " ".join(words(body))) for number, _, _, body in items)
    table.executemany("insert into texts(rowid, body) values (?, ?)", rows)
    sql = "select rowid from texts where texts match ? order by rank limit 10"

    def search(query: str) -> list[int]:
        either = " OR ".join(f'"{word}"' for word in words(query))
        return [row[0] for row in table.execute(sql, (either,))]

    return search


def rust(items: Sequence[Any]) -> Search:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("id", stored=True)
    builder.add_text_field("body", tokenizer_name="blanks")
    schema = builder.build()
    index = tantivy.Index(schema)
    blanks = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer("blanks", blanks)
    writer = index.writer(100_000_000, 1)
    for number, _, _, body in items:
        writer.add_document(tantivy.Document(id=number, body=[" ".join(words(body))]))
    writer.commit()
    index.reload()
    searcher, kind = index.searcher(), tantivy.Query

    def search(query: str) -> list[int]:
        terms = [kind.term_query(schema, "body", word) for word in words(query)]
        either = kind.boolean_query([(tantivy.Occur.Should, term) for term in terms])
        return [searcher.doc(at)["id"][0] for _, at in searcher.search(either, 10).hits]

    return search


if __name__ == "__main__":
    main()

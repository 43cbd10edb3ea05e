"""Jianbao's search as an engine of `../shared/bench/run.py --product`.

The benchmark's texts become documents as the program makes them: the title and every
paragraph a passage, displayed text and all. A query is typed as a user would: the terms
of `and2` separated by a blank, everything else in quotation marks.
"""

from __future__ import annotations

from reader.search import Document, Passage
from reader.search.index import Index


class Product:
    name = "Jianbao"

    def build(self, docs, path):
        index = Index.open(path)
        for _ in index.update(map(document, docs)):
            pass
        index.close()

    def open(self, path, docs):
        self._index = Index.open(path)
        return self

    def q(self, kind, text):
        query = text if kind == "and2" else f'"{text}"'
        total, keys = self._index.keys(query, limit=20)
        return total, list(map(int, keys))


def document(item):
    number, date, title, body = item
    paragraphs = (Passage("text", at, text) for at, text in enumerate(body.split("\n"), 1))
    passages = (Passage("title", 0, title), *paragraphs)
    return Document(str(number), "0" * 64, "", title, date, passages)

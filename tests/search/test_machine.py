"""Random edits, deletions, merges and reopenings against a plain dict."""

from __future__ import annotations

import tempfile
from collections.abc import Generator
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from reader.article import Progress
from reader.search import Document, Index, Passage
from tests.search.conftest import consume
from tests.search.oracle import check

KEYS = st.sampled_from([f"文件夹/{number}.txt" for number in range(8)])
LETTERS = st.sampled_from("许昌德国國質质aA １1，,“ 𠀀龍")
TEXTS = st.lists(LETTERS, max_size=40).map("".join)
PASSAGES = st.lists(
    st.tuples(st.sampled_from(("title", "text", "caption", "note")), TEXTS), max_size=4
)


class IndexMachine(RuleBasedStateMachine):
    @initialize()
    def start(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.index = Index.open(self.folder.name)
        self.documents: dict[str, Document] = {}

    def teardown(self) -> None:
        self.index.close()
        self.folder.cleanup()

    @rule(changes=st.dictionaries(KEYS, PASSAGES, min_size=1, max_size=5), gone=st.sets(KEYS))
    def update(self, changes: dict[str, list[tuple[str, str]]], gone: set[str]) -> None:
        documents = [_document(key, passages) for key, passages in changes.items()]
        removed = gone - changes.keys()
        consume(self.index.update(documents, removed))
        self.documents = {k: d for k, d in self.documents.items() if k not in removed}
        self.documents.update({each.key: each for each in documents})

    @rule(changes=st.dictionaries(KEYS, PASSAGES, min_size=1, max_size=3))
    def update_and_cancel_before_tidying(self, changes: dict[str, list[tuple[str, str]]]) -> None:
        documents = [_document(key, passages) for key, passages in changes.items()]
        running: Generator[Progress, None, None] = self.index.update(documents)
        next(running)
        running.close()
        self.documents.update({each.key: each for each in documents})

    @rule()
    def reopen(self) -> None:
        self.index.close()
        self.index = Index.open(self.folder.name)

    @precondition(lambda self: self.documents)
    @rule(data=st.data())
    def search(self, data: st.DataObject) -> None:
        documents = list(self.documents.values())
        passages = data.draw(st.sampled_from(documents)).passages or (Passage("text", 0, "许昌"),)
        text = data.draw(st.sampled_from(passages)).text
        at = data.draw(st.integers(0, max(0, len(text) - 1)))
        wanted = text[at : at + data.draw(st.integers(1, 12))]
        if wanted.strip():
            check(self.index, self.documents, wanted)

    @invariant()
    def holds_what_it_was_given(self) -> None:
        assert self.index.state() == {k: (d.digest, d.stamp) for k, d in self.documents.items()}
        assert len(self.index) == len(self.documents)


def _document(key: str, passages: list[tuple[str, str]]) -> Document:
    listed = tuple(Passage(field, at, text) for at, (field, text) in enumerate(passages))  # type: ignore[arg-type]
    return Document(key, str(hash(listed)), Path(key).name, "题", "2018-03-05", listed)


TestIndex = IndexMachine.TestCase
TestIndex.settings = settings(
    max_examples=25,
    stateful_step_count=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)

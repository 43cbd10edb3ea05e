"""From files to the index: read, restore, correct, find figures and people, in worker processes.

A file is indexed again when its content, the user's word on it (corrections, metadata,
notes), or the version of what restores it has changed, and only then.
"""

from __future__ import annotations

import hashlib
import time
from collections import defaultdict
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from reader import figures, search, text
from reader.article import Progress
from reader.collection import Source, map_in_processes, read_stamped
from reader.errors import IndexDamaged, UnreadableSource
from reader.i18n import tr

if TYPE_CHECKING:
    from reader.article import Article
    from reader.notes import Metadata, Note
    from reader.search import Batch, Document, Index

Operations = tuple[dict[str, object], ...]
_BATCH = 64  # articles a worker makes into one batch of arrays


class Failure(NamedTuple):
    """A file that could not be read, and why."""

    source: str
    error: str


@dataclass(frozen=True, slots=True)
class Report:
    """What bringing the index up to date came to; counts are articles."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    failed: tuple[Failure, ...] = ()
    seconds: float = 0.0
    notice: str = ""

    def as_json(self) -> dict[str, Any]:
        """The object `index --json` prints."""
        failed = [failure._asdict() for failure in self.failed]
        document = {**asdict(self), "failed": failed, "seconds": round(self.seconds, 3)}
        if not self.notice:
            del document["notice"]
        return document


@dataclass(frozen=True, slots=True)
class Extras:
    """What the user has written on one article, searchable with it."""

    notes: tuple[str, ...] = ()
    quotations: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UserWord:
    """What the user has said: by article key what was written, by digest what was set right.

    `corrections` are operations as plain objects, `metadata` overrides.
    """

    extras: Mapping[str, Extras] = field(default_factory=dict[str, Extras])
    corrections: Mapping[str, Operations] = field(default_factory=dict[str, Operations])
    metadata: Mapping[str, Metadata] = field(default_factory=dict[str, "Metadata"])

    def concerning(self, sources: Iterable[Source]) -> UserWord:
        """The same with what was written on other articles left out."""
        keys = [source.key for source in sources if source.key in self.extras]
        return replace(self, extras={key: self.extras[key] for key in keys})

    def stamp(self, source: Source, digest: str) -> str:
        """What, beside the content, an article's entry in the index rests on."""
        said = (
            self.extras.get(source.key),
            self.corrections.get(digest),
            self.metadata.get(digest),
        )
        seal = hashlib.sha256(repr(said).encode("utf-8", "backslashreplace")).hexdigest()[:16]
        versions = f"{text.VERSION} {figures.VERSION} {search.VERSION}"
        return f"{versions} {seal if any(said) else '-'} {source.stamp}"


class Task(NamedTuple):
    """What travels to a worker."""

    sources: tuple[Source, ...]
    word: UserWord


def refresh(
    folder: Path,
    sources: Iterable[Source],
    word: UserWord,
    *,
    rebuild: bool = False,
    partial: bool = False,
    workers: int | None = None,
) -> Generator[Progress, None, Report]:
    """Bring the index in `folder` up to `sources`; yields progress, returns the report.

    `partial`: these are not all; what the index has of others stays. A damaged index is
    thrown away and rebuilt. Closing the generator stops the work; what was committed till
    then stays. Raises IndexBusy where another program is writing.
    """
    began = time.perf_counter()
    index, notice = _open(folder, rebuild=rebuild)
    known = index.state()
    listed = list(sources)
    failed = [Failure(s.key, s.error) for s in listed if s.error]
    readable = [source for source in listed if not source.error]
    stale = [source for source in readable if not _is_current(source, known, word)]
    gone = set[str]() if partial else known.keys() - {source.key for source in readable}
    if stale or gone:
        prepared = _prepared(stale, word, workers, failed)
        yield from index.update(prepared, removed=gone, total=len(stale))
    index.close()
    lost = {failure.source for failure in failed}
    fresh = [source.key for source in stale if source.key not in lost]
    return Report(
        added=sum(key not in known for key in fresh),
        changed=sum(key in known for key in fresh),
        removed=len(gone),
        unchanged=len(readable) - len(stale),
        failed=tuple(failed),
        seconds=time.perf_counter() - began,
        notice=notice,
    )


def stale_keys(
    known: Mapping[str, tuple[str, str]], sources: Iterable[Source], word: UserWord
) -> tuple[list[str], list[str]]:
    """The keys of articles an index with state `known` lacks or has outdated, and of those gone."""
    readable = [source for source in sources if not source.error]
    stale = [source.key for source in readable if not _is_current(source, known, word)]
    return stale, sorted(known.keys() - {source.key for source in readable})


def _open(folder: Path, *, rebuild: bool) -> tuple[Index, str]:
    """The index, and a sentence where it had to be thrown away."""
    from reader.search import Index

    try:
        return Index.open(folder, rebuild=rebuild), ""
    except IndexDamaged as fault:
        notice = tr("{fault} It is being rebuilt from the files.", fault=fault)
        return Index.open(folder, rebuild=True), notice


def extras_of(notes: Iterable[Note]) -> dict[str, Extras]:
    """By article key, what the notes on it say."""
    by_key: defaultdict[str, list[Note]] = defaultdict(list)
    for note in notes:
        by_key[note.source].append(note)
    return {
        key: Extras(
            notes=tuple(note.note for note in written if note.note),
            quotations=tuple(note.text for note in written if note.text),
            tags=tuple(dict.fromkeys(tag for note in written for tag in note.tags)),
        )
        for key, written in by_key.items()
    }


def document(source: Source, word: UserWord) -> Document:
    """One article as the index takes it. Raises UnreadableSource."""
    from reader.search import Document, figure_rows, person_rows

    raw, stamp = read_stamped(source.path, source.key)
    read = replace(source, stamp=stamp)  # of the very file that was read
    article = corrected(text.restore(raw), word.corrections.get(raw.digest, ()))
    extras = word.extras.get(source.key, Extras())
    said = word.metadata.get(raw.digest)
    return Document.of(
        source.key,
        article,
        stamp=word.stamp(read, raw.digest),
        title=(said and said.title) or "",
        date=(said and said.date) or "",
        authors=(said and said.authors) or [s.name for s in article.byline],
        notes=extras.notes,
        quotations=extras.quotations,
        tags=extras.tags,
        figures=figure_rows(figures.find(article)),
        people=person_rows(figures.people(article)),
    )


def corrected(article: Article, operations: Operations) -> Article:
    """The article with the user's corrections, which are kept as plain objects."""
    if not operations:
        return article
    return text.apply(article, [text.Correction.from_json(each) for each in operations])


def _is_current(source: Source, known: Mapping[str, tuple[str, str]], word: UserWord) -> bool:
    digest, stamp = known.get(source.key, ("", ""))
    return stamp == word.stamp(source, digest)


def _prepared(
    stale: Sequence[Source], word: UserWord, workers: int | None, failed: list[Failure]
) -> Iterator[Batch]:
    """Batches made in worker processes; what could not be read goes to `failed`."""
    groups = [tuple(stale[at : at + _BATCH]) for at in range(0, len(stale), _BATCH)]
    tasks = [Task(group, word.concerning(group)) for group in groups]
    for batch, failures in map_in_processes(_prepare, tasks, workers, chunk=1, worth=2):
        failed.extend(failures)
        if batch is not None:
            yield batch


def _prepare(task: Task) -> tuple[Batch | None, list[Failure]]:
    from reader.search import prepare

    documents: list[Document] = []
    failures: list[Failure] = []
    for source in task.sources:
        try:
            documents.append(document(source, task.word))
        except UnreadableSource as fault:
            failures.append(Failure(source.key, fault.reason))
    return (prepare(documents) if documents else None), failures

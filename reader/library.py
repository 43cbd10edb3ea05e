"""The library: one collection of articles, its index and the user's notes, opened together.

It only joins the rooms below for the two skins; what they do is theirs. Everything is opened
at its first use: the first article must not wait for the index or the notes.
"""

from __future__ import annotations

import json
import os
from collections import OrderedDict
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from reader import collection, text
from reader.article import Article, Progress
from reader.collection import Source
from reader.errors import NotFound, UnreadableSource
from reader.i18n import tr
from reader.paths import DataPaths, bundled_articles, data_paths

if TYPE_CHECKING:
    from reader.export import Clipping
    from reader.figures import Figure, Person, Statement
    from reader.indexing import Report, UserWord
    from reader.notes import Change, Metadata, Note, Notes
    from reader.search import Index, Outline, Results, Sort
    from reader.text import Correction

_KEPT = 64  # articles kept restored
_SMALL = 24_000  # bytes that are restored within 50 ms, even where columns were torn apart
OWN_INDEX = "own"
_SHARES = ("\\\\", "//")  # notes from elsewhere may name another machine: nobody is called


def open_library(
    paths: DataPaths | None = None, folders: Sequence[str | os.PathLike[str]] = ()
) -> Library:
    """The library of `folders`, with the user's data at `paths` (default: the platform's)."""
    paths = paths or data_paths()
    chosen = tuple(Path(folder).absolute() for folder in folders or default_folders(paths))
    return Library(paths, chosen, _index_folder(paths, chosen))


def default_folders(paths: DataPaths) -> list[Path]:
    """The folders of `JIANBAO_COLLECTION`, else those the user added, else the bundled one."""
    given = os.environ.get("JIANBAO_COLLECTION")
    if given:
        return [Path(folder) for folder in given.split(os.pathsep) if folder]
    return _added_folders(paths.settings_file) or [bundled_articles()]


def _index_folder(paths: DataPaths, folders: tuple[Path, ...]) -> Path:
    """The user's own collection has one index that lasts; any other has one of its own.

    A look into another folder must not throw away the index of a hundred thousand articles.
    """
    own = _added_folders(paths.settings_file) or [bundled_articles()]
    if list(folders) == [folder.absolute() for folder in own]:
        return paths.index / OWN_INDEX
    names = "\n".join(sorted(map(str, folders)))
    return paths.index / f"{crc32(names.encode('utf-8', 'surrogatepass')):08x}"


def _added_folders(settings_file: Path) -> list[Path]:
    try:
        settings = json.loads(settings_file.read_text(encoding="utf-8"))
        return [Path(folder) for folder in settings["collections"]]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return []  # no settings yet, or damaged ones, which the window reports and puts aside


class _Kept(NamedTuple):
    stamp: str
    article: Article


@dataclass(frozen=True)
class Library:
    """Articles by key (`reader.collection.Source.key`): restored, corrected, searched, noted.

    One thread uses the notes; reading articles and searching may run on others.
    """

    paths: DataPaths
    folders: tuple[Path, ...]
    index_folder: Path
    _kept: OrderedDict[str, _Kept] = field(default_factory=OrderedDict[str, _Kept], repr=False)

    @cached_property
    def notes(self) -> Notes:
        """The user's notes. Raises StoreError."""
        from reader.notes import Notes

        return Notes.open(self.paths)

    # Articles

    def sources(self) -> list[Source]:
        """Every file of the collection, readable or not, in the order of the tree."""
        return list(collection.scan(self.folders))

    def source(self, key: str) -> Source:
        """The file named `key`. Raises NotFound."""
        found = collection.find(self.folders, key)
        if found is None:
            raise NotFound(
                tr("{key} is not in the collection; it may have been moved or removed.", key=key)
            )
        return found

    def key_of(self, path: str | os.PathLike[str]) -> str:
        """The key of the file at `path`: its collection's, or the path for one outside."""
        wanted = Path(path).absolute()
        for source in self.sources():
            if source.path == wanted:
                return source.key
        return str(wanted)

    def article(self, key: str) -> Article:
        """The article of `key`, restored and with the user's corrections.

        Raises NotFound or UnreadableSource.
        """
        source = self.source(key)
        article = self._restored(source)
        if article is None:
            article = text.restore(collection.read(source.path, key))
            self._keep(source, article)
        return self._corrected(article)

    def restoring(self, key: str) -> Generator[Progress, None, Article]:
        """The same step by step, for whoever must be able to stop a long one."""
        source = self.source(key)
        article = yield from text.restoring(collection.read(source.path, key))
        self._keep(source, article)
        return self._corrected(article)

    def is_at_hand(self, key: str) -> bool:
        """Whether `article` takes no longer than it takes to notice. Raises NotFound."""
        source = self.source(key)
        try:
            small = source.path.stat().st_size <= _SMALL
        except OSError:
            return True  # `article` says what is wrong
        return small or self._restored(source) is not None

    def _restored(self, source: Source) -> Article | None:
        kept = self._kept.get(source.key)
        return kept.article if kept is not None and kept.stamp == source.stamp else None

    def _keep(self, source: Source, article: Article) -> None:
        self._kept[source.key] = _Kept(source.stamp, article)
        if len(self._kept) > _KEPT:
            self._kept.popitem(last=False)

    def article_of_file(self, path: str | os.PathLike[str]) -> Article:
        """The article in any file, in the collection or not. Raises UnreadableSource."""
        return self._corrected(text.restore(collection.read(path)))

    def _corrected(self, article: Article) -> Article:
        from reader.notes import read_corrections

        operations = read_corrections(self.paths.corrections, article.raw.digest)
        if not operations:
            return article
        return text.apply(article, [text.Correction.from_json(each) for each in operations])

    def correct(self, article: Article, corrections: Iterable[Correction]) -> Change:
        """Keep `corrections` of the article in place of the former ones."""
        operations = [correction.to_json() for correction in corrections]
        return self.notes.set_corrections(article.raw.digest, operations)

    def figures(self, key: str) -> tuple[Figure, ...]:
        """The key figures of an article, in reading order."""
        from reader.figures import find

        return find(self.article(key))

    def people(self, key: str) -> tuple[Person, ...]:
        """The persons named in an article, in reading order."""
        from reader.figures import people

        return people(self.article(key))

    def statements(self, key: str) -> tuple[Statement, ...]:
        """What is said in an article, and by whom."""
        from reader.figures import statements

        return statements(self.article(key))

    def metadata(self, key: str) -> Metadata:
        """What is known of an article for a citation: the user's word, then the article's."""
        return self.notes.metadata(self.article(key))

    # What the user keeps

    def clipping(self, note: Note) -> Clipping:
        """A note with what is known of its article and where its words stand there now."""
        from reader.export import Clipping
        from reader.notes import resolve

        article = self.article_of_note(note)
        if article is None:
            return Clipping(note)
        placement = resolve(note.anchor, article) if note.anchor else None
        return Clipping(note, self.notes.metadata(article), placement)

    def article_of_note(self, note: Note) -> Article | None:
        """The article a note belongs to, wherever its file is now; None where it is gone.

        A file that was moved or renamed is known by its content, or else by its last path.
        """
        changed: Article | None = None
        for article in self._articles_of_note(note):
            if article.raw.digest == note.digest:
                return article
            changed = changed or article
        return changed

    def _articles_of_note(self, note: Note) -> Iterator[Article]:
        """By key, by path, then by content, which takes a look at the index."""
        with suppress(NotFound, UnreadableSource):
            yield self.article(note.source)
        if not note.path.startswith(_SHARES):
            with suppress(UnreadableSource):
                yield self.article_of_file(note.path)
        for key, (digest, _) in self.index.state().items():
            if digest == note.digest:
                with suppress(NotFound, UnreadableSource):
                    yield self.article(key)

    def import_notes(self, data: bytes) -> int:
        """Bring back the notes of an exported JSON-LD file that are not there; says how many.

        What the file knows of their articles and no article says of itself (newspaper, date,
        page …) is kept where the user has said nothing yet.
        Raises InputError where it is no such file.
        """
        from reader.export import read_jsonld
        from reader.notes import Metadata

        imported = read_jsonld(data)
        there = {note.id for note in self.notes.notes([note.id for note in imported.notes])}
        new = [note for note in imported.notes if note.id not in there]
        self.notes.add(*new)
        for digest, known in imported.metadata.items():
            if self.notes.override(digest) == Metadata():
                said = replace(known, title=None, subtitle=None, language=None, date_bound=None)
                self.notes.set_override(digest, said)
        return len(new)

    # Finding

    @cached_property
    def index(self) -> Index:
        """The search index for searching, on one thread. Raises IndexDamaged."""
        from reader.search import Index

        return Index.open(self.index_folder)

    def search(self, query: str, limit: int = 20, sort: Sort = "relevance") -> Results:
        """The answer to `query`; a wrong query is an answer with a note.

        Raises IndexDamaged; `refresh` mends that.
        """
        return self.index.search(query, limit=limit, sort=sort)

    def outlines(self) -> list[Outline]:
        """Title, series, date and authors of every indexed article.

        It opens the index for itself, so it may be called on any thread.
        """
        from reader.search import Index

        index = Index.open(self.index_folder)
        try:
            return index.outlines()
        finally:
            index.close()

    def refresh(
        self,
        *,
        rebuild: bool = False,
        word: UserWord | None = None,
        keys: Sequence[str] | None = None,
        workers: int | None = None,
    ) -> Generator[Progress, None, Report]:
        """Bring the index up to date with the files and with what the user has said of them.

        `keys`: only these articles are looked at, which costs nothing for all the others.

        A damaged index is rebuilt, and the report says so. `word` is `user_word()`; a caller
        on another thread than that of the notes takes it there first. Raises IndexBusy where
        another program is writing.
        """
        from reader.indexing import refresh

        said = self.user_word(keys) if word is None else word
        partial = keys is not None
        sources = self.sources() if keys is None else list(self._found(keys))
        return refresh(
            self.index_folder, sources, said, rebuild=rebuild, partial=partial, workers=workers
        )

    def _found(self, keys: Iterable[str]) -> Iterator[Source]:
        for key in keys:
            source = collection.find(self.folders, key)
            if source is not None:
                yield source

    def user_word(self, keys: Sequence[str] | None = None) -> UserWord:
        """What the user has said that is searched or changes what is; of some articles or all."""
        from reader.indexing import UserWord, extras_of
        from reader.notes import Filter

        if not self.paths.database.exists() and not self.paths.corrections.exists():
            return UserWord()
        notes = self.notes
        written = notes.find(None if keys is None else Filter(sources=tuple(keys)))
        return UserWord(extras_of(written), notes.all_corrections(), notes.overrides())

    def close(self) -> None:
        """Let go of notes and index; both are opened again when they are needed."""
        for name in ("notes", "index"):
            if name in self.__dict__:
                self.__dict__.pop(name).close()

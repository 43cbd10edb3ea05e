"""The codec: Whoosh's extension points, filled with arrays.

Whoosh keeps the generations, the segments, their deletions, the lock and the rules of
what is visible when; a segment's content is one file of arrays (`build`, `leaf`).

    GramCodec → GramSegment, DocumentWriter, NoFieldWriter | DocumentReader, GramTerms
    GramWriter: Whoosh's SegmentWriter that takes batches of documents and whole segments
"""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportIncompatibleMethodOverride=false

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from whoosh import fields, formats, writing
from whoosh.analysis.tokenizers import IDTokenizer
from whoosh.codec import base
from whoosh.matching.mcore import ListMatcher, Matcher
from whoosh.reading import SegmentReader, TermInfo, TermNotFound

from reader.search.batch import Batch
from reader.search.build import write_segment
from reader.search.leaf import Leaf
from reader.search.sources import Fresh, Merged, Source
from reader.search.storage import SealedStorage

TEXT, KEY = "text", "key"
_EXTENSION = ".grams"


class GramField(fields.FieldType):
    """The text of a document, indexed as grams by the codec itself."""

    def __init__(self) -> None:
        super().__init__(formats.Frequency(), cast(Any, IDTokenizer()), scorable=True)


def schema() -> fields.Schema:
    """One field of grams; the key is stored."""
    return fields.Schema(**{TEXT: GramField(), KEY: fields.STORED()})


class GramSegment(base.Segment):
    """A segment as the table of contents knows it: its file and what was deleted from it."""

    def __init__(self, indexname: str) -> None:
        super().__init__(indexname)
        self._count = 0
        self._deleted: set[int] = set()

    def codec(self) -> GramCodec:
        return GramCodec()

    def file_name(self) -> str:
        return self.make_filename(_EXTENSION)

    def set_doc_count(self, doccount: int) -> None:
        self._count = doccount

    def doc_count_all(self) -> int:
        return self._count

    def doc_count(self) -> int:
        return self._count - len(self._deleted)

    def deleted_count(self) -> int:
        return len(self._deleted)

    def deleted_docs(self) -> frozenset[int]:
        return frozenset(self._deleted)

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        (self._deleted.add if delete else self._deleted.discard)(docnum)

    def is_deleted(self, docnum: int) -> bool:
        return docnum in self._deleted

    def should_assemble(self) -> bool:
        return False


class GramCodec(base.Codec):
    """Grams of two characters with positions; see `postings` and `build` for the format."""

    # ruff: noqa: ARG002 - Whoosh's signatures

    length_stats = False

    def per_document_writer(self, storage: SealedStorage, segment: GramSegment) -> DocumentWriter:
        return DocumentWriter(storage, segment)

    def field_writer(self, storage: SealedStorage, segment: GramSegment) -> NoFieldWriter:
        return NoFieldWriter()

    def per_document_reader(self, storage: SealedStorage, segment: GramSegment) -> DocumentReader:
        return DocumentReader(storage.leaf(segment.file_name()), segment)

    def terms_reader(self, storage: SealedStorage, segment: GramSegment) -> GramTerms:
        return GramTerms(storage.leaf(segment.file_name()))

    def new_segment(self, storage: SealedStorage, indexname: str) -> GramSegment:
        return GramSegment(indexname)


def leaf_of(storage: SealedStorage, segment: GramSegment) -> Leaf:
    """The segment open for reading; the file is opened and mapped only once."""
    return storage.leaf(segment.file_name()).with_deleted(segment.deleted_docs())


class DocumentWriter(base.PerDocumentWriter):
    """Collects what goes into the segment, and writes it when it is closed."""

    def __init__(self, storage: SealedStorage, segment: GramSegment) -> None:
        self._storage = storage
        self._segment = segment
        self._merged: list[Source] = []
        self._batches: list[Batch] = []
        self.is_closed = False

    def add_batch(self, batch: Batch) -> None:
        self._batches.append(batch)

    def add_leaf(self, leaf: Leaf) -> None:
        self._merged.append(Merged(leaf))

    def close(self) -> None:
        self.is_closed = True
        sources = [*self._merged, *([Fresh(self._batches)] if self._batches else [])]
        if sources:
            with self._storage.sealed(self._segment.file_name()) as file:
                write_segment(file, sources)

    def discard(self) -> None:
        """Forget everything, so that closing writes nothing."""
        self._merged.clear()
        self._batches.clear()


class NoFieldWriter(base.FieldWriter):
    """Whoosh's own postings, of which there are none."""

    is_closed = False

    def add_postings(self, schema: object, lengths: object, items: object) -> None:
        """Nothing: the grams are written with the documents."""

    def close(self) -> None:
        self.is_closed = True


class DocumentReader(base.PerDocumentReader):
    """Documents of a segment."""

    def __init__(self, leaf: Leaf, segment: GramSegment) -> None:
        self.leaf = leaf
        self._segment = segment

    def doc_count(self) -> int:
        return self._segment.doc_count()

    def doc_count_all(self) -> int:
        return self._segment.doc_count_all()

    def has_deletions(self) -> bool:
        return self._segment.has_deletions()

    def is_deleted(self, docnum: int) -> bool:
        return self._segment.is_deleted(docnum)

    def deleted_docs(self) -> frozenset[int]:
        return self._segment.deleted_docs()

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        return int(self.leaf.lengths[docnum]) if fieldname == TEXT else default

    def field_length(self, fieldname: str) -> int:
        return int(self.leaf.lengths.sum(dtype=np.int64)) if fieldname == TEXT else 0

    def min_field_length(self, fieldname: str) -> int:
        return int(self.leaf.lengths.min(initial=0)) if fieldname == TEXT else 0

    def max_field_length(self, fieldname: str) -> int:
        return int(self.leaf.lengths.max(initial=0)) if fieldname == TEXT else 0

    def stored_fields(self, docnum: int) -> dict[str, str]:
        return {KEY: self.leaf.key(docnum)}


class GramTerms(base.TermsReader):
    """Grams as Whoosh's terms: the two characters of each, in UTF-8."""

    def __init__(self, leaf: Leaf) -> None:
        self.leaf = leaf

    def indexed_field_names(self) -> tuple[str, ...]:
        return (TEXT,)

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return term[0] == TEXT and bool(self.leaf.lists([_gram(term[1])]))

    def terms(self) -> Iterator[tuple[str, bytes]]:
        for number in np.sort(self.leaf.weights()[0]).tolist():
            pair = chr(number >> 16) + chr(number & 0xFFFF)
            yield TEXT, pair.encode("utf-8", "surrogatepass")

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        documents, counts = self._postings(text)
        if fieldname != TEXT or not len(documents):
            raise TermNotFound(f"{fieldname}:{text!r}")
        lengths = self.leaf.lengths[documents]
        return TermInfo(
            weight=int(counts.sum()),
            df=len(documents),
            minlength=int(lengths.min()),
            maxlength=int(lengths.max()),
            maxweight=int(counts.max()),
            minid=int(documents[0]),
            maxid=int(documents[-1]),
        )

    def matcher(
        self, fieldname: str, text: bytes, format_: object, scorer: object = None
    ) -> Matcher:
        documents, counts = self._postings(text)
        weights = counts.astype(float).tolist()
        return ListMatcher(documents.tolist(), weights, format=format_, scorer=scorer)

    def _postings(self, text: bytes) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
        positions = [self.leaf.positions(each) for each in self.leaf.lists([_gram(text)])]
        whole = np.concatenate((np.empty(0, np.uint32), *positions))
        return np.unique(self.leaf.layout.document_at(whole), return_counts=True)


def _gram(text: bytes) -> int:
    first, second = text.decode("utf-8", "surrogatepass")
    return ord(first) << 16 | ord(second)


class GramWriter(writing.SegmentWriter):
    """Whoosh's writer for batches of documents; merging takes whole segments."""

    def __init__(self, index: Any) -> None:
        super().__init__(index, codec=GramCodec(), compound=False)
        self._documents = cast(DocumentWriter, self.perdocwriter)

    def add_batch(self, batch: Batch) -> None:
        """Add documents to the new segment."""
        self._check_state()
        self._documents.add_batch(batch)
        self.docnum += len(batch)
        self._added = True

    def add_segment(self, segment: GramSegment) -> None:
        """Merge the live documents of a segment into the new one."""
        reader = SegmentReader(self.storage, self.schema, segment)
        self._documents.add_leaf(leaf_of(self.storage, segment))
        self.docnum += reader.doc_count()
        self._added = True

    def cancel(self) -> None:
        self._documents.discard()
        super().cancel()

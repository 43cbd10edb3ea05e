"""The file of a segment: named arrays, each guarded by checksums.

    magic | section | section | … | checksums | directory (JSON) | trailer

Every section begins at a multiple of 8 and has a CRC-32 for each page of 64 KiB. A page is
checked when it is first read, so a large index opens at once and yet no altered byte is
ever used. The trailer (offset, length and CRC-32 of the directory) is written last: a
truncated file has none.
"""

from __future__ import annotations

import json
import mmap
import struct
import tempfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any, NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from reader.errors import IndexDamaged
from reader.i18n import tr

MAGIC = b"Jianbao segment\x01"
PAGE = 1 << 16
_TRAILER = struct.Struct("<QII8s")
_END = b"complete"
_SPOOL = 4 << 20


class Extent(NamedTuple):
    """Where a section lies: bytes from the start of the file, and where its checksums start."""

    offset: int
    length: int
    dtype: str
    first_page: int


class _Section(NamedTuple):
    """An open section: its items, the bytes of one, and its first checksum."""

    items: NDArray[Any]
    size: int
    first_page: int


class SectionWriter:
    """Writes sections, several of which may grow at the same time.

    Growing sections are kept in memory up to 4 MiB and in a temporary file beyond.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._file.write(MAGIC)
        self._at = len(MAGIC)
        self._extents: dict[str, Extent] = {}
        self._checksums: list[int] = []
        self._growing: dict[str, tuple[IO[bytes], str]] = {}

    def add(self, name: str, array: NDArray[Any]) -> None:
        """A whole section at once."""
        self._section(name, array.dtype.str, [np.ascontiguousarray(array).tobytes()])

    def stream(self, name: str, pieces: Iterable[bytes], dtype: str = "|u1") -> None:
        """A whole section as it comes; others may grow meanwhile."""
        self._section(name, dtype, _pages(pieces))

    def grow(self, name: str, array: NDArray[Any]) -> None:
        """Add to the end of a section that is written when the file is finished."""
        if name not in self._growing:
            spool = tempfile.SpooledTemporaryFile(_SPOOL)  # noqa: SIM115 - closed in finish
            self._growing[name] = (cast(IO[bytes], spool), array.dtype.str)
        self._growing[name][0].write(np.ascontiguousarray(array).tobytes())

    def finish(self, facts: Mapping[str, object]) -> None:
        """Write what has grown, the checksums, and the directory with `facts` (JSON values)."""
        for name, (spool, dtype) in self._growing.items():
            spool.seek(0)
            self._section(name, dtype, iter(lambda spool=spool: spool.read(16 * PAGE), b""))
            spool.close()
        checksums = np.array(self._checksums, "<u4").tobytes()
        directory = {
            "facts": dict(facts),
            "sections": self._extents,
            "checksums": [self._at, len(checksums), zlib.crc32(checksums)],
        }
        self._write(checksums)
        encoded = json.dumps(directory, ensure_ascii=False).encode()
        trailer = _TRAILER.pack(self._at, len(encoded), zlib.crc32(encoded), _END)
        self._write(encoded + trailer)

    def _section(self, name: str, dtype: str, pieces: Iterable[bytes]) -> None:
        start, first_page = self._at, len(self._checksums)
        for piece in pieces:
            view = memoryview(piece)
            self._checksums.extend(
                zlib.crc32(view[at : at + PAGE]) for at in range(0, len(view), PAGE)
            )
            self._write(piece)
        self._extents[name] = Extent(start, self._at - start, dtype, first_page)
        self._write(bytes(-self._at % 8))

    def _write(self, data: bytes) -> None:
        self._file.write(data)
        self._at += len(data)


def _pages(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces that are whole pages, but for the last."""
    waiting = bytearray()
    for piece in pieces:
        waiting += piece
        whole = len(waiting) - len(waiting) % PAGE
        if whole:
            yield bytes(waiting[:whole])
            del waiting[:whole]
    yield bytes(waiting)


class SectionFile:
    """A finished file, memory-mapped; arrays are views of it.

    Raises IndexDamaged, naming the file, when it is not one, or not whole, or when a page
    that is read does not agree with its checksum.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with path.open("rb") as file:
            self._map = self._mapped(file)
        directory = self._directory()
        try:
            self.facts: dict[str, Any] = directory["facts"]
            sections = directory["sections"].items()
            self._extents = {name: Extent(*fields) for name, fields in sections}
            at, length, checksum = directory["checksums"]
        except (KeyError, TypeError, ValueError) as error:  # whole, but of another make
            raise self._damaged() from error
        table = self._map[at : at + length]
        if zlib.crc32(table) != checksum:
            raise self._damaged()
        self._checksums: list[int] = np.frombuffer(table, "<u4").tolist()
        self._checked = bytearray(len(self._checksums))
        self._sections: dict[str, _Section] = {}

    def array(self, name: str) -> NDArray[Any]:
        """A whole section, checked."""
        return self.slice(name, 0, len(self._section(name).items))

    def slice(self, name: str, start: int, end: int) -> NDArray[Any]:
        """Items `[start, end)` of a section, checked."""
        items, size, begin = self._sections.get(name) or self._section(name)
        first, last = begin + start * size // PAGE, begin - (-end * size // PAGE)
        if self._checked.find(0, first, last) >= 0:
            self._check_pages(self._extents[name], first, last)
        return items[start:end]

    def items(self, name: str) -> NDArray[Any]:
        """A whole section, not checked: see `check`."""
        return self._section(name).items

    def check(self, name: str, start: int, end: int) -> None:
        """Check items `[start, end)` of a section."""
        self.slice(name, start, end)

    def check_all(self) -> None:
        """Check every page of the file."""
        for extent in self._extents.values():
            pages = -(-extent.length // PAGE)
            self._check_pages(extent, extent.first_page, extent.first_page + pages)

    def release(self) -> None:
        """Give the memory of pages that were read back to the system, where it takes it."""
        if hasattr(mmap, "MADV_DONTNEED"):
            self._map.madvise(mmap.MADV_DONTNEED)

    def close(self) -> None:
        """Let go of the file, unless arrays still show it; then it goes with the last of them."""
        self._sections.clear()
        try:
            self._map.close()
        except BufferError:
            return

    def _mapped(self, file: IO[bytes]) -> mmap.mmap:
        try:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except ValueError as error:  # an empty file
            raise self._damaged() from error

    def _directory(self) -> dict[str, Any]:
        whole = len(self._map) > len(MAGIC) + _TRAILER.size and self._map[: len(MAGIC)] == MAGIC
        if not whole:
            raise self._damaged()
        at, length, checksum, end = _TRAILER.unpack(self._map[-_TRAILER.size :])
        encoded = self._map[at : at + length]
        if end != _END or zlib.crc32(encoded) != checksum:
            raise self._damaged()
        return json.loads(encoded)

    def _section(self, name: str) -> _Section:
        """A section, its items not yet checked."""
        extent = self._extents.get(name)
        if extent is None:
            raise self._damaged()
        size = np.dtype(extent.dtype).itemsize
        items = np.frombuffer(self._map, extent.dtype, extent.length // size, extent.offset)
        self._sections[name] = _Section(items, size, extent.first_page)
        return self._sections[name]

    def _check_pages(self, extent: Extent, first: int, last: int) -> None:
        """Check pages of a section, counted over the whole file."""
        for page in range(first, last):
            if not self._checked[page]:
                self._check_page(extent, page)

    def _check_page(self, extent: Extent, page: int) -> None:
        start = extent.offset + (page - extent.first_page) * PAGE
        end = min(start + PAGE, extent.offset + extent.length)
        with memoryview(self._map) as view:
            checksum = zlib.crc32(view[start:end])
        if checksum != self._checksums[page]:
            raise self._damaged()
        self._checked[page] = 1

    def _damaged(self) -> IndexDamaged:
        return IndexDamaged(
            tr(
                "The search index is damaged ({file}); rebuild it with “jianbao index --rebuild”.",
                file=self.path,
            )
        )

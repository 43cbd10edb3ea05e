"""The folder of an index: files written whole, a sealed table of contents, open segments.

Whoosh keeps its table of contents as a pickle. It is sealed here with a SHA-256, and a
table whose seal does not fit is not unpickled.
"""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from __future__ import annotations

import hashlib
import os
from collections.abc import Generator
from contextlib import contextmanager, suppress
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import IO, Any, cast

from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import BufferFile, StructFile

from reader.errors import IndexDamaged
from reader.i18n import tr
from reader.search.leaf import FORMAT, Leaf
from reader.search.sections import SectionFile

_SEAL = hashlib.sha256().digest_size
_TABLE = ".toc"
CONDEMNED = "damaged"
"""The mark of an index in which damage was met."""


class SealedStorage(FileStorage):
    """Whoosh's folder of files, with the seal and with segments that stay open."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path
        self._leaves: dict[str, Leaf] = {}

    def create_file(self, name: str, *args: Any, **kwargs: Any) -> StructFile:
        """A file to write; a table of contents is sealed when it is closed."""
        if _TABLE not in name:
            return super().create_file(name, *args, **kwargs)
        return StructFile(BytesIO(), name=name, onclose=partial(self._seal, name))

    def open_file(self, name: str, *args: Any, **kwargs: Any) -> StructFile:
        """A file to read; raises IndexDamaged for a table of contents whose seal is broken."""
        if not name.endswith(_TABLE):
            return super().open_file(name, *args, **kwargs)
        whole = (self.path / name).read_bytes()
        seal, content = whole[:_SEAL], whole[_SEAL:]
        if hashlib.sha256(content).digest() != seal:
            raise damaged(self.path / name)
        return BufferFile(memoryview(content), name=name)

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:  # noqa: ARG002
        """Rename within the folder, atomically."""
        (self.path / oldname).replace(self.path / newname)

    def leaf(self, name: str) -> Leaf:
        """An open segment; segments never change, so it is opened once."""
        if name not in self._leaves:
            file = SectionFile(self.path / name)
            if file.facts.get("format") != FORMAT:
                raise damaged(self.path / name)
            self._leaves[name] = Leaf(file)
        return self._leaves[name]

    def forget(self, current: set[str]) -> None:
        """Let go of the segments that are not in use any more."""
        for name in self._leaves.keys() - current:
            self._leaves.pop(name).file.close()

    def condemn(self) -> None:
        """Mark the index as damaged, where that can be written: it is to be thrown away."""
        with suppress(OSError):
            (self.path / CONDEMNED).touch()

    def is_condemned(self) -> bool:
        return (self.path / CONDEMNED).exists()

    @contextmanager
    def sealed(self, name: str) -> Generator[IO[bytes]]:
        """A file that appears under its name when it is complete and on the disk."""
        unfinished = self.path / f"{name}.part"
        with unfinished.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(self.path / name)

    def _seal(self, name: str, table: StructFile) -> None:
        content = cast(BytesIO, table.file).getvalue()
        with self.sealed(name) as file:
            file.write(hashlib.sha256(content).digest() + content)


def damaged(path: Path) -> IndexDamaged:
    """The error for a file of the index that is not what was written."""
    return IndexDamaged(
        tr(
            "The search index is damaged ({file}); rebuild it with “jianbao index --rebuild”.",
            file=path,
        )
    )

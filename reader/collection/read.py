"""One file as raw text, with its content hash, safely."""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path
from typing import NamedTuple

from reader.article import RawText
from reader.collection.decode import decode
from reader.errors import UnreadableSource
from reader.i18n import os_reason, tr

MAX_BYTES = 128 << 20
"""Larger files are refused: no newspaper article is that long, and one must not eat the memory."""


class Stamped(NamedTuple):
    """A file's raw text and the stamp it had when it was read (see `stamp`)."""

    raw: RawText
    stamp: str


def read(path: str | os.PathLike[str], source: str | None = None) -> RawText:
    """The file at `path` as raw text named `source` (default: the path as given).

    Raises UnreadableSource, whose `reason` stands alone in the tree.
    """
    return read_stamped(path, source).raw


def read_stamped(path: str | os.PathLike[str], source: str | None = None) -> Stamped:
    """Like `read`, with the stamp of the very file that was read."""
    name = printable(os.fspath(path) if source is None else source)
    try:
        data, found = _bytes_of(Path(path))
        text, encoding = decode(data)
    except OSError as fault:
        raise UnreadableSource(name, why(fault)) from None
    except ValueError as fault:
        raise UnreadableSource(name, str(fault)) from None
    digest = hashlib.sha256(data).hexdigest()
    return Stamped(RawText(name, text, encoding, digest), stamp(found))


def why(fault: OSError | ValueError) -> str:
    """The reason in the words of a reader, with what to do; the system's own words otherwise.

    A ValueError is Python's answer to a name that no file can have.
    """
    if isinstance(fault, FileNotFoundError | ValueError):
        return tr("there is no such file; check its name")
    if isinstance(fault, PermissionError):
        return tr("you may not read it; change its permissions")
    if isinstance(fault, IsADirectoryError):
        return tr("a folder, not a file")
    return os_reason(fault)


def stamp(status: os.stat_result) -> str:
    """What changes when a file's content may have changed, without reading it."""
    return f"{status.st_size}-{status.st_mtime_ns}-{status.st_ctime_ns}-{status.st_ino}"


def printable(name: str) -> str:
    """A file name that can be written as UTF-8: bytes that are not valid become `\\xNN`."""
    try:
        data = os.fsencode(name)
    except UnicodeEncodeError:  # half a pair: no name a system gave
        data = name.encode("utf-8", "backslashreplace")
    return data.decode("utf-8", "backslashreplace")


def _bytes_of(path: Path) -> tuple[bytes, os.stat_result]:
    # A FIFO or a device must neither block the open nor be read without end.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(descriptor, "rb") as file:
        found = os.fstat(file.fileno())
        reason = unreadable_kind(found)
        if reason:
            raise ValueError(reason)
        return file.read(MAX_BYTES), found


def unreadable_kind(found: os.stat_result) -> str | None:
    """Why a file of this kind or size is not read, or None."""
    if stat.S_ISDIR(found.st_mode):
        return tr("a folder, not a file")
    if not stat.S_ISREG(found.st_mode):
        return tr("not an ordinary file (a pipe or a device)")
    if found.st_size > MAX_BYTES:
        megabytes = MAX_BYTES >> 20
        return tr("too large: Jianbao reads articles of up to {size} MB", size=megabytes)
    return None

"""Small files on disk: looked at without ado, written whole or not at all, damaged ones kept."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path


def write_atomically(path: Path, data: bytes) -> None:
    """Make `path` hold `data`; after a crash it holds the old bytes or the new, never a part.

    Its folder is created where it is missing. Raises OSError, with `path` as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".tmp", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    sync_folder(path.parent)


def is_file(path: str | os.PathLike[str]) -> bool:
    """Whether it is a file. What cannot be looked at is none: not allowed, a dead mount, a name
    no file can have. (`Path.is_file` raises for these.)
    """
    return os.path.isfile(path)  # noqa: PTH113


def is_folder(path: str | os.PathLike[str]) -> bool:
    """Whether it is a folder, as `is_file`."""
    return os.path.isdir(path)  # noqa: PTH112


def exists(path: str | os.PathLike[str]) -> bool:
    """Whether there is something, as `is_file`."""
    return os.path.exists(path)  # noqa: PTH110


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` durable; a system that cannot (Windows) is left alone."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def keep_damaged(path: Path) -> Path:
    """Put a damaged file aside as `<name>.damaged-<time>` beside it and return its new place."""
    from datetime import UTC, datetime  # not at every start

    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    aside = path.with_name(f"{path.name}.damaged-{stamp}")
    path.replace(aside)
    return aside

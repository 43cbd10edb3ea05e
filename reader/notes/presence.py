"""Who is using a data directory: a mark for every running program, and one lock.

Locks are the operating system's and end with their holder, however it ended; a mark
whose lock is free was left by a program that crashed. Notes themselves need no lock
here (SQLite has its own): this one is for start, repair, migration and restore.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import socket
from collections.abc import Generator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from reader.errors import StoreBusy
from reader.files import write_atomically
from reader.i18n import tr

WAIT_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Holder:
    """A program that uses the data directory: process, machine, and since when (UTC)."""

    pid: int
    host: str
    since: str

    @classmethod
    def this(cls) -> Holder:
        """This program."""
        return cls(
            os.getpid(), socket.gethostname(), datetime.now(UTC).isoformat(timespec="seconds")
        )


@contextlib.contextmanager
def exclusive(folder: Path, wait: float = WAIT_SECONDS) -> Generator[None]:
    """Hold the lock of the data directory. Raises StoreBusy naming its holder, or OSError."""
    told = folder / "lock.json"
    lock = FileLock(folder / "lock", timeout=wait)
    try:
        lock.acquire()
    except Timeout:
        raise StoreBusy(_held(folder, _read(told))) from None
    try:
        _write(told)
        yield
    finally:
        told.unlink(missing_ok=True)
        lock.release()


class Presence:
    """The mark of this program in the data directory, from `enter` to `leave`."""

    def __init__(self, folder: Path) -> None:
        self._mark = folder / "running" / f"{os.getpid()}-{secrets.token_hex(4)}.json"
        self._lock = FileLock(self._mark.with_suffix(".lock"), timeout=0)

    def enter(self) -> None:
        """Leave the mark. Raises OSError."""
        self._mark.parent.mkdir(parents=True, exist_ok=True)
        self._lock.acquire()
        _write(self._mark)

    def leave(self) -> None:
        """Take the mark away: this program ended as it should."""
        with contextlib.suppress(OSError):
            self._mark.unlink(missing_ok=True)
        self._lock.release()
        with contextlib.suppress(OSError):
            self._mark.with_suffix(".lock").unlink(missing_ok=True)


def running(folder: Path) -> tuple[Holder, ...]:
    """The programs that use the data directory now, this one too."""
    return tuple(
        _read(mark.with_suffix(".json")) or Holder(0, "?", "?")
        for mark in sorted((folder / "running").glob("*.lock"))
        if not _free(mark)
    )


def require_alone(folder: Path) -> None:
    """Raises StoreBusy, naming the program, while one uses the data directory."""
    if holders := running(folder):
        raise StoreBusy(_held(folder, holders[0]))


def sweep_crashed(folder: Path) -> int:
    """Take away the marks of programs that crashed; returns how many there were."""
    crashed = 0
    for mark in sorted((folder / "running").glob("*.lock")):
        if _free(mark):
            crashed += 1
            mark.with_suffix(".json").unlink(missing_ok=True)
            mark.unlink(missing_ok=True)
    return crashed


def _free(mark: Path) -> bool:
    try:
        with FileLock(mark, timeout=0):
            return True
    except (Timeout, OSError):
        return False


def _held(folder: Path, holder: Holder | None) -> str:
    if holder is None:
        return tr("Another program is using {path}. Close it and try again.", path=folder)
    return tr(
        "{path} is in use by process {pid} on {host} since {since}. Close it and try again.",
        path=folder,
        pid=holder.pid,
        host=holder.host,
        since=holder.since,
    )


def _write(path: Path) -> None:
    """Tell who holds a lock; on a full disk the lock must do without."""
    with contextlib.suppress(OSError):
        write_atomically(path, json.dumps(asdict(Holder.this())).encode())


def _read(path: Path) -> Holder | None:
    try:
        return Holder(**json.loads(path.read_bytes()))
    except (OSError, ValueError, TypeError):
        return None

"""A backup: one ZIP with the database, the corrections, the settings, and a manifest.

A backup given by the user is hostile until shown otherwise: only names this program
writes are read, no more bytes than the manifest says, none outside a fresh folder, and
the database must pass the same check as the one in use.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import re
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from reader import __version__
from reader.errors import InputError, StoreDamaged
from reader.files import sync_folder
from reader.i18n import tr
from reader.paths import DataPaths

DATABASE = "notes.sqlite3"
MANIFEST = "manifest.json"
SETTINGS = "settings.json"
FORMAT = 1

_NAME = re.compile(
    r"notes\.sqlite3|settings\.json|corrections/[0-9a-f]{8,128}\.json"
    r"|templates/[^/\\\0:]{1,120}"
)
_MAX_FILES = 200_000
_MAX_MANIFEST = 64 * 1024 * 1024
_MAX_FILE = 8 * 1024**3
_MAX_RATIO = 1032  # what deflate can reach
_CHUNK = 1 << 20
_BAD_ARCHIVE = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError,
    ValueError, KeyError, TypeError, OverflowError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself. `sequence` counts the changes its database has seen."""

    created: str
    sequence: int
    notes: int
    files: dict[str, tuple[int, str]]
    """Size and SHA-256 of every file by name."""


def write(target: Path, paths: DataPaths, database: Path, told: dict[str, object]) -> None:
    """Write a backup with `database` (a finished copy) and the files beside it.

    `told` is the manifest's `created`, `sequence` and `notes`. Raises OSError, with
    `target` as it was; what was written is verified before it takes its place.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(
        prefix=f".{target.name[:40]}.", suffix=".tmp", dir=target.parent, delete=False
    ) as file:
        temporary = Path(file.name)
    try:
        _pack(temporary, dict(_members(paths, database)), told)
        verify(temporary)
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    sync_folder(target.parent)


def verify(path: Path) -> Manifest:
    """Read a backup through and compare every byte's checksum.

    Raises InputError where it is no backup or too large to be one, StoreDamaged where it
    is one but not whole, OSError where it cannot be read.
    """
    with _opened(path) as (archive, manifest):
        for name, (size, digest) in manifest.files.items():
            _copy(archive, name, size, digest, None)
        return manifest


def extract(path: Path, folder: Path) -> Manifest:
    """Unpack a backup into an empty folder, verifying as it goes. Raises as `verify` does."""
    with _opened(path) as (archive, manifest):
        _need_space(folder, sum(size for size, _ in manifest.files.values()))
        for name, (size, digest) in manifest.files.items():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as file:
                _copy(archive, name, size, digest, file)
        return manifest


def manifest_of(path: Path) -> Manifest:
    """What a backup says of itself, its files not looked at. Raises as `verify` does."""
    with _opened(path) as (_, manifest):
        return manifest


def _members(paths: DataPaths, database: Path) -> Iterator[tuple[str, Path]]:
    yield DATABASE, database
    if paths.settings_file.is_file():
        yield SETTINGS, paths.settings_file
    for folder, suffix in ((paths.corrections, "*.json"), (paths.templates, "*")):
        for file in sorted(folder.glob(suffix)) if folder.is_dir() else ():
            name = f"{folder.name}/{file.name}"
            if file.is_file() and _NAME.fullmatch(name):
                yield name, file


def _pack(target: Path, members: dict[str, Path], told: dict[str, object]) -> None:
    files: dict[str, tuple[int, str]] = {}
    with target.open("wb") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for name, path in members.items():
                files[name] = _add(archive, name, path)
            manifest = {"format": FORMAT, "program": __version__, **told, "files": files}
            archive.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=True, indent=1))
        file.flush()
        os.fsync(file.fileno())


def _add(archive: zipfile.ZipFile, name: str, path: Path) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as source, archive.open(name, "w", force_zip64=True) as target:
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
            target.write(chunk)
    return size, digest.hexdigest()


@contextlib.contextmanager
def _opened(path: Path) -> Generator[tuple[zipfile.ZipFile, Manifest]]:
    """The archive and its manifest; whatever a damaged ZIP can raise becomes StoreDamaged."""
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive, _manifest(archive, path)
    except _BAD_ARCHIVE as error:
        raise _damaged(path) from error
    except OSError as error:
        if error.errno == errno.EINVAL:  # an offset that leads before the file's beginning
            raise _damaged(path) from error
        raise


def _manifest(archive: zipfile.ZipFile, path: Path) -> Manifest:
    infos = archive.infolist()
    if len(infos) > _MAX_FILES or archive.getinfo(MANIFEST).file_size > _MAX_MANIFEST:
        raise _no_backup(path)
    with archive.open(MANIFEST) as file:
        told = json.loads(file.read(_MAX_MANIFEST))
    if told["format"] != FORMAT:
        raise InputError(tr("{path} was made by a newer version of Jianbao.", path=path))
    files = {str(name): (int(size), str(digest)) for name, (size, digest) in told["files"].items()}
    if {info.filename for info in infos} != {*files, MANIFEST} or len(infos) != len(files) + 1:
        raise _damaged(path)
    for info in infos:
        if info.filename != MANIFEST and not _plausible(info, files[info.filename][0]):
            raise _no_backup(path)
    return Manifest(str(told["created"]), int(told["sequence"]), int(told["notes"]), files)


def _plausible(info: zipfile.ZipInfo, size: int) -> bool:
    return (
        _NAME.fullmatch(info.filename) is not None
        and info.file_size == size <= _MAX_FILE
        and size <= max(info.compress_size, 1) * _MAX_RATIO
    )


def _copy(
    archive: zipfile.ZipFile, name: str, size: int, digest: str, target: IO[bytes] | None
) -> None:
    seen, left = hashlib.sha256(), size
    with archive.open(name) as source:
        while left and (chunk := source.read(min(_CHUNK, left))):
            seen.update(chunk)
            left -= len(chunk)
            if target:
                target.write(chunk)
    if left or seen.hexdigest() != digest:
        raise ValueError(name)


def _need_space(folder: Path, size: int) -> None:
    if shutil.disk_usage(folder).free < size * 2:
        raise OSError(28, tr("not enough room on the disk"))


def _damaged(path: Path) -> StoreDamaged:
    return StoreDamaged(tr("{path} is damaged, or is not a backup of Jianbao.", path=path))


def _no_backup(path: Path) -> InputError:
    return InputError(tr("{path} is not a backup of Jianbao.", path=path))

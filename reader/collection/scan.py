"""The files of a collection: every `.txt` and `.md` below its folders, quickly and safely."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from reader.collection.read import printable, stamp, unreadable_kind, why
from reader.files import is_file

SUFFIXES = (".txt", ".md", ".markdown", ".text")


@dataclass(frozen=True, slots=True)
class Source:
    """A file of the collection.

    `key` names it: the root's name and the path below it, with `/`, so that it stays the same
    when other roots come and go. `stamp` changes when the content may have. `error` says why
    it cannot be read, or is None.
    """

    key: str
    path: Path
    root: Path
    stamp: str
    error: str | None = None

    @property
    def folder(self) -> str:
        """The part of `key` that is folders, without the file's name; may be empty."""
        return self.key.rpartition("/")[0]


def scan(roots: Iterable[str | os.PathLike[str]]) -> Iterator[Source]:
    """The sources below `roots`, sorted by name within each folder, folders after files.

    A root that is itself a file is a collection of one. A root that is gone or a folder that
    may not be listed is a Source with an error. Symbolic links are followed, each folder is
    visited once, so loops end. Hidden files and folders are left out.
    """
    folders = [Path(root).expanduser().absolute() for root in roots]
    prefixes = _prefixes(folders)
    visited: set[tuple[int, int]] = set()
    for root, prefix in zip(folders, prefixes, strict=True):
        if is_file(root):
            yield _source(root.name, root, root.parent)
        else:
            yield from _walk(root, prefix, root, visited)


def find(roots: Iterable[str | os.PathLike[str]], key: str) -> Source | None:
    """The source named `key`, without a scan where the roots' names allow it.

    A key may come from a file of notes somebody else made: none leads out of its root.
    """
    folders = [Path(root).expanduser().absolute() for root in roots]
    for root, prefix in zip(folders, _prefixes(folders), strict=True):
        if is_file(root) and root.name == key:
            return _source(key, root, root.parent)
        tail = PurePath(key.removeprefix(prefix))
        inside = key.startswith(prefix) and ".." not in tail.parts and not tail.anchor
        if inside and is_file(root / tail):
            return _source(key, root / tail, root)
    # Names that had to be made printable do not lead back to the file.
    return next((s for s in scan(folders) if s.key == key), None) if "\\x" in key else None


def _prefixes(roots: list[Path]) -> list[str]:
    """What leads the keys of each root: its name, made unique."""
    taken: set[str] = set()
    prefixes: list[str] = []
    for root in roots:
        name = printable(root.name or "root")
        number = 2
        unique = name
        while unique in taken:
            unique, number = f"{name} ({number})", number + 1
        taken.add(unique)
        prefixes.append(f"{unique}/")
    return prefixes


def _walk(folder: Path, prefix: str, root: Path, visited: set[tuple[int, int]]) -> Iterator[Source]:
    """Depth first, with a stack of its own: folders may lie deeper than Python's calls may."""
    waiting = [(folder, prefix)]
    while waiting:
        folder, prefix = waiting.pop()
        try:
            files, below = _listed(folder, visited)
        except (OSError, ValueError) as fault:
            yield Source(prefix.rstrip("/") or root.name, folder, root, "", why(fault))
            continue
        for name in files:
            yield _source(prefix + printable(name), folder / name, root)
        waiting += [(folder / name, f"{prefix}{printable(name)}/") for name in reversed(below)]


def _listed(folder: Path, visited: set[tuple[int, int]]) -> tuple[list[str], list[str]]:
    """The names of the articles and of the folders in a folder; none where it was visited."""
    found = folder.stat()
    if (found.st_dev, found.st_ino) in visited:
        return [], []
    visited.add((found.st_dev, found.st_ino))
    files: list[str] = []
    below: list[str] = []
    with os.scandir(folder) as entries:
        for entry in sorted((e for e in entries if not e.name.startswith(".")), key=_by_name):
            if _is_folder(entry):
                below.append(entry.name)
            elif entry.name.lower().endswith(SUFFIXES):
                files.append(entry.name)
    return files, below


def _by_name(entry: os.DirEntry[str]) -> str:
    return entry.name


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _source(key: str, path: Path, root: Path) -> Source:
    try:
        found = path.stat()
    except OSError as fault:
        return Source(key, path, root, "", why(fault))
    return Source(key, path, root, stamp(found), unreadable_kind(found))

"""The user's corrections: one small readable JSON file an article, `<digest>.json`.

The database has them too; the files are for the eye, for opening an article without a
database, and for carrying elsewhere. `operations` are what `reader.text.corrections`
defines, kept here as plain objects; `checksum` is theirs, so that a damaged file is
known as such and not half believed.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from reader.errors import StoreDamaged
from reader.files import write_atomically
from reader.i18n import tr
from reader.notes import codec
from reader.notes.model import CorrectionFile

_DIGEST = re.compile(r"[0-9a-f]{8,128}")
_LIMIT = 16 * 1024 * 1024


def file_of(folder: Path, digest: str) -> Path:
    """Where the corrections of an article lie. Raises ValueError for what is no digest."""
    if not _DIGEST.fullmatch(digest):
        raise ValueError(f"not a digest: {digest!r}")
    return folder / f"{digest}.json"


def read(folder: Path, digest: str) -> CorrectionFile | None:
    """The corrections of an article, None where there are none.

    Raises StoreDamaged where the file is damaged, OSError where it cannot be read.
    """
    path = file_of(folder, digest)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    try:
        return parse(data, digest)
    except (ValueError, KeyError, TypeError) as error:
        raise StoreDamaged(tr("The corrections in {path} are damaged.", path=path)) from error


def read_operations(folder: Path, digest: str) -> tuple[dict[str, object], ...]:
    """The operations of an article's corrections; none where there are none.

    A file that is damaged or cannot be read counts as none: the article is shown without
    them, and the next start puts the file aside and says so.
    """
    try:
        found = read(folder, digest)
    except (StoreDamaged, OSError):
        return ()
    return found.operations if found else ()


def read_all(folder: Path) -> dict[str, tuple[dict[str, object], ...]]:
    """The operations of every article that has any, by digest."""
    found = {digest: read_operations(folder, digest) for digest in digests(folder)}
    return {digest: operations for digest, operations in found.items() if operations}


def digests(folder: Path) -> list[str]:
    """The digests of the articles that have a file of corrections."""
    files = folder.glob("*.json") if folder.is_dir() else ()
    return sorted(file.stem for file in files if _DIGEST.fullmatch(file.stem))


def damaged(folder: Path) -> list[Path]:
    """The files of corrections that are damaged or cannot be read."""
    found: list[Path] = []
    for digest in digests(folder):
        try:
            read(folder, digest)
        except (StoreDamaged, OSError):
            found.append(file_of(folder, digest))
    return found


def parse(data: bytes, digest: str) -> CorrectionFile:
    """The corrections in a file's bytes. Raises ValueError, KeyError or TypeError."""
    if len(data) > _LIMIT:
        raise ValueError("too long")
    loaded = json.loads(data)
    record = CorrectionFile(loaded["digest"], tuple(loaded["operations"]))
    if record.digest != digest or codec.checksum(record) != loaded["checksum"]:
        raise ValueError("checksum")
    return record


def render(record: CorrectionFile) -> bytes:
    """The file's bytes."""
    whole = {**codec.encode(record), "checksum": codec.checksum(record)}
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def write(folder: Path, record: CorrectionFile) -> None:
    """Write the file; without operations there is none. Raises OSError."""
    if record.operations:
        write_atomically(file_of(folder, record.digest), render(record))
    else:
        delete(folder, record.digest)


def delete(folder: Path, digest: str) -> None:
    """Delete the file, if it is there."""
    file_of(folder, digest).unlink(missing_ok=True)

"""Is the data directory where a database is safe: local, not synchronised, with room?"""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path

from reader.i18n import tr

LITTLE_ROOM = 200 * 1024 * 1024
"""Bytes below which the disk counts as nearly full: a backup must fit in it."""

_NETWORK = frozenset(
    ("nfs", "nfs4", "cifs", "smb3", "smbfs", "sshfs", "fuse.sshfs", "davfs", "fuse.davfs2",
     "afpfs", "9p", "fuse.rclone", "fuse.gvfsd-fuse", "glusterfs", "fuse.glusterfs", "ceph")
)  # fmt: skip
_SYNCHRONISED = re.compile(
    r"dropbox|onedrive|google ?drive|my drive|icloud|mobile documents|nextcloud|owncloud"
    r"|pcloud|syncthing|nutstore|坚果云|baidu(?:netdisk|syncdisk)|百度(?:网盘|同步)|阿里云盘|微云",
    re.IGNORECASE,
)


def warnings(folder: Path) -> tuple[str, ...]:
    """A sentence for each thing that endangers a database in this folder."""
    found: list[str] = []
    if kind := network_file_system(folder):
        found.append(
            tr("{path} lies on a network drive ({kind}), where a database can be damaged."
               " Please choose a local folder.", path=folder, kind=kind)
        )  # fmt: skip
    if service := synchronised(folder):
        found.append(
            tr("{path} is synchronised by {service}, which can damage a database."
               " Please choose another folder and keep backups there instead.",
               path=folder, service=service)
        )  # fmt: skip
    if little_room(folder):
        found.append(tr("The disk of {path} is nearly full.", path=folder))
    return tuple(found)


def little_room(folder: Path) -> bool:
    """Whether less than `LITTLE_ROOM` is free where the folder is or will be."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    try:
        return shutil.disk_usage(folder).free < LITTLE_ROOM
    except OSError:
        return False


def synchronised(folder: Path) -> str | None:
    """The part of the path that names a synchronising service, if one does."""
    parts = folder.absolute().parts
    return next((part for part in parts if _SYNCHRONISED.search(part)), None)


def network_file_system(folder: Path, mounts: str | None = None) -> str | None:
    """The kind of network file system the folder lies on, None where it is local.

    `mounts` is the text of `/proc/mounts`; other systems only tell UNC paths.
    """
    if os.name == "nt":
        return "UNC" if str(folder.absolute()).startswith("\\\\") else None
    if mounts is None:
        mounts = _mounts()
    path = os.path.realpath(folder)
    fitting = [
        (len(point), kind)
        for point, kind in _mount_points(mounts)
        if path == point or path.startswith(point.rstrip("/") + "/")
    ]
    kind = max(fitting, default=(0, ""))[1]
    return kind if kind in _NETWORK else None


def _mounts() -> str:
    if not sys.platform.startswith("linux"):
        return ""
    try:
        return Path("/proc/mounts").read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""


def _mount_points(mounts: str) -> list[tuple[str, str]]:
    """Mount point and kind of every line; blanks in a name are written as \\040 there."""
    fields = [line.split(" ") for line in mounts.splitlines()]
    return [
        (re.sub(r"\\(\d{3})", lambda octal: chr(int(octal[1], 8)), field[1]), field[2])
        for field in fields
        if len(field) > 2
    ]

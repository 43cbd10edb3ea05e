"""Where things are: the only module that knows.

Shipped files (`resources/`, `articles/`) lie beside the package in a checkout and
inside it in an installed wheel. The user's data, settings and caches lie where the
platform keeps them, or all under one folder given by `--data-dir`,
`JIANBAO_DATA_DIR`, or a folder `jianbao-data` beside the program (portable mode).
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

APP = "jianbao"
PORTABLE_FOLDER = "jianbao-data"

_PACKAGE = Path(__file__).resolve().parent


def _shipped(name: str) -> Path:
    inside = _PACKAGE / "_shipped" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def resource(*parts: str) -> Path:
    """The path of a shipped resource, e.g. `resource("locale")`; it need not exist."""
    return _shipped("resources").joinpath(*parts)


def bundled_articles() -> Path:
    """The folder of the articles that come with the program."""
    return _shipped("articles")


@dataclass(frozen=True, slots=True)
class DataPaths:
    """The user's folders. `data` is precious; `cache` may be deleted at any time."""

    data: Path
    settings: Path
    cache: Path

    @property
    def database(self) -> Path:
        return self.data / "notes.sqlite3"

    @property
    def backups(self) -> Path:
        return self.data / "backups"

    @property
    def corrections(self) -> Path:
        return self.data / "corrections"

    @property
    def templates(self) -> Path:
        return self.data / "templates"

    @property
    def logs(self) -> Path:
        return self.cache / "logs"

    @property
    def index(self) -> Path:
        return self.cache / "index"

    @property
    def settings_file(self) -> Path:
        return self.settings / "settings.json"


def data_paths(data_dir: str | os.PathLike[str] | None = None) -> DataPaths:
    """The user's folders; nothing is created here.

    `data_dir` wins over `JIANBAO_DATA_DIR`, which wins over a portable folder beside
    the program, which wins over the platform's own places.
    """
    chosen = data_dir or os.environ.get("JIANBAO_DATA_DIR") or _portable_folder()
    if chosen:
        root = Path(chosen).expanduser().absolute()
        return DataPaths(data=root, settings=root, cache=root / "cache")
    import platformdirs  # 3 ms that a given folder saves

    return DataPaths(
        data=Path(platformdirs.user_data_dir(APP, appauthor=False)),
        settings=Path(platformdirs.user_config_dir(APP, appauthor=False)),
        cache=Path(platformdirs.user_cache_dir(APP, appauthor=False)),
    )


def _portable_folder() -> Path | None:
    beside = Path(sys.argv[0] or ".").resolve().parent / PORTABLE_FOLDER
    return beside if beside.is_dir() else None

"""A desk over a small collection of our own sentences, and its figures gathered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.paths import data_paths
from reader.ui.desk import Desk
from reader.ui.figures.gather import Gathered, gather
from reader.ui.jobs import Jobs
from reader.ui.settings import Settings
from reader.ui.theme import Look

TEXTS = {
    "park.txt": "西山公园开放\n\n    西山公园总投资3.6亿元，占地12公顷，"
    "2019年5月1日开放，接待游客8000人。\n",
    "bridge.txt": "新桥通车\n\n    南河新桥总投资5200万元，全长640米，"
    "2020年10月通车，比原计划提前30天。\n",
    "again.txt": "公园一年\n\n    西山公园总投资3.8亿元，2019年5月3日开放，"
    "一年里接待游客8000人，增长12%。\n",
}


@pytest.fixture
def desk(qapp: object, tmp_path: Path) -> Iterator[Desk]:
    """A desk over three short articles."""
    folder = tmp_path / "clippings"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    paths = data_paths(tmp_path / "data")
    settings = Settings(paths.settings_file)
    settings.set("theme", "light")
    jobs = Jobs()
    desk = Desk(paths, settings, jobs, Look(settings), (folder,))
    yield desk
    jobs.finish()
    desk.close()


@pytest.fixture
def gathered(desk: Desk) -> list[Gathered]:
    """The figures of the three articles."""
    library = desk.library
    return [a for chunk in gather(library.paths, library.folders) for a in chunk.articles]

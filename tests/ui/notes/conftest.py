"""A desk over one short article of our own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.paths import data_paths
from reader.ui.desk import Desk
from reader.ui.jobs import Jobs
from reader.ui.places import Place
from reader.ui.settings import Settings
from reader.ui.theme import Look

TEXT = """社区图书馆添新书

    东街社区图书馆本月添了1200册新书，其中儿童读物占一半。
    馆长说：“我们还要把开放时间延长到晚上九点，让下班的人也能来。”
"""


@pytest.fixture
def desk(qapp: object, tmp_path: Path) -> Iterator[Desk]:
    folder = tmp_path / "clippings"
    folder.mkdir()
    (folder / "library.txt").write_text(TEXT, encoding="utf-8")
    paths = data_paths(tmp_path / "data")
    settings = Settings(paths.settings_file)
    settings.set("theme", "paper")
    jobs = Jobs()
    desk = Desk(paths, settings, jobs, Look(settings), (folder,))
    yield desk
    jobs.finish()
    desk.close()


@pytest.fixture
def passage(desk: Desk) -> tuple[Place, ...]:
    """东街社区图书馆 in the first paragraph."""
    (source,) = desk.library.sources()
    blocks = desk.library.article(source.key).blocks
    block = next(at for at, block in enumerate(blocks) if "东街" in block.text)
    start = blocks[block].text.index("东街")
    return (Place(source.key, block, start, start + 7),)

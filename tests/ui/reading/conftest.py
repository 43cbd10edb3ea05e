"""Articles made by hand, and a desk over a small collection of our own sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reader.article import Article, Block, Doubt, RawText, Role, Span
from reader.paths import data_paths
from reader.ui.desk import Desk
from reader.ui.jobs import Jobs
from reader.ui.reading.typography import Style, Typography
from reader.ui.settings import Settings
from reader.ui.theme import PAPER, Look

ONE = """城东小学的新操场

核心提示

操场建成后，孩子们有了跑步的地方。

□ 记者 李一文

    今年3月，城东小学投入120万元修建操场，面积达到4500平方米，比原来扩大了一倍。
    校长王小明说：“操场每天开放8小时，附近的居民也可以来锻炼。”
    据了解，城东小学现有学生860名，教师52名，是全区第二大的小学。
"""
TWO = """城西公园明年开放

    城西公园占地12公顷，总投资3.6亿元，预计明年5月开放，届时每天可接待游客8000人。
    公园里种了2600棵树，修了14公里步道。
"""


@pytest.fixture
def make() -> Callable[..., Article]:
    """An article from (role, text) pairs; `|` parts a block's spans, `?!` makes it doubtful."""

    def made(*parts: tuple[Role, str]) -> Article:
        raw, blocks = "", []
        for role, marked in parts:
            doubtful = marked.endswith("?!")
            pieces = marked.removesuffix("?!").split("|")
            spans = []
            for piece in pieces:
                spans.append(Span(len(raw), len(raw) + len(piece)))
                raw += piece + "\n"
            glue = "" if role == "paragraph" else " "
            doubt = Doubt(0.6, "the order is not certain") if doubtful else None
            blocks.append(Block(role, glue.join(pieces), tuple(spans), doubt))
        title = next((block.text for block in blocks if block.role == "title"), "")
        return Article(RawText("test", raw, "utf-8", "0" * 64), title, tuple(blocks))

    return made


@pytest.fixture
def typography(qapp: object) -> Typography:
    """The look of the page in the first theme."""
    return Typography(Style(PAPER, 13.0, "", 36, 165))


@pytest.fixture
def desk(qapp: object, tmp_path: Path) -> Iterator[Desk]:
    """A desk over two short articles."""
    folder = tmp_path / "clippings"
    folder.mkdir()
    (folder / "one.txt").write_text(ONE, encoding="utf-8")
    (folder / "two.txt").write_text(TWO, encoding="utf-8")
    paths = data_paths(tmp_path / "data")
    settings = Settings(paths.settings_file)
    settings.set("theme", "paper")
    jobs = Jobs()
    desk = Desk(paths, settings, jobs, Look(settings), (folder,))
    yield desk
    jobs.finish()
    desk.close()


@pytest.fixture
def keys(desk: Desk) -> list[str]:
    """The keys of the two articles."""
    return [source.key for source in desk.library.sources()]

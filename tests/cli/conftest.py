from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from reader.cli import main


class Run(NamedTuple):
    """What a run of the command line came to."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def jianbao(capfd: pytest.CaptureFixture[str]) -> Callable[..., Run]:
    """Runs the command line as a person would."""

    def run(*words: object) -> Run:
        capfd.readouterr()
        code = main([str(word) for word in words])
        out, err = capfd.readouterr()
        assert "Traceback" not in err
        return Run(code, out, err)

    return run


@pytest.fixture
def folder(tmp_path: Path, articles: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A collection of the bundled articles that may be changed."""
    copy = tmp_path / "剪报"
    copy.mkdir()
    for file in articles.iterdir():
        (copy / file.name).write_bytes(file.read_bytes())
    monkeypatch.setenv("JIANBAO_COLLECTION", str(copy))
    return copy


@pytest.fixture
def file(folder: Path) -> Path:
    return next(folder.glob("002*"))

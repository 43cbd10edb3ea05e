from __future__ import annotations

import json
from collections.abc import Callable
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

"""Shared fixtures: the measuring material beside the checkout, where there is any."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of hand-made truth and benchmark data; tests that need it skip without it."""
    if not SHARED.is_dir():
        pytest.skip("needs the measuring material in ../shared, which is not here")
    return SHARED


@pytest.fixture(scope="session")
def articles() -> Path:
    """The bundled collection."""
    return ROOT / "articles"


@pytest.fixture(autouse=True)
def _own_data_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the data of the person who runs it, or depends on the locale."""
    monkeypatch.setenv("JIANBAO_DATA_DIR", str(tmp_path / "jianbao-data"))
    monkeypatch.setenv("JIANBAO_LANG", "en")
    monkeypatch.delenv("JIANBAO_COLLECTION", raising=False)


@pytest.fixture(autouse=True)
def _windows_are_collected_by_the_thread_they_belong_to(
    request: pytest.FixtureRequest,
) -> Iterator[None]:
    """Python collects in whichever thread happens to allocate; Qt's objects may go in theirs
    only. The program sees to that itself (`jobs.Collector`)."""
    if "qtbot" not in request.fixturenames:
        yield
        return
    gc.disable()
    yield
    gc.collect()
    gc.enable()

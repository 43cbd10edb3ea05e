"""What all tests of the window share."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def _garbage_is_collected_on_this_thread() -> Iterator[None]:
    """The collector destroys widgets wherever it runs; the program keeps it off its workers."""
    gc.disable()
    yield
    gc.collect()
    gc.enable()

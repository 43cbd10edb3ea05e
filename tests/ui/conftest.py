"""What all tests of the window share."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication


@pytest.fixture(autouse=True)
def _garbage_is_collected_on_this_thread() -> Iterator[None]:
    """The collector destroys widgets wherever it runs; the program keeps it off its workers."""
    gc.disable()
    yield
    gc.collect()
    gc.enable()


@pytest.fixture(autouse=True)
def _nothing_is_left_in_the_clipboard() -> Iterator[None]:
    """The offscreen clipboard lives until the process ends, later than Python: what a test has
    put there would be destroyed without an interpreter, which is a crash."""
    yield
    if QGuiApplication.instance() is not None:
        QGuiApplication.clipboard().clear()

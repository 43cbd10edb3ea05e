"""How hard to torture: a short form by default, the long one with JIANBAO_TORTURE=long."""

from __future__ import annotations

import os

import pytest


@pytest.fixture(scope="session")
def rounds() -> int:
    """How often each torment is repeated."""
    return {"long": 200}.get(os.environ.get("JIANBAO_TORTURE", ""), 8)

"""Character offsets as Qt counts them, and back."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.ui.utf16 import from_utf16, utf16


@settings(deadline=None)
@given(st.text("a中𠮷", max_size=20), st.integers(0, 20))
def test_offsets_go_to_utf16_and_back(text: str, at: int) -> None:
    at = min(at, len(text))
    assert utf16(text, at) == len(text[:at].encode("utf-16-le")) // 2
    assert from_utf16(text, utf16(text, at)) == at


@settings(deadline=None)
@given(st.text("a中𠮷", max_size=20), st.integers(0, 60))
def test_utf16_inside_a_pair_is_the_pair(text: str, units: int) -> None:
    at = from_utf16(text, units)
    assert 0 <= at <= len(text)
    assert utf16(text, at) <= max(units, 0) or at == len(text)

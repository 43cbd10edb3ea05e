"""Characters without a shape: a sign for each, the same length, lines kept where they are lines."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from reader.visible import odd_places, visible, visible_lines

SHAPELESS = ("Cc", "Cs")


@given(st.text(st.characters(codec=None)))
def test_every_shapeless_character_becomes_one_sign(text):
    shown = visible(text)
    assert len(shown) == len(text)
    assert not [char for char in shown if unicodedata.category(char) in SHAPELESS]
    assert not odd_places(shown)
    assert all(shown[at] != text[at] for at in odd_places(text))
    assert visible(shown) == shown


@given(st.text(st.characters(codec=None)))
def test_lines_stay_lines(text):
    shown = visible_lines(text)
    assert len(shown) == len(text)
    assert [at for at, char in enumerate(shown) if char == "\n"] == [
        at for at, char in enumerate(text) if char == "\n"
    ]


def test_names_that_pretend_are_seen_through():
    assert visible("\u202etxt.exe") == "◂txt.exe"
    assert visible("a\u2066b\u200bc\x1b[2J") == "a▸b◌c␛[2J"

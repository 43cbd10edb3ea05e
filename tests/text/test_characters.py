"""Kinds of characters, and where a sentence ends."""

from __future__ import annotations

import pytest

from reader.text.characters import ends_sentence


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        ("收入突破万亿元大关。（王小明）", True),
        ("小明）", True),
        ("他说：“好。”", True),
        ("世界贸易组织秘书处）", False),
        ("他说（笑）", False),
        ("", False),
    ],
)
def test_a_signature_in_brackets_may_follow_the_end(text: str, ended: bool) -> None:
    assert ends_sentence(text) is ended

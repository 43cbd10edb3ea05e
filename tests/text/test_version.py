"""Indexes restore their articles again when VERSION changes, and only then."""

from __future__ import annotations

import hashlib

from reader import text
from reader.article import RawText
from reader.paths import bundled_articles
from tests.text.pages import columns, pdfbox
from tests.text.samples import READING, WATER

# Where this fails, what is made of the same texts has changed: give `reader.text.VERSION` its
# next number, and put it here with the new digest.
MADE = ("6", "b9ae7aced27b50e7")


def test_what_is_made_of_the_same_texts_changes_with_the_version_only() -> None:
    raws = [path.read_text("utf-8") for path in sorted(bundled_articles().glob("*.txt"))]
    raws += [pdfbox(columns([*READING, *WATER], measure, 3)) for measure in (12, 18, 24)]
    raws += [gap.join(["云泽县的小河", "作者：陆文", *WATER]) for gap in ("\n", "\n\n　　")]
    made = [text.restore(RawText("made", raw, "utf-8", "")) for raw in raws]
    told = [
        (each.title, each.byline, each.date and each.date.value,
         [(block.role, block.spans, block.text) for block in each.blocks])
        for each in made
    ]  # fmt: skip
    assert (text.VERSION, hashlib.sha256(repr(told).encode()).hexdigest()[:16]) == MADE

"""Loose ends and loose beginnings paired: what was cut apart comes together again."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from reader.text.lines import Line, split_lines
from reader.text.pieces import Piece
from reader.text.seams import Seams
from reader.text.stitch import stitch
from tests.text.pages import columns
from tests.text.samples import READING, WATER


def page(measure: int, count: int) -> tuple[list[Line], list[Piece]]:
    """The lines of a page in columns, each column a piece or more, in mid-sentence orphans."""
    raw = "\n".join(line.text for column in columns([*READING, *WATER], measure, count)
                    for line in column)  # fmt: skip
    lines = split_lines(raw)
    tops = {sum(map(len, columns([*READING, *WATER], measure, count)[:k])) for k in range(count)}
    pieces: list[Piece] = []
    for i, line in enumerate(lines):
        ended = i == 0 or lines[i - 1].chars[-1] in "。”"
        if i in tops:
            lines[i] = replace(line, blank=True)
        if i in tops or ended:
            pieces.append(Piece((i,), running=True, orphan=not ended))
        else:
            pieces[-1] = replace(pieces[-1], lines=(*pieces[-1].lines, i))
    return lines, pieces


def stitched(lines: list[Line], measure: int, pieces: list[Piece]) -> list[Piece]:
    measures = [float(measure)] * len(lines)
    return stitch(lines, measures, pieces, Seams(lines, measures))


@pytest.mark.parametrize("measure", range(12, 22))
def test_every_line_is_in_one_piece(measure: int) -> None:
    lines, pieces = page(measure, 3)
    for seed in range(5):
        drawn = random.Random(seed).sample(pieces, len(pieces))
        found = stitched(lines, measure, drawn)
        assert sorted(i for piece in found for i in piece.lines) == list(range(len(lines)))


def test_paragraphs_cut_by_columns_are_whole_again() -> None:
    right = total = 0
    for measure in range(12, 26):
        lines, pieces = page(measure, 3)
        orphans = sum(piece.orphan for piece in pieces)
        found = stitched(lines, measure, pieces)
        texts = {"".join(lines[i].chars for i in piece.lines) for piece in found}
        right += sum(paragraph in texts for paragraph in [*READING, *WATER])
        total += len([*READING, *WATER])
        assert orphans or len(found) == len(pieces)
    assert right >= 0.85 * total


def test_the_line_that_goes_on_is_the_likeliest() -> None:
    texts = ["他们在河南省空", "中、陆上丝绸之路", "村里的老水渠通", "了水，两岸插上了秧"]
    lines = split_lines("\n".join(texts))
    seams = Seams(lines, [8.0] * len(lines))
    assert seams.odds(0, 1) > seams.odds(0, 3)
    assert seams.odds(2, 3) > seams.odds(2, 1)
    assert seams.place(0, 1) > seams.place(2, 1)

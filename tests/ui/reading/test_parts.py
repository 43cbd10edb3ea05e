"""The plain parts of reading: finding, hits, history, counts, original, corrections."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.text import apply
from reader.ui.places import Place
from reader.ui.reading import annotate, correcting
from reader.ui.reading.counts import count
from reader.ui.reading.finding import find
from reader.ui.reading.history import History
from reader.ui.reading.hits import Hits
from reader.ui.reading.source_map import SourceMap, _longest_rising


def test_words_are_found_whatever_their_width_case_or_script(make) -> None:
    article = make(("paragraph", "ＧＤＰ增长１２％，gdp Growth"), ("paragraph", "發展与发展"))
    assert find(article, "k", "GDP增长12%") == [Place("k", 0, 0, 8)]
    assert [p.start for p in find(article, "k", "gdp")] == [0, 9]
    assert find(article, "k", "gdpgrowth") == [Place("k", 0, 9, 19)]
    assert [p.start for p in find(article, "k", "发展")] == [0, 3]
    assert find(article, "k", "  ") == []


@settings(deadline=None)
@given(st.text("中国 a", min_size=1, max_size=40), st.data())
def test_every_part_of_a_text_is_found_in_it(text: str, data: st.DataObject) -> None:
    from reader.article import Article, Block, RawText, Span

    start = data.draw(st.integers(0, len(text) - 1))
    part = text[start : data.draw(st.integers(start + 1, len(text)))]
    block = Block("paragraph", text, (Span(0, len(text)),))
    article = Article(RawText("s", text, "utf-8", "0" * 64), "", (block,))
    found = find(article, "k", part)
    assert bool(found) == bool(part.strip())
    for place in found:
        assert text[place.start : place.end].replace(" ", "") == part.replace(" ", "")


def test_hits_step_to_their_ends_and_no_further() -> None:
    hits = Hits("hit")
    hits.fill([Place("k", 2, 5, 6), Place("k", 0, 1, 2)])
    assert hits.here() is None
    assert hits.step(1) and hits.here() == Place("k", 0, 1, 2)
    assert hits.step(1) and not hits.step(1)
    hits.seek(Place("k", 1))
    assert hits.here() == Place("k", 2, 5, 6)
    kinds = [mark.kind for marks in hits.layer().values() for mark in marks]
    assert kinds == ["hit", "hit.current"]
    hits.settle(0, 1)
    assert hits.current == 0


def test_back_and_forward_meet_again() -> None:
    history = History()
    a, b, c = Place("a"), Place("b"), Place("c")
    assert history.back(a) is None
    history.left(a)
    history.left(b)
    assert history.back(c) == b and history.back(b) == a and not history.can_go_back
    assert history.forward(a) == b and history.forward(b) == c and not history.can_go_forward
    history.left(c)
    assert not history.can_go_forward


def test_counts_are_those_of_chinese_word_processors(make) -> None:
    counts = count(make(("paragraph", "总投资13亿元, GTA don't stop.")))
    assert (counts.han, counts.words, counts.total) == (5, 4, 9)
    assert counts.minutes == 1


def test_the_map_knows_lines_segments_seams_and_what_moved(make) -> None:
    article = make(("paragraph", "丙|丁"), ("title", "甲乙"), ("paragraph", "戊"))
    source = SourceMap(article)
    assert source.lines == [0, 2, 4, 7, 9]
    assert [source.line_of(at) for at in (0, 2, 4, 6, 7, 99)] == [0, 1, 2, 2, 3, 4]
    assert [seg.block for seg in source.segments_in(source.line(1))] == [0]
    assert source.moved == frozenset()
    assert source.block_at(1) == 0 and source.block_at(6) == 2 and source.block_at(99) is None
    assert source.raw_offset(0, 1) == 2
    from dataclasses import replace

    turned = SourceMap(
        replace(article, blocks=(article.blocks[1], article.blocks[0], article.blocks[2]))
    )
    assert len(turned.moved) == 1


def test_a_seam_stands_where_the_parts_lie_apart(make) -> None:
    from dataclasses import replace

    from reader.article import Block, Span

    article = make(("paragraph", "前半"), ("caption", "图"), ("paragraph", "后半"))
    joined = Block("paragraph", "前半后半", (Span(0, 2), Span(5, 7)))
    article = replace(article, blocks=(joined, article.blocks[1]))
    (seam,) = SourceMap(article).seams
    assert (seam.block, seam.offset, seam.left, seam.right) == (0, 2, 2, 5)
    ((mark,),) = annotate.seam_layer(SourceMap(article)).values()
    assert (mark.start, mark.end) == (1, 3) and "3" in mark.tip


@settings(deadline=None)
@given(st.lists(st.integers(0, 50), max_size=30))
def test_the_longest_rising_row_rises(values: list[int]) -> None:
    kept = _longest_rising(values)
    assert kept == sorted(set(kept))
    assert all(values[a] < values[b] for a, b in pairwise(kept))
    assert bool(kept) == bool(values)


def test_corrections_name_blocks_by_their_characters(make) -> None:
    article = make(("paragraph", "一二三四"), ("paragraph", "五六"), ("paragraph", "七八"))
    split = correcting.split(article, 0, 2)
    assert split is not None
    assert [b.text for b in apply(article, [split]).blocks] == ["一二", "三四", "五六", "七八"]
    join = correcting.join(article, 1, -1)
    assert join is not None
    assert [b.text for b in apply(article, [join]).blocks] == ["一二三四五六", "七八"]
    down, up = correcting.move(article, 1, 1), correcting.move(article, 1, -1)
    assert down is not None and up is not None
    assert [b.text for b in apply(article, [down]).blocks] == ["一二三四", "七八", "五六"]
    assert [b.text for b in apply(article, [up]).blocks] == ["五六", "一二三四", "七八"]
    role = correcting.set_role(article, 0, "caption")
    assert role is not None and apply(article, [role]).blocks[0].role == "caption"


@pytest.mark.parametrize(
    "made",
    [
        lambda a: correcting.split(a, 0, 0),
        lambda a: correcting.split(a, 0, 99),
        lambda a: correcting.join(a, 0, -1),
        lambda a: correcting.join(a, 1, 1),
        lambda a: correcting.move(a, 0, -1),
        lambda a: correcting.move(a, 1, 1),
        lambda a: correcting.set_role(a, 0, "paragraph"),
    ],
)
def test_what_makes_no_sense_is_no_correction(make, made) -> None:
    assert made(make(("paragraph", "一二"), ("paragraph", "三四"))) is None


def test_doubts_and_odd_characters_become_marks(make) -> None:
    article = make(("paragraph", "好\u202e的"), ("paragraph", "难说?!"))
    assert [m.start for m in annotate.odd_layer(article)[0]] == [1]
    (mark,) = annotate.doubt_layer(article)[1]
    assert "60" in mark.tip and "order" in mark.tip

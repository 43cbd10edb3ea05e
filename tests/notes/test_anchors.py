"""Anchors: the same characters in any wrapping, never a look-alike."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reader.article import Article, Span
from reader.errors import InputError, NotFound
from reader.notes import (
    Anchor,
    Inked,
    Place,
    anchor,
    anchors,
    block_anchor,
    compare,
    find_anchor,
    find_anchors,
    ink_of,
    new_note,
    recognise,
    resolve,
    resolve_all,
)
from tests.notes.conftest import article_of, raw_text

PARAGRAPHS = (
    "今年以来，全市新开工项目二十三个，总投资四十一亿元，其中工业项目占了六成。",
    "合作区的第一批厂房已经封顶，预计年底前可以交付使用，企业正在陆续签约。",
    "负责人说，下一步要把服务送到车间，让企业少跑路、办成事。",
    "企业反映最多的是用工问题，为此学校与工厂开办了三个订单班。",
)


def quoted(article: Article, block: int, start: int, end: int) -> Anchor:
    return anchor(article, Place(block, start), Place(block, end))


def ink_at(article: Article, spans: tuple[Span, ...]) -> str:
    return ink_of("".join(article.raw.text[start:end] for start, end in spans))


def test_an_anchor_tells_place_words_and_context():
    article = article_of(*PARAGRAPHS)
    made = quoted(article, 1, 4, 9)
    assert made.quote == "第一批厂房"
    assert made.before == PARAGRAPHS[0][-28:] + "\n合作区的"
    assert ink_of(made.after) == (PARAGRAPHS[1] + PARAGRAPHS[2])[9 : 9 + 32]
    assert ink_at(article, made.raw) == made.quote
    assert made.digest == article.raw.digest
    assert made.occurrences == 1


def test_a_selection_over_blocks_has_a_line_end_between_them():
    article = article_of(*PARAGRAPHS)
    made = anchor(article, Place(0, 30), Place(1, 3))
    assert made.quote == PARAGRAPHS[0][30:] + "\n合作区"
    assert len(made.raw) == 2
    assert len(made.blocks) == 2


def test_nothing_selected_is_refused():
    with pytest.raises(InputError):
        quoted(article_of(*PARAGRAPHS), 0, 3, 3)
    with pytest.raises(InputError, match="4"):
        block_anchor(article_of(*PARAGRAPHS), 9)


def test_the_same_file_is_exact():
    article = article_of(*PARAGRAPHS)
    made = quoted(article, 2, 4, 12)
    placement = resolve(made, article)
    assert (placement.state, placement.spans, placement.verified) == ("exact", made.raw, True)
    assert resolve(made, article.raw).state == "exact"


def test_offsets_that_lie_are_not_believed():
    article = article_of(*PARAGRAPHS)
    made = replace(quoted(article, 2, 4, 12), raw=(Span(0, 8),))
    placement = resolve(made, article)
    assert placement.state == "moved"
    assert ink_at(article, placement.spans) == made.quote


@given(
    block=st.integers(0, 3),
    bounds=st.tuples(st.integers(0, 27), st.integers(1, 28)),
    width=st.integers(1, 40),
    spaced=st.booleans(),
    order=st.permutations(range(4)),
)
def test_any_wrapping_spacing_and_order_lands_on_the_same_characters(
    block, bounds, width, spaced, order
):
    start, end = bounds
    assume(start < end <= len(PARAGRAPHS[block]))
    article = article_of(*PARAGRAPHS)
    made = quoted(article, block, start, end)
    assume(made.occurrences == 1)
    anew = article_of(*(PARAGRAPHS[number] for number in order), width=width, spaced=spaced)
    for text in (anew, anew.raw):
        placement = resolve(made, text)
        assert placement.verified
        inked = Inked.of(anew)
        expected = inked.first_ink[order.index(block)] + start
        assert placement.spans[0].start == inked.reading.raw[expected]
        assert ink_at(anew, placement.spans) == made.quote


@given(data=st.data())
def test_a_look_alike_is_never_taken_for_it(data):
    block = data.draw(st.integers(0, 3))
    chars = list(PARAGRAPHS[block])
    altered = [
        data.draw(st.sampled_from(chars)) if number % 4 == 0 else char
        for number, char in enumerate(chars)
    ]
    assume(sum(a != b for a, b in zip(chars, altered, strict=True)) >= len(chars) // 6)
    start = data.draw(st.integers(0, len(chars) - 9))
    made = quoted(article_of(*PARAGRAPHS), block, start, start + 8)
    assume(made.quote not in "".join(altered))
    others = [p if number != block else "".join(altered) for number, p in enumerate(PARAGRAPHS)]
    placement = resolve(made, article_of(*others))
    assert not placement.verified


def test_twins_are_an_orphan_with_their_number():
    sentence = "签约仪式在市政府举行。"
    made = quoted(article_of(sentence), 0, 0, 4)
    placement = resolve(made, article_of(sentence + sentence, PARAGRAPHS[0], sentence + "，"))
    assert placement.state == "orphan"
    assert placement.candidates > 1
    assert placement.spans == ()


def test_twins_are_told_apart_by_what_stands_around_them():
    first, second = "甲方表示将继续投资建厂，扩大规模。", "乙方表示将继续投资建厂，减少库存。"
    made = quoted(article_of(first, second), 1, 2, 11)
    assert made.occurrences == 2
    anew = article_of(second, first, width=5)
    placement = resolve(made, anew)
    assert placement.verified
    assert placement.spans[0].start < anew.raw.text.index("甲")


def test_when_one_of_two_twins_is_gone_the_other_is_not_taken():
    first, second = "甲方表示将继续投资。", "乙方表示将继续投资。"
    made = quoted(article_of(first, PARAGRAPHS[0], second), 2, 2, 9)
    assert resolve(made, article_of(first, PARAGRAPHS[0])).state == "orphan"


def test_a_pull_quote_and_the_passage_it_repeats_are_told_apart_by_their_neighbours():
    twin = PARAGRAPHS[1] + "工人正在进场，道路正在铺设，学校正在招生，医院正在选址。"
    blocks = (PARAGRAPHS[0], twin, PARAGRAPHS[2], twin, PARAGRAPHS[3])
    made = quoted(article_of(*blocks), 3, 33, 37)
    anew = article_of(*blocks, width=7)
    placement = resolve(made, anew)
    assert placement.verified
    first = Inked.of(anew).first_ink[3]
    assert placement.spans[0].start == Inked.of(anew).reading.raw[first + 33]
    shuffled = article_of(twin, PARAGRAPHS[3], twin, PARAGRAPHS[0], PARAGRAPHS[2])
    assert resolve(made, shuffled).state == "orphan"
    assert resolve(made, article_of(PARAGRAPHS[0], twin, PARAGRAPHS[2])).state == "orphan"


def test_a_heading_is_not_taken_for_the_words_of_a_paragraph():
    heading = "第一批厂房已经封顶，预计年底前可以交付"
    article = article_of(heading, PARAGRAPHS[1], PARAGRAPHS[2])
    made = quoted(article, 0, 3, 9)
    anew = article_of(PARAGRAPHS[2], PARAGRAPHS[1], heading, width=9)
    first = Inked.of(anew).first_ink[2]
    assert resolve(made, anew).spans[0].start == Inked.of(anew).reading.raw[first + 3]
    assert resolve(made, article_of(PARAGRAPHS[1], PARAGRAPHS[2])).state == "orphan"


def test_a_full_stop_at_the_edge_stays_with_its_own_paragraph():
    article = article_of(*PARAGRAPHS)
    last = len(PARAGRAPHS[0]) - 1
    made = anchor(article, Place(0, last), Place(1, len(PARAGRAPHS[1])))
    anew = article_of(PARAGRAPHS[2], PARAGRAPHS[1], PARAGRAPHS[0])
    placement = resolve(made, anew)
    reading = Inked.of(anew).reading
    assert placement.verified
    assert placement.spans[0].start == reading.raw[Inked.of(anew).first_ink[2] + last]


def test_a_short_heading_keeps_to_a_line_of_its_own():
    made = quoted(article_of("外部环境", PARAGRAPHS[0]), 0, 0, 4)
    assert resolve(made, article_of("外部环境", PARAGRAPHS[1])).verified
    assert resolve(made, article_of(f"改善外部环境，{PARAGRAPHS[1]}")).state == "orphan"


def test_an_edited_word_is_shown_as_changed():
    article = article_of(*PARAGRAPHS)
    made = quoted(article, 0, 10, 20)
    edited = article_of(PARAGRAPHS[0].replace("二十三", "二十五"), *PARAGRAPHS[1:], width=9)
    placement = resolve(made, edited)
    assert placement.state == "changed"
    assert placement.found == made.quote.replace("三", "五", 1)
    changed = [each for each in placement.differences if each.op != "equal"]
    assert [(each.quoted, each.found) for each in changed] == [("三", "五")]
    assert 0.8 < placement.similarity < 1
    assert ink_at(edited, placement.spans) == placement.found


def test_a_rewritten_sentence_is_an_orphan():
    made = quoted(article_of(*PARAGRAPHS), 1, 10, 20)
    rewritten = PARAGRAPHS[1][:10] + "完全是别的说法了啊对吧" + PARAGRAPHS[1][20:]
    assert resolve(made, article_of(PARAGRAPHS[0], rewritten, *PARAGRAPHS[2:])).state == "orphan"


def test_another_article_leaves_an_orphan():
    made = quoted(article_of(*PARAGRAPHS), 1, 0, 20)
    placement = resolve(made, article_of("这里说的是另一件事。"))
    assert (placement.state, placement.similarity, placement.spans) == ("orphan", 0.0, ())
    assert resolve(replace(made, quote=" \n"), article_of(*PARAGRAPHS)).state == "orphan"


def test_a_quotation_over_blocks_survives_their_new_order():
    article = article_of(*PARAGRAPHS)
    made = anchor(article, Place(0, 20), Place(1, 20))
    anew = article_of(PARAGRAPHS[1], PARAGRAPHS[2], PARAGRAPHS[0], width=7)
    placement = resolve(made, anew)
    assert placement.state == "moved"
    assert ink_at(anew, placement.spans) == ink_of(made.quote)


def test_words_are_found_white_space_apart():
    article = article_of("总投资 13 亿元的 GTA 基地", "另有总投资未定", spaced=True)
    assert find_anchor(article, "总投资13亿元").quote == "总投资13亿元"
    assert [each.occurrences for each in find_anchors(article, "总 投 资")] == [2, 2]
    with pytest.raises(InputError, match="2"):
        find_anchor(article, "总投资")
    with pytest.raises(NotFound):
        find_anchor(article, "没有的话")
    assert list(find_anchors(article, "  ")) == []


def test_words_that_stand_everywhere_cost_one_anchor(monkeypatch):
    article = article_of("九" * 3000)
    made = Counter[str]()
    one = anchors._anchor

    def counted(*given: object) -> Anchor:
        made["anchors"] += 1
        return one(*given)

    monkeypatch.setattr(anchors, "_anchor", counted)
    with pytest.raises(InputError, match="3000 times"):
        find_anchor(article, "九")
    assert made["anchors"] == 1


def test_many_are_resolved_at_once():
    article = article_of(*PARAGRAPHS)
    made = [block_anchor(article, number) for number in range(4)]
    states = [placement.state for placement in resolve_all(made, article_of(*PARAGRAPHS, width=5))]
    assert states == ["moved"] * 4


def test_a_comparison_puts_both_texts_together_again():
    pieces = compare("一二三四", "一三四五")
    assert "".join(piece.quoted for piece in pieces) == "一二三四"
    assert "".join(piece.found for piece in pieces) == "一三四五"


@given(st.text(max_size=80), st.text(max_size=20))
def test_no_text_is_too_strange(text, quote):
    made = Anchor("ab" * 32, (Span(0, 5),), quote, text[:9], text[9:20], ("x", "1:2:ff"))
    placement = resolve(made, raw_text(text.replace("\r", "")))
    assert placement.verified == bool(placement.spans) or placement.state == "changed"


def test_a_renamed_file_is_recognised_by_content():
    article, other = article_of(*PARAGRAPHS[:2]), article_of(*PARAGRAPHS[2:])
    notes = [
        new_note("quotation", "旧名.txt", "/旧名.txt", quoted(article, block, 2, 14))
        for block in (0, 1)
    ]
    anew = article_of(*PARAGRAPHS[:2], width=5)
    assert recognise(notes, [other, article]) == article.raw
    assert recognise(notes, [other, anew]) == anew.raw
    assert recognise(notes, [other]) is None
    assert recognise(notes, [anew, article_of(*PARAGRAPHS[:2], width=6)]) is None
    assert recognise([], [article]) is None

"""Results as rows: occurrences, totals, the item model, and steps across articles."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reader.article import Article, Block, RawText, Span
from reader.search import Hit, Match, Results
from reader.ui.search.items import HitRole, ResultItems, spoken
from reader.ui.search.model import counted, first_place, lines, places_of, totals
from reader.ui.search.rows import formats
from reader.ui.theme import LIGHT

TEXT = "许昌与德国的合作始于二〇一六年，许昌的企业由此得到德国的机器。"
ARTICLE = Article(
    RawText("a", TEXT, "utf-8", "0"), "许昌", (Block("paragraph", TEXT, (Span(0, len(TEXT)),)),)
)
HIT = Hit(
    "a.txt", "许昌", "2018", 1.0, (Match(0, 0, 2), Match(0, 16, 18), Match(0, 0, 1, "note")),
    "许昌与德国", ((0, 2),),
)  # fmt: skip
OTHER = Hit("b.txt", "", "", 0.5, (), "", ())
RESULTS = Results("许昌", 2, 2, 1.0, (HIT, OTHER), "articles with “许昌”")


def test_every_occurrence_is_a_line_with_its_mark():
    found = lines(ARTICLE, HIT)
    assert [line.paragraph for line in found] == [1, 1]
    for line in found:
        ((start, end),) = line.marks
        assert line.text[start:end] == "许昌"
    assert found[1].text.startswith("…")


def test_matches_beside_the_page_are_no_places():
    assert len(places_of(HIT)) == 2
    assert first_place(HIT).start == 0
    assert first_place(OTHER).block is None


def test_a_match_that_no_longer_fits_is_left_out():
    gone = Hit("a.txt", "", "", 1.0, (Match(7, 0, 2), Match(0, 0, 999)), "", ())
    assert lines(ARTICLE, gone) == []


def test_totals_are_said_in_words():
    assert totals(RESULTS) == "2 articles · 2 places"
    assert spoken(HIT, None) == "许昌, 2018, 2 places, 1 place in notes"


def test_what_is_kept_does_not_count_as_places():
    kept = (*HIT.matches, Match(0, 0, 2, "quotation"), Match(-1, 0, 2, "tag"))
    more = replace(HIT, matches=kept)
    assert counted(more) == "2 ✎2" and counted(OTHER) == ""
    assert counted(replace(HIT, matches=HIT.matches[:2])) == "2"
    after = Results("许昌", 1, 4, 1.0, (more,), "")
    assert totals(after) == "1 article · 2 places"


@pytest.fixture
def items(qtbot):
    made = ResultItems(lambda hit: lines(ARTICLE, hit) if hit is HIT else [])
    made.show(RESULTS.hits)
    return made


def test_the_item_model_keeps_qts_rules(items, qtmodeltester):
    qtmodeltester.check(items)
    items.fetchMore(items.index(0, 0))
    qtmodeltester.check(items)


def test_occurrences_are_made_when_an_article_is_opened(items):
    top = items.index(0, 0)
    assert items.hasChildren(top)
    assert items.rowCount(top) == 0
    items.fetchMore(top)
    assert items.rowCount(top) == 2
    assert items.index(1, 0, top).data(HitRole.PLACE).start == 16
    assert not items.hasChildren(items.index(1, 0))


def test_rows_are_found_by_article(items):
    assert (items.row_of("b.txt"), items.row_of("none")) == (1, -1)


def test_more_of_the_same_leaves_the_rows_that_are_shown(qtbot):
    items = ResultItems(lambda hit: lines(ARTICLE, hit))
    items.show((HIT,))
    items.fetchMore(items.index(0, 0))
    with qtbot.assertNotEmitted(items.modelReset):
        items.show((HIT, OTHER))
    assert (items.rowCount(), items.rowCount(items.index(0, 0))) == (2, 2)
    with qtbot.waitSignal(items.modelReset, timeout=0):
        items.show((OTHER, HIT))
    assert items.hit(0) == OTHER


def test_marks_stand_where_qt_counts_them():
    found = formats("𠮷野家与𠮷野", ((0, 2), (3, 4), (4, 6)), LIGHT)
    assert [(each.start, each.length) for each in found] == [(0, 3), (4, 1), (5, 3)]

"""Figures and people are found once for whoever shows them, and for nobody who has gone."""

from __future__ import annotations

from reader.ui.findings import LANE, Findings
from reader.ui.places import Place
from reader.ui.reading.pane import ReadingPane


def test_the_same_article_on_both_sides_is_marked_on_both(qtbot, desk, keys) -> None:
    pane = ReadingPane(desk)
    qtbot.addWidget(pane)
    pane.show()
    pane.open(Place(keys[0]))
    pane.open(Place(keys[0]), beside=True)
    qtbot.waitUntil(lambda: all(leaf.text.marks_of("figures") for leaf in pane._leaves()))


def test_an_article_that_was_left_is_not_searched(qtbot, desk, keys) -> None:
    pane = ReadingPane(desk)
    qtbot.addWidget(pane)
    pane.show()
    pane.open(Place(keys[0]))
    pane._settled(pane.front())
    pane.open(Place(keys[1]))
    qtbot.waitUntil(lambda: bool(pane.front().text.marks_of("figures")))
    assert not desk.jobs.busy(LANE) and not pane._marking._waiting


def test_what_was_found_is_not_found_again(desk, keys) -> None:
    findings = Findings()
    article = desk.library.article(keys[0])
    found = findings.of(article)
    assert found.figures and findings.of(article) is found
    for key in keys * 4:
        findings.of(desk.library.article(key))
    assert findings.of(article) is found, "two articles do not drive each other out"

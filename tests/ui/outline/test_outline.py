"""The outline of an article."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from reader.article import Article, Block, RawText, Role
from reader.ui.outline.model import head_of, outline
from reader.ui.outline.pane import OutlinePane
from reader.ui.places import Place

PARTS: tuple[tuple[Role, str], ...] = (
    ("title", "题目"),
    ("label", "核心提示"),
    ("lead", "提要"),
    ("label", "【起因】"),
    ("section", "一节"),
    ("subsection", "一小节"),
    ("paragraph", "文"),
    ("section", "二节"),
)
ARTICLE = Article(
    RawText("k", "", "utf-8", "0"), "题目", tuple(Block(role, text, ()) for role, text in PARTS)
)


def test_heads_stand_at_their_levels() -> None:
    levels = [(head.text, head.level) for head in outline(ARTICLE)]
    assert levels == [
        ("题目", 0), ("核心提示", 1), ("【起因】", 1), ("一节", 2), ("一小节", 3), ("二节", 1),
    ]  # fmt: skip
    assert head_of(outline(ARTICLE), 6) == 4
    assert head_of((), 3) == -1


def test_a_click_goes_to_the_head_and_the_page_marks_it(qtbot) -> None:
    pane = OutlinePane(cast(Any, SimpleNamespace()))
    qtbot.addWidget(pane)
    pane.show_article("k", ARTICLE)
    with qtbot.waitSignal(pane.place_chosen) as told:
        pane._tree.itemClicked.emit(pane._items[3], 0)
    assert told.args[0] == Place("k", 4)
    pane.show_place(Place("k", 6))
    assert pane._tree.currentItem() is pane._items[4]
    pane.show_place(Place("other", 6))
    pane.show_article(None, None)
    assert not pane._tree.topLevelItemCount()

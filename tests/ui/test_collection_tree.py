"""The tree: branches, order, filter, laziness, and the item model under Qt's own tester."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QModelIndex, Qt

from reader.notes import field_fits, parse_field
from reader.ui.icons import Icons
from reader.ui.places import Place
from reader.ui.theme import PAPER
from reader.ui.tree.build import Wanted
from reader.ui.tree.fields import shown
from reader.ui.tree.items import BATCH, TreeItems, TreeRole
from reader.ui.tree.menu import deeds
from reader.ui.tree.model import Entry, Group, Leaf, arranged, branches, tip

ENTRIES = (
    Entry("报/2018/a.txt", "许昌对德合作", "聚焦", "2018-07-17", ("毛迎",), "报/2018", ("德国",)),
    Entry("报/2018/b.txt", "北京新闻", "", "2018-03", ("张汉杰", "毛迎"), "报/2018"),
    Entry("报/c.txt", "安全生产", "聚焦", "2019", (), "报"),
    Entry("报/d.txt", "d", folder="报", error="not a text file"),
)


def named(groups, name):
    return next(group for group in groups if group.name == name)


def test_every_branch_groups_what_it_says():
    groups = branches(ENTRIES)
    assert named(groups, "all").count == 4
    assert [g.label for g in named(groups, "series").members] == ["聚焦"]
    assert {g.label: g.count for g in named(groups, "author").members} == {"毛迎": 2, "张汉杰": 1}
    assert named(groups, "tag").members[0].members == [ENTRIES[0]]
    assert named(groups, "unreadable").members == [ENTRIES[3]]


def test_dates_go_by_year_and_month_as_far_as_they_are_known():
    years = named(branches(ENTRIES), "date").members
    assert [year.label for year in years] == ["2019", "2018"]
    assert years[0].members == [ENTRIES[2]]
    assert [month.label for month in years[1].members] == ["2018-07", "2018-03"]


def test_folders_nest_and_count_what_is_below():
    top = named(branches(ENTRIES), "folder").members[0]
    assert (top.label, top.count) == ("报", 4)
    assert [member.label for member in top.members if isinstance(member, Group)] == ["2018"]


def test_a_branch_without_articles_is_left_out():
    assert [group.name for group in branches((Entry("a.txt", "a"),))] == ["all", "folder"] or [
        group.name for group in branches((Entry("a.txt", "a"),))
    ] == ["all"]


def test_orders():
    by_title = [entry.title for entry in arranged(ENTRIES[:3], "title")]
    assert by_title == ["安全生产", "北京新闻", "许昌对德合作"]  # as their pinyin
    assert arranged(ENTRIES[:3], "newest")[0].date == "2019"
    assert arranged(ENTRIES, "oldest")[0].date == "2018-03"
    assert arranged(ENTRIES, "oldest")[-1].date == ""
    assert arranged(ENTRIES, "name") == list(ENTRIES)


def test_the_filter_looks_at_titles_series_and_names():
    def found(text):
        return [entry.key for entry in Wanted(ENTRIES, (), "name", text).build()[1][0].members]

    assert found("xc") == ["报/2018/a.txt"]
    assert found("聚焦") == ["报/2018/a.txt", "报/c.txt"]
    assert found("b.txt") == ["报/2018/b.txt"]
    assert found("zzz") == []


def test_a_tip_says_why_a_file_cannot_be_read():
    assert "not a text file" in tip(ENTRIES[3])
    assert "毛迎" in tip(ENTRIES[0])


@pytest.fixture
def items(qtbot):
    return TreeItems(Icons.of(PAPER))


def test_the_item_model_keeps_qts_rules(items, qtmodeltester):
    leaves = (
        Group("bookmark", "bookmark", "Bookmarks", [Leaf("bookmark", "一", place=Place("a"))], 1),
    )
    items.replace_all((*branches(ENTRIES), *leaves))
    for row in range(items.rowCount()):
        items.fetchMore(items.index(row, 0))
    qtmodeltester.check(items)
    items.replace_branch(Group("bookmark", "bookmark", "Bookmarks", [], 0))
    qtmodeltester.check(items)


def test_rows_are_made_when_they_are_looked_at(items):
    many = [Entry(f"f/{n}.txt", f"第{n}篇") for n in range(100_000)]
    items.replace_all((Group("all", "all", "All", many, len(many)),))
    top = items.index(0, 0)
    assert items.rowCount(top) == 0
    assert items.hasChildren(top)
    assert items.canFetchMore(top)
    items.fetchMore(top)
    assert items.rowCount(top) == BATCH
    assert items.index_of("f/999.txt").row() == 999
    assert items.rowCount(top) < 2_000


def test_what_a_row_says(items):
    items.replace_all(branches(ENTRIES))
    items.read_keys = frozenset({"报/2018/a.txt"})
    items.current_key = "报/2018/a.txt"
    top = items.index(0, 0)
    items.fetchMore(top)
    row, broken = items.index(0, 0, top), items.index(3, 0, top)
    assert row.data() == "许昌对德合作"
    assert row.data(TreeRole.DETAIL) == "2018-07-17 ✓"
    assert row.data(TreeRole.FAINT)
    assert row.data(TreeRole.STRONG)
    assert "read" in row.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "not a text file" in broken.data()
    assert "4 articles" in top.data(Qt.ItemDataRole.AccessibleTextRole)
    assert QModelIndex().data() is None


def test_a_hundred_thousand_articles_are_grouped_without_effort():
    many = [
        Entry(f"f/{n % 300}/{n}.txt", f"第{n}篇", f"系列{n % 50}", f"20{n % 20:02}-01-01",
              (f"记者{n % 900}",), f"f/{n % 300}")
        for n in range(100_000)
    ]  # fmt: skip
    began = time.process_time()
    Wanted(many, (), "title", "").build()
    assert time.process_time() - began < 30  # a runaway, not a race


def test_deeds_fit_the_rows():
    names = {deed.name for deed in deeds([ENTRIES[0]]) if deed}
    assert {"open", "bookmark", "metadata", "copy_path"} <= names
    several = {deed.name for deed in deeds(ENTRIES[:2]) if deed}
    assert "open" not in several
    assert {deed.name for deed in deeds([ENTRIES[3]]) if deed} == {"show_file", "rescan"}
    assert deeds([Leaf("search", "q"), Leaf("bin", "b")]) == []
    assert [deed.name for deed in deeds([]) if deed] == ["add_folder"]


def test_metadata_fields_as_text():
    assert parse_field("authors", " 毛迎、张汉杰, 李一 ") == ("毛迎", "张汉杰", "李一")
    assert shown("authors", ("毛迎", "张汉杰")) == "毛迎，张汉杰"
    assert parse_field("title", "  ") is None
    assert all(field_fits("date", text) for text in ("", "2018", "2018-07", "2018-07-17"))
    wrong = ("2018-13", "20180717", "昨天", "2018-02-30")
    assert not any(field_fits("date", text) for text in wrong)
    assert field_fits("title", "昨天")


def test_a_branch_of_leaves_changes_row_by_row(qtmodeltester):
    """Opening an article changes what was read last: the view must not lay out the whole tree."""
    items = TreeItems(Icons.of(PAPER))
    items.replace_all([Group("history", "history", "Read", leaves("ab"), 2)])
    branch = items.index(0, 0)
    items.fetchMore(branch)
    gone, come = [], []
    items.rowsRemoved.connect(lambda *_: gone.append(1))
    items.rowsInserted.connect(lambda *_: come.append(1))
    for words in ("ba", "bac", "", "c"):
        items.replace_branch(Group("history", "history", "Read", leaves(words), len(words)))
        labels = [items.index(row, 0, branch).data() for row in range(items.rowCount(branch))]
        assert labels == list(words)
    assert (len(gone), len(come)) == (1, 2), "only what goes or comes is told"
    qtmodeltester.check(items)


def leaves(words: str) -> list[Leaf]:
    return [Leaf("article", word) for word in words]

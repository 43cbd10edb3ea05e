"""The figure list, the table and the charts."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from reader.ui.figures.gather import gather
from reader.ui.figures.listing import (
    DETAIL_ROLE,
    PLACE_ROLE,
    ListingModel,
    figure_groups,
    people_group,
    statement_group,
)
from reader.ui.figures.pane import FiguresPane
from reader.ui.figures.saving import NAMES, Saving
from reader.ui.figures.store import FigureStore, Wanted
from reader.ui.figures.table import FigureTable
from reader.ui.figures.table_model import COLUMNS, FigureTableModel
from reader.ui.places import Place


@pytest.fixture
def key(desk) -> str:
    return next(s.key for s in desk.library.sources() if s.key.endswith("again.txt"))


@pytest.fixture
def table(qtbot, desk) -> FigureTable:
    table = FigureTable(desk)
    qtbot.addWidget(table)
    table.resize(1000, 700)
    table.show()
    table.load()
    qtbot.waitUntil(lambda: table._model.rowCount() > 10 and not desk.jobs.busy("figure table"))
    return table


def test_the_list_model_is_a_model(qtmodeltester, desk, key) -> None:
    library = desk.library
    groups = figure_groups(key, library.figures(key))
    groups += [
        people_group(key, library.people(key)),
        statement_group(key, library.statements(key)),
    ]
    model = ListingModel()
    model.show_groups(groups, ["money"])
    qtmodeltester.check(model)
    money = model.index(0, 0)
    assert money.data(Qt.ItemDataRole.CheckStateRole) is Qt.CheckState.Unchecked
    row = model.index(0, 0, money)
    assert row.data() == "3.8亿元" and "总投资" in row.data(DETAIL_ROLE)
    assert isinstance(row.data(PLACE_ROLE), Place)


def test_figures_come_and_a_click_goes_there(qtbot, desk, key) -> None:
    pane = FiguresPane(desk)
    qtbot.addWidget(pane)
    pane.show()
    article = desk.library.article(key)
    pane.show_article(key, article)
    qtbot.waitUntil(lambda: pane._model.rowCount() > 0)
    row = pane._model.index(0, 0, pane._model.index(0, 0))
    with qtbot.waitSignal(pane.place_chosen) as told:
        pane.tree.clicked.emit(row)
    place = told.args[0]
    assert article.blocks[place.block].text[place.start : place.end] == row.data()
    pane.show_article(None, None)
    assert pane._model.rowCount() == 0


def test_a_type_is_switched_off_in_the_text(qtbot, desk, key) -> None:
    pane = FiguresPane(desk)
    qtbot.addWidget(pane)
    pane.show_article(key, desk.library.article(key))
    qtbot.waitUntil(lambda: pane._model.rowCount() > 0)
    money = pane._model.index(0, 0)
    pane._model.setData(money, Qt.CheckState.Unchecked.value, Qt.ItemDataRole.CheckStateRole)
    assert desk.settings.get("figure_types_off") == ["money"]
    assert money.data(Qt.ItemDataRole.CheckStateRole) is Qt.CheckState.Unchecked
    pane._model.setData(money, Qt.CheckState.Checked.value, Qt.ItemDataRole.CheckStateRole)
    assert desk.settings.get("figure_types_off") == []


def test_the_table_model_is_a_model(qtmodeltester, desk, gathered) -> None:
    model = FigureTableModel(desk.look)
    model.append(gathered)
    qtmodeltester.check(model)
    model.want(Wanted(types=("money",)))
    model.sort(2, Qt.SortOrder.DescendingOrder)
    assert [model.index(row, 1).data() for row in range(3)] == ["3.8亿元", "3.6亿元", "5200万元"]
    model.sort(-1)
    model.forget({article.key for article in gathered})
    assert model.rowCount() == 0
    qtmodeltester.check(model)


def test_the_table_filters_by_type_words_and_condition(qtbot, table) -> None:
    everything = table._model.rowCount()
    table.show_type("money")
    assert table._model.rowCount() == 3
    table.show_type(None)
    table._words.setText("金额>=1亿元 公园")
    qtbot.waitUntil(lambda: table._model.rowCount() == 2)
    table._words.setText("金额>=多少")
    qtbot.waitUntil(lambda: "金额>=多少" in table._told.text())
    table._words.clear()
    qtbot.waitUntil(lambda: table._model.rowCount() == everything)


def test_a_row_opens_its_sentence(qtbot, table, desk) -> None:
    table.show_type("percent")
    with qtbot.waitSignal(table.place_chosen) as told:
        table.table.activated.emit(table._model.index(0, 0))
    place = told.args[0]
    text = desk.library.article(place.key).blocks[place.block].text
    assert text[place.start : place.end] == "12%"


def test_rows_are_copied_as_a_spreadsheet_reads_them(table) -> None:
    table.show_type("money")
    table.copy()
    lines = QGuiApplication.clipboard().text().split("\n")
    assert len(lines) == 4 and all(line.count("\t") == len(COLUMNS) - 1 for line in lines)


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_what_is_listed_is_saved(table, tmp_path: Path, suffix: str) -> None:
    table.show_type("money")
    model = table._model
    path = tmp_path / f"figures.{suffix}"
    Saving(path, model.store, model.rows).run()
    if suffix == "csv":
        import csv

        rows = list(csv.reader(path.read_text("utf-8-sig").splitlines()))
    else:
        import openpyxl

        rows = list(openpyxl.load_workbook(path).active.iter_rows(values_only=True))
    assert len(rows) == 4 and len(rows[0]) == len(NAMES)
    low = NAMES.index("low")
    assert {float(row[low]) for row in rows[1:]} == {3.6e8, 5.2e7, 3.8e8}


def test_charts_show_the_selection_and_open_its_rows(qtbot, table) -> None:
    table.show_type("money")
    qtbot.waitUntil(lambda: len(table._values._points) == 3)
    table.table.selectRow(0)
    chosen = table.table.selectionModel()
    flags = chosen.SelectionFlag
    chosen.select(table._model.index(1, 0), flags.Select | flags.Rows)
    qtbot.waitUntil(lambda: len(table._values._points) == 2)
    table._values.setFocus()
    qtbot.keyClick(table._values, Qt.Key.Key_Down)
    with qtbot.waitSignal(table.place_chosen):
        qtbot.keyClick(table._values, Qt.Key.Key_Return)
    assert not table._values.grab().isNull()


def test_the_timeline_is_in_order_of_time(qtbot, table) -> None:
    table._charts.setCurrentIndex(2)
    qtbot.waitUntil(lambda: len(table._timeline._points) == 3)
    days = [point.first for point in table._timeline._points]
    assert days == sorted(days)
    assert not table._timeline.grab().isNull()


def test_the_same_figure_in_two_articles_is_proposed(qtbot, table) -> None:
    table._charts.setCurrentIndex(3)
    tree = table._groups.tree
    qtbot.waitUntil(lambda: tree.topLevelItemCount() > 0)
    heads = [tree.topLevelItem(at).text(0) for at in range(tree.topLevelItemCount())]
    assert any(head.startswith("≠") for head in heads)
    with qtbot.waitSignal(table._groups.place_chosen):
        tree.itemClicked.emit(tree.topLevelItem(0).child(0), 0)


def test_a_second_opening_reads_only_what_is_new(qtbot, table, desk) -> None:
    count = table._model.rowCount()
    known = dict(table._seals)
    (chunk,) = gather(desk.library.paths, desk.library.folders, known)
    assert chunk.articles == () and not chunk.stale
    bridge = next(s for s in desk.library.sources() if s.key.endswith("bridge.txt"))
    bridge.path.write_text("新桥通车\n\n    南河新桥全长641米。\n", encoding="utf-8")
    park = next(s for s in desk.library.sources() if s.key.endswith("park.txt"))
    park.path.unlink()
    table.load()
    qtbot.waitUntil(lambda: bridge.key in table._seals and park.key not in table._seals)
    qtbot.waitUntil(lambda: not table._bar.isVisible())
    assert table._model.rowCount() < count
    listed = {table._model.store.word("surface", int(row)) for row in table._model.rows}
    assert "641米" in listed and "5200万元" not in listed and "3.6亿元" not in listed
    assert known[bridge.key] != table._seals[bridge.key]


def test_a_correction_makes_figures_stale(desk) -> None:
    library = desk.library
    seals = dict(s for chunk in gather(library.paths, library.folders) for s in chunk.seals)
    article = library.article(next(iter(seals)))
    library.notes.set_corrections(
        article.raw.digest, [{"operation": "role", "at": 0, "role": "paragraph"}]
    )
    first = next(gather(library.paths, library.folders, seals))
    assert first.stale == {article.raw.source}


def test_reading_can_be_stopped(table) -> None:
    table.load()
    table._stop.click()
    assert not table._stop.isVisible() and table._told.text()


def test_the_selection_outlives_sorting_and_filtering(table) -> None:
    table.show_type("money")
    table.table.selectRow(0)
    row = int(table._model.rows[0])
    table.table.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    table.show_type(None)
    (index,) = table.table.selectionModel().selectedRows()
    assert int(table._model.rows[index.row()]) == row
    table.show_type("percent")
    assert table.table.selectionModel().selectedRows() == []


def test_a_file_is_saved_in_the_background(qtbot, table, tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "all.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    with qtbot.waitSignal(table.status_told):
        table.save_csv()
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "no/a.csv"), ""))
    (tmp_path / "no").write_text("a file, no folder")
    with qtbot.waitSignal(table.failed):
        table.save_csv()


def test_a_snapshot_does_not_see_what_comes_later(gathered) -> None:
    store = FigureStore()
    store.append(gathered[:1])
    held, count = store.snapshot(), store.count
    store.append(gathered[1:])
    store.forget({gathered[0].key})
    assert held.count == count
    assert held.text(0, "article") == " ".join(gathered[0].title.split())
    assert {store.source(row).key for row in range(store.count)} == {g.key for g in gathered[1:]}

"""The text on the screen: formats, marks, places, clipboard."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from math import cbrt, dist

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QFontInfo, QTextBlockFormat, QTextCharFormat, QTextCursor

from reader.article import ROLES
from reader.ui.kept import NoteMark, highlight_colours
from reader.ui.places import Place
from reader.ui.plain import plain_tip
from reader.ui.reading.annotate import note_layer
from reader.ui.reading.layers import Mark, layer_of, looks
from reader.ui.reading.textview import TextView
from reader.ui.reading.typography import FACES, Typography
from reader.ui.theme import THEMES, contrast


@pytest.fixture
def view(qtbot, make, typography) -> TextView:
    view = TextView()
    qtbot.addWidget(view)
    view.resize(900, 500)
    view.set_article(
        "k",
        make(
            ("title", "题目一行|题目两行"),
            ("label", "核心提示"),
            ("lead", "提要在这里。"),
            ("paragraph", "𠮷字开头，投资13亿元。" * 20),
            ("quote", "引语"),
            ("attribution", "——某人"),
            ("caption", "图片说明"),
            ("paragraph", "<b>不是标记</b> & 尾巴"),
        ),
        typography,
    )
    view.show()
    return view


def test_every_role_has_its_own_look() -> None:
    assert set(FACES) == set(ROLES)
    assert len(set(FACES.values())) == len(FACES)


def test_places_and_positions_are_inverse(view: TextView) -> None:
    article = view.article
    assert article is not None
    for at, block in enumerate(article.blocks):
        for offset in range(len(block.text) + 1):
            assert view.place_of(view.position_of(at, offset)) == (at, offset)


def test_source_text_is_never_taken_for_markup(view: TextView) -> None:
    assert "<b>不是标记</b> & 尾巴" in view.toPlainText()
    assert plain_tip("<img src=x>\n&") == "<qt>&lt;img src=x&gt;<br>&amp;</qt>"


def test_what_is_copied_is_the_articles_own_text(view: TextView, make, typography) -> None:
    article = make(("title", "上|下"), ("paragraph", "一\u202e二\x00发"))
    view.set_article("k", article, typography, "traditional")
    assert "發" in view.toPlainText() and "\x00" not in view.toPlainText()
    view.selectAll()
    data = view.createMimeDataFromSelection()
    assert data.text() == "上 下\n一\u202e二\x00发"
    assert data.html().startswith("<p>上 下</p><p>")


def test_selection_is_one_place_a_block(view: TextView) -> None:
    cursor = view.textCursor()
    cursor.setPosition(view.position_of(2, 2))
    cursor.setPosition(view.position_of(3, 4), cursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)
    assert view.selection() == (Place("k", 2, 2, 6), Place("k", 3, 0, 4))
    assert view.text_of(view.selection()) == "在这里。\n𠮷字开头"


def test_marks_are_put_on_what_is_in_sight(view: TextView) -> None:
    view.set_layer("figures", {3: (Mark(1, 3, "figure.money", "tip"),)})
    number = view.page.first_piece(3)
    (made,) = view.document().findBlockByNumber(number).layout().formats()
    assert (made.start, made.length) == (2, 2)  # the first character takes two UTF-16 units
    view.set_layer("figures", {})
    assert not view.document().findBlockByNumber(number).layout().formats()


def test_a_place_far_below_is_brought_into_sight(view: TextView, make, typography) -> None:
    view.set_article("k", make(*[("paragraph", f"第{n}段。" * 30) for n in range(200)]), typography)
    assert view.top_place().block == 0 and view.progress() < 0.2
    view.show_place(Place("k", 150, 8))
    shown = {view.page.pieces[at].block for at, _, _ in view.pieces_in_sight()}
    assert 150 in shown and view.caret() == (150, 8)
    before = view.verticalScrollBar().value()
    view.scroll_to(150, 9)
    assert view.verticalScrollBar().value() == before, "what can be read already stays"
    view.scroll_to(120, 0, share=0.0)
    assert view.top_place().block == 120


def test_the_page_is_centred_and_keeps_its_measure(view: TextView, typography) -> None:
    assert abs(view.viewport().width() - typography.width) <= 1
    margins = view.viewportMargins()
    assert abs(margins.left() - margins.right()) < 40
    view.resize(300, 500)
    assert 0 < view.viewport().width() < 300


def test_a_new_typography_keeps_the_place_of_the_eye(view: TextView, make, typography) -> None:

    from reader.ui.reading.typography import Typography

    view.set_article("k", make(*[("paragraph", "文字。" * 60) for _ in range(60)]), typography)
    view.scroll_to(30, 0, share=0.0)
    larger = Typography(typography.style._replace(points=20.0))
    view.set_typography(larger, "original")
    assert view.top_place().block == 30


def test_another_width_keeps_the_place_of_the_eye_and_balances_heads(
    view: TextView, make, typography, qtbot
) -> None:
    head = "这一个题目有三十个汉字那么长所以在窄的窗格里要分成两三行"
    parts = [("title", head), *[("paragraph", "文字。" * 60) for _ in range(60)]]
    view.set_article("k", make(*parts), typography)
    view.scroll_to(30, 60, share=0.0)
    place = view.top_place()
    view.resize(380, 500)
    qtbot.waitUntil(lambda: view.top_place().block == place.block)
    first = view.document().firstBlock()
    wide = [
        first.layout().lineAt(at).naturalTextWidth() for at in range(first.layout().lineCount())
    ]
    assert len(wide) > 1 and max(wide) > 0.5 * view.viewport().width()
    view.resize(900, 500)
    qtbot.waitUntil(lambda: view.top_place().block == place.block)


def test_long_heads_shrink_or_are_balanced(typography, make, view: TextView) -> None:
    fits = "二十三字的题目刚好比一行长一点点所以缩小"
    view.set_article("k", make(("title", fits), ("title", fits * 3)), typography)
    one, two = (view.document().findBlockByNumber(at) for at in (0, 1))
    assert one.layout().lineCount() == 1
    widths = [two.layout().lineAt(at).naturalTextWidth() for at in range(two.layout().lineCount())]
    assert min(widths) > 0.5 * max(widths), "no word stands alone on the last line"


def test_the_first_line_is_indented_two_characters(view: TextView, typography) -> None:
    made: QTextBlockFormat = view.document().findBlockByNumber(3).blockFormat()
    assert made.textIndent() == pytest.approx(2 * typography.em)
    assert made.alignment() == Qt.AlignmentFlag.AlignJustify


def test_simplified_faces_come_first(typography) -> None:
    family = QFontInfo(typography.body).family()
    assert "JP" not in family and "KR" not in family


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_every_mark_can_be_read_in_every_theme(theme) -> None:
    for kind, look in looks(theme).items():
        ground = (
            look.background().color().name()
            if look.hasProperty(QTextCharFormat.Property.BackgroundBrush.value)
            else theme.page
        )
        colour = (
            look.foreground().color().name()
            if look.hasProperty(QTextCharFormat.Property.ForegroundBrush.value)
            else theme.text
        )
        assert contrast(colour, ground) >= 4.5, kind
    for face in FACES.values():
        assert contrast(getattr(theme, face.colour), theme.page) >= 4.5
        assert contrast(getattr(theme, face.colour), theme.raised) >= 4.5


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_figures_over_any_ground_can_be_read(theme) -> None:
    grounds = [theme.quote, theme.hit, *highlight_colours(theme).values()]
    for colour in (*theme.figures.values(), theme.person):
        for ground in grounds:
            assert contrast(colour, ground) >= 3.0  # a mark on a mark: large-text contrast


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_no_kind_of_figure_differs_by_colour_alone(theme) -> None:
    lines = {
        kind: look.underlineStyle() for kind, look in looks(theme).items() if "figure." in kind
    }
    common = ("money", "percent", "date", "duration", "ordinal", "quantity")
    assert len({lines[f"figure.{kind}"] for kind in common}) == len(common)


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_no_two_kinds_share_a_line_and_a_colour(theme) -> None:
    """Where line and ground are the same, colours are as far apart as red and orange."""
    made = {kind: look for kind, look in looks(theme).items() if not kind.startswith("found")}
    alike = defaultdict(list)
    for kind, look in made.items():
        line = (look.underlineStyle().value, look.fontOverline())
        if any(line):
            alike[(*line, look.background().color().name())].append((kind, look))
    assert alike[0, True, "#000000"] == [("person", made["person"])], "no other line is above"
    for same in alike.values():
        for (one, first), (other, second) in combinations(same, 2):
            assert apart(_ink(first), _ink(second)) > 30, (one, other)


def _ink(look: QTextCharFormat) -> QColor:
    return look.underlineColor() if look.underlineColor().isValid() else look.foreground().color()


def apart(one: QColor, other: QColor) -> float:
    """How unlike two colours look: their distance in CIE L*a*b*."""
    return dist(_lab(one), _lab(other))


def _lab(colour: QColor) -> tuple[float, float, float]:
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (colour.redF(), colour.greenF(), colour.blueF())
    )
    x, y, z = (
        cbrt(value) if value > 0.008856 else 7.787 * value + 16 / 116
        for value in (
            (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505,
            0.2126 * red + 0.7152 * green + 0.0722 * blue,
            (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089,
        )
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def test_a_change_of_width_leaves_caret_and_page_alone(view: TextView, qtbot) -> None:
    view.resize(420, 500)
    qtbot.wait(20)
    assert not view.textCursor().hasSelection() and view.verticalScrollBar().value() == 0
    view.select(Place("k", 3, 2, 6))
    view.resize(900, 500)
    qtbot.wait(20)
    assert view.selection() == (Place("k", 3, 2, 6),)


@pytest.mark.parametrize("paragraphs", [60, 1200])
def test_marks_set_before_all_is_laid_out_leave_no_line_out(qtbot, make, typography, paragraphs):
    """Qt lays out from the top in steps; what was changed amid them left blank places."""
    parts = [("paragraph", f"第{n}段，长得要占上好几行才够。" * 6) for n in range(paragraphs)]
    view = TextView()
    qtbot.addWidget(view)
    view.resize(700, 500)
    view.show()
    view.set_article("k", make(*parts), typography)
    view.set_layer("hits", layer_of((at, Mark(0, 2, "hit")) for at in range(paragraphs)))
    qtbot.waitUntil(lambda: bool(view.document().firstBlock().layout().formats()))
    qtbot.waitUntil(lambda: view.document().lastBlock().layout().lineCount() > 0)
    block = view.document().begin()
    while block.isValid():
        assert block.layout().lineCount(), block.blockNumber()
        block = block.next()


def long_parts(paragraphs: int = 60) -> list[tuple[str, str]]:
    """A head and paragraphs of several lines each."""
    return [("title", "一个题目"), *[("paragraph", "文字。" * 60) for _ in range(paragraphs)]]


@pytest.mark.parametrize("change", [{"points": 20.0}, {"points": 9.0}, {"measure": 24}])
def test_another_size_or_measure_keeps_the_eye_for_good(
    qtbot, view: TextView, make, typography, change
) -> None:
    view.set_article("k", make(*long_parts()), typography)
    qtbot.wait(30)
    view.scroll_to(30, 60, share=0.0)
    qtbot.wait(30)
    place = view.top_place()
    view.set_typography(Typography(typography.style._replace(**change)), "original")
    qtbot.wait(60)
    assert view.top_place().block == place.block


def test_measures_tried_one_after_the_other_come_back_to_the_same_line(
    qtbot, view: TextView, make, typography
) -> None:
    view.set_article("k", make(*long_parts()), typography)
    qtbot.wait(30)
    view.scroll_to(30, 100, share=0.0)
    place = view.top_place()
    for measure in (20, 31, 24, 27, 22, 36):
        view.set_typography(Typography(typography.style._replace(measure=measure)), "original")
        qtbot.wait(40)
    assert view.top_place() == place


@pytest.mark.parametrize(
    "change", [{"theme": THEMES["dark"]}, {"points": 20.0}, {"spacing": 200}, {"measure": 24}]
)
def test_another_look_keeps_caret_selection_and_the_place_of_the_eye(
    qtbot, view: TextView, make, typography, change
) -> None:
    view.set_article("k", make(*long_parts()), typography)
    view.select(Place("k", 20, 2, 6))
    view.scroll_to(30, 0, share=0.0)
    view.set_typography(Typography(typography.style._replace(**change)), "traditional")
    assert view.selection() == (Place("k", 20, 2, 6),) and view.caret() == (20, 6)
    qtbot.wait(40)
    assert view.selection() == (Place("k", 20, 2, 6),) and view.top_place().block == 30
    view.show_place(Place("k", 40, 3))
    view.set_typography(typography, "original")
    qtbot.wait(40)
    assert view.caret() == (40, 3) and not view.selection()


def test_marks_at_the_top_stay_when_the_width_changes(
    qtbot, view: TextView, make, typography
) -> None:
    head = "这一个题目有三十个汉字那么长所以在窄的窗格里要分成两三行"
    view.set_article("k", make(("title", head), ("paragraph", "文字。" * 60)), typography)
    view.set_layer("figures", {1: (Mark(1, 3, "figure.money"),)})
    for width in (420, 900, 380):
        view.resize(width, 500)
        qtbot.wait(10)
        block = view.document().findBlockByNumber(view.page.first_piece(1))
        qtbot.waitUntil(lambda block=block: bool(block.layout().formats()), timeout=1000)


@pytest.mark.parametrize("first", ["quotation", "highlight"])
def test_a_quotation_does_not_cover_the_readers_colour(view: TextView, first) -> None:
    notes = [
        NoteMark(3, 0, 8, "highlight", "h", "yellow"),
        NoteMark(3, 2, 5, "quotation", "q"),
        NoteMark(3, 0, 8, "note", "n"),
    ]
    if first == "quotation":
        notes.reverse()
    view.set_layer("notes", note_layer(notes))
    theme = view.typography.style.theme
    block = view.document().findBlockByNumber(view.page.first_piece(3))
    made = block.layout().formats()  # held: what is in it lives no longer
    assert made[-1].format.background().color().name() == highlight_colours(theme)["yellow"]
    cursor = QTextCursor(view.document())
    cursor.setPosition(view.position_of(3, 3))
    rect = view.cursorRect(cursor)
    at = view.marks_at(rect.center() + QPoint(3, 0))
    assert at[0].what.id == "h", "the topmost is told and clicked first"

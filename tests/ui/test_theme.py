"""Contrast in every theme, and no meaning by colour alone."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QPalette

from reader.ui.kept import highlight_colours
from reader.ui.settings import Settings
from reader.ui.theme import FIGURE_MARKS, PAPER, THEMES, Look, contrast, palette

ENOUGH = 4.5
each_theme = pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)


def test_contrast_is_that_of_the_standard():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@each_theme
@pytest.mark.parametrize("ink", ["text", "muted", "accent", "person", "error"])
@pytest.mark.parametrize("ground", ["page", "window", "raised"])
def test_words_can_be_read(theme, ink, ground):
    assert contrast(getattr(theme, ink), getattr(theme, ground)) >= ENOUGH


@each_theme
@pytest.mark.parametrize("ground", ["hit", "hit_current", "quote"])
def test_words_can_be_read_on_marks(theme, ground):
    assert contrast(theme.text, getattr(theme, ground)) >= ENOUGH


@each_theme
def test_words_can_be_read_on_highlights_and_selections(theme):
    assert contrast(theme.on_selection, theme.selection) >= ENOUGH
    for ground in highlight_colours(theme).values():
        assert contrast(theme.text, ground) >= ENOUGH


@each_theme
@pytest.mark.parametrize("kind", FIGURE_MARKS)
def test_figures_can_be_read(theme, kind):
    assert contrast(theme.figures[kind], theme.page) >= ENOUGH


def test_figure_types_differ_by_more_than_colour():
    signs = [mark.sign for mark in FIGURE_MARKS.values()]
    assert len(set(signs)) == len(signs)
    assert set(FIGURE_MARKS) == set(PAPER.figures)


@each_theme
def test_the_palette_holds_the_theme(theme, qapp):
    made = palette(theme)
    assert made.color(QPalette.ColorRole.Text).name() == theme.text
    assert made.color(QPalette.ColorRole.Base).name() == theme.page


def test_a_choice_of_theme_shows_at_once(tmp_path, qtbot, qapp):
    before = qapp.palette()
    settings = Settings(tmp_path / "s.json")
    look = Look(settings)
    with qtbot.waitSignal(look.changed):
        settings.set("theme", "dark")
    assert look.theme.dark
    assert qapp.palette().color(QPalette.ColorRole.Base).name() == look.theme.page
    qapp.setPalette(before)

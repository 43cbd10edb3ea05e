"""The reading pane: articles in tabs, one or two groups of tabs side by side."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


class ReadingPane(QWidget):
    """Articles in tabs; everything the window can ask of reading.

    Made with the desk: `ReadingPane(desk)`. It follows the settings `figure_layer`,
    `people_layer`, `doubt_layer`, `paragraph_numbers`, `figure_types_off`, `script`,
    `original_beside`, `font_family`, `font_size`, `line_width`, `line_spacing`, and the
    desk's look, by itself.

    Opening and moving
        open(place, *, new_tab=False, beside=False)   show an article, at a place if it has one
        open_article(key, article, ...)               the same with an article already restored
        reload(key)                                   after a correction or a changed file
        close_tab(), close_others(), reopen_tab(), next_tab(), previous_tab()
        toggle_split(), other_side()
        go_back(), go_forward(), can_go_back(), can_go_forward()
        go_to_paragraph()                             asks for a ¶ number
        find(), find_next(), find_previous()
        show_hits(key, places), clear_hits(), next_hit(), previous_hit()
            next_hit and previous_hit return False past the article's last or first hit
        take_focus(), session() -> dict, restore(session)

    What is shown
        current_key() -> str | None, current_article() -> Article | None
        current_place() -> Place | None               where the reader's eye is
        selection() -> tuple[Place, ...]              one place a block; empty without selection
        set_notes(key, marks)                         kept passages: tuple of NoteMark

    Taking away
        copy_quotation(), keep_quotation(), highlight(colour=None), add_note(), bookmark()
        print_article(), print_preview(), save_pdf()

    Intents (connect them; places are tuples of `Place`, one a block, never empty)
        article_shown(str key)      another article is in front ("" for none)
        place_changed(object)       Place at the top of the page, at most a few times a second
        progress_changed(float)     0.0 to 1.0, how far the article in front has been read
        selection_changed(bool)
        history_changed()           can_go_back / can_go_forward may have changed
        status_told(str)            a line for the status bar
        hits_told(int, int)         current hit (1-based, 0 for none) and number of hits
        copy_wanted(object)         places: copy as a quotation with its source
        keep_wanted(object)         places: keep as a quotation with note and tags
        highlight_wanted(object, str)   places and a colour's name
        note_wanted(object)         places, or one Place of the article: write a note
        bookmark_wanted(object)     Place
        figure_clicked(object)      Figure
        note_clicked(str)           id of a kept passage
        correction_wanted(str, object)  key and reader.text Correction
        search_wanted(str)          search the collection for these words
        position_left(str, int, float)  key, raw offset, progress: keep it
        failed(object)              an Exception to be shown
    """

    article_shown = Signal(str)
    place_changed = Signal(object)
    progress_changed = Signal(float)
    selection_changed = Signal(bool)
    history_changed = Signal()
    status_told = Signal(str)
    hits_told = Signal(int, int)
    copy_wanted = Signal(object)
    keep_wanted = Signal(object)
    highlight_wanted = Signal(object, str)
    note_wanted = Signal(object)
    bookmark_wanted = Signal(object)
    figure_clicked = Signal(object)
    note_clicked = Signal(str)
    correction_wanted = Signal(str, object)
    search_wanted = Signal(str)
    position_left = Signal(str, int, float)
    failed = Signal(object)

"""The one table of everything the user can do.

Each command has one text, one menu place and its shortcuts; menus, toolbar, shortcuts and
command palette are all made from here. `slot` names what is called, as a path from the
window ("reading.go_back"). A command with `setting` switches that setting and calls nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reader.i18n import tr

_MNEMONIC = re.compile(r"\(&.\)|&")


@dataclass(frozen=True, slots=True)
class Command:
    """One thing to do. `keys` are portable key sequences; the first is shown."""

    id: str
    text: str
    menu: str
    slot: str = ""
    keys: tuple[str, ...] = ()
    icon: str = ""
    setting: str = ""
    value: str | None = None  # with `setting`: the one value this command chooses
    tip: str = ""

    @property
    def checkable(self) -> bool:
        return bool(self.setting)

    @property
    def name(self) -> str:
        """The text outside menus."""
        return without_mnemonic(self.text).rstrip("…")


def without_mnemonic(text: str) -> str:
    """The text of a menu without its underlined letter, which Chinese has in brackets: 文件(&F)."""
    return _MNEMONIC.sub("", text)


# The toolbar in order; "" is the place of the search box.
TOOLBAR = (
    "tree_panel", "back", "forward", "", "original", "figure_layer", "people_layer", "side_panel",
)  # fmt: skip
SUBMENUS = {"theme": "view", "script": "view"}


def menu_titles() -> dict[str, str]:
    """The menus in order; those in SUBMENUS hang below another."""
    return {
        "file": tr("&File"),
        "edit": tr("&Edit"),
        "view": tr("&View"),
        "theme": tr("&Theme"),
        "script": tr("&Characters"),
        "go": tr("&Go"),
        "search": tr("&Search"),
        "notes": tr("&Notes"),
        "help": tr("&Help"),
    }


def table() -> tuple[Command, ...]:
    """All commands, in the order of their menus."""
    return (*_file(), *_edit(), *_view(), *_go(), *_search(), *_notes(), *_help())


def _file() -> tuple[Command, ...]:
    return (
        Command("add_folder", tr("&Add folder…"), "file", "dialogs.ask_for_folder", ("Ctrl+O",),
                icon="folder", tip=tr("Add a folder of articles to the collection")),
        Command("folders", tr("&Folders of the collection…"), "file", "dialogs.show_folders"),
        Command("rescan", tr("Look for &changes"), "file", "shelf.refresh", ("F5",)),
        Command("metadata", tr("&Title, date, authors…"), "file", "dialogs.edit_metadata",
                ("Alt+Return",)),
        Command("export", tr("&Export quotations…"), "file", "notes.export", ("Ctrl+E",)),
        Command("import", tr("&Import notes…"), "file", "notes.bring_in"),
        Command("pdf", tr("Save article as P&DF…"), "file", "reading.save_pdf"),
        Command("preview", tr("Print pre&view…"), "file", "reading.print_preview"),
        Command("print", tr("&Print…"), "file", "reading.print_article", ("Ctrl+P",)),
        Command("back_up", tr("&Back up notes…"), "file", "dialogs.back_up"),
        Command("bring_back", tr("&Restore a backup…"), "file", "dialogs.bring_back"),
        Command("settings", tr("&Settings…"), "file", "dialogs.show_settings", ("Ctrl+,",),
                icon="settings"),
        Command("quit", tr("&Quit"), "file", "close", ("Alt+F4",)),
    )  # fmt: skip


def _edit() -> tuple[Command, ...]:
    return (
        Command("undo", tr("&Undo"), "edit", "notes.undo", ("Ctrl+Z",)),
        Command("redo", tr("&Redo"), "edit", "notes.redo", ("Ctrl+Shift+Z", "Ctrl+Y")),
        Command("copy_quotation", tr("&Copy with source"), "edit", "reading.copy_quotation",
                ("Ctrl+Shift+C",), tip=tr("Copy the selection as a quotation with its source")),
        Command("find", tr("&Find in this article"), "edit", "reading.find", ("Ctrl+F",)),
    )  # fmt: skip


def _view() -> tuple[Command, ...]:
    return (
        Command("original", tr("&Original beside the text"), "view", setting="original_beside",
                keys=("F2",), icon="original"),
        Command("figure_layer", tr("Mark &figures"), "view", setting="figure_layer",
                keys=("Alt+1",), icon="figures"),
        Command("people_layer", tr("Mark &people"), "view", setting="people_layer",
                keys=("Alt+2",), icon="people"),
        Command("doubt_layer", tr("Mark &doubtful places"), "view", setting="doubt_layer",
                keys=("Alt+3",), icon="warning"),
        Command("numbers", tr("Paragraph &numbers"), "view", setting="paragraph_numbers",
                keys=("Alt+4",)),
        Command("tree_panel", tr("&Collection panel"), "view", setting="tree_panel",
                keys=("F8",), icon="sidebar"),
        Command("side_panel", tr("&Side panel"), "view", setting="side_panel", keys=("F9",),
                icon="panel"),
        Command("split", tr("T&wo articles side by side"), "view", "reading.toggle_split",
                ("Ctrl+\\",)),
        Command("larger", tr("&Larger text"), "view", "desk.settings.enlarge_text",
                ("Ctrl++", "Ctrl+=")),
        Command("smaller", tr("S&maller text"), "view", "desk.settings.shrink_text", ("Ctrl+-",)),
        Command("usual_size", tr("&Usual text size"), "view", "desk.settings.reset_text",
                ("Ctrl+0",)),
        Command("full_screen", tr("Full sc&reen"), "view", "toggle_full_screen", ("F11",)),
        Command("theme_system", tr("As the &system"), "theme", setting="theme", value="system"),
        Command("theme_paper", tr("&Paper"), "theme", setting="theme", value="paper"),
        Command("theme_light", tr("&Light"), "theme", setting="theme", value="light"),
        Command("theme_dark", tr("&Dark"), "theme", setting="theme", value="dark"),
        Command("script_original", tr("As &printed"), "script", setting="script",
                value="original"),
        Command("script_simplified", tr("&Simplified"), "script", setting="script",
                value="simplified"),
        Command("script_traditional", tr("&Traditional"), "script", setting="script",
                value="traditional"),
    )  # fmt: skip


def _go() -> tuple[Command, ...]:
    return (
        Command("back", tr("&Back"), "go", "reading.go_back", ("Alt+Left",), icon="back"),
        Command("forward", tr("&Forward"), "go", "reading.go_forward", ("Alt+Right",),
                icon="forward"),
        Command("next_article", tr("&Next article"), "go", "talk.next_article",
                ("Ctrl+Down",)),
        Command("previous_article", tr("&Previous article"), "go", "talk.previous_article",
                ("Ctrl+Up",)),
        Command("paragraph", tr("To para&graph…"), "go", "reading.go_to_paragraph", ("Ctrl+G",)),
        Command("next_tab", tr("Next ta&b"), "go", "reading.next_tab", ("Ctrl+Tab",)),
        Command("previous_tab", tr("Previous t&ab"), "go", "reading.previous_tab",
                ("Ctrl+Shift+Tab",)),
        Command("close_tab", tr("C&lose tab"), "go", "reading.close_tab", ("Ctrl+W",)),
        Command("close_others", tr("Close the oth&er tabs"), "go", "reading.close_others"),
        Command("reopen_tab", tr("&Reopen the closed tab"), "go", "reading.reopen_tab",
                ("Ctrl+Shift+T",)),
        Command("other_side", tr("To the ot&her side"), "go", "reading.other_side", ("F6",)),
        Command("reveal", tr("Show in the &collection"), "go", "talk.reveal_current",
                ("Ctrl+J",)),
        Command("go_tree", tr("To the c&ollection"), "go", "focus_tree", ("Ctrl+1",)),
        Command("go_text", tr("To the &text"), "go", "reading.take_focus", ("Ctrl+2",)),
        Command("go_side", tr("To the &side panel"), "go", "focus_side", ("Ctrl+3",)),
    )  # fmt: skip


def _search() -> tuple[Command, ...]:
    return (
        Command("search", tr("&Search the collection"), "search", "search.take_focus",
                ("Ctrl+K",), icon="search"),
        Command("next_hit", tr("&Next hit"), "search", "talk.next_hit", ("F3",)),
        Command("previous_hit", tr("&Previous hit"), "search", "talk.previous_hit",
                ("Shift+F3",)),
        Command("go_results", tr("To the &results"), "search", "focus_results", ("Ctrl+4",)),
        Command("save_search", tr("&Keep this search"), "search", "search.keep", ("Ctrl+S",),
                icon="star"),
        Command("clear_search", tr("&Clear the search"), "search", "search.empty"),
        Command("figure_table", tr("&Figures of the collection…"), "search", "talk.show_table",
                ("Ctrl+T",)),
    )  # fmt: skip


def _notes() -> tuple[Command, ...]:
    return (
        Command("keep_quotation", tr("&Keep the selection…"), "notes", "reading.keep_quotation",
                ("Ctrl+Q",), icon="quotation",
                tip=tr("Keep the selection as a quotation with a note and tags")),
        Command("highlight", tr("&Highlight the selection"), "notes", "reading.highlight",
                ("Ctrl+H",)),
        Command("add_note", tr("Write a &note…"), "notes", "reading.add_note", ("Ctrl+M",)),
        Command("bookmark", tr("&Bookmark this paragraph"), "notes", "reading.bookmark",
                ("Ctrl+D",), icon="bookmark"),
        Command("edit_note", tr("&Edit the selected note…"), "notes", "notes.edit"),
        Command("tag_notes", tr("&Tag the selected notes…"), "notes", "notes.tagging.add"),
        Command("untag_notes", tr("Take a ta&g from the selected notes…"), "notes",
                "notes.tagging.remove"),
        Command("rename_tag", tr("Re&name a tag…"), "notes", "notes.tagging.rename"),
        Command("attach_note", tr("&Attach the selected note here"), "notes", "talk.attach_note",
                tip=tr("Attach the note selected in the list to the words selected on the page")),
        Command("remove_note", tr("&Put the selected note into the bin"), "notes",
                "notes.remove"),
        Command("take_back", tr("&Take the selected note out of the bin"), "notes",
                "notes.take_back"),
        Command("empty_bin", tr("E&mpty the bin…"), "notes", "notes.empty_bin"),
    )  # fmt: skip


def _help() -> tuple[Command, ...]:
    return (
        Command("palette", tr("&All commands…"), "help", "dialogs.show_palette",
                ("Ctrl+Shift+P",)),
        Command("tour", tr("Short &tour"), "help", "dialogs.show_tour", ("F1",)),
        Command("check", tr("&Health of the library…"), "help", "dialogs.show_health"),
        Command("about", tr("A&bout Jianbao"), "help", "dialogs.show_about"),
    )  # fmt: skip

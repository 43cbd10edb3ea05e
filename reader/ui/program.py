"""The running program: application object, the one window, and what follows its first paint."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from reader import i18n
from reader.article import Article
from reader.errors import JianbaoError, StoreError
from reader.files import is_folder
from reader.paths import DataPaths
from reader.ui import (
    first,
    guard,  # noqa: F401 - before the classes it watches
    preflight,
)
from reader.ui.desk import Desk
from reader.ui.faults import Faults
from reader.ui.instance import Instance
from reader.ui.jobs import Collector, Job, Jobs
from reader.ui.session import first_place
from reader.ui.settings import Settings
from reader.ui.theme import Look, interface_font
from reader.ui.window import Window

TOUR_AFTER_MS = 600
PICTURES_KB = 2_048  # of buttons and icons that Qt keeps: its usual 10 MB fill up in an hour
STYLE = ("-style", "Fusion")  # as words: `setStyle` would load QStyle, 6 ms of the first paint


def _load_rooms() -> None:
    """Load, on a worker, what the window needs next; each takes too long for the UI thread."""
    from reader import figures, indexing, library, notes, search  # noqa: F401


class Program(QObject):
    """Owns what lives as long as the window."""

    def __init__(
        self,
        data: DataPaths,
        folders: Sequence[Path],
        paths: Sequence[str],
        *,
        until_painted: bool,
    ) -> None:
        super().__init__()
        self._data = data
        self._folders = list(folders)
        self._paths = [str(Path(path).absolute()) for path in paths]
        self._until_painted = until_painted
        self._kept: first.First | None = None

    def run(self, arguments: list[str]) -> int:
        """Show the window and return the exit code when it has closed."""
        self._app = QApplication([*arguments, *STYLE])
        self._settings = Settings(self._data.settings_file)
        self._instance = Instance(self._data.data)
        second = not self._until_painted and not self._instance.claim()
        if second and self._instance.hand_over(self._paths):
            return 0
        self._prepare()
        self._open_window()
        code = self._app.exec()
        self._finish()
        return code

    def _prepare(self) -> None:
        i18n.set_language(self._settings.get("language") or None)
        self._app.setApplicationName("jianbao")
        self._app.setApplicationDisplayName(i18n.tr("Jianbao"))
        self._app.setDesktopFileName("io.github.jianbao.Jianbao")
        self._app.setFont(interface_font(self._app.font()))
        self._faults = Faults(self._data.logs)
        self._faults.install()

    def _open_window(self) -> None:
        look = Look(self._settings)
        self._desk = Desk(self._data, self._settings, Jobs(held=True), look, self._folders_wanted())
        self._find_kept()
        self.window = Window(self._desk, self._kept.bars if self._kept else None)
        self._faults.window = self.window
        self.window.failed.connect(self._faults.failed)
        self.window.painted.connect(self._painted)
        self.window.show()  # gives all panes their sizes, so the article is set only once
        self._show_first()
        self.window.reading.take_focus()

    def _folders_wanted(self) -> list[Path]:
        """The folders named at the start; none: the user's own, else the bundled articles."""
        return [Path(path) for path in self._paths if is_folder(path)] or self._folders

    def _find_kept(self) -> None:
        self._wish = first.Wish.of(self._folders, self._paths, self._settings.get("collections"))
        if all(map(is_folder, self._paths)):
            self._kept = first.load(self._data.cache, self._wish)

    def _show_first(self) -> None:
        """Show the article kept from the last time, or else restore one now."""
        if self._kept is not None:
            self.window.reading.open_article(self._kept.place, self._kept.article)
            return
        place = self.window.shelf.take_in([Path(path) for path in self._paths])
        place = place or first_place(self._desk)
        if place is not None:
            self.window.open_place(place)

    def _keep_first(self) -> None:
        """Keep the article in front for the next start."""
        place, article = self.window.reading.current_place(), self.window.reading.current_article()
        if place is not None and article is not None:
            source = self._desk.library.source(place.key)
            kept = first.First(place, article, self.window.bars())
            first.keep(self._data.cache, self._wish, kept, source.path)

    def _painted(self) -> None:
        if self._until_painted:
            print("painted", flush=True)
            if self._kept is None:
                self._keep_first()
            self._app.quit()
            return
        if self._kept is not None:
            self.window.furnish_bars()
        self._desk.jobs.release()
        QTimer.singleShot(0, self, self._settle)

    def _settle(self) -> None:
        """What the start could do without."""
        from PySide6.QtGui import QPixmapCache

        from reader.ui.icons import application_icon

        QPixmapCache.setCacheLimit(PICTURES_KB)
        self._collector = Collector()
        self._desk.look.follow_system()
        self._app.setWindowIcon(application_icon())
        self._translate_qt()
        self._faults.open_log()
        self._instance.asked.connect(self.window.open_paths)
        self._instance.listen()
        self.window.furnish()
        self._desk.jobs.run(Job(_load_rooms, self._loaded, failed=self._faults.failed), "index")
        QTimer.singleShot(0, self, self._check_fonts)

    def _loaded(self, _nothing: object) -> None:
        self.window.furnish_rest()
        QTimer.singleShot(TOUR_AFTER_MS, self, self._welcome)
        if self._kept is not None:
            again = Job(self._restore_again, self._compare)  # gone or unreadable: the tree says so
            self._desk.jobs.run(again, "index")

    def _welcome(self) -> None:
        """What is said once: what happened to settings and notes; the tour at the first start."""
        for notice in (self._settings.notice, self._desk.library.notes.notice):
            if notice:
                self._faults.tell(StoreError(notice))
        if not self._settings.get("tour_seen"):
            self.window.dialogs.offer_tour()

    def _restore_again(self) -> Article:
        assert self._kept is not None
        return self._desk.library.article(self._kept.place.key)

    def _compare(self, article: Article) -> None:
        """What was painted came from the cache: show the article anew where it is another now."""
        if self._kept is not None and article != self._kept.article:
            self.window.reading.reload(self._kept.place.key)

    def _translate_qt(self) -> None:
        from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator

        from reader.ui.qtwords import QtWords

        chosen = self._settings.get("language") or i18n.preferred_language()
        where = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        translator = QTranslator(self)
        if translator.load(QLocale(chosen), "qtbase", "_", where):
            self._app.installTranslator(QtWords(self))
            self._app.installTranslator(translator)

    def _check_fonts(self) -> None:
        from PySide6.QtGui import QFontDatabase

        if not QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese):
            from reader.ui.plain import warn

            warn(self.window, "Jianbao", preflight.no_han_font())

    def _finish(self) -> None:
        try:
            if not self._until_painted:
                self._settings.save()
                self._keep_first()
        except JianbaoError as error:
            print(error, file=sys.stderr)  # the window is gone
        self._desk.jobs.finish()
        self._desk.close()
        self._instance.release()
        self._faults.close()

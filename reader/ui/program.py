"""The running program: application object, the one window, and what follows its first paint."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QLibraryInfo, QLocale, QObject, QTimer, QTranslator, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QMessageBox

from reader import i18n, library
from reader.errors import StoreError
from reader.paths import DataPaths
from reader.ui import preflight
from reader.ui.desk import Desk
from reader.ui.faults import Faults
from reader.ui.icons import application_icon
from reader.ui.instance import Instance
from reader.ui.jobs import Collector, Jobs
from reader.ui.places import Place
from reader.ui.session import first_place, key_of
from reader.ui.settings import Settings
from reader.ui.theme import Look, interface_font
from reader.ui.window import Window


class FirstPaint(QObject):
    """Emits `done` once, when a widget and all in it have been painted."""

    done = Signal()

    def __init__(self, watched: QObject) -> None:
        super().__init__(watched)
        self._watched = watched
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self.done.emit)
        return False


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

    def run(self, arguments: list[str]) -> int:
        """Show the window and return the exit code when it has closed."""
        self._app = QApplication(arguments)
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
        self._app.setStyle("Fusion")
        self._app.setFont(interface_font(self._app.font()))
        self._faults = Faults(self._data.logs)
        self._faults.install()
        self._collector = Collector()

    def _open_window(self) -> None:
        jobs = Jobs()
        look = Look(self._settings)
        roots, place = self._what_to_open()
        self._desk = Desk(
            self._data, self._settings, jobs, look, library.open_library(self._data, roots)
        )
        self.window = Window(self._desk)
        self._faults.window = self.window
        self.window.failed.connect(self._faults.failed)
        self._first = FirstPaint(self.window)
        self._first.done.connect(self._painted)
        place = place or first_place(self._desk)
        if place is not None:
            self.window.open_place(place)
        self.window.show()

    def _what_to_open(self) -> tuple[list[Path], Place | None]:
        """The folders of the collection and, where one was named, the article to show.

        An article outside the collection joins it for this session as a root of its own.
        """
        wanted = [Path(path) for path in self._paths]
        roots = [path for path in wanted if path.is_dir()] or list(self._folders)
        roots = roots or library.default_folders(self._data)
        place = None
        for path in wanted:
            if path.is_dir():
                continue
            key = key_of(roots, path)
            if key is None:
                roots.append(path)
                key = path.name
            place = place or Place(key)
        return roots, place

    def _painted(self) -> None:
        if self._until_painted:
            self._app.quit()
            return
        QTimer.singleShot(0, self, self._settle)

    def _settle(self) -> None:
        """What the start could do without."""
        self._app.setWindowIcon(application_icon())
        self._translate_qt()
        self._faults.open_log()
        self._instance.asked.connect(self.window.open_paths)
        self._instance.listen()
        self.window.furnish()
        QTimer.singleShot(0, self, self._check_fonts)

    def _translate_qt(self) -> None:
        chosen = self._settings.get("language") or i18n.preferred_language()
        where = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        translator = QTranslator(self)
        if translator.load(QLocale(chosen), "qtbase", "_", where):
            self._app.installTranslator(translator)

    def _check_fonts(self) -> None:
        if not QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese):
            QMessageBox.warning(self.window, "Jianbao", preflight.no_han_font())

    def _finish(self) -> None:
        try:
            if not self._until_painted:
                self._settings.save()
        except StoreError as error:
            print(error)  # the window is gone
        self._desk.jobs.close()
        self._instance.release()
        self._faults.close()

"""What lives while the window is open: the data file, its worker, the language, the theme; made and closed in order."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication

from crmdesk.assets import load_words
from crmdesk.core.errors import UserError
from crmdesk.core.words import Words
from crmdesk.gui.jobs import Job, Jobs
from crmdesk.gui.preferences import Preferences
from crmdesk.gui.theme import palette
from crmdesk.gui.ui import Bus, Ui
from crmdesk.gui.window import MainWindow
from crmdesk.services.demo import is_sample
from crmdesk.services.desk import Desk, open_desk
from crmdesk.services.places import default_data_file


class Program(QObject):
    """The window with what it works on: the data file, its worker, the language and the theme."""

    def __init__(self, desk: Desk, words: Words, preferences: Preferences) -> None:
        super().__init__()
        self._desk = desk
        self._preferences = preferences
        self._translator = QTranslator(self)
        self._jobs = Jobs(desk, self)
        self._checker: Jobs | None = None
        _translate_qt(words, self._translator)
        self._note_file()
        self.restarting = False
        self.window = MainWindow(Ui(desk, words, self._jobs, Bus(self), preferences))
        self.window.file_asked.connect(self.open_file)
        self.window.language_asked.connect(self.choose_language)
        self.window.theme_asked.connect(self.choose_theme)
        self.window.back_asked.connect(self.open_own)
        self.window.restart_asked.connect(self.restart)
        self.window.closed.connect(self._close)

    def choose_language(self, language: str) -> None:
        """Say everything in another language, at the same place."""
        if language == self.window.ui.words.language or not self.window.content.may_leave():
            return
        self._preferences.language = language
        words = load_words(language)
        _translate_qt(words, self._translator)
        self.window.show_language(replace(self.window.ui, words=words, bus=Bus(self)))

    def choose_theme(self, choice: str) -> None:
        self._preferences.theme = "" if choice == "system" else choice
        theme_of(self._preferences).choose(choice)

    def open_file(self, path: Path, create: bool) -> None:
        """Put another data file in the place of this one; when that fails this one stays."""
        if path == self._desk.path or not self.window.content.may_leave():
            return
        try:
            desk = open_desk(path, create=create, who=self._desk.who, clock=self._desk.clock)
        except UserError as error:
            self.window.troubles.show(error)
            return
        former, words = (self._jobs, self._desk), self.window.ui.words
        self._desk, self._jobs = desk, Jobs(desk, self)
        self._note_file()
        self.window.put_away()
        self._stop_checking()
        former[0].close()
        former[1].close()
        self.window.show_ui(Ui(desk, words, self._jobs, Bus(self), self._preferences))
        self.check_in_background()

    def open_own(self) -> None:
        """From the sample data back to the person's own file, the one opened last."""
        path = last_file(self._preferences)
        self.open_file(path, not path.exists())

    def restart(self) -> None:
        """Close everything in order; `run_window` then begins anew."""
        self.restarting = True
        if not self.window.close():
            self.restarting = False

    def _note_file(self) -> None:
        """The sample data is nobody's own file: the next start opens that one."""
        if not is_sample(self._desk):
            self._preferences.note_file(self._desk.path)

    def check_in_background(self) -> None:
        """Whether the data file is sound, and the tables for pinyin, so that the first save is quick."""
        self._checker = Jobs(self._desk, self)
        self._checker.run(self, _load_pinyin, _nothing, self._failed, channel="pinyin")
        self._checker.run(self, _quick_check, self._checked, self._failed, channel="check")

    def _checked(self, answer: str | None) -> None:
        if answer is not None:
            _ = self.window.ui.words.gettext
            self.window.content.notice(
                _("The data file is damaged."), _("Restore a backup before you go on; what you change now may be lost.")
            )

    def _failed(self, error: Exception) -> None:
        self.window.ui.bus.failed.emit(error)

    def _stop_checking(self) -> None:
        if self._checker is not None:
            self._checker.close()
            self._checker = None

    def _close(self) -> None:
        self._stop_checking()
        self._jobs.close()
        self._desk.close()


def last_file(preferences: Preferences) -> Path:
    """The data file opened last, as long as it is there; else the default one."""
    for path in preferences.recent_files[:1]:
        if Path(path).is_file():
            return Path(path)
    return default_data_file()


def theme_of(preferences: Preferences) -> palette.Theme:
    """The theme of the program, made when there is none yet."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app.findChild(palette.Theme) or palette.apply(app, preferences.theme or "system")


def _translate_qt(words: Words, translator: QTranslator) -> None:
    """Qt's own texts (dialogs, context menus of inputs), and how numbers and dates are written."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    palette.set_words_font(app, chinese=words.chinese)
    app.removeTranslator(translator)
    QLocale.setDefault(QLocale("zh_CN" if words.chinese else "en_GB"))
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if words.chinese and translator.load("qtbase_zh_CN", folder):
        app.installTranslator(translator)


def _quick_check(desk: Desk, _job: Job) -> str | None:
    return desk.data.quick_check()


def _load_pinyin(_desk: Desk, _job: Job) -> None:
    from crmdesk.core import pinyin

    pinyin.sort_key("张")


def _nothing(_result: object) -> None:
    """Nothing follows."""

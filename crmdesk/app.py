"""The window's composition root: everything is made here, handed to the window, and closed in order at the end."""

from __future__ import annotations

import logging
import sys
import threading
from dataclasses import replace
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import (
    QLibraryInfo,
    QLocale,
    QMessageLogContext,
    QObject,
    QTimer,
    QtMsgType,
    QTranslator,
    Signal,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication

from crmdesk import __version__
from crmdesk.assets import load_words, system_language
from crmdesk.core.errors import UserError
from crmdesk.core.words import LANGUAGES, Words
from crmdesk.gui.dialogs import files
from crmdesk.gui.dialogs.trouble import report
from crmdesk.gui.jobs import Job, Jobs
from crmdesk.gui.preferences import Preferences
from crmdesk.gui.theme import palette
from crmdesk.gui.ui import Bus, Ui
from crmdesk.gui.window import MainWindow
from crmdesk.services.desk import Desk, open_desk
from crmdesk.services.places import default_data_file

_log = logging.getLogger("crmdesk")
_LOG_BYTES, _LOG_FILES = 500_000, 2


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
        preferences.note_file(desk.path)
        self.window = MainWindow(Ui(desk, words, self._jobs, Bus(self), preferences))
        self.window.file_asked.connect(self.open_file)
        self.window.language_asked.connect(self.choose_language)
        self.window.theme_asked.connect(self.choose_theme)
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
        _theme(self._preferences).choose(choice)

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
        self._preferences.note_file(desk.path)
        self.window.put_away()
        self._stop_checking()
        former[0].close()
        former[1].close()
        self.window.show_ui(Ui(desk, words, self._jobs, Bus(self), self._preferences))
        self.check_in_background()

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


def open_window(desk: Desk, words: Words, preferences: Preferences) -> MainWindow:
    """A window on an open data file, not shown yet. Closing it closes the data file."""
    _theme(preferences)
    program = Program(desk, words, preferences)
    program.setParent(program.window)
    return program.window


def run_window(data: Path | None, lang: str | None) -> int:
    """Open the window and stay until it is closed. Returns the exit status."""
    import platformdirs

    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("crmdesk")
    app.setApplicationVersion(__version__)
    folder = Path(platformdirs.user_config_dir("crmdesk", appauthor=False))
    folder.mkdir(parents=True, exist_ok=True)
    _log_to(Path(platformdirs.user_log_dir("crmdesk", appauthor=False)) / "crmdesk.log")
    preferences = Preferences(folder / "window.ini")
    words = load_words(_language(lang, preferences))
    _theme(preferences)
    desk = choose_desk(data or last_file(preferences), words)
    if desk is None:
        return 1
    window = open_window(desk, words, preferences)
    hook = ErrorHook()
    hook.caught.connect(window.show_error)
    hook.install()
    window.show()
    program = window.findChild(Program)
    assert program is not None
    QTimer.singleShot(0, window, program.check_in_background)
    try:
        return app.exec()
    finally:
        hook.remove()


def last_file(preferences: Preferences) -> Path:
    """The data file opened last, as long as it is there; else the default one."""
    for path in preferences.recent_files[:1]:
        if Path(path).is_file():
            return Path(path)
    return default_data_file()


def choose_desk(path: Path, words: Words) -> Desk | None:
    """Open a data file; while that fails the person says what to do. None: quit."""
    create = True
    while True:
        try:
            return open_desk(path, create=create)
        except UserError as error:
            chosen = _other_file(words.error(error), path, words)
        if chosen is None:
            return None
        path, create = chosen


def _other_file(sentence: str, path: Path, words: Words) -> tuple[Path, bool] | None:
    folder = path.parent if path.parent.is_dir() else default_data_file().parent
    while True:
        dialog = files.FileTrouble(sentence, words)
        dialog.exec()
        if dialog.choice == files.QUIT:
            return None
        try:
            ask = files.ask_new if dialog.choice == files.NEW else files.ask_open
            other = ask(None, words, folder)
        except UserError as error:
            sentence = words.error(error)
            continue
        if other is not None:
            return other, dialog.choice == files.NEW


class ErrorHook(QObject):
    """Hands errors nobody caught, of any thread, to the main thread (`caught`), and logs them without their words."""

    caught = Signal(object)

    def install(self) -> None:
        self._former = sys.excepthook, threading.excepthook
        sys.excepthook = self._from_main
        threading.excepthook = self._from_thread

    def remove(self) -> None:
        sys.excepthook, threading.excepthook = self._former

    def _from_main(self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            QApplication.quit()
            return
        self.tell(error)

    def _from_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self.tell(args.exc_value)

    def tell(self, error: BaseException) -> None:
        _log.error("%s", report(error))
        self.caught.emit(error)


def _language(lang: str | None, preferences: Preferences) -> str:
    wanted = lang or preferences.language or system_language()
    return wanted if wanted in LANGUAGES else system_language()


def _theme(preferences: Preferences) -> palette.Theme:
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


def _log_to(path: Path) -> None:
    """Errors and what Qt complains of, into a small file of this machine; never what customers' files hold."""
    _log.setLevel(logging.WARNING)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            path, maxBytes=_LOG_BYTES, backupCount=_LOG_FILES - 1, encoding="utf-8", delay=True
        )
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    _log.addHandler(handler)
    qInstallMessageHandler(_log_qt)


def _log_qt(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    if kind in (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg):
        _log.warning("Qt: %s", text)


def _quick_check(desk: Desk, _job: Job) -> str | None:
    return desk.data.quick_check()


def _load_pinyin(_desk: Desk, _job: Job) -> None:
    from crmdesk.core import pinyin

    pinyin.sort_key("张")


def _nothing(_result: object) -> None:
    """Nothing follows."""

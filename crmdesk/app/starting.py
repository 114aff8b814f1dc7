"""Starting the program: folders, language, theme, the data file, the window."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from crmdesk import __version__
from crmdesk.app.program import Program, last_file, theme_of
from crmdesk.assets import load_words, system_language
from crmdesk.core.errors import UserError
from crmdesk.core.words import LANGUAGES, Words
from crmdesk.gui.dialogs import files
from crmdesk.gui.preferences import Preferences
from crmdesk.gui.window import MainWindow
from crmdesk.gui.window_log import ErrorHook, log_to
from crmdesk.services.desk import Desk, open_desk
from crmdesk.services.places import default_data_file

_SCALE, _WHOLE = "QT_SCALE_FACTOR", 100


def open_window(desk: Desk, words: Words, preferences: Preferences) -> MainWindow:
    """A window on an open data file, not shown yet. Closing it closes the data file."""
    theme_of(preferences)
    program = Program(desk, words, preferences)
    program.setParent(program.window)
    return program.window


def run_window(data: Path | None, lang: str | None) -> int:
    """Open the window and stay until it is closed. Returns the exit status."""
    import platformdirs

    folder = Path(platformdirs.user_config_dir("crmdesk", appauthor=False))
    folder.mkdir(parents=True, exist_ok=True)
    preferences = Preferences(folder / "window.ini")
    scaled = _scale(preferences)
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("crmdesk")
    app.setApplicationVersion(__version__)
    log_to(Path(platformdirs.user_log_dir("crmdesk", appauthor=False)) / "crmdesk.log")
    words = load_words(_language(lang, preferences))
    theme_of(preferences)
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
        status = app.exec()
    finally:
        hook.remove()
    if program.restarting:
        begin_anew(scaled=scaled)
    return status


def begin_anew(*, scaled: bool) -> None:
    """Start the program once more as it was started; `scaled`: the size of everything was set by us."""
    environment = {name: value for name, value in os.environ.items() if not (scaled and name == _SCALE)}
    subprocess.Popen([sys.executable, *sys.orig_argv[1:]], env=environment, start_new_session=True)


def _scale(preferences: Preferences) -> bool:
    """Make everything as large as was chosen, unless it was told from outside; Qt reads this when it begins."""
    if preferences.scale == _WHOLE or _SCALE in os.environ:
        return False
    os.environ[_SCALE] = f"{preferences.scale / _WHOLE:g}"
    return True


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


def _language(lang: str | None, preferences: Preferences) -> str:
    wanted = lang or preferences.language or system_language()
    return wanted if wanted in LANGUAGES else system_language()

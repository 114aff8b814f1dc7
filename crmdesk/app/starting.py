"""Starting the program: folders, language, theme, the data file, the window."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from crmdesk import __version__
from crmdesk.app.instance import Claims
from crmdesk.app.looks import theme_of
from crmdesk.app.program import Program, last_file
from crmdesk.assets import load_words, system_language
from crmdesk.core.errors import UserError
from crmdesk.core.words import LANGUAGES, Words
from crmdesk.gui.preferences import Preferences
from crmdesk.gui.window_log import ErrorHook, log_to
from crmdesk.services.desk import AT_ONCE, Desk, open_desk
from crmdesk.services.log import Log, log_file
from crmdesk.services.places import default_data_file

if TYPE_CHECKING:
    from crmdesk.gui.window import MainWindow
    from crmdesk.services.security import Key

    _Choice = tuple[Path, bool, Key | None]
    """A data file to be opened, whether it is to be made, and its key where that is known."""

_SCALE, _WHOLE = "QT_SCALE_FACTOR", 100
_TURN = 0.001
"""Seconds until a thread that asks for the interpreter gets it; five times as long is usual."""
_WAIT = 0.1
"""Seconds for which the window waits for what stands on it, to be painted once instead of twice."""


def open_window(desk: Desk, words: Words, preferences: Preferences) -> MainWindow:
    """A window on an open data file, with all its content, not shown yet. Closing it closes the data file."""
    window = program_of(desk, words, preferences).window
    window.complete()
    return window


def program_of(desk: Desk, words: Words, preferences: Preferences) -> Program:
    """The program with a window that has at first only what one sees of it."""
    sys.setswitchinterval(_TURN)
    program = Program(desk, words, preferences)
    program.setParent(program.window)
    return program


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
    log = Log(log_file())
    log_to(log)
    words = load_words(_language(lang, preferences))
    claims = Claims()
    desk = open_claimed(data or last_file(preferences), words, claims, preferences)
    if isinstance(desk, int):
        return desk
    program = program_of(desk, words, preferences)
    window = program.window
    hook = ErrorHook(log)
    hook.caught.connect(window.show_error)
    hook.install()
    if program.jobs is not None:
        program.jobs.deliver_within(_WAIT)
    window.show()
    program.claims = claims
    window.when_complete(program.check_in_background)
    try:
        status = app.exec()
    finally:
        hook.remove()
    if program.restarting:
        begin_anew(scaled=scaled)
    return status


def begin_anew(*, scaled: bool) -> None:
    """Start the program once more as it was started; `scaled`: the size of everything was set by us."""
    import subprocess

    environment = {name: value for name, value in os.environ.items() if not (scaled and name == _SCALE)}
    subprocess.Popen([sys.executable, *sys.orig_argv[1:]], env=environment, start_new_session=True)


def open_claimed(path: Path, words: Words, claims: Claims, preferences: Preferences | None = None) -> Desk | int:
    """A data file that no other window of this machine has open; else the exit status."""
    if claims.take(path):
        desk = choose_desk(path, words, preferences)
        if desk is None:
            claims.keep(None)
            return 1
        if claims.take(desk.path):  # another one may have been chosen
            claims.keep(desk.path)
            return desk
        desk.close()
        claims.keep(None)
    if sys.stderr is not None:
        told = words.gettext("The data file is open already; its window was brought to the front.")
        sys.stderr.write(f"{told}\n")
    return 0


def _scale(preferences: Preferences) -> bool:
    """Make everything as large as was chosen, unless it was told from outside; Qt reads this when it begins."""
    if preferences.scale == _WHOLE or _SCALE in os.environ:
        return False
    os.environ[_SCALE] = f"{preferences.scale / _WHOLE:g}"
    return True


def choose_desk(path: Path, words: Words, preferences: Preferences | None = None) -> Desk | None:
    """Open a data file; while that fails the person says what to do. None: quit."""
    create, key = True, None
    chosen: _Choice | None
    while True:
        try:
            return open_desk(path, create=create, key=key, update=AT_ONCE)
        except UserError as error:
            if preferences is not None:
                theme_of(preferences)
            if error.code == "password-needed":
                chosen = _ask_password(path, words, preferences)
            elif error.code == "file-older":
                chosen = _update(path, key, words, preferences)
            else:
                chosen = _other_file(error, (path, create, key), words, preferences)
        if chosen is None:
            return None
        path, create, key = chosen


def _ask_password(path: Path, words: Words, preferences: Preferences | None) -> _Choice | None:
    """The key of an encrypted data file, a backup in its place, or another one to be opened; None: quit."""
    from crmdesk.gui.dialogs import files
    from crmdesk.gui.dialogs.unlocking import UnlockDialog

    while True:
        dialog = UnlockDialog(path, words)
        dialog.exec()
        if dialog.key is not None:
            return path, False, dialog.key
        if dialog.choice == files.QUIT:
            return None
        if dialog.choice == files.RESTORE:
            if (back := _put_back(path, words, None, preferences)) is not None:
                return back
        elif (other := files.ask_open(None, words, path.parent)) is not None:
            return other, False, None


def _update(path: Path, key: Key | None, words: Words, preferences: Preferences | None) -> _Choice | None:
    """The data file once it was brought up to date, another one where that failed; None: quit."""
    from crmdesk.gui.dialogs.updating import brought_up_to_date

    try:
        return (path, False, key) if brought_up_to_date(path, key, words) else None
    except UserError as error:
        return _other_file(error, (path, False, key), words, preferences)


def _put_back(path: Path, words: Words, key: Key | None, preferences: Preferences | None) -> _Choice | None:
    """The data file once a backup took its place; None when that was given up."""
    from crmdesk.app.rescuing import restore_lost

    lost = restore_lost(path, words, key, preferences)
    return (path, False, lost.key) if lost.restored else None


def _other_file(error: UserError, tried: _Choice, words: Words, preferences: Preferences | None) -> _Choice | None:
    """What is to be opened instead of a data file that could not be; None: quit."""
    from crmdesk.app.rescuing import repair_lost
    from crmdesk.gui.dialogs import files

    path, _create, key = tried
    folder = path.parent if path.parent.is_dir() else default_data_file().parent
    sentence, lost = words.error(error), error.code in files.LOST
    while True:
        dialog = files.FileTrouble(sentence, words, lost=lost)
        dialog.exec()
        if dialog.choice == files.QUIT:
            return None
        if dialog.choice == files.RESTORE:
            if (back := _put_back(path, words, key, preferences)) is not None:
                return back
            continue
        if dialog.choice == files.REPAIR:
            repaired = repair_lost(path, words, key)
            if repaired.opened is not None:
                return repaired.opened, False, repaired.key
            continue
        try:
            ask = files.ask_new if dialog.choice == files.NEW else files.ask_open
            other = ask(None, words, folder)
        except UserError as refused:
            sentence = words.error(refused)
            continue
        if other is not None:
            return other, dialog.choice == files.NEW, None


def _language(lang: str | None, preferences: Preferences) -> str:
    wanted = lang or preferences.language or system_language()
    return wanted if wanted in LANGUAGES else system_language()

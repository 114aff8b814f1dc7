"""Locking and unlocking the window, and the password of its data file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, QTimer
from PySide6.QtWidgets import QApplication

from crmdesk.core.errors import UserError
from crmdesk.gui.jobs_alone import Cancelled, Progress
from crmdesk.gui.window_lock import LockWatch

if TYPE_CHECKING:
    from crmdesk.app.program import Program
    from crmdesk.gui.dialogs.password import PasswordChange
    from crmdesk.gui.pages.locked import LockPage
    from crmdesk.gui.window_place import Place
    from crmdesk.services.security import Key

_AGAIN = 30
"""Milliseconds until it is tried again to lock in the middle of something."""


class Locking(QObject):
    """Locks at Ctrl+L, after idle minutes, when the screen is locked and when the machine goes to sleep."""

    def __init__(self, program: Program) -> None:
        super().__init__(program)
        self._program = program
        self._said = False
        self._again = QTimer(self, singleShot=True)
        self._again.timeout.connect(self._lock)
        window = program.window
        self.watch = LockWatch(window)
        self.watch.due.connect(self.lock)
        self.watch.asked.connect(self.lock_by_hand)
        window.lock_asked.connect(self.lock_by_hand)
        window.password_asked.connect(self.change_password)
        self.follow()

    def follow(self) -> None:
        """A data file is in the window."""
        self.watch.follow(self._program.window.ui)

    def close(self) -> None:
        """The program ends."""
        self._again.stop()
        self.watch.close()

    def lock_by_hand(self) -> None:
        """Ctrl+L: without a password it is said that one has to be set first."""
        desk = self._program.desk
        if desk is not None and desk.data.key is None:
            self._program.window.content.security.ask_for_password()
        else:
            self.lock()

    def lock(self) -> None:
        """Lock, as soon as no long work is under way. A data file without a password stays open."""
        if not self._again.isActive():
            self._said = False
            self._again.start(0)

    def _lock(self) -> None:
        """Never in the middle of something that waits for an answer: questions are closed first."""
        from crmdesk.gui.window_place import end_questions

        program = self._program
        if program.written_anew:
            self._again.start(_AGAIN)
        elif program.desk is None or program.jobs is None or program.desk.data.key is None:
            return
        elif program.jobs.telling:
            self._say_later()
            self._again.start(_AGAIN)
        elif QThread.currentThread().loopLevel() > 1:
            end_questions()
            self._again.start(_AGAIN)
        else:
            self._lock_now(program.desk.path)

    def _say_later(self) -> None:
        if not self._said:
            self._said = True
            ui = self._program.window.ui
            told = ui.words.gettext("The window is locked as soon as the work under way is done.")
            ui.bus.message.emit(told, False)

    def _lock_now(self, path: Path) -> None:
        from crmdesk.gui.dialogs import files
        from crmdesk.gui.pages.locked import LockPage

        program, words = self._program, self._program.window.ui.words
        ours = QApplication.activeWindow() is not None
        place = program.put_down()
        self.watch.stop()
        page = LockPage(path, words)

        def unlocked(key: Key) -> None:
            self._unlocked(page, path, key, place)

        def other() -> None:
            if (chosen := files.ask_open(program.window, words, path.parent)) is not None:
                program.open_file(chosen, False)

        page.unlocked.connect(unlocked)
        page.failed.connect(program.window.show_error)
        page.other_asked.connect(other)
        page.quit_asked.connect(program.window.close)
        program.window.show_alone(page, words)
        if ours:
            program.window.activateWindow()
        QTimer.singleShot(0, page, page.take_keyboard)  # windows that are destroyed now take the focus with them

    def _unlocked(self, page: LockPage, path: Path, key: Key, place: Place | None) -> None:
        page.close_down()
        try:
            self._program.take_up(path, key, place)
        except UserError as error:
            self._program.window.show_error(error)

    def change_password(self, asked: PasswordChange) -> None:
        """Set, change or remove the password: the whole data file is written anew."""
        from crmdesk.services import security

        program = self._program
        desk, ui = program.desk, program.window.ui
        if desk is None:
            return
        _ = ui.words.gettext
        path, former, password = desk.path, desk.data.key, asked.password
        said = _("Removing the password: the whole data file is written anew.")
        if password:
            said = _("Encrypting: the whole data file is written anew.")

        def work(progress: Progress, cancelled: Cancelled) -> tuple[Path, Key | None]:
            if password:
                new = security.set_password(path, password, key=former, progress=progress, cancelled=cancelled)
                return path, new
            assert former is not None
            security.remove_password(path, former, progress, cancelled)
            return path, None

        def done() -> None:
            program.window.content.security.password_changed(former)

        program.work_alone(said, work, done)

"""A data file that cannot be opened: another one, one of its backups in its place, or what can be read of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from crmdesk.core.errors import UserError
from crmdesk.core.words import Words
from crmdesk.gui.dialogs import files
from crmdesk.gui.dialogs.repairing import RepairDialog
from crmdesk.gui.dialogs.restoring_lost import LostFile
from crmdesk.gui.preferences import Preferences
from crmdesk.gui.window_place import Place
from crmdesk.services.backups import Backup, beside, listed
from crmdesk.services.security import Key

if TYPE_CHECKING:
    from crmdesk.app.program import Program


def lost_backups(path: Path, preferences: Preferences | None) -> list[Backup]:
    """The backups of a data file that cannot say itself where they lie, newest first."""
    noted = preferences.backup_folder(path) if preferences is not None else None
    places = {beside(path), *([noted] if noted is not None else [])}
    found = {backup.path: backup for place in places for backup in listed(place, path.stem)}
    return sorted(found.values(), key=lambda backup: backup.at, reverse=True)


def restore_lost(path: Path, words: Words, key: Key | None, preferences: Preferences | None) -> LostFile:
    """Let the person choose a backup and restore it; the dialog tells how that went."""
    dialog = LostFile(path, lost_backups(path, preferences), words, key)
    dialog.exec()
    return dialog


def repair_lost(path: Path, words: Words, key: Key | None) -> RepairDialog:
    """Let the person make a new file of what can be read; the dialog tells whether it is to be opened."""
    dialog = RepairDialog(path, words, key)
    dialog.exec()
    return dialog


class Stranded:
    """The window has no data file: the one it had could not be opened again. Asked is what to do, until there is one
    or the person leaves."""

    def __init__(self, program: Program, words: Words, preferences: Preferences) -> None:
        self._program, self._words, self._preferences = program, words, preferences

    def ask(self, error: UserError, path: Path, key: Key | None) -> None:
        """What happened, and the ways on."""
        lost = error.code in files.LOST
        dialog = files.FileTrouble(self._words.error(error), self._words, self._program.window, lost=lost)
        dialog.finished.connect(lambda: self._answered(dialog.choice, error, path, key))
        dialog.open()

    def _answered(self, choice: str, error: UserError, path: Path, key: Key | None) -> None:
        if choice == files.RESTORE:
            self._restore(error, path, key)
            return
        if choice == files.REPAIR:
            self._repair(error, path, key)
            return
        program = self._program
        ask = files.ask_new if choice == files.NEW else files.ask_open
        other = None if choice == files.QUIT else ask(program.window, self._words, path.parent)
        if other is not None:
            program.open_file(other, choice == files.NEW)
        if program.desk is None:
            program.window.close()

    def _restore(self, error: UserError, path: Path, key: Key | None) -> None:
        found = lost_backups(path, self._preferences)
        dialog = LostFile(path, found, self._words, key, self._program.window)

        def finished() -> None:
            if dialog.restored:
                self._open(path, dialog.key)
            else:
                self.ask(error, path, key)

        dialog.finished.connect(finished)
        dialog.open()

    def _repair(self, error: UserError, path: Path, key: Key | None) -> None:
        dialog = RepairDialog(path, self._words, key, self._program.window)

        def finished() -> None:
            if dialog.opened is not None:
                self._open(dialog.opened, dialog.key)
            else:
                self.ask(error, path, key)

        dialog.finished.connect(finished)
        dialog.open()

    def _open(self, path: Path, key: Key | None) -> None:
        try:
            self._program.take_up(path, key, Place())
        except UserError as error:
            self.ask(error, path, key)

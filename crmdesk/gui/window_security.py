"""Password and recovery sheet in the window: one dialog after the other, and what is pointed out above the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from crmdesk.gui.jobs import Job
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.notices import NoticeBar, Noticing
from crmdesk.gui.window_dialogs import show
from crmdesk.services.backups import Backup
from crmdesk.services.desk import Desk

if TYPE_CHECKING:
    from crmdesk.gui.dialogs.recovery import RecoveryDialog
    from crmdesk.services.security import Key

_SHEET, _FIRST = "sheet-notice", "password-notice"


class WindowSecurity(QObject):
    """`password_asked` tells the `PasswordChange` that only the program can carry out."""

    password_asked = Signal(object)

    def __init__(self, ui: Ui, frame: Noticing, parent: QWidget) -> None:
        super().__init__(parent)
        self._ui = ui
        self._frame = frame
        self._widget = parent

    def begin(self) -> None:
        """A sheet that was put off is pointed out until it is printed or saved."""
        if self._ui.desk.data.key is not None and self._ui.preferences.owes_sheet(self._ui.desk.path):
            self._remind()

    def show_password(self, what: str = "") -> None:
        """Set the password; `what` is 'change', 'remove' or 'sheet' for a file that has one."""
        from crmdesk.gui.dialogs.password import PasswordDialog

        dialog = PasswordDialog(self._ui, what, self._widget.window())
        dialog.asked.connect(self.password_asked)
        dialog.sheet_asked.connect(self.show_sheet)
        show(dialog)

    def ask_for_password(self) -> None:
        """There is nothing to lock: say so, with the way to a password."""
        _ = self._ui.words.gettext
        if self._widget.findChild(NoticeBar, _FIRST) is not None:
            return
        bar = self._frame.notice(
            _("Set a password first: without one there is nothing to lock."),
            tone="plain",
            answers=[("set", _("Set a password...")), ("close", _("Close"))],
            name=_FIRST,
        )
        bar.answered.connect(self.answer_first)

    def password_changed(self, former: Key | None) -> None:
        """The file was written anew: say it, show the new sheet, then the backups it does not open."""
        _ = self._ui.words.gettext
        path, encrypted = self._ui.desk.path, self._ui.desk.data.key is not None
        self._ui.preferences.owe_sheet(path, owed=encrypted)
        if not encrypted:
            self._ui.bus.message.emit(_("The password is removed. The data file is not encrypted any more."), False)
            return
        said = _("The data file is encrypted.") if former is None else _("The password is changed.")
        self._ui.bus.message.emit(said, False)
        self.show_sheet().finished.connect(lambda: self._look_for_backups(former))

    def show_sheet(self) -> RecoveryDialog:
        """The recovery sheet, to be printed or saved."""
        from crmdesk.gui.dialogs.recovery import RecoveryDialog

        dialog = RecoveryDialog(self._ui, self._widget.window())
        dialog.kept.connect(self._kept)
        dialog.finished.connect(self.begin)
        show(dialog)
        return dialog

    def _kept(self) -> None:
        self._ui.preferences.owe_sheet(self._ui.desk.path, owed=False)
        bar = self._widget.findChild(NoticeBar, _SHEET)
        if bar is not None:
            bar.hide()
            bar.deleteLater()

    def _remind(self) -> None:
        _ = self._ui.words.gettext
        if self._widget.findChild(NoticeBar, _SHEET) is not None:
            return
        bar = self._frame.notice(
            _("The recovery sheet was neither printed nor saved."),
            _("If the password is forgotten nobody can open the data file."),
            tone="warn",
            answers=[("sheet", _("Show the sheet..."))],
            name=_SHEET,
        )
        bar.answered.connect(self._sheet_answered)

    def _sheet_answered(self) -> None:
        """The present password is asked: whoever has the sheet has the data."""
        self.show_password("sheet")

    def answer_first(self, answer: str) -> None:
        """To `ask_for_password`: 'set' or 'close'."""
        bar = self._widget.findChild(NoticeBar, _FIRST)
        if bar is not None:
            bar.hide()
            bar.setObjectName("")
            bar.deleteLater()
        if answer == "set":
            self.show_password()

    def _look_for_backups(self, former: Key | None) -> None:
        """Those that anybody can read first, then those under the former password."""
        from crmdesk.gui.dialogs.password_backups import OtherBackups
        from crmdesk.services import security

        def work(desk: Desk, _job: Job) -> tuple[list[Backup], list[Backup]]:
            return security.plain_backups(desk), security.locked_backups(desk) if former else []

        def found(both: tuple[list[Backup], list[Backup]]) -> None:
            plain, locked = both
            if plain:
                dialog = OtherBackups(self._ui, plain, None, plain=True, parent=self._widget.window())
                if locked:
                    dialog.finished.connect(lambda: self._offer_locked(locked, former))
                show(dialog)
            elif locked:
                self._offer_locked(locked, former)

        self._ui.jobs.run(self, work, found, self._ui.bus.failed.emit)

    def _offer_locked(self, locked: list[Backup], former: Key | None) -> None:
        from crmdesk.gui.dialogs.password_backups import OtherBackups

        show(OtherBackups(self._ui, locked, former, plain=False, parent=self._widget.window()))

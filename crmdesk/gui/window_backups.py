"""Backups in the window: made at a wish, listed, restored; when the last one was made, and what is pointed out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import shiboken6
from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from crmdesk.core.changes import Changes
from crmdesk.core.errors import UserError
from crmdesk.core.settings import BACKUP_FOLDER, BACKUP_OUTSIDE_DAYS
from crmdesk.gui.jobs import Job
from crmdesk.gui.models.backups import last_backup
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.notices import NoticeBar, Noticing
from crmdesk.gui.window_dialogs import show
from crmdesk.gui.window_status import WindowStatus
from crmdesk.services import backups, sample, settings
from crmdesk.services.backups import Backup
from crmdesk.services.desk import Desk

_OUTSIDE, _FAILED, _MISSED = "outside-notice", "backup-failed-notice", "backup-missed-notice"
_DAMAGED = "damaged-notice"
_State = tuple[Backup | None, int | None]


class WindowBackups(QObject):
    """`restore_asked` tells the `RestoreWish`, `repair_asked` that what can be read is to go into a new file: only the
    program can do that. `frame` is also its parent.
    """

    restore_asked = Signal(object)
    repair_asked = Signal()

    def __init__(self, ui: Ui, frame: Noticing, teller: WindowStatus, parent: QWidget) -> None:
        from crmdesk.gui.dialogs.backups_making import MakingBackup

        super().__init__(parent)
        self._ui, self._frame, self._teller, self._widget = ui, frame, teller, parent
        self._bars: dict[str, NoticeBar] = {}
        self._listed: QWidget | None = None
        self.making = MakingBackup(ui, self)
        self.making.progressed.connect(self._progressed)
        self.making.made.connect(self._made)
        self.making.refused.connect(self._refused)
        ui.bus.changed.connect(self._changed)

    def begin(self) -> None:
        """Say when the last backup was made; remind of a copy on another disk when that is long ago."""
        if not sample.is_sample(self._ui.desk):
            self._ui.preferences.note_backup_folder(self._ui.desk.path, backups.folder(self._ui.desk))
            self._ui.jobs.run(self, _state, self._tell, self._ui.bus.failed.emit, channel="backups-state")

    def _tell(self, state: _State) -> None:
        last, overdue = state
        self._teller.tell_backup(last_backup(last.at, self._ui.desk.today(), self._ui.words) if last else "")
        quiet = self._ui.desk.today() < self._ui.preferences.quiet_until(self._ui.desk.path)
        if overdue is None or quiet:
            self._take_down(_OUTSIDE)
        else:
            self.remind(overdue)

    # made at a wish

    def back_up_now(self) -> None:
        self.making.begin()

    def copy_out(self) -> None:
        """A copy on another disk, such as a stick."""
        self.making.ask_folder(self._widget.window())

    def _progressed(self, _share: int, told: str) -> None:
        self._teller.offer(told, self._ui.words.gettext("Cancel"), self._cancel)

    def _cancel(self) -> None:
        self.making.stop()
        self._ui.bus.message.emit(self._ui.words.gettext("No backup was made."), False)

    def _made(self, backup: Backup) -> None:
        _ = self._ui.words.gettext
        told = _("Backed up to {folder}").format(folder=backup.path.parent)
        self._teller.offer(told, _("Show"), lambda: _open(backup.path.parent))
        self._went_well(backup)

    def _refused(self, error: UserError) -> None:
        self._teller.say("", with_undo=False)
        if self._listed is None or not shiboken6.isValid(self._listed) or not self._listed.isVisible():
            self._point_out_failure(error)

    # by itself

    def made_daily(self, backup: Backup) -> None:
        """The backup of the day is made; what was just said to the person, perhaps with *Undo*, stays."""
        if not self._teller.said()[0]:
            self._ui.bus.message.emit(self._ui.words.gettext("Backed up"), False)
        self._went_well(backup)

    def daily_failed(self, error: UserError) -> None:
        """It could not be made: with what can be done about it."""
        self._point_out_failure(error)

    def _went_well(self, backup: Backup) -> None:
        self._take_down(_FAILED)
        if backup.missed is None:
            self._take_down(_MISSED)
        else:
            self._point_out_missed(backup.missed, backup.path.parent)
        self.begin()

    # lists and restoring

    def show_list(self) -> None:
        """The backups there are."""
        from crmdesk.gui.dialogs.backups import BackupsDialog

        dialog = BackupsDialog(self._ui, self.making, self._widget.window())
        dialog.restore_asked.connect(self.restore)
        dialog.finished.connect(self.begin)
        self._listed = dialog
        show(dialog)

    def restore(self, backup: Path) -> None:
        """Look at what restoring a backup would change; it is done when the person agrees."""
        from crmdesk.gui.dialogs.restoring import RestoreDialog

        dialog = RestoreDialog(self._ui, backup, self._front())
        dialog.wished.connect(self.restore_asked)
        show(dialog)

    def restored(self, kept: Path | None) -> None:
        """A backup took the place of the data file; what was there before is `kept`."""
        _ = self._ui.words.gettext
        told = _("The backup is restored.")
        if kept is None:
            self._ui.bus.message.emit(told, False)
        else:
            self._teller.offer(told, _("Take back..."), lambda: self.restore(kept))

    def _front(self) -> QWidget:
        listed = self._listed
        shown = listed is not None and shiboken6.isValid(listed) and listed.isVisible()
        return listed if shown and listed is not None else self._widget.window()

    # what is pointed out

    def tell_damaged(self) -> None:
        """The check in the background found the data file damaged."""
        _ = self._ui.words.gettext
        answers = (
            ("restore", _("Restore a backup...")),
            ("repair", _("Repair into a new file...")),
            ("close", _("Close")),
        )
        told = _("The data file is damaged.")
        detail = _("Restore a backup before you go on; what you change now may be lost.")
        self._put_up(_DAMAGED, told, detail, "bad", answers)

    def remind(self, days: int) -> None:
        """There was no copy on another disk for so many days."""
        words = self._ui.words
        _, n = words.gettext, words.ngettext
        told = n("No copy on another disk for {count} day.", "No copy on another disk for {count} days.", days)
        detail = _("If this disk fails, data file and backups are lost together.")
        answers = (("copy", _("Copy to another disk...")), ("later", _("Later")), ("never", _("Do not remind me")))
        self._put_up(_OUTSIDE, told.format(count=words.number(days)), detail, "warn", answers)

    def _point_out_failure(self, error: UserError) -> None:
        _ = self._ui.words.gettext
        answers = (("again", _("Try again")), ("folder", _("Backup folder...")), ("close", _("Close")))
        self._put_up(_FAILED, _("No backup could be made."), self._ui.sentence(error), "bad", answers)

    def _point_out_missed(self, missed: Path, used: Path) -> None:
        _ = self._ui.words.gettext
        told = _("The folder for backups cannot be used now: {folder}").format(folder=missed)
        detail = _("The backup was made in {folder} instead.").format(folder=used)
        answers = (("folder", _("Backup folder...")), ("close", _("Close")))
        self._put_up(_MISSED, told, detail, "warn", answers)

    def _put_up(self, name: str, told: str, detail: str, tone: str, answers: Sequence[tuple[str, str]]) -> None:
        bar = self._bars.get(name)
        if bar is not None:
            bar.set_text(told, detail)
            return
        bar = self._frame.notice(told, detail, tone=tone, answers=answers, name=name)
        bar.answered.connect(self._answered)
        self._bars[name] = bar

    def _take_down(self, name: str) -> None:
        bar = self._bars.pop(name, None)
        if bar is not None:
            bar.hide()
            bar.deleteLater()

    def take_down_all(self) -> None:
        """Nothing is pointed out any more."""
        for name in list(self._bars):
            self._take_down(name)

    def _answered(self, answer: str) -> None:
        bar = self.sender()
        name = bar.objectName() if isinstance(bar, NoticeBar) else ""
        match answer:
            case "copy":
                self.copy_out()
            case "later":
                self._ui.preferences.keep_quiet(self._ui.desk.path, self._ui.desk.today() + dt.timedelta(days=1))
                self._take_down(name)
            case "never":
                self._never()
            case "folder":
                self._ui.bus.open_settings.emit(BACKUP_FOLDER.key)
            case "again":
                self._take_down(name)
                self.making.again()
            case "restore":
                self.show_list()
            case "repair":
                self.repair_asked.emit()
            case _:
                self._take_down(name)

    def _never(self) -> None:
        _ = self._ui.words.gettext
        changes = settings.change(self._ui.desk, BACKUP_OUTSIDE_DAYS.key, "0")
        self._ui.wrote(changes, _("You are not reminded of a copy on another disk any more."))

    def _changed(self, changes: Changes) -> None:
        if changes.everything or changes.touched("setting"):
            self.begin()


def _state(desk: Desk, _job: Job) -> _State:
    return backups.latest(desk), backups.outside_overdue(desk)


def _open(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

"""The chosen backup: checking it, showing where it lies, deleting it, and what came of it."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QColor, QDesktopServices, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from crmdesk.core.errors import UserError
from crmdesk.gui.dialogs.backups_asking import DeletingBackup, key_of
from crmdesk.gui.dialogs.importing_parts import Sign
from crmdesk.gui.jobs import Job
from crmdesk.gui.models.backups import why
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import horizontal, scheme_of
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button
from crmdesk.gui.widgets.labels import ElidedLabel, Label
from crmdesk.gui.widgets.notices import ProgressLine
from crmdesk.services import backups, restoring
from crmdesk.services.backups import Backup
from crmdesk.services.desk import Desk
from crmdesk.services.restoring import Census
from crmdesk.services.restoring_looking import sound

_HEIGHT = 152
_SIGNS = {"good": "done", "warn": "warning", "bad": "error", "text_2": "info"}


class ChosenBackup(QWidget):
    """The lower part of the list of backups; it keeps its size whatever it says. `deleted` tells which one is gone;
    `changed`: `busy` did; `stop_asked`: what is not its own work is to be stopped.
    """

    deleted = Signal(object)
    changed = Signal()
    stop_asked = Signal()

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("backups-chosen")
        self.setFixedHeight(_HEIGHT)
        _ = ui.words.gettext
        self._ui = ui
        self._backup: Backup | None = None
        self.tone = ""
        """Of what is said."""
        self._checking: Job | None = None
        self._title = Label(points=tokens.SECTION, bold=True, name="backups-chosen-title")
        self._path = ElidedLabel(points=tokens.SMALL, tone="text_2", name="backups-chosen-path")
        self.check_button = Button(_("Check this backup"), icon="shield", name="backups-check")
        self.show_button = Button(_("Show in the folder"), icon="folder", name="backups-show")
        self.delete_button = Button(_("Delete..."), icon="trash", name="backups-delete")
        self._sign = Sign("info", "text_2")
        self._said = Label(wrap=True, name="backups-said")
        self.progress = ProgressLine(_("Cancel"), name="backups-progress")
        self.check_button.clicked.connect(self.check)
        self.show_button.clicked.connect(self.show_file)
        self.delete_button.clicked.connect(self.ask_delete)
        self.progress.cancelled.connect(self._stop)
        self._lay_out()
        self.say("")

    def _lay_out(self) -> None:
        answers = QHBoxLayout()
        answers.setSpacing(tokens.BETWEEN)
        for button in (self.check_button, self.show_button, self.delete_button):
            answers.addWidget(button)
        answers.addStretch(1)
        said = QHBoxLayout()
        said.setSpacing(tokens.BETWEEN)
        said.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        said.addWidget(self._said, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.AROUND, tokens.AROUND - tokens.INSIDE, tokens.AROUND, tokens.BETWEEN)
        column.setSpacing(0)
        column.addWidget(self._title)
        column.addWidget(self._path)
        column.addSpacing(tokens.BETWEEN)
        column.addLayout(answers)
        column.addSpacing(tokens.BETWEEN + tokens.INSIDE)
        column.addLayout(said)
        column.addWidget(self.progress)
        column.addStretch(1)
        self.progress.hide()

    @property
    def busy(self) -> bool:
        """Whether it is being checked."""
        return self._checking is not None

    def show_backup(self, backup: Backup | None) -> None:
        """Another one is chosen; what was said of the former one goes."""
        same = backup is not None and self._backup is not None and backup.path == self._backup.path
        self._backup = backup
        words = self._ui.words
        parts = [] if backup is None else [words.moment(backup.at), why(backup, words)]
        self._title.setText(" · ".join(part for part in parts if part))
        self._path.set_text(str(backup.path) if backup is not None else "")
        if not same:
            self.stop()
            self.say("")

    def settle(self, *, busy: bool) -> None:
        """What can be pressed now."""
        for button in (self.check_button, self.show_button, self.delete_button):
            button.setVisible(self._backup is not None)
            button.setEnabled(not busy)

    def say(self, sentence: str, tone: str = "text_2") -> None:
        """How it went: 'good', 'warn', 'bad' or 'text_2'."""
        self.tone = tone
        self._said.setText(sentence)
        self._said.set_tone("text" if tone != "bad" else "bad")
        self._said.setVisible(bool(sentence))
        self._sign.show_sign(_SIGNS[tone], tone)
        self._sign.setVisible(bool(sentence))

    def said(self) -> str:
        return self._said.text()

    def show_progress(self, sentence: str, done: int, total: int) -> None:
        """How far it is; it takes the place of what was said."""
        self.say("")
        self.progress.show_progress(sentence, done, total)
        self.progress.show()

    def refuse(self, error: UserError) -> None:
        self.say(self._ui.sentence(error), "bad")

    def check(self) -> None:
        """Whether it is sound, and what is in it."""
        backup = self._backup
        if backup is None or self.busy:
            return
        try:
            key = key_of(backup.path, self._ui.desk.data.key, self._ui.words, self.window())
        except UserError as error:
            if error.code != "cancelled":
                self.refuse(error)
            return

        def work(_desk: Desk, job: Job) -> Census | None:
            whole = sound(backup.path, key, job.is_cancelled)
            return restoring.preview(None, backup.path, key).there if whole else None

        self.show_progress(self._ui.words.gettext("Checking the backup..."), 0, 0)
        self._checking = self._ui.jobs.run(self, work, self._checked, self._failed, channel="backup-check")
        self.changed.emit()

    def stop(self) -> None:
        """The answer is not wanted any more."""
        job, self._checking = self._checking, None
        if job is not None:
            job.cancel()
            self.progress.hide()
            self.changed.emit()

    def _stop(self) -> None:
        self.stop()
        self.stop_asked.emit()

    def _checked(self, census: Census | None) -> None:
        self._end()
        words = self._ui.words
        if census is None:
            self.say(words.gettext("This backup is damaged and cannot be restored. Make a new one now."), "bad")
            return
        if census.newest is None:
            self.say(words.gettext("This backup is sound. Nothing was entered yet when it was made."), "good")
            return
        n, count = words.ngettext, census.counts.get("customer", 0)
        told = n(
            "This backup is sound: {count} customer, newest change {when}.",
            "This backup is sound: {count} customers, newest change {when}.",
            count,
        )
        newest = dt.datetime.fromisoformat(census.newest).astimezone(self._ui.desk.clock().tzinfo)
        self.say(told.format(count=words.number(count), when=words.moment(newest)), "good")

    def _failed(self, error: Exception) -> None:
        self._end()
        if isinstance(error, UserError):
            self.refuse(error)
        else:
            self._ui.bus.failed.emit(error)

    def _end(self) -> None:
        self._checking = None
        self.progress.hide()
        self.changed.emit()

    def ask_delete(self) -> None:
        """It cannot be brought back: asked first."""
        if self._backup is not None:
            dialog = DeletingBackup(self._backup, self._ui.words, parent=self.window())
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.accepted.connect(self._delete)
            dialog.open()

    def _delete(self) -> None:
        backup = self._backup
        if backup is None:
            return
        try:
            backups.delete(backup)
        except UserError as error:
            self.refuse(error)
            return
        self.deleted.emit(backup)
        told = self._ui.words.gettext("Deleted the backup of {when}.")
        self.say(told.format(when=self._ui.words.moment(backup.at)))

    def show_file(self) -> None:
        """Its folder, in the system's own window."""
        if self._backup is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._backup.path.parent)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        horizontal(QPainter(self), 0, self.width(), 0, QColor(scheme_of(self.palette()).line))

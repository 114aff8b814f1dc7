"""Before a backup is restored: what it holds, how the data file differs, what would be lost."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from crmdesk.core.backups import REASONS, read_name
from crmdesk.core.errors import UserError
from crmdesk.gui.dialogs.backups_asking import key_of
from crmdesk.gui.dialogs.restoring_differences import Differences
from crmdesk.gui.jobs import Job
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button
from crmdesk.gui.widgets.dialogs import Dialog
from crmdesk.gui.widgets.form import ProblemMark
from crmdesk.gui.widgets.labels import ElidedLabel, Label
from crmdesk.gui.widgets.notices import ProgressLine
from crmdesk.services.backups import Backup
from crmdesk.services.desk import Desk
from crmdesk.services.restoring_looking import Look, look
from crmdesk.services.security import Key

_SIZE = QSize(600, 520)


class RestoreWish(Struct, frozen=True):
    """A backup is to take the place of the data file; `key` opens it, None: it has no password."""

    path: Path
    key: Key | None


class RestoreDialog(Dialog):
    """Nothing is changed here; `wished` tells the `RestoreWish` when the person agrees."""

    wished = Signal(object)

    def __init__(self, ui: Ui, backup: Path, parent: QWidget | None = None) -> None:
        _ = ui.words.gettext
        super().__init__(
            _("Restore a backup"), ui.words, confirm=_("Restore"), size=_SIZE, name="restoring", parent=parent
        )
        self._ui = ui
        self._path = backup
        self._key: Key | None = None
        self._good: Backup | None = None
        self._job: Job | None = None
        self._name = ElidedLabel(points=tokens.SECTION, bold=True, name="restoring-name")
        self._where = ElidedLabel(points=tokens.SMALL, tone="text_2", name="restoring-path")
        self.progress = ProgressLine(name="restoring-progress")
        self.differences = Differences(ui)
        self.trouble = ProblemMark(wrap=True)
        self.trouble.setObjectName("restoring-trouble")
        self.other = Button("", name="restoring-other")
        self.other.clicked.connect(self._look_at_good)
        told = _("The present state is backed up first, so that this can be taken back.")
        self.note = Label(told, tone="text_2", wrap=True, name="restoring-note")
        self._lay_out()
        self.look_at(backup)

    def _lay_out(self) -> None:
        refused = QWidget()
        column = QVBoxLayout(refused)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.AROUND)
        column.addWidget(self.trouble)
        column.addWidget(self.other)
        column.addStretch(1)
        waiting = QWidget()
        column = QVBoxLayout(waiting)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.progress)
        column.addStretch(1)
        self.pages = QStackedWidget()
        self._waiting, self._refused = waiting, refused
        for page in (waiting, self.differences, refused):
            self.pages.addWidget(page)
        self.body.setContentsMargins(*[tokens.SECTIONS] * 4)
        self.body.addWidget(self._name)
        self.body.addWidget(self._where)
        self.body.addSpacing(tokens.BETWEEN)
        self.body.addWidget(self.pages, 1)
        self.body.addWidget(self.note)

    def look_at(self, backup: Path) -> None:
        """Check a backup and compare the data file with it; its password is asked where that is another one."""
        _ = self._ui.words.gettext
        self._path, self._good = backup, None
        named = read_name(backup.name, self._ui.desk.path.stem, backup.suffix)
        told = " · ".join([self._ui.words.moment(named.at), _(REASONS[named.reason])]) if named else backup.name
        self._name.set_text(told)
        self._where.set_text(str(backup if named else backup.parent))
        self.confirm_button.setEnabled(False)
        self.note.hide()
        self.progress.show_progress(_("Checking the backup and comparing..."), 0, 0)
        self.pages.setCurrentWidget(self._waiting)
        try:
            self._key = key = key_of(backup, self._ui.desk.data.key, self._ui.words, self.parentWidget())
        except UserError as error:
            told = _("Without its password the backup cannot be restored.")
            self._refuse(told if error.code == "cancelled" else self._ui.sentence(error))
            return

        def work(desk: Desk, job: Job) -> Look:
            return look(desk, backup, key, job.is_cancelled)

        self._job = self._ui.jobs.run(self, work, self._looked, self._failed, channel="restoring")

    def _looked(self, found: Look) -> None:
        self._job = None
        if found.seen is None:
            self._good = found.good
            self._refuse(self._ui.words.gettext("This backup is damaged and cannot be restored."))
            return
        self.differences.show_preview(found.seen)
        self.pages.setCurrentWidget(self.differences)
        self.note.show()
        self.confirm_button.setEnabled(True)
        self.confirm_button.setFocus()

    def _failed(self, error: Exception) -> None:
        self._job = None
        if isinstance(error, UserError):
            self._refuse(self._ui.sentence(error))
        else:
            self._ui.bus.failed.emit(error)

    def _refuse(self, sentence: str) -> None:
        self.trouble.show_problem("bad", sentence)
        self.other.setVisible(self._good is not None)
        if self._good is not None:
            told = self._ui.words.gettext("Take the newest good one: {when}")
            self.other.setText(told.format(when=self._ui.words.moment(self._good.at)))
            self.other.setFocus()
        self.pages.setCurrentWidget(self._refused)

    def _look_at_good(self) -> None:
        if self._good is not None:
            self.look_at(self._good.path)

    def accept(self) -> None:
        """The person agrees."""
        if self.confirm_button.isEnabled():
            super().accept()
            self.wished.emit(RestoreWish(self._path, self._key))

    def done(self, result: int) -> None:
        job, self._job = self._job, None
        if job is not None:
            job.cancel()
        super().done(result)

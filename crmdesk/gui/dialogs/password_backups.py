"""After the password was set, changed or removed: the backups it does not open, and what is to become of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from crmdesk.core.attachments import shown_size
from crmdesk.core.errors import UserError
from crmdesk.gui.jobs import Job
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.dialogs import Dialog
from crmdesk.gui.widgets.inputs import RadioButton
from crmdesk.gui.widgets.labels import Label
from crmdesk.gui.widgets.notices import ProgressLine
from crmdesk.gui.widgets.rows import style_list
from crmdesk.gui.widgets.tab_order import eye_order
from crmdesk.services import backups, security
from crmdesk.services.backups import Backup
from crmdesk.services.desk import Desk
from crmdesk.services.security import CancelledError, How, Key, Protected

ENCRYPT, DELETE, LEAVE = "encrypt", "delete", "leave"
_WIDTH = 600
_LINES = 5


class OtherBackups(Dialog):
    """`plain` backups anybody can read, or those that only the former password opens."""

    def __init__(
        self, ui: Ui, found: Sequence[Backup], former: Key | None, *, plain: bool, parent: QWidget | None = None
    ) -> None:
        _ = ui.words.gettext
        super().__init__(
            _("Older backups"), ui.words, confirm=_("Encrypt"), cancel=_("Cancel"), name="other-backups",
            parent=parent,
        )  # fmt: skip
        self._ui, self._found, self._former, self._plain = ui, list(found), former, plain
        self._job: Job | None = None
        self.list = QListWidget()
        self.list.setObjectName("other-backups-list")
        self.list.setAccessibleName(_("Older backups"))
        style_list(self.list)
        self.list.setFrameShape(QListWidget.Shape.StyledPanel)
        for backup in found:
            item = QListWidgetItem(_line(ui, backup), self.list)
            item.setToolTip(str(backup.path))
            item.setSizeHint(QSize(0, tokens.TABLE_ROW))
        self.list.setFixedHeight(min(len(found), _LINES) * tokens.TABLE_ROW + 2 * tokens.INSIDE)
        self.answers = {key: RadioButton(text, name=f"other-backups-{key}") for key, text in self._answers().items()}
        self.progress = ProgressLine(_("Stop"), name="other-backups-progress")
        self.progress.cancelled.connect(self._stop)
        self.trouble = Label("", tone="bad", wrap=True, name="other-backups-trouble")
        self._lay_out()
        self.setMinimumWidth(_WIDTH)
        for answer in self.answers.values():
            answer.toggled.connect(self._settle)
        self.answers[ENCRYPT].setChecked(True)
        eye_order(self)
        self.answers[ENCRYPT].setFocus(Qt.FocusReason.OtherFocusReason)

    def _answers(self) -> dict[str, str]:
        _ = self._ui.words.gettext
        encrypt = _("Encrypt with the new password") if self._plain else _("Put under the new password")
        return {ENCRYPT: encrypt, DELETE: _("Delete"), LEAVE: _("Leave them as they are")}

    def _told(self) -> dict[str, str]:
        _ = self._ui.words.gettext
        leave = _("Whoever gets hold of one reads everything in it, without a password.")
        if not self._plain:
            leave = _("They open with the former password or its recovery sheet only. Keep both.")
        return {
            ENCRYPT: _("The new password and the new recovery sheet then open everything."),
            DELETE: _(
                "A new backup of the data file as it is now is made first. What is only in the older ones is gone."
            ),
            LEAVE: leave,
        }

    def _lay_out(self) -> None:
        words, count = self._ui.words, len(self._found)
        n = words.ngettext
        if self._plain:
            told = n("{count} backup is not encrypted.", "{count} backups are not encrypted.", count)
        else:
            told = n("{count} backup has the former password.", "{count} backups have the former password.", count)
        self.body.addWidget(Label(told.format(count=words.number(count)), points=tokens.SECTION, bold=True))
        self.body.addWidget(self.list)
        self.body.addSpacing(tokens.INSIDE)
        for key, answer in self.answers.items():
            self.body.addWidget(answer)
            hint = Label(self._told()[key], points=tokens.SMALL, tone="text_2", wrap=True)
            hint.setContentsMargins(tokens.SECTIONS, 0, 0, tokens.INSIDE)
            self.body.addWidget(hint)
        self.body.addStretch(1)
        self.body.addWidget(self.trouble)
        self.trouble.hide()
        self.body.addWidget(self.progress)
        self.progress.hide()

    @property
    def answer(self) -> str:
        return next((key for key, button in self.answers.items() if button.isChecked()), LEAVE)

    def _settle(self) -> None:
        _ = self._ui.words.gettext
        verbs = {ENCRYPT: _("Encrypt"), DELETE: _("Delete"), LEAVE: _("Leave")}
        self.confirm_button.setText(verbs[self.answer])
        self.confirm_button.set_kind("plain" if self.answer == DELETE else "main")

    def accept(self) -> None:
        """Do it; Leave closes."""
        if self.answer == LEAVE:
            super().accept()
            return
        how: How = "encrypt" if self.answer == ENCRYPT else "delete"
        former = None if self._plain else self._former
        paths = [backup.path for backup in self._found]

        def work(desk: Desk, job: Job) -> Protected | None:
            assert desk.data.key is not None
            try:
                if how == "delete":
                    backups.make(desk, "password", cancelled=self._stopped)
                return security.protect_backups(
                    paths, how, key=desk.data.key, former=former, progress=job.progress, cancelled=self._stopped
                )
            except CancelledError:
                return None

        self._halted = False
        self._busy(busy=True)
        self._progressed(0, len(paths))
        self._job = self._ui.jobs.run(self, work, self._done, self._failed, progress=self._progressed)

    def reject(self) -> None:
        """While it works: stop after the present one."""
        if self._job is not None:
            self._stop()
        else:
            super().reject()

    def _stop(self) -> None:
        self._halted = True

    def _stopped(self) -> bool:
        return self._halted

    def _busy(self, *, busy: bool) -> None:
        self.progress.setVisible(busy)
        self.confirm_button.setEnabled(not busy)
        for answer in self.answers.values():
            answer.setEnabled(not busy)

    def _progressed(self, done: int, total: int | None) -> None:
        number, _ = self._ui.words.number, self._ui.words.gettext
        text = _("{done} of {total} backups").format(done=number(done), total=number(total or 0))
        self.progress.show_progress(text, done, total or 0)

    def _done(self, made: Protected | None) -> None:
        self._job = None
        self._busy(busy=False)
        if made is None:
            return
        words = self._ui.words
        n = words.ngettext
        if made.failed:
            told = n(
                "{count} backup could not be changed: {names}", "{count} backups could not be changed: {names}",
                len(made.failed),
            )  # fmt: skip
            names = ("、" if words.chinese else ", ").join(path.name for path in made.failed)
            self.trouble.setText(told.format(count=words.number(len(made.failed)), names=names))
            self.trouble.show()
            return
        if self.answer == ENCRYPT:
            told = n("Encrypted {count} backup.", "Encrypted {count} backups.", made.done)
        else:
            told = n("Deleted {count} backup.", "Deleted {count} backups.", made.done)
        self._ui.bus.message.emit(told.format(count=words.number(made.done)), False)
        super().accept()

    def _failed(self, error: Exception) -> None:
        self._job = None
        self._busy(busy=False)
        if isinstance(error, UserError):
            self.trouble.setText(self._ui.sentence(error))
            self.trouble.show()
        else:
            self._ui.bus.failed.emit(error)


def _line(ui: Ui, backup: Backup) -> str:
    """When it was made, how large it is and where it lies."""
    return f"{ui.words.moment(backup.at)}   {shown_size(backup.size)}   {backup.path.parent}"

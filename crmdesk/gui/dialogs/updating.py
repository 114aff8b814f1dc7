"""A data file of an older version is brought up to date before it is opened: what is done, and how far it is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from crmdesk.core.errors import UserError
from crmdesk.core.words import Words
from crmdesk.gui.dialogs.work_alone import WorkAloneDialog
from crmdesk.gui.jobs_alone import Cancelled, Progress
from crmdesk.gui.theme import tokens
from crmdesk.gui.widgets.labels import Label
from crmdesk.gui.widgets.notices import ProgressLine
from crmdesk.services.security import CancelledError, Key
from crmdesk.services.updating import update

_WIDTH = 460


class UpdateDialog(WorkAloneDialog):
    """After `begin` it closes by itself. `updated`: it was done; else `error` says why not, None where the person
    stopped it."""

    def __init__(self, path: Path, words: Words, parent: QWidget | None = None) -> None:
        _ = words.gettext
        leaving = _("Cancel") if parent is not None else _("Quit")
        super().__init__(_("Updating the data file"), words, cancel=leaving, name="updating", parent=parent)
        self.updated = False
        self.error: UserError | None = None
        self._path = path
        told = _("“{file}” was written by an older version of CRM Desk.").format(file=path.stem)
        how = _("It is backed up and then brought up to date. With very many customers that takes a minute or two.")
        self.progress = ProgressLine(name="updating-progress")
        self.body.setContentsMargins(*[tokens.SECTIONS] * 4)
        for label in (
            Label(told, bold=True, wrap=True, name="updating-sentence"),
            Label(how, tone="text_2", wrap=True, name="updating-how"),
        ):
            label.setMinimumWidth(_WIDTH - 2 * tokens.SECTIONS)
            self.body.addWidget(label)
        self.body.addSpacing(tokens.BETWEEN)
        self.body.addWidget(self.progress)
        self.setMinimumWidth(_WIDTH)
        self.show_progress(0, 1)

    def begin(self, key: Key | None) -> None:
        """Bring it up to date; `key` opens it where it is encrypted."""
        path = self._path

        def work(progress: Progress, cancelled: Cancelled) -> None:
            update(path, key, progress, cancelled)

        self._work.run(work, self._done, self._failed, self.show_progress)

    def show_progress(self, done: int, total: int | None) -> None:
        """As `services.updating.update` tells it."""
        _ = self._words.gettext
        if total is None:
            self.progress.show_progress(_("Checking the backup..."), 1, 1)
        elif not total:
            self.progress.show_progress(_("Bringing it up to date..."), 1, 1)
        else:
            share = 100 * done // total
            self.progress.show_progress(_("Backing up... {share} %").format(share=share), share, 100)

    def _done(self, _nothing: object) -> None:
        self.updated = True
        self.accept()

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            self.progress.hide()
            self._troubles.show(error)
            return
        if not isinstance(error, CancelledError):
            self.error = error
        self.reject()


def brought_up_to_date(path: Path, key: Key | None, words: Words, parent: QWidget | None = None) -> bool:
    """Do it while the person watches; False when they stopped it. Raises UserError with what went wrong."""
    dialog = UpdateDialog(path, words, parent)
    dialog.begin(key)
    dialog.exec()
    dialog.deleteLater()
    if dialog.error is not None:
        raise dialog.error
    return dialog.updated

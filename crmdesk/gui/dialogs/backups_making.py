"""Making a backup at a person's wish, on the worker: one at a time, for the window and its list of backups."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from crmdesk.core.errors import UserError
from crmdesk.gui.jobs import Job
from crmdesk.gui.ui import Ui
from crmdesk.services import backups
from crmdesk.services.backups import Backup
from crmdesk.services.desk import Desk

_FOLDER = "backup"
_MEDIA = ("/media", "/run/media", "/Volumes")


class MakingBackup(QObject):
    """`made` tells the `Backup`, `refused` the `UserError`, `progressed` how far it is in percent with words for it;
    `ended` comes last, also when it was stopped."""

    progressed = Signal(int, str)
    made = Signal(object)
    refused = Signal(object)
    ended = Signal()

    def __init__(self, ui: Ui, parent: QObject) -> None:
        super().__init__(parent)
        self._ui = ui
        self._job: Job | None = None
        self._target: Path | None = None

    @property
    def busy(self) -> bool:
        return self._job is not None

    @property
    def elsewhere(self) -> bool:
        """Whether the last one was to go to another folder than usual."""
        return self._target is not None

    def begin(self, target: Path | None = None) -> None:
        """In the folder for backups, or in another one; nothing while one is being made."""
        if self._job is not None:
            return
        self._target = target

        def work(desk: Desk, job: Job) -> Backup:
            return backups.make(desk, "manual", target, job.progress, job.is_cancelled)

        self._job = self._ui.jobs.run(self, work, self._made, self._failed, progress=self._progressed)
        self._progressed(0, 0)

    def again(self) -> None:
        """Try once more what was refused."""
        self.begin(self._target)

    def ask_folder(self, parent: QWidget | None) -> None:
        """A copy in a folder the person chooses, such as a stick's."""
        _ = self._ui.words.gettext
        found = QFileDialog.getExistingDirectory(parent, _("Copy to another disk"), self._first_folder())
        if found:
            self._ui.preferences.set_folder(_FOLDER, found)
            self.begin(Path(found))

    def stop(self) -> None:
        """Nothing is left of it."""
        job, self._job = self._job, None
        if job is not None:
            job.cancel()
            self.ended.emit()

    def _first_folder(self) -> str:
        known = self._ui.preferences.folder(_FOLDER)
        if known and Path(known).is_dir():
            return known
        media = next((folder for folder in _MEDIA if Path(folder).is_dir()), "")
        return media or QStandardPaths.writableLocation(QStandardPaths.StandardLocation.HomeLocation)

    def _progressed(self, done: int, total: int | None) -> None:
        _ = self._ui.words.gettext
        if total is None:
            self.progressed.emit(100, _("Checking the backup..."))
            return
        share = 100 * done // total if total else 0
        self.progressed.emit(share, _("Backing up... {share} %").format(share=share))

    def _made(self, backup: Backup) -> None:
        self._job = None
        self.ended.emit()
        self.made.emit(backup)

    def _failed(self, error: Exception) -> None:
        self._job = None
        self.ended.emit()
        if isinstance(error, UserError):
            self.refused.emit(error)
        else:
            self._ui.bus.failed.emit(error)

"""Taking the import just done back, beside the window."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from crmdesk.core.errors import UserError
from crmdesk.gui.jobs import Job
from crmdesk.gui.ui import Ui
from crmdesk.services import importing_undo
from crmdesk.services.desk import Desk


class TakingBack(QObject):
    """`done` tells the `Undone`, `progressed` how far it is; `ended` comes last, with a sentence where it failed."""

    progressed = Signal(object, object)
    done = Signal(object)
    ended = Signal(str)

    def __init__(self, ui: Ui, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self._stopping = False

    def begin(self, batch: int) -> None:
        """Take an import back."""
        self._stopping = False

        def work(desk: Desk, job: Job) -> importing_undo.Undone:
            return importing_undo.undo(desk, batch, job.progress, lambda: self._stopping or job.cancelled)

        self._ui.jobs.run(self, work, self._done, self._failed, progress=self._progressed)

    def stop(self) -> None:
        """Leave everything as it was, where it is not too late for that."""
        self._stopping = True

    def _progressed(self, done: int, total: int | None) -> None:
        self.progressed.emit(done, total or 0)

    def _done(self, undone: importing_undo.Undone) -> None:
        words = self._ui.words
        n = words.ngettext
        count = undone.removed + undone.restored
        text = n("Import taken back: {count} customer", "Import taken back: {count} customers", count)
        self._ui.wrote(undone.changes, text.format(count=words.number(count)))
        self.done.emit(undone)
        self.ended.emit("")

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            self._ui.bus.failed.emit(error)
            self.ended.emit("")
        elif error.code == "cancelled":
            self.ended.emit(self._ui.words.gettext("Stopped. Nothing was changed."))
        else:
            self.ended.emit(self._ui.sentence(error))

"""What can be read of a damaged data file goes into a new one: said before, done, and reported."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QTableView, QVBoxLayout, QWidget

from crmdesk.core.errors import UserError
from crmdesk.core.words import Words
from crmdesk.gui.dialogs.importing_parts import Trouble
from crmdesk.gui.dialogs.unlocking import ask_key
from crmdesk.gui.dialogs.work_alone import WorkAloneDialog
from crmdesk.gui.jobs_alone import Cancelled, Progress
from crmdesk.gui.models.repairing import INCOMPLETE, KEPT, KIND, LOST, ReportTable, lines_of, sentences_of
from crmdesk.gui.widgets.labels import Label
from crmdesk.gui.widgets.notices import ProgressLine
from crmdesk.gui.widgets.tables import lines_table
from crmdesk.services import salvaging
from crmdesk.services.salvaging import Key, Salvaged
from crmdesk.services.security import CancelledError

_SIZE, _REPORT_SIZE = QSize(560, 232), QSize(640, 440)
_WIDTHS = {KEPT: 104, LOST: 104, INCOMPLETE: 104}


def salvage(path: Path, key: Key | None, progress: Progress, cancelled: Cancelled) -> Salvaged:
    """`salvaging.salvage` that can be stopped. Raises UserError, CancelledError."""

    def told(done: int, total: int | None) -> None:
        if cancelled():
            raise CancelledError
        progress(done, total)

    return salvaging.salvage(path, key=key, progress=told)


class RepairDialog(WorkAloneDialog):
    """`opened` is the new data file when the person wants it opened, and `key` opens it.

    With `elsewhere` the work is done by somebody else, who has to close the data file first: `wished` asks for it, and
    `show_report` tells how it went.
    """

    wished = Signal()

    def __init__(
        self, path: Path, words: Words, key: Key | None, parent: QWidget | None = None, *, elsewhere: bool = False
    ) -> None:
        _ = words.gettext
        super().__init__(
            _("Repair into a new file"), words, confirm=_("Repair"), cancel=_("Cancel"), size=_SIZE, name="repair",
            parent=parent,
        )  # fmt: skip
        self.opened: Path | None = None
        self.key = key
        self._path, self._elsewhere = path, elsewhere
        self._salvaged: Salvaged | None = None
        told = _("What can be read in “{file}” is put into a new data file beside it. The damaged one stays as it is.")
        self.sentence = Label(told.format(file=path.stem), wrap=True, name="repair-sentence")
        hint = _("A sound backup is better, if there is one: what is damaged is not in the new file.")
        self.hint = Label(hint, tone="text_2", wrap=True, name="repair-hint")
        self.trouble = Trouble(name="repair-trouble")
        self.progress = ProgressLine(_("Cancel"), name="repair-progress")
        self.progress.cancelled.connect(self._work.cancel)
        self._lay_out()

    @property
    def busy(self) -> bool:
        """Whether it is being read."""
        return self._work.busy

    def _lay_out(self) -> None:
        self.model = ReportTable(self._words)
        label = self._words.gettext("What could be read")
        self.table = lines_table(self.model, _WIDTHS, name="repair-report", label=label, stretched=KIND)
        self.table.setSelectionMode(QTableView.SelectionMode.NoSelection)
        before = QWidget()
        parts = QVBoxLayout(before)
        parts.setContentsMargins(0, 0, 0, 0)
        for part in (self.hint, self.trouble, self.progress):
            parts.addWidget(part)
        parts.addStretch(1)
        self.progress.hide()
        self.pages = QStackedWidget()
        self.pages.addWidget(before)
        self.pages.addWidget(self.table)
        self.body.addWidget(self.sentence)
        self.body.addWidget(self.pages, 1)

    def accept(self) -> None:
        """Begin, or after it open the new file."""
        if self._salvaged is not None:
            self.opened = None if self._elsewhere else self._salvaged.path
            super().accept()
        elif self._elsewhere:
            super().accept()
            self.wished.emit()
        elif not self._work.busy:
            self._begin()

    def _begin(self) -> None:
        path, key = self._path, self.key

        def work(progress: Progress, cancelled: Cancelled) -> Salvaged:
            return salvage(path, key, progress, cancelled)

        self.trouble.say("")
        self.confirm_button.setEnabled(False)
        self._work.run(work, self.show_report, self._failed, self._progressed)
        self._progressed(0, None)
        self.progress.show()

    def _progressed(self, done: int, total: int | None) -> None:
        told = self._words.gettext("Reading what can be read...")
        self.progress.show_progress(told, done, total or 0)

    def show_report(self, salvaged: Salvaged) -> None:
        """What became of everything."""
        _ = self._words.gettext
        self._salvaged = salvaged
        told = _("The new data file is “{file}”.").format(file=salvaged.path.name)
        self.sentence.setText("\n".join([told, *sentences_of(salvaged, self._words)]))
        self.model.show_lines(lines_of(salvaged, self._words))
        self.pages.setCurrentWidget(self.table)
        self.resize(_REPORT_SIZE)
        self.cancel_button.setText(_("Close"))
        self.confirm_button.setText(_("Open the new file"))
        self.confirm_button.setEnabled(True)
        self.confirm_button.setVisible(not self._elsewhere)
        first = self.cancel_button if self._elsewhere else self.confirm_button
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _failed(self, error: Exception) -> None:
        self.progress.hide()
        self.confirm_button.setEnabled(True)
        if not isinstance(error, UserError):
            self._troubles.show(error)
        elif error.code == "password-needed" and self.key is None:
            self.key = ask_key(self._path, self._words, self)
            if self.key is not None:
                self._begin()
            else:
                self.trouble.say(self._words.error(error))
        elif error.code != "cancelled":
            self.trouble.say(self._words.error(error))

"""Everything kept about one customer into a file, for whoever it is about (METHOD.md section 14; PIPL article 45)."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QWidget

from crmdesk.core.customers import CustomerFile
from crmdesk.core.errors import UserError
from crmdesk.gui.dialogs.exporting_target import TargetLine
from crmdesk.gui.dialogs.importing_parts import Trouble
from crmdesk.gui.jobs import Job
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.dialogs import Dialog
from crmdesk.gui.widgets.form import FormRow
from crmdesk.gui.widgets.inputs import CheckBox
from crmdesk.gui.widgets.labels import Label
from crmdesk.gui.widgets.notices import ProgressLine
from crmdesk.gui.widgets.saving import FOLDER
from crmdesk.gui.widgets.segments import SegmentedChoice
from crmdesk.services import attachments, customers, person_copy
from crmdesk.services.desk import Desk
from crmdesk.services.person_copy import Copied

READABLE, DATA = ".txt", ".json"
_SIZE = QSize(640, 312)


class PersonCopyDialog(Dialog):
    """A text to be read or data for another program; the contents of attachments into a folder beside it."""

    def __init__(self, ui: Ui, file: CustomerFile, parent: QWidget | None = None) -> None:
        _ = ui.words.gettext
        super().__init__(
            _("Copy of all data – {name}").format(name=ui.masking.text(file.name)), ui.words, confirm=_("Save"),
            size=_SIZE, name="person-copy", parent=parent,
        )  # fmt: skip
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ui, self._file = ui, file
        self._job: Job | None = None
        kinds = [(READABLE, _("To be read")), (DATA, _("For another program"))]
        self.ending = SegmentedChoice(kinds, current=READABLE, name="person-copy-ending", label=_("Format"))
        count = len(attachments.of_customer(ui.desk, file.id)) + (file.photo is not None)
        told = ui.words.ngettext(
            "With the content of {count} attachment, in a folder beside it",
            "With the contents of {count} attachments, in a folder beside it",
            count,
        )
        self.contents = CheckBox(told.format(count=ui.words.number(count)), name="person-copy-attachments")
        self.contents.setVisible(count > 0)
        filters = {READABLE: _("Text"), DATA: _("Data (JSON)")}
        self.target = TargetLine(ui, _("Copy of all data"), filters, name="person-copy")
        self.trouble = Trouble(name="person-copy-trouble")
        self.progress = ProgressLine(name="person-copy-progress")
        self.progress.hide()
        self._lay_out(count > 0)
        self.ending.chosen.connect(self._propose)
        self.target.typed.connect(self._forget)
        self._propose()
        self.confirm_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self, with_contents: bool) -> None:
        _ = self._ui.words.gettext
        self.body.setContentsMargins(*[tokens.SECTIONS] * 4)
        width = tokens.LABEL_WIDTH_ZH if self._ui.words.chinese else tokens.LABEL_WIDTH_EN
        told = _(
            "All that is kept about this customer: the file with its contacts, notes and attachments, every change, "
            "consent, requests, and where the data went. Whoever it is about may ask for it."
        )
        self.body.addWidget(Label(told, tone="text_2", wrap=True, name="person-copy-sentence"))
        self.body.addSpacing(tokens.BETWEEN)
        self.body.addWidget(FormRow(_("Format"), self.ending, label_width=width))
        self.body.addWidget(FormRow(_("File"), self.target, label_width=width))
        if with_contents:
            self.body.addWidget(FormRow("", self.contents, label_width=width))
        self.body.addWidget(self.trouble)
        self.body.addStretch(1)
        self.body.addWidget(self.progress)

    def accept(self) -> None:
        """Write the file, unless something is in the way: then say what."""
        if self._job is not None:
            return
        if path := self.target.settled(self.trouble, self.confirm_button):
            self._write(path)

    def _write(self, path: Path) -> None:
        words, customer_id, contents = self._ui.words, self._file.id, self.contents.isChecked()

        def work(desk: Desk, job: Job) -> Copied:
            return person_copy.write(
                desk, customer_id, path, words, with_attachments=contents, cancelled=job.is_cancelled
            )

        self._settle(running=True)
        self._job = self._ui.jobs.run(self, work, self._done, self._failed)

    def _settle(self, *, running: bool) -> None:
        for widget in (self.ending, self.contents, self.confirm_button):
            widget.setEnabled(not running)
        self.target.set_running(running)
        self.progress.show_progress(self._ui.words.gettext("Writing the copy"), 0, 0)
        self.progress.setVisible(running)

    def _done(self, made: Copied) -> None:
        _ = self._ui.words.gettext
        self._ui.preferences.set_folder(FOLDER, str(made.path.parent))
        said = _("The copy of {number} is in {path}").format(number=self._file.number, path=made.path)
        self._ui.bus.message.emit(said, False)
        super().accept()

    def _failed(self, error: Exception) -> None:
        self._job = None
        self._settle(running=False)
        if isinstance(error, UserError):
            self.trouble.say(self._ui.sentence(error))
        else:
            self._ui.bus.failed.emit(error)

    def reject(self) -> None:
        """Close; a copy being written is given up and leaves nothing."""
        if self._job is not None:
            self._job.cancel()
        super().reject()

    def _propose(self, _key: str = "") -> None:
        """Named by the number alone: the name of the file stands in the log."""
        stem = self._ui.words.gettext("{number} copy of all data").format(number=self._file.number)
        self.target.propose(stem, self.ending.key())
        self._forget()

    def _forget(self) -> None:
        self.trouble.say("")
        self.confirm_button.setText(self._ui.words.gettext("Save"))


def open_person_copy(ui: Ui, customer_id: int, parent: QWidget) -> None:
    """Offer the copy of everything about a customer, in the trash or not."""
    try:
        file = customers.file(ui.desk, customer_id)
    except UserError as error:
        ui.bus.failed.emit(error)
        return
    PersonCopyDialog(ui, file, parent).open()

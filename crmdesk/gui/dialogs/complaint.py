"""Logging a complaint while the customer is on the phone: who, and in which words; the rest unfolds or follows later
(METHOD.md section 6)."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QWidget

from crmdesk.core.changes import Changes
from crmdesk.core.complaints import IMPORTED, Complaint
from crmdesk.core.errors import Problem, UserError
from crmdesk.gui.dialogs.complaint_already import AlreadyOpen
from crmdesk.gui.dialogs.complaint_fields import FEW, LATER, RECORD, complaint_form
from crmdesk.gui.dialogs.customer_record import CustomerRecordDialog
from crmdesk.gui.forms.field_form import FieldForm
from crmdesk.gui.forms.leaving import DISCARD, SAVE, ask_to_leave
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.labels import ElidedLabel
from crmdesk.services import complaints

FORM = RECORD


class ComplaintDialog(CustomerRecordDialog):
    """Logs a new one (`complaint` None), of a customer or of one to be picked, and opens its card; or changes one."""

    RECORD, TEXT, FEW = RECORD, "words", FEW
    NEVER_NEW = LATER
    NEEDED = ("words", "received_at")
    SMALL = QSize(760, 284)

    def __init__(
        self,
        ui: Ui,
        customer_id: int | None = None,
        *,
        complaint: Complaint | None = None,
        parent: QWidget | None = None,
    ) -> None:
        _ = ui.words.gettext
        title = _("Log a complaint") if complaint is None else _("Complaint {number}")
        self._complaint = complaint
        self._made: int | None = None
        number = complaint.number if complaint is not None else ""
        super().__init__(ui, title.format(number=number), _("Complaint"), complaint, parent)
        self.already = AlreadyOpen(ui)
        self.already.open_asked.connect(self._open_other)
        self.body.insertWidget(0, self.already)
        self.told = ElidedLabel("", points=tokens.SMALL, tone="text_2", name="complaint-told")
        below = QHBoxLayout()
        below.setContentsMargins(self.form.label_width + tokens.LABEL_GAP_EDIT, tokens.INSIDE, 0, 0)
        below.addWidget(self.told)
        self.form.column.insertLayout(self.form.column.count() - 1, below)
        self.begin(customer_id)
        self.form.changed.connect(self._tell)
        self._tell()

    # What it is made of

    def make_form(self) -> FieldForm:
        return complaint_form(self._ui, self._check, self.contacts, lambda: self.line.customer_id, self)

    def usual(self) -> Mapping[str, str]:
        return complaints.defaults(self._ui.desk)

    def unfold(self) -> None:
        super().unfold()
        complaint = self._complaint
        if complaint is None:
            return
        later = LATER if complaint.is_open else frozenset[str]()
        without = frozenset() if complaint.state == IMPORTED or complaint.values.get("handling") else {"handling"}
        self.form.set_only(frozenset(self.form.inputs) - later - without)

    def follow_customer(self, customer_id: int | None) -> None:
        self.already.show_customer(customer_id if self._complaint is None else None)

    def room(self) -> int:
        return self.already.room()

    def _tell(self) -> None:
        """What is taken for granted while it is not shown."""
        words, form = self._ui.words, self.form
        self.told.setVisible("received_at" not in form.asked())
        if self.told.isHidden():
            return
        parts = [
            words.gettext("Received {moment}, {channel}").format(
                moment=form.text("received_at"), channel=form.text("channel")
            )
        ]
        if form.text("responsible"):
            parts.append(words.gettext("{name} responsible").format(name=form.text("responsible")))
        if form.text("due_on"):
            parts.append(words.gettext("to be settled by {day}").format(day=form.text("due_on")))
        self.told.set_text(" · ".join(parts))

    # Saving

    def write(self, typed: Mapping[str, str]) -> tuple[Changes, str]:
        _, desk = self._ui.words.gettext, self._ui.desk
        if self._complaint is not None:
            changes = complaints.edit(desk, self._complaint.id, typed, new_contact=True)
            return changes, _("Saved complaint {number}").format(number=self._complaint.number)
        customer_id = self.line.customer_id or 0
        self._made, changes = complaints.add(desk, customer_id, typed, new_contact=True)
        number = complaints.complaint(desk, self._made).number
        return changes, _("Logged complaint {number}").format(number=number)

    def saved(self) -> None:
        if self._made is not None:
            self._ui.bus.open_complaint.emit(self._made)

    def _open_other(self, complaint_id: int) -> None:
        """Leave for the card of one that is open already; what was typed is asked about."""
        if self.form.changes(hidden=True):
            answer = ask_to_leave(self._ui.words, self.windowTitle(), self)
            if answer == SAVE:
                self.accept()
            if answer != DISCARD:
                return
        self.done(self.DialogCode.Rejected)
        self._ui.bus.open_complaint.emit(complaint_id)

    def _check(self, typed: Mapping[str, str]) -> Mapping[str, Problem]:
        try:
            return complaints.read(
                self._ui.desk, typed, new=False, customer_id=self.line.customer_id,
                complaint_id=self._complaint.id if self._complaint is not None else None, new_contact=True,
            ).problems  # fmt: skip
        except UserError:  # it is gone: saving says so
            return {}

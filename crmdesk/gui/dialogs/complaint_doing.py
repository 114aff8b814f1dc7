"""What one can do with a complaint beside its six steps, from its card, its customer's file and the lists."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from crmdesk.core.complaints import Complaint
from crmdesk.core.errors import UserError
from crmdesk.gui import icons
from crmdesk.gui.dialogs.complaint import ComplaintDialog
from crmdesk.gui.dialogs.complaint_ending import ReopeningDialog, UnresolvedDialog
from crmdesk.gui.dialogs.customer_choice import CustomerChoice
from crmdesk.gui.ui import Ui
from crmdesk.services import complaints, customers

Make = Callable[[Complaint], QDialog]


def edit_complaint(ui: Ui, complaint_id: int, parent: QWidget) -> QDialog | None:
    """The form of a complaint."""
    return _open(ui, complaint_id, lambda complaint: ComplaintDialog(ui, complaint=complaint, parent=parent))


def reopen_complaint(ui: Ui, complaint_id: int, parent: QWidget) -> QDialog | None:
    """Take it up again, with a reason."""
    return _open(ui, complaint_id, lambda complaint: ReopeningDialog(ui, complaint, parent))


def give_up_complaint(ui: Ui, complaint_id: int, parent: QWidget) -> QDialog | None:
    """Close it as unresolved, with a reason."""
    return _open(ui, complaint_id, lambda complaint: UnresolvedDialog(ui, complaint, parent))


def move_complaint(ui: Ui, complaint_id: int, parent: QWidget) -> QDialog | None:
    """To the customer it belongs to; choosing one moves it."""
    _ = ui.words.gettext

    def make(complaint: Complaint) -> QDialog:
        title = _("Whose is complaint {number}?").format(number=complaint.number)
        told = _("Its steps and attachments go along. A contact or an order of the former customer is taken out.")
        choice = CustomerChoice(ui, title, parent, sentence=told)
        choice.accepted.connect(lambda: _move(ui, complaint, choice.customer_id))
        return choice

    return _open(ui, complaint_id, make)


def delete_complaint(ui: Ui, complaint_id: int) -> bool:
    """Take it out; Undo brings it back."""
    complaint = _found(ui, complaint_id)
    if complaint is None:
        return False
    told = ui.words.gettext("Complaint {number} deleted").format(number=complaint.number)
    return ui.write(lambda: complaints.delete(ui.desk, [complaint_id]), told)


def fill_complaint_menu(ui: Ui, menu: QMenu, complaint: Complaint, parent: QWidget) -> None:
    """Entries for what can be done with this complaint now."""
    _, number = ui.words.gettext, complaint.id

    def entry(name: str, text: str, sign: str, does: Callable[[], object], keys: str = "") -> QAction:
        action = menu.addAction(icons.icon(sign), f"{text}\t{keys}" if keys else text)
        action.setObjectName(f"complaint-{name}")
        action.triggered.connect(lambda _checked=False: does())
        return action

    entry("edit", _("&Edit..."), "pencil", lambda: edit_complaint(ui, number, parent))
    if complaint.is_open:
        text = _("Close as &unresolved...")
        entry("unresolved", text, "archive", lambda: give_up_complaint(ui, number, parent))
    else:
        entry("reopen", _("&Reopen..."), "restore", lambda: reopen_complaint(ui, number, parent))
        asks = ui.bus.record_survey.emit
        entry("survey", _("&Satisfied now? Survey..."), "star", lambda: asks(complaint.customer_id, number))
    entry("move", _("&Another customer..."), "person", lambda: move_complaint(ui, number, parent))
    menu.addSeparator()
    entry("delete", _("&Delete"), "trash", lambda: delete_complaint(ui, number), "Del")


def _open(ui: Ui, complaint_id: int, make: Make) -> QDialog | None:
    if not ui.masking.allows_editing():
        return None
    complaint = _found(ui, complaint_id)
    if complaint is None:
        return None
    dialog = make(complaint)
    dialog.open()
    if isinstance(dialog, ComplaintDialog):
        dialog.begin_with_text()
    return dialog


def _found(ui: Ui, complaint_id: int) -> Complaint | None:
    try:
        return complaints.complaint(ui.desk, complaint_id)
    except UserError as error:
        ui.bus.failed.emit(error)
        return None


def _move(ui: Ui, complaint: Complaint, customer_id: int | None) -> None:
    if customer_id is None:
        return
    rows = customers.rows(ui.desk, [customer_id])
    to = rows[0].number if rows else ""
    told = ui.words.gettext("Moved complaint {number} to {to}").format(number=complaint.number, to=to)
    ui.write(lambda: complaints.move(ui.desk, complaint.id, customer_id), told)

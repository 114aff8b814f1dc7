"""Complaints logged from anywhere in the window and from a file's own window (METHOD.md section 6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QMenu, QMenuBar, QWidget

from crmdesk.core.complaints import Complaint
from crmdesk.core.errors import UserError
from crmdesk.gui.ui import Ui
from crmdesk.gui.window_drafts import DraftOffers
from crmdesk.gui.window_in_hand import InHand
from crmdesk.services.drafts import Draft

if TYPE_CHECKING:
    from crmdesk.gui.dialogs.complaint import ComplaintDialog

FORM, REOPENING, UNRESOLVED = "complaint", "complaint-reopening", "complaint-unresolved"
"""The forms whose drafts are gone on with here."""
LOG = "Ctrl+Shift+K"


class WindowComplaining(QObject):
    """Does what the bus asks about a new complaint; `action` is the entry in the menus, with its keys."""

    def __init__(self, ui: Ui, hand: InHand, drafts: DraftOffers, parent: QWidget) -> None:
        super().__init__(parent)
        _ = ui.words.gettext
        self._ui, self._hand = ui, hand
        text, told = _("Log a co&mplaint..."), _("Log a complaint")
        self.action: QAction = hand.action("log-complaint", text, told, "complaint", LOG, self.log_here)
        ui.bus.log_complaint.connect(self.log)
        drafts.serve(FORM, self.go_on)
        for form in (REOPENING, UNRESOLVED):
            drafts.serve(form, self.go_on_ending)

    def offer_in(self, new: QMenu, bar: QMenuBar) -> None:
        """Stand in the menus New and File, below contacts made."""
        self._hand.offer_in(new, bar, self.action, after="record-interaction")

    def log_here(self) -> None:
        """Of the customer in sight, unless another one is typed; a file's own window is of nobody else."""
        self._hand.record_here(self._dialog)

    def log(self, customer_id: int | None) -> None:
        """Of this customer; None: to be picked."""
        self._hand.record(self._dialog, customer_id)

    def go_on(self, draft: Draft) -> QDialog | None:
        """The dialog with what an earlier session left; of a complaint that is gone, the one for a new one."""
        from crmdesk.gui.dialogs.complaint import ComplaintDialog

        found = self._complaint(draft)
        customer_id = None if draft.gone else draft.customer_id
        dialog = ComplaintDialog(self._ui, customer_id, complaint=found, parent=self._hand.over())
        dialog.restore(draft)
        dialog.open()
        dialog.begin_with_text()
        return dialog

    def go_on_ending(self, draft: Draft) -> QDialog | None:
        """The dialog in which a reason was being typed."""
        from crmdesk.gui.dialogs.complaint_ending import ReopeningDialog, UnresolvedDialog

        found = self._complaint(draft)
        if found is None:
            return None
        made = ReopeningDialog if draft.form == REOPENING else UnresolvedDialog
        dialog = made(self._ui, found, self._hand.over())
        dialog.restore(draft)
        dialog.open()
        return dialog

    def _dialog(self, customer_id: int | None) -> ComplaintDialog | None:
        from crmdesk.gui.dialogs.complaint import ComplaintDialog

        if not self._ui.masking.allows_editing():
            return None
        return ComplaintDialog(self._ui, customer_id, parent=self._hand.over())

    def _complaint(self, draft: Draft) -> Complaint | None:
        from crmdesk.services import complaints

        if draft.part_id is None:
            return None
        try:
            return complaints.complaint(self._ui.desk, draft.part_id)
        except UserError:
            return None

"""What can be done about customers lost and at risk, for both views of the tab Churn."""

from __future__ import annotations

from crmdesk.core.complaint_lists import Complaints
from crmdesk.core.complaints import OPEN
from crmdesk.core.errors import UserError
from crmdesk.gui.dialogs.loss import delete_loss, open_loss, open_marking, open_winning_back
from crmdesk.gui.models.churn_people import CHANGE, COMPLAINT, MARK, TAKE_OUT, TASK, WON
from crmdesk.gui.pages.insight_deeds import MoreDoing
from crmdesk.gui.pages.tiers_people import PeoplePane
from crmdesk.gui.ui import Ui
from crmdesk.services import complaint_lists, losses
from crmdesk.services.losses import Loss


class ChurnDoing(MoreDoing):
    """Of the customer in hand of a pane; a loss is the one its row stands for."""

    def __init__(self, ui: Ui, pane: PeoplePane) -> None:
        _ = ui.words.gettext
        self._pane = pane
        deeds = {
            MARK: (_("Mark lost..."), "arrow-right", lambda each: open_marking(ui, [each], pane.window())),
            WON: (_("Won back..."), "restore", lambda each: open_winning_back(ui, [each], pane.window())),
            CHANGE: (_("Change the reason..."), "pencil", self._change),
            TAKE_OUT: (_("Never was lost"), "trash", self._take_out),
            TASK: (_("New task..."), "today", ui.bus.new_task.emit),
            COMPLAINT: (_("Show the complaint"), "complaint", self._show_complaint),
        }
        super().__init__(ui, pane.side, deeds)
        pane.side.doing = self

    def _change(self, customer_id: int) -> None:
        open_loss(self._ui, self._loss(customer_id).id, self._pane.window())

    def _take_out(self, customer_id: int) -> None:
        delete_loss(self._ui, self._loss(customer_id))

    def _loss(self, customer_id: int) -> Loss:
        """The loss in hand, else the last one of this customer."""
        person = self._pane.person()
        if person is not None and person.customer.id == customer_id and person.record is not None:
            return losses.loss(self._ui.desk, person.record)
        found = losses.of_customer(self._ui.desk, customer_id)
        if not found:
            raise UserError("loss-unknown")
        return found[0]

    def _show_complaint(self, customer_id: int) -> None:
        """The most urgent open one; the file where it was closed meanwhile."""
        wanted = Complaints(states=(OPEN,), customer_id=customer_id)
        found = complaint_lists.find(self._ui.desk, wanted, 1)
        if found:
            self._ui.bus.open_complaint.emit(found[0])
        else:
            self._ui.bus.open_customer.emit(customer_id)

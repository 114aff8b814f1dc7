"""What becomes of an order or an offer: paid, delivered, released, won, lost, cancelled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtWidgets import QMenu, QWidget

from crmdesk.core.changes import Changes
from crmdesk.core.orders import ORDERED
from crmdesk.core.sales import Order
from crmdesk.core.sales_lists import OrderRow
from crmdesk.gui.models.orders import OFFER
from crmdesk.gui.ui import Ui
from crmdesk.services import orders
from crmdesk.services.desk import Desk

_LOST = "lost"


class Host(Protocol):
    """Where orders are listed: the page of all of them, the tab in a file."""

    ui: Ui

    def window(self) -> QWidget: ...
    def entry(
        self, menu: QMenu, name: str, text: str, does: Callable[[], object], keys: str = "", sign: str = ""
    ) -> Any: ...
    def write(self, verb: Callable[[Desk], Any], said: str) -> None: ...


class Deals:
    """Fills the context menu of an order with what can be done as it stands now."""

    def __init__(self, part: Host) -> None:
        self._part = part
        self._ui = part.ui

    def fill(self, menu: QMenu, row: OrderRow) -> None:
        """Entries for one order or offer."""
        _, entry = self._ui.words.gettext, self._part.entry
        if row.state in (OFFER, _LOST):
            entry(menu, "win", _("Make it an or&der"), lambda: self.win(row), "", "done")
        if row.state == OFFER:
            entry(menu, "lose", _("&Lost..."), lambda: self.lose(row), "", "close")
        if row.state == ORDERED:
            payment = self._ui.bus.record_payment
            entry(
                menu, "payment", _("Record a &payment..."), lambda: payment.emit(row.customer_id, row.id), "", "check"
            )
            if row.hold and row.delivered_on is None:
                entry(menu, "release", _("&Release the delivery..."), lambda: self.release(row), "", "warning")
            elif row.delivered_on is None:
                entry(menu, "deliver", _("Deli&vered today"), lambda: self.deliver(row), "", "arrow-right")
        if row.state in (OFFER, ORDERED):
            entry(menu, "tasks", _("Plan &tasks..."), lambda: self.plan(row), "", "list")
            entry(menu, "cancel", _("Ca&ncel it"), lambda: self.cancel(row))

    def win(self, row: OrderRow) -> None:
        _ = self._ui.words.gettext
        self._write(lambda desk: orders.win(desk, row.id), _("Offer {number} is an order now"), row)

    def deliver(self, row: OrderRow) -> None:
        _, today = self._ui.words.gettext, self._ui.desk.today()
        self._write(lambda desk: orders.deliver(desk, row.id, today), _("Order {number} was delivered today"), row)

    def cancel(self, row: OrderRow) -> None:
        _ = self._ui.words.gettext
        self._write(lambda desk: orders.cancel(desk, row.id), _("{number} is cancelled"), row)

    def lose(self, row: OrderRow) -> None:
        from crmdesk.gui.dialogs.order_ending import LostDialog

        if (order := self._order(row)) is not None:
            LostDialog(self._ui, order, self._part.window()).open()

    def release(self, row: OrderRow) -> None:
        from crmdesk.gui.dialogs.order_ending import ReleaseDialog

        if (order := self._order(row)) is not None:
            ReleaseDialog(self._ui, order, self._part.window()).open()

    def plan(self, row: OrderRow) -> None:
        """A set of tasks of care, counted from this order."""
        from crmdesk.gui.dialogs.task_set_start import open_start

        open_start(self._ui, row.customer_id, self._part.window(), order_id=row.id)

    def _order(self, row: OrderRow) -> Order | None:
        return orders.order(self._ui.desk, row.id) if self._ui.masking.allows_editing() else None

    def _write(self, verb: Callable[[Desk], Changes], said: str, row: OrderRow) -> None:
        self._part.write(verb, said.format(number=row.number))

"""Orders, offers and payments from anywhere in the window: their forms are opened here."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from crmdesk.core.errors import UserError
from crmdesk.gui.ui import Ui
from crmdesk.gui.window_dialogs import show
from crmdesk.gui.window_drafts import DraftOffers
from crmdesk.services.drafts import Draft


class WindowSales(QObject):
    """Answers `new_order`, `open_order` and `record_payment` of the bus; refuses while personal data is hidden."""

    def __init__(self, ui: Ui, drafts: DraftOffers, parent: QWidget) -> None:
        super().__init__(parent)
        self._ui = ui
        self._widget = parent
        ui.bus.new_order.connect(self.new_order)
        ui.bus.open_order.connect(self.open_order)
        ui.bus.record_payment.connect(self.record_payment)
        drafts.serve("order", self.go_on)

    def new_order(self, customer_id: int | None, state: str) -> None:
        """The form of a new order or offer; without a customer one is picked in it first."""
        from crmdesk.gui.dialogs.order import OrderDialog

        if self._ui.masking.allows_editing():
            show(OrderDialog(self._ui, customer_id, None, state, self._window()))

    def open_order(self, order_id: int) -> None:
        """The form of one that is there."""
        from crmdesk.gui.dialogs.order import OrderDialog

        if not self._ui.masking.allows_editing():
            return
        try:
            dialog = OrderDialog(self._ui, None, order_id, parent=self._window())
        except UserError as error:
            self._ui.bus.failed.emit(error)
            return
        show(dialog)

    def go_on(self, draft: Draft) -> QDialog | None:
        """The form in which an order was being typed; of one that is gone, that of a new one."""
        from crmdesk.gui.dialogs.order import OrderDialog
        from crmdesk.services import orders

        desk, window = self._ui.desk, self._window()
        there = draft.part_id is not None and bool(orders.rows(desk, [draft.part_id]))
        try:
            dialog = OrderDialog(self._ui, draft.customer_id, draft.part_id if there else None, parent=window)
        except UserError as error:
            self._ui.bus.failed.emit(error)
            return None
        dialog.restore(draft)
        show(dialog)
        return dialog

    def record_payment(self, customer_id: int | None, order_id: int | None) -> None:
        """The form of a payment; without a customer one is picked first."""
        from crmdesk.gui.dialogs.customer_choice import CustomerChoice

        if not self._ui.masking.allows_editing():
            return
        if customer_id is not None:
            self._pay(customer_id, order_id)
            return
        choice = CustomerChoice(self._ui, self._ui.words.gettext("Record a payment"), self._window())
        choice.accepted.connect(lambda: self._pay(choice.customer_id, None))
        show(choice)

    def _pay(self, customer_id: int | None, order_id: int | None) -> None:
        from crmdesk.gui.dialogs.payment import PaymentDialog

        if customer_id is None:
            return
        try:
            dialog = PaymentDialog(self._ui, customer_id, order_id, parent=self._window())
        except UserError as error:
            self._ui.bus.failed.emit(error)
            return
        show(dialog)

    def _window(self) -> QWidget:
        return self._widget.window()

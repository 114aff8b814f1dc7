"""What one can do with a customer's orders, payments, returns and invoices."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from crmdesk.core.customers import CustomerFile
from crmdesk.core.orders import ORDERED
from crmdesk.core.sales import REFUND, GoodsReturn, Invoice, Order, Payment
from crmdesk.core.sales_lists import OrderRow
from crmdesk.gui import icons
from crmdesk.gui.dialogs.goods_return import ReturnDialog, open_return
from crmdesk.gui.dialogs.invoice import InvoiceDialog
from crmdesk.gui.dialogs.payment import PaymentDialog
from crmdesk.gui.forms.links import copy_text
from crmdesk.gui.forms.order_deals import Deals
from crmdesk.gui.models.file_orders import Entry
from crmdesk.gui.models.orders import OFFER
from crmdesk.gui.ui import Ui
from crmdesk.services import invoices, orders, payments, returns
from crmdesk.services.desk import Desk


class FileOrdersActions(QObject):
    """Serves the tab of one file pane."""

    def __init__(self, ui: Ui, parent: QWidget) -> None:
        super().__init__(parent)
        self.ui = ui
        self._widget = parent
        self._file: CustomerFile | None = None
        self._deals = Deals(self)
        self.menu: QMenu | None = None

    def set_file(self, file: CustomerFile | None) -> None:
        """None: nothing can be done (a file in the trash is only read)."""
        self._file = file

    # Adding

    def add_order(self) -> None:
        if self._file is not None:
            self.ui.bus.new_order.emit(self._file.id, ORDERED)

    def add_offer(self) -> None:
        if self._file is not None:
            self.ui.bus.new_order.emit(self._file.id, OFFER)

    def add_payment(self) -> None:
        if self._file is not None:
            self.ui.bus.record_payment.emit(self._file.id, None)

    def add_return(self, order_id: int) -> None:
        if self._allowed():
            open_return(self.ui, order_id, self.window())

    def add_invoice(self, order_id: int) -> None:
        if self._allowed():
            InvoiceDialog(self.ui, orders.order(self.ui.desk, order_id), None, self.window()).open()

    # What is there

    def open(self, entry: Entry) -> None:
        """The form of what a row shows."""
        thing = entry.thing
        if isinstance(thing, OrderRow):
            self.ui.bus.open_order.emit(thing.id)
        elif self._allowed():
            self._dialog(thing).open()

    def _dialog(self, thing: Payment | GoodsReturn | Invoice) -> PaymentDialog | ReturnDialog | InvoiceDialog:
        window = self.window()
        if isinstance(thing, Payment):
            return PaymentDialog(self.ui, thing.customer_id, thing.order_id, thing.id, window)
        order: Order = orders.order(self.ui.desk, thing.order_id or 0)
        if isinstance(thing, GoodsReturn):
            return ReturnDialog(self.ui, order, thing, window)
        return InvoiceDialog(self.ui, order, thing, window)

    def delete(self, entry: Entry) -> None:
        """Take it out; Undo brings it back."""
        if self._file is None:
            return
        _, thing = self.ui.words.gettext, entry.thing
        if isinstance(thing, OrderRow):
            told = _("Offer {number} deleted") if thing.state == OFFER else _("Order {number} deleted")
            self.write(lambda desk: orders.delete(desk, [thing.id]), told.format(number=thing.number))
        elif isinstance(thing, Payment):
            told = _("Refund {number} deleted") if thing.kind == REFUND else _("Payment {number} deleted")
            self.write(lambda desk: payments.delete(desk, thing.id), told.format(number=thing.number))
        elif isinstance(thing, GoodsReturn):
            told = _("Return {number} deleted").format(number=thing.number)
            self.write(lambda desk: returns.delete(desk, thing.id), told)
        else:
            told = _("Invoice {number} deleted").format(number=thing.number)
            self.write(lambda desk: invoices.delete(desk, thing.id), " ".join(told.split()))

    def copy(self, text: str) -> None:
        copy_text(self.ui, text)

    # The menu

    def show_menu(self, entry: Entry, at: QPoint) -> None:
        if self._file is None:
            return
        _ = self.ui.words.gettext
        menu = self.menu = QMenu(self.window())
        menu.setObjectName("file-orders-menu")
        menu.aboutToHide.connect(menu.deleteLater)
        self.entry(menu, "open", _("&Open"), lambda: self.open(entry), "Enter", "pencil")
        thing = entry.thing
        if isinstance(thing, OrderRow):
            menu.addSeparator()
            self._deals.fill(menu, thing)
            if thing.state == ORDERED:
                self.entry(menu, "return", _("Goods came &back..."), lambda: self.add_return(thing.id), "", "undo")
                self.entry(menu, "invoice", _("&Invoice..."), lambda: self.add_invoice(thing.id), "", "document")
        menu.addSeparator()
        self.entry(menu, "delete", _("&Delete"), lambda: self.delete(entry), "Del", "trash")
        menu.popup(at)

    # What the deals ask of their host

    def window(self) -> QWidget:
        return self._widget.window()

    def entry(
        self, menu: QMenu, name: str, text: str, does: Callable[[], object], keys: str = "", sign: str = ""
    ) -> QAction:
        """An entry of the menu; its keys stand behind the words, the table listens to them itself."""
        action = menu.addAction(icons.icon(sign), text) if sign else menu.addAction(text)
        if keys:
            action.setText(f"{text}\t{keys}")
        action.setObjectName(f"file-orders-{name}")
        action.triggered.connect(does)
        return action

    def write(self, verb: Callable[[Desk], Any], said: str) -> None:
        """Do something to the data file and say so."""
        self.ui.write(lambda: verb(self.ui.desk), said)

    def _allowed(self) -> bool:
        return self._file is not None and self.ui.masking.allows_editing()

"""The page Orders: orders, payments, receivables, products, and what was earned on money received."""

from __future__ import annotations

from collections.abc import Callable

from crmdesk.core.changes import Changes
from crmdesk.gui.jobs import Jobs
from crmdesk.gui.pages import orders_tabs as tabs
from crmdesk.gui.pages.orders_commission import CommissionPart
from crmdesk.gui.pages.orders_list import OrdersPart
from crmdesk.gui.pages.orders_part import Part
from crmdesk.gui.pages.orders_payments import PaymentsPart
from crmdesk.gui.pages.orders_products import ProductsPart
from crmdesk.gui.pages.orders_receivables import ReceivablesPart
from crmdesk.gui.pages.tabbed import TabbedPage
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.tabs import Tab
from crmdesk.services import commission


class OrdersPage(TabbedPage):
    """Its tabs share one worker."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, "orders", _tabs(ui))
        self.jobs = Jobs(ui.desk, self)
        ui.bus.changed.connect(self._changed)
        self.choose(tabs.ORDERS)

    def make(self, key: str) -> Part:
        makers: dict[str, Callable[[Ui, Jobs], Part]] = {
            tabs.ORDERS: OrdersPart,
            tabs.PAYMENTS: PaymentsPart,
            tabs.RECEIVABLES: self._receivables,
            tabs.PRODUCTS: ProductsPart,
            tabs.COMMISSION: CommissionPart,
        }
        return makers[key](self.ui, self.jobs)

    def _receivables(self, ui: Ui, jobs: Jobs) -> Part:
        part = ReceivablesPart(ui, jobs)
        part.orders_asked.connect(self.show_unpaid)
        return part

    def show_unpaid(self, customer_id: int) -> None:
        """What a customer has not paid yet, in the tab of orders."""
        self.show_part(tabs.ORDERS)
        orders = self.parts[tabs.ORDERS]
        assert isinstance(orders, OrdersPart)
        orders.of_customer(customer_id)
        orders.take_keyboard()

    def _changed(self, changes: Changes) -> None:
        """Commission may be reckoned from now on, or no more."""
        if changes.everything or changes.touched("setting") or changes.touched("staff"):
            before = self.tabs.key()
            self.tabs.set_tabs(_tabs(self.ui))
            if self.tabs.key() != before:
                self.choose(self.tabs.key())

    def close_down(self) -> None:
        self.jobs.close()


def _tabs(ui: Ui) -> list[Tab]:
    shown = [Tab(key, text) for key, text, _icon in tabs.parts_of_orders(ui)]
    if commission.is_on(ui.desk):
        shown.append(Tab(tabs.COMMISSION, ui.words.gettext("Commission")))
    return shown

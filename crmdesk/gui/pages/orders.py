"""The page Orders: orders, payments, receivables, products, and what was earned on money received."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from crmdesk.core.changes import Changes
from crmdesk.gui.jobs import Jobs
from crmdesk.gui.pages import orders_tabs as tabs
from crmdesk.gui.pages.orders_commission import CommissionPart
from crmdesk.gui.pages.orders_list import OrdersPart
from crmdesk.gui.pages.orders_part import Part
from crmdesk.gui.pages.orders_payments import PaymentsPart
from crmdesk.gui.pages.orders_products import ProductsPart
from crmdesk.gui.pages.orders_receivables import ReceivablesPart
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.dialogs import Ground
from crmdesk.gui.widgets.tabs import Tab, TabRow
from crmdesk.services import commission


class OrdersPage(Ground):
    """One tab at a time, each made when it is first shown. It answers what `window_places.Page` asks."""

    shown = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__("base", name="orders-page")
        self._ui = ui
        self.jobs = Jobs(ui.desk, self)
        self.parts: dict[str, Part] = {}
        self.tabs = TabRow(
            self._tabs(), height=tokens.TAB_ROW_TOP, name="orders-tabs", label=ui.words.gettext("Parts of this page")
        )
        self.stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(self.stack, 1)
        self.tabs.chosen.connect(self._show)
        ui.bus.changed.connect(self._changed)
        self._show(tabs.ORDERS)

    def _tabs(self) -> list[Tab]:
        shown = [Tab(key, text) for key, text, _icon in tabs.parts_of_orders(self._ui)]
        if commission.is_on(self._ui.desk):
            shown.append(Tab(tabs.COMMISSION, self._ui.words.gettext("Commission")))
        return shown

    def _show(self, key: str) -> None:
        if key not in self.parts:
            part = self.parts[key] = self._make(key)
            part.shown.connect(self._told)
            self.stack.addWidget(part)
        self.stack.setCurrentWidget(self.parts[key])
        self.shown.emit()

    def _make(self, key: str) -> Part:
        makers: dict[str, Callable[[Ui, Jobs], Part]] = {
            tabs.ORDERS: OrdersPart,
            tabs.PAYMENTS: PaymentsPart,
            tabs.RECEIVABLES: self._receivables,
            tabs.PRODUCTS: ProductsPart,
            tabs.COMMISSION: CommissionPart,
        }
        return makers[key](self._ui, self.jobs)

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

    def _told(self) -> None:
        if self.sender() is self.current:
            self.shown.emit()

    def _changed(self, changes: Changes) -> None:
        """Commission may be reckoned from now on, or no more."""
        if changes.everything or changes.touched("setting") or changes.touched("staff"):
            before = self.tabs.key()
            self.tabs.set_tabs(self._tabs())
            if self.tabs.key() != before:
                self._show(self.tabs.key())

    # what the window asks

    @property
    def current(self) -> Part:
        """The tab that is shown."""
        return self.parts[self.tabs.key()]

    def part(self) -> str:
        return "" if self.tabs.key() == tabs.ORDERS else self.tabs.key()

    def show_part(self, key: str) -> None:
        """Show a tab by its key; the first one where it is not there now."""
        self.tabs.set_key(key)
        self._show(self.tabs.key())

    def take_keyboard(self) -> None:
        self.current.take_keyboard()

    def enter_search(self) -> bool:
        return self.current.enter_search()

    def status(self) -> list[str]:
        return self.current.status()

    def can(self) -> frozenset[str]:
        return self.current.can()

    def delete_selected(self) -> None:
        self.current.delete_selected()

    def copy_selected(self) -> None:
        self.current.copy_selected()

    def select_all(self) -> None:
        self.current.select_all()

    def close_down(self) -> None:
        self.jobs.close()

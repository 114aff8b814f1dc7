"""The tab Orders: all orders and offers, searched and filtered, with their sums."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtWidgets import QMenu

from crmdesk.core.orders import ORDERED
from crmdesk.core.printing import About
from crmdesk.core.sales_lists import OrderRow, Orders
from crmdesk.gui.forms.order_deals import Deals
from crmdesk.gui.jobs import Jobs
from crmdesk.gui.models.orders import CUSTOMER, DATE, OFFER, PRODUCTS, SORTS, STATE, OrdersTable
from crmdesk.gui.models.printing import InFront
from crmdesk.gui.pages import orders_foot
from crmdesk.gui.pages.orders_part import FIRST, Part
from crmdesk.gui.pages.orders_table import WorkTable
from crmdesk.gui.pages.orders_tabs import ORDERS
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button, tip
from crmdesk.gui.widgets.chips import Chip
from crmdesk.gui.widgets.heads import EmptyState, Fact
from crmdesk.gui.widgets.inputs import ComboBox
from crmdesk.gui.widgets.segments import SegmentedChoice
from crmdesk.services import customers, orders, sales_totals
from crmdesk.services.desk import Desk
from crmdesk.services.sales_totals import OrderTotals

_WIDTHS = {0: 80, 1: 100, 4: 92, 5: 104, 6: 104, 7: 104, 8: 100, STATE: 144}
_SHARES = {CUSTOMER: 3, PRODUCTS: 2}
_OPEN, _HELD = "open", "held"


class Found(Struct, frozen=True):
    """Ids, and the sums of what they stand for."""

    ids: Sequence[int]
    totals: OrderTotals


class OrdersPart(Part):
    """Enter opens an order, Shift+Enter its customer's file."""

    kinds = frozenset({"sales_order", "order_line", "payment", "invoice", "goods_return", "customer"})
    record = "sales_order"

    def __init__(self, ui: Ui, jobs: Jobs) -> None:
        _ = ui.words.gettext
        super().__init__(ui, jobs, ORDERS, search=_("Search orders"), searched=_("Number, customer, product"))
        self._asked = Orders()
        self.deals = Deals(self)
        self.model = OrdersTable(ui, self)
        table = WorkTable(
            self.model, _WIDTHS, shares=_SHARES, name="orders-table", label=_("Orders"), sorted_by=tuple(SORTS)
        )
        table.show_order(DATE, descending=True)
        table.sort_asked.connect(self._sort)
        self._make_filters()
        empty = EmptyState(
            _("Orders and offers of all customers will be listed here."),
            _("New order..."),
            icon="plus",
            name="no-orders",
        )
        empty.acted.connect(self.add)
        self.lay_out(table, empty)

    def _make_filters(self) -> None:
        _, label = self.ui.words.gettext, self.ui.words.label
        states = [(each.key, label(each.label)) for each in self.ui.desk.fields("sales_order")["state"].choices]
        choices = [("", _("All states")), (_OPEN, _("Not paid yet")), (_HELD, _("On hold")), *states]
        self.states = ComboBox(choices, width=tokens.NORMAL_INPUT, name="orders-states", label=_("State"))
        self.states.set_key("")
        self.states.picked.connect(lambda _key: self._ask_again())
        self.period = SegmentedChoice(
            orders_foot.periods(self.ui), current="all", name="orders-period", label=_("Time")
        )
        self.period.chosen.connect(lambda _key: self._ask_again())
        self.head.addWidget(self.states)
        self.head.addWidget(self.period)
        self._place_of_chip = self.head.count()
        self.chip: Chip | None = None
        self.head.addStretch(1)
        for name, text, state in (("new-offer", _("Offer..."), OFFER), ("new-order", _("Order..."), ORDERED)):
            button = Button(text, icon="plus", icon_tone="accent", name=f"orders-{name}")
            button.clicked.connect(lambda _checked=False, state=state: self._new(state))
            self.head.addWidget(button)
        button.setToolTip(tip(_("New order"), "Ins"))

    # what is listed

    def of_customer(self, customer_id: int) -> None:
        """The orders of one customer with something due."""
        self.search_quietly("")
        self.states.set_key(_OPEN)
        self.period.set_key("all")
        self._set_customer(customer_id)
        self._ask_again()

    def search_quietly(self, text: str) -> None:
        if self.search is not None:
            self.search.blockSignals(True)
            self.search.setText(text)
            self.search.blockSignals(False)

    def _set_customer(self, customer_id: int | None) -> None:
        self._asked = replace(self._asked, customer_id=customer_id)
        if self.chip is not None:
            self.chip.hide()
            self.chip.deleteLater()
            self.chip = None
        if customer_id is None:
            return
        rows = customers.rows(self.ui.desk, (customer_id,))
        name = self.ui.masking.row(rows[0]).name if rows else ""
        self.chip = Chip(name, remove=self.ui.words.gettext("Orders of all customers"), name="orders-customer")
        self.chip.removed.connect(self._of_all)
        self.chip.clicked.connect(lambda: self.ui.bus.open_customer.emit(customer_id))
        self.head.insertWidget(self._place_of_chip, self.chip)

    def _of_all(self) -> None:
        self._set_customer(None)
        self._ask_again()
        self.take_keyboard()

    def clear(self) -> None:
        self.search_quietly("")
        self.states.set_key("")
        self.period.set_key("all")
        self._of_all()

    def _ask_again(self) -> None:
        self.load()

    def _sort(self, column: int) -> None:
        key, same = SORTS[column], SORTS[column] == self._asked.sort
        descending = not self._asked.descending if same else column not in (0, 2, 4, STATE)
        self._asked = replace(self._asked, sort=key, descending=descending)
        self.table.show_order(column, descending=descending)
        self.load()

    def listing(self) -> Orders:
        """What is listed now."""
        state = self.states.key()
        return replace(
            self._asked,
            query=self.search.text() if self.search is not None else "",
            states=(state,) if state and state not in (_OPEN, _HELD) else (),
            from_=orders_foot.since(self.period.key(), self.ui.desk.today()),
            owing=state == _OPEN,
            hold=state == _HELD,
        )

    def first(self) -> Callable[[Desk], Sequence[int]]:
        asked = self.listing()
        return lambda desk: orders.find(desk, asked, FIRST)

    def ask(self) -> Callable[[Desk], Found]:
        asked = self.listing()

        def read(desk: Desk) -> Found:
            ids = orders.find(desk, asked)
            return Found(ids, sales_totals.of_orders(desk, ids))

        return read

    def answered(self, found: Found) -> None:
        _, money = self.ui.words.gettext, self.ui.words.money
        self.count = len(found.ids)
        self.table.show_ids(found.ids)
        nothing = not any(
            (self.listing().query, self.states.key(), self.period.key() != "all", self._asked.customer_id)
        )
        self.empty.set_sentence(
            _("Orders and offers of all customers will be listed here.") if nothing else _("No order is like that.")
        )
        totals = found.totals
        facts = [
            Fact(_("Ordered"), money(totals.payable)),
            Fact(_("Paid"), money(totals.paid)),
            Fact(_("Still due"), money(totals.due)),
        ]
        if totals.offered:
            facts.append(Fact(_("Open offers"), money(totals.offered)))
        self.show_sums(facts)

    def counted(self, count: int) -> str:
        return self.ui.words.ngettext("{count} order", "{count} orders", count).format(
            count=self.ui.words.number(count)
        )

    # what is done

    def row(self) -> OrderRow | None:
        row: OrderRow | None = self.table.current_row()
        return row

    def open_selected(self) -> None:
        if (order_id := self.table.current_id()) is not None:
            self.ui.bus.open_order.emit(order_id)

    def open_customer(self) -> None:
        if (row := self.row()) is not None:
            self.ui.bus.open_customer.emit(row.customer_id)

    def in_front(self) -> InFront:
        """An offer as a quotation, an order as a delivery note."""
        row = self.row()
        here = {About.ORDERS: tuple(self.table.selected_ids())}
        if row is not None:
            here[About.CUSTOMERS] = (row.customer_id,)
        offer = row is not None and row.state == OFFER
        return InFront("quotation" if offer else "delivery", here, {About.ORDERS: self.model.ids})

    def add(self) -> None:
        self._new(ORDERED)

    def _new(self, state: str) -> None:
        self.ui.bus.new_order.emit(self._asked.customer_id, state)

    def delete_selected(self) -> None:
        ids = self.table.selected_ids()
        if ids:
            n, number = self.ui.words.ngettext, self.ui.words.number
            said = n("{count} order deleted", "{count} orders deleted", len(ids)).format(count=number(len(ids)))
            self.write(lambda desk: orders.delete(desk, ids), said)

    def fill_menu(self, menu: QMenu) -> None:
        row = self.row()
        if row is None:
            return
        _, add = self.ui.words.gettext, self.entry
        add(menu, "open", _("&Open"), self.open_selected, "Enter", "pencil")
        add(menu, "customer", _("Customer's &file"), self.open_customer, "Shift+Enter", "person")
        menu.addSeparator()
        self.deals.fill(menu, row)
        menu.addSeparator()
        add(menu, "copy", _("&Copy"), self.copy_selected, "Ctrl+C", "copy")
        add(menu, "delete", _("&Delete"), self.delete_selected, "Del", "trash")

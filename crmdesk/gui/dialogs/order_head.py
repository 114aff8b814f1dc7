"""Over the lines of an order: whose it is, offer or order, and what stands with it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from crmdesk.core.sales import Order
from crmdesk.gui.dialogs.customer_line import CustomerLine
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import as_typed
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets import badges
from crmdesk.gui.widgets.badges import Badge, BadgeLabel
from crmdesk.gui.widgets.flow import FlowBox
from crmdesk.gui.widgets.labels import ElidedLabel, Label
from crmdesk.gui.widgets.segments import SegmentedChoice
from crmdesk.services import customers

_LINE = 360


class OrderAbove(QWidget):
    """`customer_picked`: an id, once, for a new order without a customer; `state_chosen`: 'offer' or 'ordered'."""

    customer_picked = Signal(object)
    state_chosen = Signal(str)

    def __init__(self, ui: Ui, over: QWidget, order: Order | None, state: str) -> None:
        super().__init__()
        _ = ui.words.gettext
        self._ui = ui
        self.customer_id: int | None = order.customer_id if order is not None else None
        self.setObjectName("order-above")
        self._ask = Label(_("Customer"), tone="text_2")
        self.line = CustomerLine(ui, over, name="order-customer")
        self.line.setMaximumWidth(_LINE)
        self._ask.setBuddy(self.line)
        self.line.picked.connect(self._picked)
        self._name = ElidedLabel(points=tokens.SECTION, bold=True, name="order-customer-name")
        self._name.setFont(as_typed(self._name.font()))
        self._number = Label("", tone="text_2")
        self._badges = FlowBox(name="order-badges")
        known = {choice.key: ui.words.label(choice.label) for choice in ui.desk.fields("sales_order")["state"].choices}
        states = [(key, known[key]) for key in ("ordered", "offer")]
        self.states = SegmentedChoice(states, current=state, name="order-state", label=_("Order or offer"))
        self.states.chosen.connect(self.state_chosen)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.BETWEEN)
        for each in (self._ask, self.line, self._name, self._number):
            row.addWidget(each)
        row.addWidget(self._badges, 1)
        row.addWidget(self.states)
        self.setFixedHeight(tokens.CONTROL_HEIGHT)
        self._show_name(self.customer_id)
        if order is not None:
            self.states.hide()
            self.show_order(order)

    @property
    def state(self) -> str:
        return self.states.key() or "ordered"

    def set_state(self, state: str) -> None:
        """'offer' or 'ordered', without telling."""
        self.states.set_key(state)

    def set_customer(self, customer_id: int) -> None:
        self.customer_id = customer_id
        self._show_name(customer_id)

    def take_keyboard(self) -> None:
        self.line.setFocus()

    def show_order(self, order: Order) -> None:
        """Its state, and whether it is held or delivered."""
        self._badges.set_widgets([BadgeLabel(each) for each in badges_of(order, self._ui)])

    def _picked(self, customer_id: int | None) -> None:
        if customer_id is not None:
            self.set_customer(customer_id)
            self.customer_picked.emit(customer_id)

    def _show_name(self, customer_id: int | None) -> None:
        asked: tuple[QWidget, ...] = (self._ask, self.line)
        for widget in asked:
            widget.setVisible(customer_id is None)
        told: tuple[QWidget, ...] = (self._name, self._number)
        for widget in told:
            widget.setVisible(customer_id is not None)
        rows = customers.rows(self._ui.desk, [customer_id]) if customer_id is not None else []
        for row in map(self._ui.masking.row, rows):
            self._name.set_text(row.name)
            self._number.setText(row.number)


def badges_of(order: Order, ui: Ui) -> list[Badge]:
    """The state of an order in words and shapes."""
    _, words = ui.words.gettext, ui.words
    field = ui.desk.fields("sales_order")["state"]
    tone = {"offer": "plain", "ordered": "plain", "lost": "bad", "cancelled": "bad"}
    shown = [badges.state(tone.get(order.state, "plain"), ui.shown(field, order.state))]
    if order.values.get("hold"):
        shown.append(badges.state("warn", _("Delivery on hold")))
    if (day := order.values.get("delivered_on")) is not None:
        shown.append(badges.state("good", _("Delivered on {date}").format(date=words.date(day))))
    if order.state == "ordered" and order.lines and not order.due:
        shown.append(badges.state("good", _("Paid in full")))
    return shown

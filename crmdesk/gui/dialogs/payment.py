"""A payment received, or money given back: what is still due is proposed, what is beyond it is asked about."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from crmdesk.core import values
from crmdesk.core.changes import Changes
from crmdesk.core.errors import Problem
from crmdesk.core.sales import REFUND, Payment
from crmdesk.core.sales_lists import OrderRow
from crmdesk.gui.dialogs.order_choice import KEY, id_in, order_field, shown
from crmdesk.gui.dialogs.short_form import ShortForm
from crmdesk.gui.forms.drafts import in_words
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.notices import NoticeBar
from crmdesk.services import customers, orders, payments

_SIZE = QSize(620, 424)
_MOST = 200
"""Orders to choose from."""

_KEEP, _CHANGE = "keep", "change"


class PaymentDialog(ShortForm):
    """A new one of a customer, for an order or for none, or one that is there (`payment_id`)."""

    def __init__(
        self,
        ui: Ui,
        customer_id: int,
        order_id: int | None = None,
        payment_id: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        _ = ui.words.gettext
        self._payment: Payment | None = payments.payment(ui.desk, payment_id) if payment_id is not None else None
        self._customer_id = self._payment.customer_id if self._payment is not None else customer_id
        if self._payment is not None:
            order_id = self._payment.order_id
        self._ready = False
        self._rows = _choosable(ui, self._customer_id, order_id)
        self._field = order_field(ui, "payment", self._rows)
        known = ui.desk.fields("payment")
        fields = [self._field, *(field for field in known.all if field.key != KEY)]
        row = ui.masking.row(customers.rows(ui.desk, [self._customer_id])[0])
        title = (_("Payment – {customer}") if self._payment else _("Record a payment – {customer}")).format(
            customer=row.name
        )
        super().__init__(ui, title, fields, size=_SIZE, label=_("Payment"), name="payment-dialog", parent=parent)
        self._asked, self._ready = False, True
        answers = [(_KEEP, _("Keep as credit")), (_CHANGE, _("Change the amount"))]
        self.excess = NoticeBar("", buttons=answers, name="payment-excess")
        self.excess.hide()
        self.excess.answered.connect(self._answered)
        for answer in self.excess.buttons.values():
            answer.setAutoDefault(True)  # Enter answers, it does not ask again
        self.body.addWidget(self.excess)
        self.form.edited.connect(self._edited)
        self._proposed = ""
        self._start(order_id)

    def _start(self, order_id: int | None) -> None:
        known, words, payment = self.ui.desk.fields("payment"), self.ui.words, self._payment
        if payment is not None:
            texts = {
                key: values.typed(known[key], getattr(payment, key) or None, words) for key in self.keys if key != KEY
            }
            texts[KEY] = self._order_text(payment.order_id)
            self.begin(texts, first="amount")
            return
        chosen = order_id if order_id is not None else self._oldest_due()
        usual = {
            **payments.defaults(self.ui.desk, self._customer_id),
            KEY: self._order_text(chosen),
            "kind": "payment",
            "amount": self._still_due(chosen),
        }
        self._proposed = usual["amount"]
        self.begin({}, in_words(self.form, {key: text for key, text in usual.items() if text}), first="amount")

    # What is proposed

    def _row(self, order_id: int | None) -> OrderRow | None:
        return next((row for row in self._rows if row.id == order_id), None)

    def _order_text(self, order_id: int | None) -> str:
        row = self._row(order_id)
        return shown(row, self.ui) if row is not None else ""

    def _oldest_due(self) -> int | None:
        """The order that has been owed for longest."""
        owing = [row for row in self._rows if row.due and row.due_on is not None]
        return min(owing, key=lambda row: (row.due_on, row.id)).id if owing else None

    def _still_due(self, order_id: int | None) -> str:
        row = self._row(order_id)
        return self.ui.words.money(row.due) if row is not None and row.due else ""

    def _edited(self, key: str) -> None:
        self.excess.hide()
        self._asked = False
        if key != KEY or self._payment is not None or self.form.text("amount") not in ("", self._proposed):
            return
        self._proposed = self._still_due(self._order_id())
        self.form.put("amount", self._proposed)

    def _order_id(self) -> int | None:
        return id_in(self._field, self.form.text(KEY))

    # Saving

    def check(self, typed: Mapping[str, str]) -> Mapping[str, Problem]:
        order_id = self._order_id() if self._ready else None
        plain = {key: text for key, text in typed.items() if key != KEY}
        if not self._payment and "amount" in plain and "kind" not in plain:
            plain["kind"] = self.form.text("kind")
        payment_id = self._payment.id if self._payment is not None else None
        read = payments.read(
            self.ui.desk, self._customer_id, plain, new=False, order_id=order_id, payment_id=payment_id
        )
        return {key: problem for key, problem in read.problems.items() if key in typed}

    def accept(self) -> None:
        """Save; money beyond what is due is asked about first."""
        self.form.inputs["amount"].tidy()
        if not self._asked and (beyond := self._beyond()) > 0:
            _, money = self.ui.words.gettext, self.ui.words.money
            told = _("{amount} more than is due").format(amount=money(beyond))
            self.excess.set_text(told, _("The rest can stay in the customer's favour."))
            if self.excess.isHidden():
                self.resize(self.width(), self.height() + self.excess.height() + tokens.LINE_HEIGHTS[tokens.BODY])
            self.excess.show()
            self.excess.buttons[_KEEP].setFocus()
            return
        super().accept()

    def _beyond(self) -> Decimal:
        """What of the amount typed is more than the order still asks for."""
        amount = values.parse(self.ui.desk.fields("payment")["amount"], self.form.text("amount")).value
        order_id = self._order_id()
        if not isinstance(amount, Decimal) or amount <= 0 or order_id is None or self._refund():
            return Decimal(0)
        before = self._payment
        if before is not None and before.order_id == order_id:
            amount -= before.received
        return payments.excess(self.ui.desk, self._customer_id, order_id, amount) if amount > 0 else Decimal(0)

    def _refund(self) -> bool:
        return self.form.text("kind") == REFUND

    def _answered(self, answer: str) -> None:
        self.excess.hide()
        if answer == _KEEP:
            self._asked = True
            self.accept()
        else:
            self.form.focus("amount")

    def write(self, typed: Mapping[str, str]) -> tuple[Changes, str]:
        _, desk, order_id = self.ui.words.gettext, self.ui.desk, self._order_id()
        plain = {key: text for key, text in typed.items() if key != KEY}
        amount = self.form.text("amount")
        said = (_("Recorded a refund of {amount}") if self._refund() else _("Recorded a payment of {amount}")).format(
            amount=amount
        )
        if self._payment is None:
            return payments.add(desk, self._customer_id, plain, order_id)[1], said
        changed = {key: text for key, text in self.form.changes().items() if key != KEY}
        if order_id != self._payment.order_id:
            row = self._row(order_id)
            changed[KEY] = row.number if row is not None else ""
        return payments.edit(desk, self._payment.id, changed), said


def _choosable(ui: Ui, customer_id: int, order_id: int | None) -> list[OrderRow]:
    """The orders a payment may be for: those with something due first, then the rest, the newest first."""
    rows = [row for row in orders.of_customer(ui.desk, customer_id) if row.state == "ordered" or row.id == order_id]
    return sorted(rows, key=lambda row: (row.id != order_id, not row.due))[:_MOST]

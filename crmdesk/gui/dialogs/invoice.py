"""An invoice that was written for an order: what is not billed yet is proposed."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLineEdit, QWidget

from crmdesk.core import values
from crmdesk.core.changes import Changes
from crmdesk.core.errors import Problem
from crmdesk.core.sales import Invoice, Order
from crmdesk.gui.dialogs.short_form import ShortForm
from crmdesk.gui.ui import Ui
from crmdesk.services import invoices

_SIZE = QSize(600, 364)
_ORDER = "sales_order"


class InvoiceDialog(ShortForm):
    """A new one of an order, or one that is there."""

    def __init__(self, ui: Ui, order: Order, invoice: Invoice | None = None, parent: QWidget | None = None) -> None:
        _ = ui.words.gettext
        self._order, self._invoice = order, invoice
        known = ui.desk.fields("invoice")
        fields = [field for field in known.all if field.key != _ORDER]
        told = (_("Invoice – order {number}") if invoice else _("New invoice – order {number}")).format(
            number=order.number
        )
        sentence = _("Order {amount}, billed so far {billed}, not billed {unbilled}").format(
            amount=ui.words.money(order.payable), billed=ui.words.money(order.invoiced),
            unbilled=ui.words.money(order.unbilled),
        )  # fmt: skip
        super().__init__(
            ui, told, fields, size=_SIZE, label=_("Invoice"), name="invoice-dialog", sentence=sentence, parent=parent
        )
        number = self.form.inputs["number"].widget
        if isinstance(number, QLineEdit):
            number.setPlaceholderText("")  # the tax office gives it
        if invoice is not None:
            texts = {key: values.typed(known[key], getattr(invoice, key) or None, ui.words) for key in self.keys}
            self.begin(texts, first="number")
            return
        usual = invoices.defaults(ui.desk, order.id)
        if order.unbilled:
            usual["amount"] = ui.words.money(order.unbilled)
        if order.invoices and order.invoices[-1].kind:
            usual["kind"] = order.invoices[-1].kind
        self.begin({}, usual, first="number")

    def check(self, typed: Mapping[str, str]) -> Mapping[str, Problem]:
        mine = self._invoice.id if self._invoice is not None else None
        found = invoices.read(self.ui.desk, self._order.id, typed, new=mine is None, invoice_id=mine).problems
        return {key: problem for key, problem in found.items() if key in typed}

    def write(self, typed: Mapping[str, str]) -> tuple[Changes, str]:
        _, desk = self.ui.words.gettext, self.ui.desk
        said = _("Saved invoice {number}").format(number=typed["number"]).strip()
        if self._invoice is None:
            return invoices.add(desk, self._order.id, typed)[1], said
        return invoices.edit(desk, self._invoice.id, self.form.changes()), said

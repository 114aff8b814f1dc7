"""The field by which a payment, a return or an invoice says to which order of the customer it belongs."""

from __future__ import annotations

from collections.abc import Sequence

from crmdesk.core.fields import Choice, Field, Type
from crmdesk.core.sales_lists import OrderRow
from crmdesk.core.words import Label
from crmdesk.gui.ui import Ui

KEY = "sales_order"


def order_field(ui: Ui, kind: str, rows: Sequence[OrderRow], *, required: bool = False) -> Field:
    """A choice of these orders; each says its day and what is still due."""
    choices = tuple(Choice(str(row.id), _label(row, ui)) for row in rows)
    return Field(KEY, ui.desk.fields(kind)[KEY].label, Type.CHOICE, choices=choices, required=required, width="fill")


def shown(row: OrderRow, ui: Ui) -> str:
    """D00012 · 2026-03-02 · ¥1,200.00 due."""
    _, words = ui.words.gettext, ui.words
    told = _("{amount} due").format(amount=words.money(row.due)) if row.due else _("paid")
    return " · ".join((row.number, words.date(row.date), told))


def id_in(field: Field, text: str) -> int | None:
    """The order a text of this field means."""
    text = text.strip()
    return next((int(choice.key) for choice in field.choices if text in (choice.label.en, choice.label.zh)), None)


def _label(row: OrderRow, ui: Ui) -> Label:
    told = shown(row, ui)
    return Label(told, told)

"""Orders and complaints that a number means, for “go to”."""

from __future__ import annotations

from msgspec import Struct

from crmdesk.core.complaint_lists import ComplaintRow
from crmdesk.core.sales_lists import OrderRow
from crmdesk.gui.models.goto import COMPLAINT, ORDER, Entry
from crmdesk.gui.ui import Ui
from crmdesk.services import complaint_lists, order_numbers
from crmdesk.services.desk import Desk

MOST = 3
"""Of each kind."""


class Numbered(Struct, frozen=True):
    """What a number means."""

    orders: tuple[OrderRow, ...] = ()
    complaints: tuple[ComplaintRow, ...] = ()


def numbered(desk: Desk, query: str) -> Numbered:
    """Orders with the number that was typed (D00012, d12, 12), complaints whose number begins with it."""
    if " " in query or not any(letter.isdigit() for letter in query):
        return Numbered()
    return Numbered(
        tuple(order_numbers.numbered(desk, query, MOST)), tuple(complaint_lists.by_number(desk, query, MOST))
    )


def entries(found: Numbered, ui: Ui) -> tuple[list[Entry], list[Entry]]:
    """One for each order and for each complaint; choosing it opens it."""
    return [_order(row, ui) for row in found.orders], [_complaint(row, ui) for row in found.complaints]


def _order(row: OrderRow, ui: Ui) -> Entry:
    words, state = ui.words, ui.shown(ui.desk.fields("sales_order")["state"], row.state)
    title = f"{row.number}  {ui.masking.text(row.customer_name)}"
    second = " · ".join((state, words.date(row.date), words.money(row.amount)))

    def open_it() -> None:
        ui.bus.open_order.emit(row.id)

    return Entry(ORDER, f"order-{row.id}", title, open_it, second, "order", spans=((0, len(row.number)),))


def _complaint(row: ComplaintRow, ui: Ui) -> Entry:
    state = ui.shown(ui.desk.fields("complaint")["state"], row.state)
    second = " · ".join((state, ui.masking.text(row.customer_name)))
    title = f"{row.number}  {ui.masking.text(row.headline)}"

    def open_it() -> None:
        ui.bus.open_complaint.emit(row.id)

    return Entry(COMPLAINT, f"complaint-{row.id}", title, open_it, second, "complaint", spans=((0, len(row.number)),))

"""Records of invoices written: billed and unbilled of an order (METHOD.md section 15)."""

from __future__ import annotations

from collections.abc import Mapping

from crmdesk.core.changes import Changes
from crmdesk.core.errors import Problem, UserError
from crmdesk.core.orders import total
from crmdesk.core.sales import Invoice
from crmdesk.services import order_parts, reading
from crmdesk.services.desk import Desk
from crmdesk.services.order_head import owner_of
from crmdesk.services.orders_looking import order
from crmdesk.services.reading import Typed
from crmdesk.store import payments as store

__all__ = ["Invoice", "add", "defaults", "delete", "edit", "invoice", "of_order", "read"]


def defaults(desk: Desk, order_id: int) -> dict[str, str]:
    """What a new invoice begins with, as texts of a form: today, what of the order is not billed yet."""
    unbilled = order(desk, order_id).unbilled
    return {"date": desk.today().isoformat(), "amount": f"{unbilled:.2f}" if unbilled else ""}


def read(desk: Desk, order_id: int, typed: Mapping[str, str], *, new: bool, invoice_id: int | None = None) -> Typed:
    """Parse an invoice's form. Hard: an amount not above zero; soft: more than the order comes to, a number used."""
    given = {key: text for key, text in typed.items() if key != "sales_order"}
    read_ = reading.in_fen(reading.read_typed(desk.fields("invoice"), given, new=new), "amount")
    problems = dict(read_.problems)
    amount = read_.values.get("amount")
    if amount is not None and amount <= 0:
        problems["amount"] = Problem("amount-not-above-zero", hard=True)
    elif amount is not None:
        whole = order(desk, order_id)
        others = total(one.amount for one in whole.invoices if one.id != invoice_id)
        if others + amount > whole.payable:
            over = min(amount, others + amount - whole.payable)
            problems.setdefault("amount", Problem("invoice-over", {"excess": over}))
    number = read_.values.get("number")
    if number and store.invoice_number_used(desk.data, number, invoice_id):
        problems["number"] = Problem("invoice-number-used", {"number": number})
    return Typed(read_.values, problems)


def add(desk: Desk, order_id: int, typed: Mapping[str, str]) -> tuple[int, Changes]:
    """An invoice written for an order. Raises UserError for a refused value or an order that is gone."""
    fields = desk.fields("invoice")
    with desk.recording("invoice-add", customer="") as made:
        whole = order(desk, order_id)
        owner_of(desk, whole.customer_id)
        made.rename(customer=whole.customer_number)
        read_ = read(desk, order_id, {"date": desk.today().isoformat(), **typed}, new=True)
        reading.refuse(fields, read_)
        flat = reading.to_flat(desk, made, fields, read_.values)
        invoice_id = made.create("invoice", {**flat, "sales_order": order_id, "customer_id": whole.customer_id})
    return invoice_id, made.result


def edit(desk: Desk, invoice_id: int, typed: Mapping[str, str]) -> Changes:
    """Change an invoice. Raises UserError for a refused value, or when it is gone."""
    fields = desk.fields("invoice")
    with desk.recording("invoice-edit", customer="") as made:
        before = invoice(desk, invoice_id)
        made.rename(customer=owner_of(desk, before.customer_id)["number"])
        read_ = read(desk, before.order_id or 0, typed, new=False, invoice_id=invoice_id)
        reading.refuse(fields, read_)
        made.update("invoice", invoice_id, reading.to_flat(desk, made, fields, read_.values))
    return made.result


def delete(desk: Desk, invoice_id: int, *more: int) -> Changes:
    """Take invoices out; undo brings them back. Raises UserError when one is gone."""
    ids = (invoice_id, *more)
    with desk.recording("invoice-delete", customer="") as made:
        owners = {invoice(desk, i).customer_id for i in ids}
        made.rename(customer=", ".join(owner_of(desk, i)["number"] for i in sorted(owners)[:5]))
        made.update_many("invoice", {i: {"deleted_at": desk.now()} for i in ids})
    return made.result


def invoice(desk: Desk, invoice_id: int) -> Invoice:
    """One invoice. Raises UserError('invoice-gone')."""
    flat = desk.records.read("invoice", invoice_id)
    if flat is None or "deleted_at" in flat:
        raise UserError("invoice-gone")
    return order_parts.invoice_of(desk, invoice_id, flat)


def of_order(desk: Desk, order_id: int) -> tuple[Invoice, ...]:
    """The invoices of an order, oldest first. Raises UserError('order-gone')."""
    return order(desk, order_id).invoices

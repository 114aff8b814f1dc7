"""Products, orders and money as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from crmdesk.cli.records import record_json
from crmdesk.core import values
from crmdesk.core.fields import Fields
from crmdesk.core.receivables import BUCKETS, Aged, Ages, Owing
from crmdesk.core.sales import GoodsReturn, Invoice, Line, Order, Payment, Product
from crmdesk.core.sales_lists import OrderRow
from crmdesk.services import orders, payments
from crmdesk.services.desk import Desk

_SUMS = ("amount", "cost", "profit", "returned", "payable", "paid", "due", "due_on", "credit", "invoiced", "unbilled")


def product_json(desk: Desk, product: Product) -> dict[str, Any]:
    return record_json(desk.fields("product"), product.values)


def order_json(desk: Desk, order: Order) -> dict[str, Any]:
    """A whole order: its fields, lines, instalments, returns and invoices, and its sums."""
    fields = desk.fields("sales_order")
    plain = {**record_json(fields, order.values), **_sums(fields, order)}
    return {
        **plain,
        "customer": order.customer_number,
        "lines": [line_json(desk, line) for line in order.lines],
        "instalments": [
            record_json(desk.fields("instalment"), {"due_on": one.due_on, "amount": one.amount})
            for one in order.instalments
        ],
        "payments": [payment_json(desk, one) for one in order.payments],
        "returns": [return_json(desk, one, order.customer_number) for one in order.returns],
        "invoices": [invoice_json(desk, one, order.number, order.customer_number) for one in order.invoices],
    }


def line_json(desk: Desk, line: Line, kind: str = "order_line") -> dict[str, Any]:
    """`product` is the code."""
    fields = desk.fields(kind)
    own = {key: getattr(line, key) for key in ("description", "quantity", "price", "discount", "amount", "cost")}
    plain = {field.key: values.to_json(field, own.get(field.key)) for field in fields.all}
    extra = {"sample": line.sample} if "sample" in plain else {}
    return {**plain, "description": line.description or None, **extra, "product": line.code or line.name,
            "name": line.name, "unit": line.unit or None}  # fmt: skip


def payment_json(desk: Desk, payment: Payment) -> dict[str, Any]:
    own = {key: getattr(payment, key) or None for key in ("date", "amount", "kind", "method", "reference", "notes")}
    plain = record_json(desk.fields("payment"), own)
    plain.pop("sales_order")
    order = payment.order_number or None
    return {"number": payment.number, "customer": payment.customer_number, "order": order, **plain}


def invoice_json(desk: Desk, invoice: Invoice, order: str, customer: str) -> dict[str, Any]:
    own = {key: getattr(invoice, key) or None for key in ("kind", "number", "date", "amount", "notes")}
    plain = record_json(desk.fields("invoice"), own)
    plain.pop("sales_order")
    return {"customer": customer, "order": order, **plain}


def return_json(desk: Desk, one: GoodsReturn, customer: str) -> dict[str, Any]:
    own = {key: getattr(one, key) or None for key in ("number", "date", "reason", "notes", "cost")}
    plain = record_json(desk.fields("goods_return"), {**own, "amount": one.amount})
    plain.pop("sales_order")
    lines = [line_json(desk, line, "return_line") for line in one.lines]
    return {**plain, "customer": customer, "order": one.order_number or None, "lines": lines}


def row_json(desk: Desk, row: OrderRow) -> dict[str, Any]:
    """An order in a list."""
    fields = desk.fields("sales_order")
    keys = ("number", "date", "state", "by", "amount", "cost", "returned", "paid", "due", "due_on", "invoiced", "hold")
    plain = {key: values.to_json(fields[key], getattr(row, key)) for key in (*keys, "delivered_on")}
    return {"number": row.number, "customer": row.customer_number, "name": row.customer_name, **plain}


def ages_json(desk: Desk, ages: Ages, owing: Iterable[Owing]) -> dict[str, Any]:
    """Receivables: sums by age, and what each customer owes."""
    return {
        "today": ages.today,
        "owed": money(desk, ages.owed),
        "overdue": money(desk, ages.overdue),
        "ages": [
            {"age": key, "amount": money(desk, amount), "customers": count}
            for key, amount, count in zip(BUCKETS, ages.aged.amounts, ages.customers, strict=True)
        ],
        "customers": [_owing_json(desk, one) for one in owing],
    }


def dealings_json(desk: Desk, customer_id: int) -> dict[str, Any]:
    """Orders and payments of a whole file, the newest first."""
    ids = [row.id for row in orders.of_customer(desk, customer_id)]
    return {
        "orders": [order_json(desk, one) for one in orders.orders(desk, ids)],
        "payments": [payment_json(desk, one) for one in payments.of_customer(desk, customer_id)],
    }


def money(desk: Desk, amount: Decimal | None) -> Any:
    """Yuan with two decimals at least."""
    return values.to_json(desk.fields("payment")["amount"], amount)


def _owing_json(desk: Desk, one: Owing) -> dict[str, Any]:
    return {
        "number": one.number,
        "name": one.name,
        "owner": one.owner,
        "owed": money(desk, one.owed),
        "overdue": money(desk, one.overdue),
        "since": one.since,
        "ages": _by_age(desk, one.aged),
        "credit_limit": money(desk, one.limit),
        "credit": money(desk, one.credit),
    }


def _by_age(desk: Desk, aged: Aged) -> Mapping[str, Any]:
    return {key: money(desk, amount) for key, amount in zip(BUCKETS, aged.amounts, strict=True)}


def _sums(fields: Fields, order: Order) -> dict[str, Any]:
    amount = fields["amount"]
    return {key: values.to_json(amount, getattr(order, key)) for key in _SUMS}

"""Customers with what they bought, were offered and cost, for tests of the six questions and what goes with them."""

from __future__ import annotations

from typing import Any

from crmdesk.services import customers
from crmdesk.services.desk import Desk

UNITS = 10_000


def add(desk: Desk, name: str, **typed: str) -> int:
    return customers.add(desk, {"name": name, "kind": "enterprise", **typed})[0]


def record(desk: Desk, record_kind: str, /, **values: Any) -> int:
    with desk.recording("customer-edit", number="") as made:
        return made.create(record_kind, values)


def sell(desk: Desk, customer: int, on: str, *lines: dict[str, Any], **head: Any) -> int:
    """An order in force (or as `head` says); without lines one of 100 yuan that cost 60."""
    with desk.recording("customer-edit", number="") as made:
        goods = _any_product(desk) or made.create("product", {"code": "0", "name": "螺丝"})
        order = made.create("sales_order", {"customer_id": customer, "date": on, "state": "ordered", **head})
        for place, line in enumerate(lines or ({},)):
            values = {"product": goods, "quantity": 1000, "amount": 100 * UNITS, "cost": 60 * UNITS, **line}
            made.create("order_line", {"customer_id": customer, "sales_order": order, "position": place, **values})
    return order


def _any_product(desk: Desk) -> int | None:
    row = desk.data.database.execute_sql("SELECT min(id) FROM product WHERE category IS NULL").fetchone()
    return None if row[0] is None else int(row[0])

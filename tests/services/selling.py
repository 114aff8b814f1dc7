"""Orders, returns and payments in round figures, for tests that add them up."""

from __future__ import annotations

from typing import Any

from crmdesk.services.desk import Desk

UNITS = 10_000


def make(desk: Desk, kind: str, customer: int, /, **flat: Any) -> int:
    """A record of a customer, as it is stored."""
    with desk.recording("demo-fill") as made:
        return made.create(kind, {"customer_id": customer, **flat})


def sell(desk: Desk, customer: int, yuan: int, date: str = "2025-05-01", cost: int | None = 0, **flat: Any) -> int:
    """An order of one line."""
    known = {"date": date, "state": "ordered", **flat}
    order = make(desk, "sales_order", customer, **known)
    line = {"quantity": 1000, "amount": yuan * UNITS, "cost": None if cost is None else cost * UNITS}
    make(desk, "order_line", customer, sales_order=order, product=_product(desk), **line)
    return order


def give_back(desk: Desk, customer: int, yuan: int, date: str, order: int | None = None, cost: int = 0) -> None:
    """A return of one line."""
    back = make(desk, "goods_return", customer, date=date, sales_order=order)
    line = {"quantity": 1000, "amount": yuan * UNITS, "cost": cost * UNITS}
    make(desk, "return_line", customer, goods_return=back, product=_product(desk), **line)


def pay(desk: Desk, customer: int, order: int, yuan: int, date: str) -> None:
    """What came in for an order."""
    make(desk, "payment", customer, sales_order=order, date=date, amount=yuan * UNITS, kind="payment")


def _product(desk: Desk) -> int:
    row = desk.data.database.execute_sql("SELECT min(id) FROM product").fetchone()
    if row[0] is not None:
        return int(row[0])
    with desk.recording("demo-fill") as made:
        return made.create("product", {"code": "P1", "name": "螺丝"})

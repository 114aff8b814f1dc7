"""A few products, orders, offers and payments of the people in `conftest.PEOPLE`, for the page Orders."""

from __future__ import annotations

from crmdesk.services import customers, orders, payments, products
from crmdesk.services.desk import Desk

LATE, PAID, OPEN, OFFERED = range(4)


def sell(desk: Desk) -> list[int]:
    """An order long overdue, one that is paid, one not due yet, an offer; today is 2026-11-21."""
    products.add(desk, {"code": "A1", "name": "纸箱", "unit": "个", "price": "10", "cost": "6"})
    products.add(desk, {"code": "B2", "name": "胶带", "price": "4", "cost": "3", "discontinued": "yes"})
    first, second = (customers.id_of(desk, number) for number in ("K00001", "K00002"))
    made = []
    for customer_id, state, date, count, days in (
        (first, "ordered", "2026-07-01", "100", "30"),
        (first, "ordered", "2026-10-05", "20", "30"),
        (second, "ordered", "2026-11-20", "50", "60"),
        (second, "offer", "2026-11-20", "7", ""),
    ):
        typed = {"state": state, "date": date, "terms_days": days, "by": "陈立"}
        line = {"product": "A1", "quantity": count, "price": "10"}
        made.append(orders.add(desk, customer_id, typed, [line])[0])
    payments.add(desk, first, {"date": "2026-10-20", "amount": "200", "method": "现金"}, made[PAID])
    payments.add(desk, first, {"date": "2026-11-02", "amount": "300", "method": "银行转账"}, made[LATE])
    return made

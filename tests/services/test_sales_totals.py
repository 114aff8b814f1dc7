"""Sums of listed orders and payments are those of their rows."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from crmdesk.core.sales_lists import Orders, PaymentList
from crmdesk.services import customers, orders, payments, products, sales_totals
from tests.desk import make_desk


def test_sums_are_those_of_the_rows(tmp_path: Path):
    desk = make_desk(tmp_path)
    customer = customers.add(desk, {"name": "张伟"})[0]
    products.add(desk, {"code": "A1", "name": "纸箱"})
    made = []
    for quantity, price, state in (("3", "0.335", "ordered"), ("7", "12.5", "ordered"), ("2", "9.99", "offer")):
        typed = {"state": state, "date": "2026-11-01"}
        line = {"product": "A1", "quantity": quantity, "price": price}
        made.append(orders.add(desk, customer, typed, [line])[0])
    payments.add(desk, customer, {"date": "2026-11-02", "amount": "100"}, made[1])
    payments.add(desk, customer, {"date": "2026-11-03", "amount": "12.5", "kind": "refund"}, made[1])
    ids = orders.find(desk, Orders())
    rows = orders.rows(desk, ids)
    totals = sales_totals.of_orders(desk, ids)
    assert totals.payable == sum(row.payable for row in rows) == Decimal("88.51")
    assert totals.paid == sum(row.paid for row in rows) == Decimal("87.5")
    assert totals.due == sum(row.due for row in rows) == Decimal("1.01")
    assert totals.offered == Decimal("19.98")
    assert sales_totals.of_orders(desk, ids[:0]) == sales_totals.OrderTotals(*[Decimal(0)] * 4)
    received = sales_totals.of_payments(desk, payments.find(desk, PaymentList()))
    assert (received.received, received.refunded) == (Decimal(100), Decimal("12.5"))
    assert orders.find(desk, Orders(), 1) == ids[:1]
    desk.close()

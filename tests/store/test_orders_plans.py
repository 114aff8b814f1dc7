"""What is asked of orders and money goes by indexes: nothing reads a whole table for one customer, number or page."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from crmdesk.core.sales_lists import Orders, PaymentList
from crmdesk.services import customers, order_numbers, orders, payments, products, receivables, returns
from crmdesk.services.desk import Desk

_WHOLE = re.compile(r"^SCAN (customer|sales_order|order_line|payment|invoice|return_line|change|[acolp])$")
"""Reading a large table, or one by its short name in a query, without an index."""


@pytest.fixture
def asked(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Any]]:
    """A desk with one of everything; every query from here on is noted."""
    products.add(desk, {"name": "封箱胶带", "code": "JD-48", "price": "3.5"})
    owner = customers.add(desk, {"name": "禾砚有限公司"})[0]
    order = orders.add(desk, owner, {"date": "2026-10-01"}, [{"product": "JD-48", "quantity": "2"}])[0]
    payments.add(desk, owner, {"amount": "5"}, order)
    returns.add(desk, order, {}, [{"product": "JD-48", "quantity": "1"}])
    noted: list[tuple[str, Any]] = []
    real = desk.data.database.execute_sql

    def note(sql: str, params: Any = ()) -> Any:
        noted.append((sql, params))
        return real(sql, params)

    monkeypatch.setattr(desk.data.database, "execute_sql", note)
    return noted


@pytest.mark.parametrize(
    "ask",
    [
        lambda desk: orders.find(desk, Orders()),
        lambda desk: orders.find(desk, Orders(customer_id=1)),
        lambda desk: orders.find(desk, Orders(query="D00001")),
        lambda desk: orders.find(desk, Orders(owing=True, sort="due_on")),
        lambda desk: orders.rows(desk, [1]),
        lambda desk: orders.order(desk, 1),
        lambda desk: orders.risk(desk, 1, Decimal(5)),
        lambda desk: orders.proposal(desk, 1, 1, desk.today()),
        lambda desk: orders.edit(desk, 1, {"notes": "x"}),
        lambda desk: orders.restore(desk, 1) if orders.delete(desk, [1]) else None,
        lambda desk: order_numbers.order_of(desk, "D00001"),
        lambda desk: payments.find(desk, PaymentList()),
        lambda desk: payments.rows(desk, payments.find(desk, PaymentList(customer_id=1))),
        lambda desk: receivables.both(desk, desk.today()),
        lambda desk: receivables.ages(desk, dt.date(2026, 11, 1)),
    ],
)
def test_nothing_reads_a_whole_table(desk: Desk, asked: list[tuple[str, Any]], ask: Callable[[Desk], Any]) -> None:
    ask(desk)
    plans = []
    for sql, params in list(asked):
        if sql.lstrip().upper().startswith(("SELECT", "UPDATE", "DELETE")):
            rows = desk.data.database.connection().execute(f"EXPLAIN QUERY PLAN {sql}", params or ()).fetchall()
            plans += [(row[3], sql) for row in rows]
    assert plans
    assert [(plan, sql) for plan, sql in plans if _WHOLE.match(plan)] == []

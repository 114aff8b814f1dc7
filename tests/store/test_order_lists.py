"""Lists of orders and payments: whichever way they are come by, they hold what a person would pick out by hand, and the
first rows are those that the whole list begins with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import pytest
from msgspec.structs import replace

from crmdesk.core import search, texts
from crmdesk.core.sales_lists import Orders, PaymentList
from crmdesk.services import demo, orders, payments
from crmdesk.services.desk import Desk
from crmdesk.store import order_lists
from tests.desk import make_desk

LIMITS = (1, 7, 40, 5_000)
QUERIES = ("D0", "d00012", "公司", "zhang", "1", "", "没有")
CHANGES = (
    "UPDATE sales_order SET deleted_at = '2026-01-01T00:00:00Z' WHERE id % 17 = 0",
    "UPDATE customer SET deleted_at = '2026-01-01T00:00:00Z' WHERE id % 19 = 0",
    "UPDATE sales_order SET number = NULL WHERE id % 13 = 0",
    "UPDATE sales_order SET hold = 1, by = NULL WHERE id % 11 = 0",
    "UPDATE order_line SET deleted_at = '2026-01-01T00:00:00Z' WHERE id % 7 = 0",
    "UPDATE payment SET deleted_at = '2026-01-01T00:00:00Z' WHERE id % 9 = 0",
)
Row = Mapping[str, Any]


@pytest.fixture(scope="module")
def dealt(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    desk = make_desk(tmp_path_factory.mktemp("dealt"))
    demo.fill(desk, 150, 7)
    for change in CHANGES:
        desk.data.database.execute_sql(change)
    yield desk
    desk.close()


@pytest.fixture(params=["few", "many"])
def ways(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bounds of the program, and such that these few orders are very many."""
    if request.param == "many":
        for name, value in (("_WALKED", 60), ("_FEW", 4), ("_MANY", 20)):
            monkeypatch.setattr(order_lists, name, value)


def table(desk: Desk, name: str) -> list[Row]:
    """The living records of a table with name and number of their customers, none of those in the trash."""
    sql = (
        f"SELECT r.*, c.name_sort AS customer_name, c.number AS customer_number FROM {name} r "
        "JOIN customer c ON c.id = r.customer_id WHERE r.deleted_at IS NULL AND c.deleted_at IS NULL"
    )
    cursor = desk.data.database.execute_sql(sql)
    keys = [each[0] for each in cursor.description]
    return [dict(zip(keys, row, strict=True)) for row in cursor.fetchall()]


def listed(rows: Sequence[Row], sort: str, *, descending: bool) -> list[int]:
    """In an order, what has nothing to be ordered by last."""
    known = sorted((row for row in rows if row[sort] is not None), key=lambda row: (row[sort], row["id"]))
    empty = sorted(row["id"] for row in rows if row[sort] is None)
    turn = -1 if descending else 1
    return [row["id"] for row in known[::turn]] + empty[::turn]


def found(desk: Desk, query: str) -> Callable[[Row], bool]:
    """Whether an order is found by what was typed."""
    execute = desk.data.database.execute_sql
    sql = "SELECT rowid FROM customer_search WHERE customer_search MATCH ?"
    expression = search.match(query)
    whose = {row[0] for row in execute(sql, (expression,)).fetchall()} if expression else set()
    products = {row[0] for row in execute("SELECT id, name_key FROM product").fetchall() if texts.fold(query) in row[1]}
    lines = execute("SELECT sales_order, product FROM order_line WHERE deleted_at IS NULL").fetchall()
    with_it = {order for order, product in lines if product in products} if texts.fold(query) else set()
    begins = tuple({query, query.upper()})
    return lambda row: row["customer_id"] in whose or row["id"] in with_it or (row["number"] or "").startswith(begins)


def check(find: Callable[[int | None], list[int]], expected: list[int], what: object) -> None:
    assert find(None) == expected, what
    for limit in LIMITS:
        assert find(limit) == expected[:limit], (what, limit)


@pytest.mark.usefixtures("ways")
@pytest.mark.parametrize("descending", [False, True])
def test_orders_are_listed_in_every_order(dealt: Desk, descending: bool) -> None:
    rows = table(dealt, "sales_order")
    day = sorted(row["date"] for row in rows)[len(rows) // 2]
    since = dt.date.fromisoformat(day)
    kept: list[tuple[Orders, Callable[[Row], bool]]] = [
        (Orders(), lambda _row: True),
        (Orders(states=("ordered",)), lambda row: row["state"] == "ordered"),
        (Orders(owing=True), lambda row: row["due_on"] is not None),
        (Orders(hold=True), lambda row: row["hold"] == 1),
        (Orders(from_=since), lambda row: row["date"] >= day),
        (Orders(to=since, by="陈立"), lambda row: row["date"] <= day and row["by"] == "陈立"),
        (Orders(customer_id=rows[0]["customer_id"]), lambda row: row["customer_id"] == rows[0]["customer_id"]),
    ]
    for sort in order_lists.ORDERS.sorts:
        for wanted, keeps in kept:
            asked = replace(wanted, sort=sort, descending=descending)
            expected = listed([row for row in rows if keeps(row)], sort, descending=descending)
            check(lambda most, asked=asked: orders.find(dealt, asked, most), expected, asked)  # type: ignore[misc]


@pytest.mark.usefixtures("ways")
@pytest.mark.parametrize("sort", ["date", "amount", "number", "customer_name"])
def test_what_is_typed_finds_numbers_customers_and_products(dealt: Desk, sort: str) -> None:
    (product,) = dealt.data.database.execute_sql(
        "SELECT name FROM product WHERE id = (SELECT product FROM order_line GROUP BY 1 ORDER BY count(*) LIMIT 1)"
    ).fetchone()
    rows = table(dealt, "sales_order")
    assert any(found(dealt, product)(row) for row in rows)
    for query in (*QUERIES, product, product[:1]):
        is_found = found(dealt, query) if query else lambda _row: True
        expected = listed([row for row in rows if is_found(row)], sort, descending=True)
        check(lambda most, query=query: orders.find(dealt, Orders(query, sort=sort), most), expected, query)  # type: ignore[misc]


@pytest.mark.usefixtures("ways")
@pytest.mark.parametrize("sort", ["date", "amount", "method", "customer_name", "customer_number"])
def test_payments_are_listed_by_themselves_and_by_their_orders(dealt: Desk, sort: str) -> None:
    rows = table(dealt, "payment")
    named = dealt.data.database.execute_sql("SELECT id, customer_id, number FROM sales_order").fetchall()
    every = {row[0]: {"id": row[0], "customer_id": row[1], "number": row[2]} for row in named}
    assert rows
    for query in QUERIES:
        is_found = found(dealt, query) if query else lambda _row: True
        kept = []
        for row in rows:
            order = every.get(row["sales_order"], {"id": 0, "customer_id": row["customer_id"], "number": None})
            if is_found(order):
                kept.append(row)
        for descending in (False, True):
            expected = listed(kept, sort, descending=descending)
            asked = PaymentList(query, sort=sort, descending=descending)
            check(lambda most, asked=asked: payments.find(dealt, asked, most), expected, asked)  # type: ignore[misc]

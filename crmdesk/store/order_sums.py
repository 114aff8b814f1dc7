"""What the sums of orders are worked out from, read for many orders in a few queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal

from msgspec import Struct

from crmdesk.core.money import from_units
from crmdesk.core.orders import NOTHING, ORDERED, Due, Sums, Terms, schedule, sums
from crmdesk.store.database import DataFile
from crmdesk.store.records import chunks, marks

By = Literal["customer_id", "sales_order"]


class Facts(Struct, frozen=True):
    """Of one living order. `goods`: the amount of its lines, `received`: payments less refunds."""

    id: int
    customer_id: int
    state: str
    terms: Terms
    goods: Decimal
    cost: Decimal | None
    reduction: Decimal | None
    returned: Decimal
    received: Decimal
    settled: bool

    def sums(self) -> Sums:
        return sums(
            self.terms,
            state=self.state,
            goods=self.goods,
            cost=self.cost,
            reduction=self.reduction,
            returned=self.returned,
            received=self.received,
            settled=self.settled,
        )

    def schedule(self) -> tuple[Due, ...]:
        """What is owed from when on, whatever of it is paid."""
        if self.state != ORDERED:
            return ()
        return schedule(self.terms, self.goods - (self.reduction or NOTHING), self.returned)


def facts(data: DataFile, by: By, ids: Sequence[int], until: dt.date | None = None) -> list[Facts]:
    """Of the living orders with these ids (`by` 'sales_order') or of these customers, oldest first; `until`: without
    payments and returns after that day."""
    found: list[Facts] = []
    for chunk in chunks(ids):
        found += _of_chunk(data, by, chunk, until)
    return found


def _of_chunk(data: DataFile, by: By, ids: Sequence[int], until: dt.date | None) -> list[Facts]:
    column = "id" if by == "sales_order" else by
    sql = (
        "SELECT id, customer_id, state, date, terms_days, first_payment, reduction, settled "  # noqa: S608
        f"FROM sales_order WHERE {column} IN ({marks(ids)}) AND deleted_at IS NULL ORDER BY date, id"
    )
    orders = data.database.execute_sql(sql, ids).fetchall()
    lines = _sums(data, "order_line", "sum(amount), sum(cost)", by, ids)
    day = "" if until is None else f" AND date <= '{until.isoformat()}'"
    received = "sum(CASE WHEN kind = 'refund' THEN -amount ELSE amount END)"
    payments = _sums(data, "payment", received, by, ids, day)
    returns = _sums(data, "goods_return", "sum(amount)", by, ids, day)
    instalments = _instalments(data, by, ids)
    return [
        Facts(
            id_,
            customer,
            state,
            Terms(dt.date.fromisoformat(date), days or 0, _money(first), instalments.get(id_, ())),
            _money(lines.get(id_, (0, None))[0]),
            _optional(lines.get(id_, (0, None))[1]),
            _optional(reduction),
            _money(returns.get(id_, (0,))[0]),
            _money(payments.get(id_, (0,))[0]),
            bool(settled),
        )
        for id_, customer, state, date, days, first, reduction, settled in orders
    ]


def _sums(
    data: DataFile, kind: str, summed: str, by: By, ids: Sequence[int], more: str = ""
) -> Mapping[int, tuple[Any, ...]]:
    """What records of a kind come to, by the order they belong to."""
    sql = (
        f"SELECT sales_order, {summed} FROM {kind} WHERE {by} IN ({marks(ids)}) "  # noqa: S608
        f"AND sales_order IS NOT NULL AND deleted_at IS NULL{more} GROUP BY sales_order"
    )
    return {row[0]: tuple(row[1:]) for row in data.database.execute_sql(sql, ids).fetchall()}


def _instalments(data: DataFile, by: By, ids: Sequence[int]) -> Mapping[int, tuple[Due, ...]]:
    sql = (
        f"SELECT sales_order, due_on, amount FROM instalment WHERE {by} IN ({marks(ids)}) "  # noqa: S608
        "AND deleted_at IS NULL ORDER BY due_on, id"
    )
    found: dict[int, tuple[Due, ...]] = {}
    for order, due_on, amount in data.database.execute_sql(sql, ids).fetchall():
        found[order] = (*found.get(order, ()), Due(dt.date.fromisoformat(due_on), from_units(amount)))
    return found


def _money(units: int | None) -> Decimal:
    return from_units(units) if units else NOTHING


def _optional(units: int | None) -> Decimal | None:
    return None if units is None else from_units(units)

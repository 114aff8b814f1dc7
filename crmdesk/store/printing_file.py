"""Queries for printing many customer files at once: their records by kind, their dealings by year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from crmdesk.store.database import DataFile
from crmdesk.store.records import chunks, marks

_NEWEST_FIRST: Mapping[str, str] = {
    "interaction": "at DESC, id DESC",
    "sales_order": "date DESC, id DESC",
    "payment": "date DESC, id DESC",
    "complaint": "received_at DESC, id DESC",
    "assessment": "day DESC, id DESC",
    "survey": "day DESC, id DESC",
    "loss": "lost_on DESC, id DESC",
    "note": "coalesce(pinned, 0) DESC, at DESC, id DESC",
}
_DAY = {"sales_order": "date", "payment": "date"}


class YearUnits(Struct, frozen=True):
    """Orders given in a year, in ten-thousandths of a yuan; `profit` None where a cost is unknown."""

    orders: int
    payable: int
    paid: int
    due: int
    profit: int | None


def ids_of(data: DataFile, kind: str, customers: Sequence[int], since: int | None = None) -> dict[int, list[int]]:
    """The living records of a kind by customer, the newest first (pinned notes before); orders and payments from a
    year on."""
    found: dict[int, list[int]] = {}
    from_ = f"AND {_DAY[kind]} >= '{since:04d}-01-01' " if since is not None and kind in _DAY else ""
    for chunk in chunks(customers):
        sql = (
            f"SELECT customer_id, id FROM {kind} WHERE customer_id IN ({marks(chunk)}) "  # noqa: S608
            f"AND deleted_at IS NULL {from_}ORDER BY customer_id, {_NEWEST_FIRST[kind]}"
        )
        for customer, id_ in data.database.execute_sql(sql, chunk).fetchall():
            found.setdefault(customer, []).append(id_)
    return found


def years(data: DataFile, customers: Sequence[int]) -> dict[int, dict[int, YearUnits]]:
    """What customers ordered in each calendar year: what is to be paid of it, what is paid, what is left, the profit;
    what came back is taken off."""
    found: dict[int, dict[int, YearUnits]] = {}
    for chunk in chunks(customers):
        sql = f"""
            SELECT o.customer_id, CAST(substr(o.date, 1, 4) AS INTEGER), count(*),
                sum(max(0, (ifnull(o.amount, 0) - ifnull(o.returned, 0) + 50) / 100 * 100)),
                sum(ifnull(o.paid, 0)), sum(ifnull(o.due, 0)),
                CASE WHEN count(o.cost) = count(*)
                    THEN sum(o.amount - ifnull(o.returned, 0) - o.cost + ifnull(r.cost, 0)) END
            FROM sales_order o LEFT JOIN (
                SELECT sales_order, sum(cost) AS cost FROM goods_return
                WHERE customer_id IN ({marks(chunk)}) AND deleted_at IS NULL GROUP BY 1
            ) r ON r.sales_order = o.id
            WHERE o.customer_id IN ({marks(chunk)}) AND o.state = 'ordered' AND o.deleted_at IS NULL
            GROUP BY 1, 2
        """  # noqa: S608
        for customer, year, *sums in data.database.execute_sql(sql, [*chunk, *chunk]).fetchall():
            found.setdefault(customer, {})[year] = YearUnits(*sums)
    return found


def complaints_by_year(data: DataFile, customers: Sequence[int]) -> dict[int, dict[int, int]]:
    """How many complaints of customers were received in each calendar year."""
    found: dict[int, dict[int, int]] = {}
    for chunk in chunks(customers):
        sql = (
            "SELECT customer_id, CAST(substr(received_at, 1, 4) AS INTEGER), count(*) FROM complaint "  # noqa: S608
            f"WHERE customer_id IN ({marks(chunk)}) AND deleted_at IS NULL GROUP BY 1, 2"
        )
        for customer, year, count in data.database.execute_sql(sql, chunk).fetchall():
            found.setdefault(customer, {})[year] = count
    return found

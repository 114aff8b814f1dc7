"""Queries over assessments of customers, and what the data itself says of one (METHOD.md section 10)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from crmdesk.core.choices import TIER
from crmdesk.core.money import from_units
from crmdesk.core.selecting import MARKS, RISKS, VERDICTS, WIDEST_FIT, Assessed, Assessment, Selected, Verdict
from crmdesk.core.selecting_proposals import Sold
from crmdesk.core.value_basis import Period
from crmdesk.store.database import DataFile
from crmdesk.store.records import chunks, marks
from crmdesk.store.tiers import sums_sql

_DAY = dt.timedelta(days=1)
_COLUMNS = ", ".join((
    "a.id", "a.customer_id", "a.day", "a.by", "a.level", "a.capacity", "ifnull(a.notes, '')",
    *(f"a.{key}" for key in MARKS),
))  # fmt: skip
_LAST = """
    WITH last AS MATERIALIZED (
        SELECT customer_id, max(day || substr('0000000000000000000' || id, -19)) AS at FROM assessment
        WHERE deleted_at IS NULL AND day <= :today GROUP BY customer_id)
"""
_FROM_LAST = """
    FROM last l CROSS JOIN assessment a ON a.id = CAST(substr(l.at, 11) AS INTEGER)
    CROSS JOIN customer c ON c.id = a.customer_id AND c.deleted_at IS NULL
"""
_TIERS = "CASE c.tier " + " ".join(f"WHEN '{tier.key}' THEN {i}" for i, tier in enumerate(TIER)) + " END"
_VERDICTS = "CASE c.selection " + " ".join(f"WHEN '{each}' THEN {i}" for i, each in enumerate(VERDICTS)) + " END"
_SORTS = {
    "sales": "c.sales_year",
    "day": "a.day",
    "number": "c.number",
    "name": "c.name_sort",
    "tier": _TIERS,
    "owner": "c.owner",
    "verdict": _VERDICTS,
}
_MISFIT = f"abs(a.level - a.capacity) > {WIDEST_FIT}"
_COSTED = """
    SELECT s.customer_id, s.amount - ifnull(s.returned, 0) AS value FROM sales_order s INDEXED BY {index}
    WHERE s.state = 'ordered' AND s.deleted_at IS NULL AND s.date BETWEEN :first AND :last
        AND s.cost IS NOT NULL {whose}
    UNION ALL SELECT s.customer_id, -s.amount FROM goods_return s
    WHERE s.sales_order IS NULL AND s.deleted_at IS NULL AND s.date BETWEEN :first AND :last {whose}
"""
_LIVING = "customer_id NOT IN (SELECT id FROM customer WHERE deleted_at IS NOT NULL)"


def of_customer(data: DataFile, customer_id: int) -> list[Assessed]:
    """The newest first."""
    sql = f"""
        SELECT {_COLUMNS} FROM assessment a WHERE a.customer_id = ? AND a.deleted_at IS NULL
        ORDER BY a.day DESC, a.id DESC
    """  # noqa: S608
    return [_assessed(row) for row in data.database.execute_sql(sql, (customer_id,)).fetchall()]


def assessed(data: DataFile, assessment_id: int) -> Assessed | None:
    """One that is not deleted, nor its customer."""
    sql = f"""
        SELECT {_COLUMNS} FROM assessment a JOIN customer c ON c.id = a.customer_id
        WHERE a.id = ? AND a.deleted_at IS NULL AND c.deleted_at IS NULL
    """  # noqa: S608
    row = data.database.execute_sql(sql, (assessment_id,)).fetchone()
    return _assessed(row) if row else None


def find(
    data: DataFile,
    today: dt.date,
    verdict: str | None,
    mark: str | None,
    owner: str | None,
    sort: str,
    *,
    descending: bool,
    misfit: bool = False,
) -> list[tuple[int, int]]:
    """The id of the last assessment of each living customer that has one, and the customer's: with this verdict ('':
    nothing judged), mark or owner ('': nobody) where one is named. Empty values last."""
    where = ["1"]
    if verdict is not None:
        where.append("ifnull(c.selection, '') = :verdict")
    if mark is not None:
        where.append(f"a.{mark}")
    if owner is not None:
        where.append("ifnull(c.owner, '') = :owner")
    if misfit:
        where.append(_MISFIT)
    by = _SORTS[sort]
    sql = (
        f"{_LAST} SELECT a.id, a.customer_id {_FROM_LAST} WHERE {' AND '.join(where)} "
        f"ORDER BY {by} IS NULL, {by}{' DESC' if descending else ''}, c.number"
    )
    params = {"today": today.isoformat(), "verdict": verdict, "owner": owner}
    return [(int(row[0]), int(row[1])) for row in data.database.execute_sql(sql, params)]


def rows(data: DataFile, ids: Sequence[int]) -> list[Selected]:
    """Those of these ids that are there, in their order, each with its customer."""
    found: dict[int, Selected] = {}
    for chunk in chunks(ids):
        sql = f"""
            SELECT c.number, c.name, c.tier, c.owner, ifnull(c.sales_year, 0), {_COLUMNS}
            FROM assessment a JOIN customer c ON c.id = a.customer_id
            WHERE a.id IN ({marks(chunk)}) AND a.deleted_at IS NULL AND c.deleted_at IS NULL
        """  # noqa: S608
        for number, name, tier, owner, sales, *row in data.database.execute_sql(sql, chunk).fetchall():
            one = _assessed(row)
            found[one.id] = Selected(one.customer_id, number, name, tier, owner, from_units(sales), one)
    return [found[id_] for id_ in ids if id_ in found]


def counts(data: DataFile, today: dt.date) -> tuple[int, Mapping[Verdict, int], Mapping[str, int], int]:
    """Of the last assessments of living customers: how many there are, by verdict, by risk, and of misfits."""
    keys = [*(f"sum(c.selection = '{each}')" for each in VERDICTS), *(f"sum(a.{key})" for key in RISKS)]
    sql = f"{_LAST} SELECT count(*), sum({_MISFIT}), {', '.join(keys)} {_FROM_LAST}"
    count, misfits, *sums = data.database.execute_sql(sql, {"today": today.isoformat()}).fetchone()
    known = [int(each or 0) for each in sums]
    verdicts = dict(zip(VERDICTS, known[: len(VERDICTS)], strict=True))
    return int(count), verdicts, dict(zip(RISKS, known[len(VERDICTS) :], strict=True)), int(misfits or 0)


def sold(data: DataFile, months: Period, customer_id: int | None = None) -> tuple[Sold, int]:
    """What one customer (None: all living ones) bought in these months, and how many bought something."""
    among = "" if customer_id is None else "SELECT :whose"
    index = "sales_order_value" if customer_id is None else "sales_order_by_customer"
    whose = "" if customer_id is None else "AND s.customer_id = :whose"

    def summed(sums: str) -> str:
        return f"SELECT sum(value), count(CASE WHEN value > 0 THEN 1 END) FROM ({sums}) WHERE {_LIVING}"  # noqa: S608

    params = {
        "first": months.first.isoformat() if months.first else "",
        "last": months.last.isoformat(),
        "after": (months.last + _DAY).isoformat(),
        "whose": customer_id,
    }

    def of(sums: str) -> tuple[Any, int]:
        units, buyers = data.database.execute_sql(summed(sums), params).fetchone()
        return int(units or 0), int(buyers)

    sales, buyers = of(sums_sql("sales", among))
    profit, _ = of(sums_sql("last-year-profit", among))
    net, _ = of(sums_sql("clv", among))
    costed, _ = of(_COSTED.format(index=index, whose=whose))
    return Sold(*map(from_units, (sales, costed, profit, profit - net))), buyers


def orders(data: DataFile, customer_id: int, months: Period) -> int:
    """How many orders in force a customer gave in these months."""
    sql = (
        "SELECT count(*) FROM sales_order WHERE customer_id = ? AND state = 'ordered' AND deleted_at IS NULL "
        "AND date BETWEEN ? AND ?"
    )
    return int(data.database.execute_sql(sql, (customer_id, str(months.first), str(months.last))).fetchone()[0])


def receivables(data: DataFile) -> int:
    """What living customers owe today, in ten-thousandths."""
    sql = f"SELECT sum(due) FROM sales_order WHERE due_on IS NOT NULL AND deleted_at IS NULL AND {_LIVING}"  # noqa: S608
    return int(data.database.execute_sql(sql).fetchone()[0] or 0)


def complaints(data: DataFile, customer_id: int, months: Period) -> int:
    """How often a customer complained in these months."""
    sql = (
        "SELECT count(*) FROM complaint WHERE customer_id = ? AND deleted_at IS NULL AND received_at >= ? "
        "AND received_at < ?"
    )
    params = (customer_id, str(months.first), (months.last + _DAY).isoformat())
    return int(data.database.execute_sql(sql, params).fetchone()[0])


def rivals(data: DataFile, customer_id: int, months: Period) -> tuple[list[str], int]:
    """From which competitors a customer buys what nothing of ours has replaced yet, by name, and how many offers of
    these months were lost to a competitor."""
    sql = """
        SELECT DISTINCT k.name FROM elsewhere e JOIN competitor k ON k.id = e.competitor
        WHERE e.customer_id = ? AND e.deleted_at IS NULL AND k.deleted_at IS NULL
            AND (e.replaced_on IS NULL OR e.replaced_on > ?) ORDER BY k.name
    """
    names = [str(row[0]) for row in data.database.execute_sql(sql, (customer_id, str(months.last))).fetchall()]
    sql = """
        SELECT count(*) FROM sales_order WHERE customer_id = ? AND state = 'lost' AND deleted_at IS NULL
            AND date BETWEEN ? AND ? AND (lost_to IS NOT NULL OR lost_reason = 'competitor')
    """
    params = (customer_id, str(months.first), str(months.last))
    return names, int(data.database.execute_sql(sql, params).fetchone()[0])


def _assessed(row: Sequence[Any]) -> Assessed:
    id_, customer_id, day, by, level, capacity, notes, *ticks = row
    known = {key: bool(tick) for key, tick in zip(MARKS, ticks, strict=True) if tick is not None}
    return Assessed(id_, customer_id, dt.date.fromisoformat(day), by, Assessment(known, level, capacity), notes)

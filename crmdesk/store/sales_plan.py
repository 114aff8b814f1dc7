"""Queries of the sales plan: targets beside the sales of two years, of everybody in one statement."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from crmdesk.core.choices import TIER
from crmdesk.core.sales_plan import OwnerTotal, PlanRow, Reckoner
from crmdesk.store.database import DataFile
from crmdesk.store.tiers import sums_sql

_AMONG = "SELECT value FROM json_each(:among)"


def _before(sums: str) -> str:
    """The sums of the year before."""
    return sums.replace(":first", ":before_first").replace(":last", ":before_last")


def _from(among: str = "") -> str:
    """The customers (c) of a plan with target and sales of both years (p); `among`: of these ids alone, figures or
    not."""
    sums = sums_sql("sales", among)
    whose = f"AND customer_id IN ({among})" if among else ""
    everybody = f"UNION ALL SELECT value, NULL, NULL, NULL FROM ({among})" if among else ""  # noqa: S608
    return f"""
        FROM (SELECT customer_id, max(target) AS target, sum(before) AS before, sum(now) AS now FROM (
            SELECT customer_id, amount AS target, NULL AS before, NULL AS now FROM (
                SELECT customer_id, amount, max(id) FROM sales_target
                WHERE year = :year AND deleted_at IS NULL {whose} GROUP BY customer_id)
            UNION ALL SELECT customer_id, NULL, value, NULL FROM ({_before(sums)})
            UNION ALL SELECT customer_id, NULL, NULL, value FROM ({sums})
            {everybody}
        ) GROUP BY customer_id) p CROSS JOIN customer c ON c.id = p.customer_id
    """  # noqa: S608


_TIERS = "CASE c.tier " + " ".join(f"WHEN '{tier.key}' THEN {i}" for i, tier in enumerate(TIER)) + " END"
_SORTS = {
    "number": "c.number",
    "name": "c.name_sort",
    "tier": _TIERS,
    "owner": "c.owner",
    "target": "p.target",
    "last_year": "p.before",
    "this_year": "p.now",
    "monthly_average": "p.now",
    "progress": "ifnull(p.now, 0) * 1.0 / p.target",
}


class Plan(Struct, frozen=True):
    """Which customers of a year's plan. `owner` None: everybody's; `among`: these alone, with figures or without."""

    year: int
    today: dt.date
    owner: str | None = None
    among: Sequence[int] | None = None

    def where(self) -> str:
        found = "c.deleted_at IS NULL"
        if self.owner is not None:
            found += " AND ifnull(c.owner, '') = :owner"
        return found

    @property
    def source(self) -> str:
        return _from() if self.among is None else _from(_AMONG)

    def params(self) -> dict[str, Any]:
        last = min(dt.date(self.year, 12, 31), self.today)
        before = min(dt.date(self.year - 1, 12, 31), self.today)
        return {
            "year": self.year,
            "first": f"{self.year:04}-01-01",
            "last": last.isoformat(),
            "before_first": f"{self.year - 1:04}-01-01",
            "before_last": before.isoformat(),
            "owner": self.owner,
            "among": json.dumps(list(self.among or ())),
        }


def rows(data: DataFile, plan: Plan, sort: str, descending: bool, first: int, most: int | None) -> list[PlanRow]:
    """In their order; empty values last."""
    by = _SORTS[sort]
    sql = (
        f"SELECT c.id, c.number, c.name, c.tier, c.owner, p.target, p.before, p.now {plan.source} WHERE {plan.where()} "
        f"ORDER BY {by} IS NULL, {by}{' DESC' if descending else ''}, c.number LIMIT :most OFFSET :skip"
    )
    params = {**plan.params(), "most": -1 if most is None else most, "skip": first}
    reckoner = Reckoner(plan.year, plan.today)
    found = data.database.execute_sql(sql, params).fetchall()
    return [
        PlanRow(id_, number, name, tier, owner, reckoner.figures(target, before, now))
        for id_, number, name, tier, owner, target, before, now in found
    ]


def best(data: DataFile, plan: Plan, most: int, *, before: bool) -> list[int]:
    """The living customers with the most sales of the year, or of the one before: so many, or more of equal ones."""
    sums = _before(sums_sql("sales")) if before else sums_sql("sales")
    sql = f"""
        WITH v AS MATERIALIZED (SELECT customer_id, value FROM ({sums}) WHERE value > 0
            AND customer_id NOT IN (SELECT id FROM customer WHERE deleted_at IS NOT NULL))
        SELECT customer_id FROM v
        WHERE value >= (SELECT min(value) FROM (SELECT value FROM v ORDER BY value DESC LIMIT :most))
    """  # noqa: S608
    return [row[0] for row in data.database.execute_sql(sql, {**plan.params(), "most": most}).fetchall()]


def by_owner(data: DataFile, plan: Plan) -> list[OwnerTotal]:
    """The sums of each owner's customers, the highest target first, those of nobody last."""
    sql = (
        "SELECT c.owner, count(*), count(p.target), sum(p.target), sum(p.before), sum(p.now) "
        f"{plan.source} WHERE {plan.where()} GROUP BY c.owner ORDER BY c.owner IS NULL, 4 DESC, 5 DESC, 1"
    )
    reckoner = Reckoner(plan.year, plan.today)
    found = data.database.execute_sql(sql, plan.params()).fetchall()
    return [
        OwnerTotal(owner, customers, targeted, reckoner.figures(*units)) for owner, customers, targeted, *units in found
    ]


def target(data: DataFile, year: int) -> int | None:
    """What the targets of a year come to, in ten-thousandths; None where there are none."""
    sql = """
        SELECT sum(amount) FROM (SELECT amount, max(id) FROM sales_target WHERE year = ? AND deleted_at IS NULL
            AND customer_id NOT IN (SELECT id FROM customer WHERE deleted_at IS NOT NULL) GROUP BY customer_id)
    """
    units: int | None = data.database.execute_sql(sql, (year,)).fetchone()[0]
    return units


def targets(data: DataFile, customer_id: int, year: int) -> list[int]:
    """The living targets of a customer for a year, the one that counts first."""
    sql = "SELECT id FROM sales_target WHERE customer_id = ? AND year = ? AND deleted_at IS NULL ORDER BY id DESC"
    return [int(row[0]) for row in data.database.execute_sql(sql, (customer_id, year)).fetchall()]


def sold_before(data: DataFile, plan: Plan) -> list[tuple[int, int, int | None, int | None]]:
    """Customer, sales of the year before, target and the record that holds it, of all who had sales then."""
    sql = f"""
        SELECT c.id, b.value, t.amount, t.id FROM ({_before(sums_sql("sales"))}) b
        CROSS JOIN customer c ON c.id = b.customer_id LEFT JOIN (
            SELECT customer_id, amount, max(id) AS id FROM sales_target
            WHERE year = :year AND deleted_at IS NULL GROUP BY customer_id
        ) t ON t.customer_id = c.id WHERE {plan.where()} ORDER BY c.id
    """  # noqa: S608
    rows: list[tuple[int, int, int | None, int | None]] = data.database.execute_sql(sql, plan.params()).fetchall()
    return rows

"""Visits and calls that fall due on days to come, by the marks of today (METHOD.md section 5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from crmdesk.core.tiers import TIERS
from crmdesk.store.database import DataFile
from crmdesk.store.records import marks
from crmdesk.store.visit_plan import Cut

_SOURCE = "customer c INDEXED BY customer_by_visits WHERE c.deleted_at IS NULL AND c.grade = ?"
_TIERS = " ".join(f"WHEN '{tier}' THEN {place}" for place, tier in enumerate(TIERS))
_RANK = f"CASE c.tier {_TIERS} ELSE {len(TIERS)} END"


def since_days(data: DataFile, grade: str, cut: Cut, first: dt.date, last: dt.date) -> dict[dt.date, int]:
    """How many customers of a grade a line of the plan counts from each day between two."""
    owned, whose = _owned(cut)
    sql = f"""
        SELECT {cut.since()} AS since, count(*) FROM {_SOURCE}{owned} AND {cut.since()} >= ? AND {cut.since()} <= ?
        GROUP BY 1
    """  # noqa: S608
    params = (grade, *whose, first.isoformat(), last.isoformat())
    return {dt.date.fromisoformat(day): int(count) for day, count in data.database.execute_sql(sql, params).fetchall()}


def since(data: DataFile, grade: str, cut: Cut, day: dt.date, most: int) -> list[int]:
    """Those whom a line of the plan counts from a day, the most valuable first."""
    owned, whose = _owned(cut)
    sql = f"""
        SELECT c.id FROM {_SOURCE}{owned} AND {cut.since()} = ?
        ORDER BY {_RANK}, c.sales_year DESC, c.number LIMIT ?
    """  # noqa: S608
    rows: Sequence[Any] = data.database.execute_sql(sql, (grade, *whose, day.isoformat(), most)).fetchall()
    return [int(row[0]) for row in rows]


def _owned(cut: Cut) -> tuple[str, tuple[str, ...]]:
    if cut.owned is None:
        return "", ()
    return f" AND ifnull(c.owner, '') IN ({marks(cut.owned)})", cut.owned

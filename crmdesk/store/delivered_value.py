"""Queries over delivered value: what was scored with a customer, and averages beside each competitor (METHOD.md
section 9); nobody from the trash."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from crmdesk.core.delivered_value import PARTS, SIDES, Scoring, ScoringRow
from crmdesk.core.fields import Fields
from crmdesk.core.registry import REGISTRY
from crmdesk.store.columns import from_column
from crmdesk.store.database import DataFile
from crmdesk.store.records import chunks, marks

_FIELDS = Fields("delivered_value", tuple(f for f in REGISTRY["delivered_value"].stored() if f.key != "competitor"))
_NAME = "(SELECT k.name FROM competitor k WHERE k.id = d.competitor)"
_COLUMNS = f"d.id, d.customer_id, d.competitor, {_NAME}, " + ", ".join(f"d.{field.key}" for field in _FIELDS.all)
SCORES = tuple(f"{side}_{part}" for side in SIDES for part in PARTS)
_LAST = """
    SELECT d.*, row_number() OVER (PARTITION BY d.customer_id, d.competitor ORDER BY d.day DESC, d.id DESC) AS turn
    FROM delivered_value d JOIN customer c ON c.id = d.customer_id
    WHERE d.deleted_at IS NULL AND c.deleted_at IS NULL AND d.day <= ?
"""


def of_customer(data: DataFile, customer_id: int) -> list[Scoring]:
    """The newest first."""
    sql = f"""
        SELECT {_COLUMNS} FROM delivered_value d WHERE d.customer_id = ? AND d.deleted_at IS NULL
        ORDER BY d.day DESC, d.id DESC
    """  # noqa: S608
    return [_scoring(row) for row in data.database.execute_sql(sql, (customer_id,)).fetchall()]


def averages(data: DataFile, until: dt.date) -> list[tuple[Any, ...]]:
    """Of each customer's last scoring beside each competitor up to a day: the competitor's id and name, how many, and
    (sum, count) of each of `SCORES`."""
    sums = ", ".join(f"sum({key}), count({key})" for key in SCORES)
    sql = f"""
        SELECT d.competitor, ifnull({_NAME}, ''), count(*), {sums} FROM ({_LAST}) d WHERE d.turn = 1 GROUP BY 1
        ORDER BY d.competitor IS NULL, count(*) DESC, 2
    """  # noqa: S608
    return list(data.database.execute_sql(sql, (until.isoformat(),)).fetchall())


def behind(data: DataFile, competitor_id: int | None, until: dt.date) -> list[int]:
    """The ids of the scorings that the averages beside a competitor are made of, the newest first."""
    sql = f"SELECT d.id FROM ({_LAST}) d WHERE d.turn = 1 AND d.competitor IS ? ORDER BY d.day DESC, d.id DESC"  # noqa: S608
    return [row[0] for row in data.database.execute_sql(sql, (until.isoformat(), competitor_id)).fetchall()]


def rows(data: DataFile, ids: Sequence[int]) -> list[ScoringRow]:
    """These, in this order; those that are gone, or whose customer is, are left out."""
    found: dict[int, ScoringRow] = {}
    for chunk in chunks(ids):
        sql = f"""
            SELECT c.number, c.name, {_COLUMNS} FROM delivered_value d JOIN customer c ON c.id = d.customer_id
            WHERE d.id IN ({marks(chunk)}) AND d.deleted_at IS NULL AND c.deleted_at IS NULL
        """  # noqa: S608
        for row in data.database.execute_sql(sql, chunk).fetchall():
            found[row[2]] = ScoringRow(_scoring(row[2:]), *row[:2])
    return [found[one] for one in ids if one in found]


def _scoring(row: Sequence[Any]) -> Scoring:
    scoring_id, customer_id, competitor, name, *stored = row
    pairs = zip(_FIELDS.all, stored, strict=True)
    values = {field.key: from_column(field, value) for field, value in pairs if value is not None}
    return Scoring(scoring_id, customer_id, {**values, "competitor": name} if name else values, competitor)

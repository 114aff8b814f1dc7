"""Queries over our people: the register, where somebody's name stands, the money received by month and person."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from crmdesk.core.money import from_units
from crmdesk.core.registry import REGISTRY
from crmdesk.core.staff import StaffMember
from crmdesk.store.columns import from_column
from crmdesk.store.database import DataFile

NAMED = (
    ("customer", "owner"),
    ("customer", "custodian"),
    ("interaction", "by"),
    ("objection", "by"),
    ("sales_order", "by"),
    ("task", "by"),
    ("greeting", "by"),
    ("survey", "by"),
    ("loss", "by"),
    ("assessment", "by"),
    ("delivered_value", "by"),
)
"""Where the name of one of our people stands: kind of record and field."""
_KEYS = ("name", "role", "mobile", "commission", "left_on", "notes")


def register(data: DataFile, *, counted: bool = False) -> list[StaffMember]:
    """Everybody, also those who left, in the order in which they were added. `counted`: with how many files they own,
    which reads every customer."""
    fields = REGISTRY["staff"]
    sql = f"SELECT id, {', '.join(_KEYS)} FROM staff WHERE deleted_at IS NULL ORDER BY id"  # noqa: S608
    owned = _owned(data) if counted else {}
    found = []
    for id_, *stored in data.database.execute_sql(sql).fetchall():
        values = {key: from_column(fields[key], value) for key, value in zip(_KEYS, stored, strict=True)}
        found.append(StaffMember(id_, customers=owned.get(values["name"], 0), **values))
    return found


def _owned(data: DataFile) -> dict[str, int]:
    """How many living customers each owner has."""
    sql = "SELECT owner, count(*) FROM customer WHERE deleted_at IS NULL AND owner IS NOT NULL GROUP BY owner"
    return {str(owner): int(count) for owner, count in data.database.execute_sql(sql).fetchall()}


def people(data: DataFile) -> list[tuple[int, str, str | None, str | None]]:
    """Id, name, role and the day on which they left."""
    sql = "SELECT id, name, role, left_on FROM staff WHERE deleted_at IS NULL ORDER BY id"
    return [(int(row[0]), *row[1:]) for row in data.database.execute_sql(sql).fetchall()]


def present(data: DataFile, today: dt.date) -> list[str]:
    """The names of those who work here, as they were added."""
    return [name for _, name, _, left_on in people(data) if left_on is None or left_on > today.isoformat()]


def naming(data: DataFile, kind: str, key: str, name: str) -> list[int]:
    """The records in which the name of a person stands, deleted ones too. Reads the whole table."""
    if (kind, key) not in NAMED:
        raise ValueError(kind)
    sql = f"SELECT id FROM {kind} WHERE {key} = ? ORDER BY id"  # noqa: S608
    return [int(row[0]) for row in data.database.execute_sql(sql, (name,)).fetchall()]


def received(data: DataFile, first: dt.date, last: dt.date) -> list[tuple[dt.date, str, Decimal]]:
    """Payments less refunds between two days, both included: first day of the month, whose (the salesperson of the
    order, else the owner of the customer, '' for nobody), how much. Customers in the trash do not count."""
    sql = """
        SELECT substr(p.date, 1, 7), coalesce(o.by, c.owner, ''), sum(iif(p.kind = 'refund', -p.amount, p.amount))
        FROM payment p CROSS JOIN customer c ON c.id = p.customer_id LEFT JOIN sales_order o ON o.id = p.sales_order
        WHERE p.deleted_at IS NULL AND p.date >= ? AND p.date <= ? AND c.deleted_at IS NULL
        GROUP BY 1, 2 ORDER BY 1, 2
    """
    rows: list[Any] = data.database.execute_sql(sql, (first.isoformat(), last.isoformat())).fetchall()
    return [(dt.date.fromisoformat(f"{month}-01"), str(name), from_units(units)) for month, name, units in rows]

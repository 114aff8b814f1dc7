"""Queries over groups, own fields and lists of choices: what there is, and how many customers each holds."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from crmdesk.store import settings
from crmdesk.store.database import DataFile

ORDER = "own_fields.order"
"""The value that keeps the order of the own fields: their keys as a JSON list."""


class GroupRow(Struct, frozen=True):
    """A living group; `filter` is the JSON of a dynamic one."""

    id: int
    name: str
    color: str | None
    filter: str | None


def groups(data: DataFile) -> list[GroupRow]:
    """Every living group, in the order in which they were made."""
    sql = "SELECT id, name, color, filter FROM customer_group WHERE deleted_at IS NULL ORDER BY id"
    return [GroupRow(*row) for row in data.database.execute_sql(sql).fetchall()]


def members(data: DataFile) -> dict[int, int]:
    """How many living customers each group by hand has; groups without any are left out."""
    sql = (
        "SELECT m.group_id, count(*) - count(c.deleted_at) FROM membership m JOIN customer c ON c.id = m.customer_id "
        "GROUP BY m.group_id"
    )
    return {int(group): int(count) for group, count in data.database.execute_sql(sql).fetchall()}


def members_of(data: DataFile, group_id: int) -> list[int]:
    """The customers in a group by hand, those in the trash too."""
    sql = "SELECT customer_id FROM membership WHERE group_id = ? ORDER BY customer_id"
    return [int(row[0]) for row in data.database.execute_sql(sql, (group_id,)).fetchall()]


def count(data: DataFile, where: str, params: Sequence[Any]) -> int:
    """How many customers a condition in SQL lets through; it calls the table c."""
    row = data.database.execute_sql(f"SELECT count(*) FROM customer c WHERE {where}", list(params)).fetchone()  # noqa: S608
    return int(row[0])


def own_field_ids(data: DataFile) -> dict[str, int]:
    """The records of the living own fields by key."""
    rows = data.database.execute_sql("SELECT key, id FROM user_field WHERE deleted_at IS NULL ORDER BY id").fetchall()
    return {str(key): int(field_id) for key, field_id in rows}


def own_field_order(data: DataFile) -> list[str]:
    """The keys in the order the user gave them; later fields are missing from it."""
    text = settings.get(data, ORDER)
    return [str(key) for key in json.loads(text)] if text else []


def used(data: DataFile, column: str, *, own: bool) -> dict[Any, int]:
    """How many living customers have each value of a column, or of an own field (`own`); empty ones are left out."""
    value = _value(column, own=own)
    sql = f"SELECT {value}, count(*) FROM customer WHERE deleted_at IS NULL AND {value} IS NOT NULL GROUP BY 1"  # noqa: S608
    return {value: int(count) for value, count in data.database.execute_sql(sql).fetchall()}


def filled(data: DataFile, keys: Sequence[str], *, deleted: bool = False) -> dict[str, int]:
    """In how many living customers (with `deleted` those in the trash too) each own field is filled, in one pass."""
    if not keys:
        return {}
    parts = ", ".join(f"count({_value(key, own=True)})" for key in keys)
    alive = "" if deleted else "deleted_at IS NULL AND"
    sql = f"SELECT {parts} FROM customer WHERE {alive} own IS NOT NULL"  # noqa: S608
    return dict(zip(keys, map(int, data.database.execute_sql(sql).fetchone()), strict=True))


def having(data: DataFile, column: str, value: str, *, own: bool) -> list[int]:
    """The customers with this value, those in the trash too."""
    sql = f"SELECT id FROM customer WHERE {_value(column, own=own)} = ? ORDER BY id"  # noqa: S608
    return [int(row[0]) for row in data.database.execute_sql(sql, (value,)).fetchall()]


def _value(column: str, *, own: bool) -> str:
    if not column.isidentifier():
        raise ValueError(column)
    return f"json_extract(own, '$.{column}')" if own else column

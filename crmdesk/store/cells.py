"""What a table of customers shows: the stored values of any fields, and how many customers have each value."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from crmdesk.core.fields import Field
from crmdesk.store.database import DataFile
from crmdesk.store.expressions import Basis, expression
from crmdesk.store.filtering import Filters
from crmdesk.store.ordering import Where
from crmdesk.store.records import chunks, marks


def values(data: DataFile, basis: Basis, ids: Sequence[int], fields: Sequence[Field]) -> dict[int, tuple[Any, ...]]:
    """By customer the values of these fields as columns hold them; groups as one text, see `memberships`."""
    shown = ", ".join(["c.id", *(expression(basis, field) for field in fields)])
    found: dict[int, tuple[Any, ...]] = {}
    for chunk in chunks(ids):
        sql = f"SELECT {shown} FROM customer c WHERE c.id IN ({marks(chunk)})"  # noqa: S608
        found.update((row[0], row[1:]) for row in data.database.execute_sql(sql, chunk).fetchall())
    return found


def memberships(data: DataFile, ids: Sequence[int]) -> dict[int, list[int]]:
    """The ids of the groups by hand each customer is in, those deleted too, in the order in which they were made."""
    found: dict[int, list[int]] = {}
    for chunk in chunks(ids):
        sql = (
            f"SELECT customer_id, group_id FROM membership WHERE customer_id IN ({marks(chunk)}) "  # noqa: S608
            "ORDER BY group_id"
        )
        for customer_id, group in data.database.execute_sql(sql, chunk).fetchall():
            found.setdefault(customer_id, []).append(group)
    return found


def living(data: DataFile, ids: Iterable[int]) -> set[int]:
    """Those of these customers that exist and are not in the trash."""
    found: set[int] = set()
    for chunk in chunks(ids):
        sql = f"SELECT id FROM customer WHERE id IN ({marks(chunk)}) AND deleted_at IS NULL"  # noqa: S608
        found.update(row[0] for row in data.database.execute_sql(sql, chunk).fetchall())
    return found


def inside(data: DataFile, filters: Filters, name: str, filter_: str, ids: Iterable[int]) -> set[int]:
    """Which of these customers a dynamic group holds. Raises UserError('filter-unfit')."""
    sql, params = filters.dynamic(name, filter_)
    found: set[int] = set()
    for chunk in chunks(ids):
        query = f"SELECT c.id FROM customer c WHERE c.id IN ({marks(chunk)}) AND {sql}"  # noqa: S608
        found.update(row[0] for row in data.database.execute_sql(query, [*chunk, *params]).fetchall())
    return found


def count_values(data: DataFile, basis: Basis, field: Field, where: Where) -> list[tuple[Any, int]]:
    """How many customers have each value of a field (None: empty), not of groups; the commonest first."""
    value = expression(basis, field)
    sql = f"SELECT {value}, count(*) FROM customer c WHERE {where.sql} GROUP BY 1 ORDER BY 2 DESC, 1"  # noqa: S608
    return [(row[0], row[1]) for row in data.database.execute_sql(sql, where.params).fetchall()]


def count_members(data: DataFile, where: Where) -> list[tuple[int | None, int]]:
    """How many customers each group by hand has; None: those in none."""
    sql = (
        "SELECT m.group_id, count(*) FROM customer c JOIN membership m ON m.customer_id = c.id "  # noqa: S608
        "JOIN customer_group g ON g.id = m.group_id "
        f"WHERE {where.sql} AND g.deleted_at IS NULL GROUP BY 1 ORDER BY 1"
    )
    found = data.database.execute_sql(sql, where.params).fetchall()
    none = (
        "NOT EXISTS (SELECT 1 FROM membership m JOIN customer_group g ON g.id = m.group_id "
        "WHERE m.customer_id = c.id AND g.deleted_at IS NULL)"
    )
    return [*((row[0], row[1]) for row in found), (None, count(data, where, none, ()))]


def count(data: DataFile, where: Where, sql: str, params: Sequence[Any]) -> int:
    """How many customers of a list meet a condition besides."""
    query = f"SELECT count(*) FROM customer c WHERE {where.sql} AND {sql}"  # noqa: S608
    return int(data.database.execute_sql(query, [*where.params, *params]).fetchone()[0])

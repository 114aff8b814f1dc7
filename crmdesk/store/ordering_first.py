"""The first rows of a list ordered by a field that has an index, without reading the others.

Customers with the same value come by name: few are sorted, for many the index of names is walked along.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from crmdesk.store.database import DataFile

INDEXED = frozenset({"sales", "sales_year", "last_contact_on", "next_on"})
"""Amounts and days with an index of the customers that have them."""
GROUPED = frozenset({"tier", "owner"})
"""Words of which there are few different ones, with an index of all customers."""
MOST_GROUPS = 500

_LIVING = "c.deleted_at IS NULL"
_FEW, _MANY = 500, 100_000
"""So few rows are looked up and sorted. Of so many the first by name are near; what is between is looked for in the
index of names, which reads no row."""
_WALKED = 10_000


def first_by_value(data: DataFile, key: str, *, descending: bool, limit: int) -> list[int]:
    """The first living customers by a field of INDEXED, empty ones last."""
    value, way, before = f"c.{key}", " DESC" if descending else "", ">" if descending else "<"
    having = f"{value} IS NOT NULL"
    sql = f"SELECT {value} FROM customer c WHERE {having} AND {_LIVING} ORDER BY {value}{way} LIMIT 1 OFFSET ?"  # noqa: S608
    row = data.database.execute_sql(sql, (limit - 1,)).fetchone()
    sql = f"SELECT c.id FROM customer c WHERE {having} AND {_LIVING} {{}}ORDER BY {value}{way}, c.name_sort, c.id"  # noqa: S608
    if row is None:
        found = _ids(data, sql.format(""), ())
        return [*found, *first_by_name(data, f"{value} IS NULL", (), limit - len(found), few=False)]
    found = _ids(data, sql.format(f"AND {value} {before} ? "), row)
    return [*found, *first_by_name(data, f"{value} = ?", row, limit - len(found))]


def different(data: DataFile, key: str) -> list[Any] | None:
    """The different values of a field of GROUPED; None where there are too many."""
    sql = (
        f"WITH RECURSIVE d(v) AS (SELECT min({key}) FROM customer WHERE {key} IS NOT NULL AND deleted_at IS NULL "  # noqa: S608
        f"UNION ALL SELECT (SELECT min({key}) FROM customer WHERE {key} > d.v AND deleted_at IS NULL) "
        f"FROM d WHERE d.v IS NOT NULL) SELECT v FROM d WHERE v IS NOT NULL LIMIT {MOST_GROUPS + 1}"
    )
    found = _ids(data, sql, ())
    return found if len(found) <= MOST_GROUPS else None


def first_by_groups(data: DataFile, key: str, groups: Iterable[Sequence[Any]], limit: int) -> list[int]:
    """The first living customers by a field of GROUPED, whose values come in the order of these groups; empty ones
    last."""
    found: list[int] = []
    for group in groups:
        if len(found) == limit:
            return found
        marks = ", ".join("?" * len(group))
        found += first_by_name(data, f"c.{key} IN ({marks})", group, limit - len(found))
    return [*found, *first_by_name(data, f"c.{key} IS NULL", (), limit - len(found))]


def first_by_name(data: DataFile, condition: str, params: Sequence[Any], limit: int, *, few: bool = True) -> list[int]:
    """The first living customers by name that meet a condition; `few`: an index tells who does."""
    if not limit:
        return []
    having = f"customer c WHERE {condition} AND {_LIVING}"
    some = f"SELECT count(*) FROM (SELECT 1 FROM {having} LIMIT {_MANY})"  # noqa: S608
    count = data.database.execute_sql(some, params).fetchone()[0] if few else _MANY
    if count == _MANY:
        sql = (
            "SELECT c.id FROM (SELECT n.id, n.name_sort FROM customer n INDEXED BY customer_by_name "  # noqa: S608
            f"WHERE n.deleted_at IS NULL ORDER BY n.name_sort, n.id LIMIT {_WALKED}) f "
            f"CROSS JOIN customer c ON c.id = f.id WHERE {condition} ORDER BY f.name_sort, f.id LIMIT {int(limit)}"
        )
        found = _ids(data, sql, params)
        if len(found) == limit:
            return found
    if few and count > _FEW:
        sql = (
            "SELECT n.id FROM customer n INDEXED BY customer_by_name WHERE n.deleted_at IS NULL "  # noqa: S608
            f"AND n.id IN (SELECT c.id FROM {having}) ORDER BY n.name_sort, n.id LIMIT {int(limit)}"
        )
        return _ids(data, sql, params)
    return _ids(data, f"SELECT c.id FROM {having} ORDER BY +c.name_sort, c.id LIMIT {int(limit)}", params)  # noqa: S608


def _ids(data: DataFile, sql: str, params: Sequence[Any]) -> list[int]:
    return [row[0] for row in data.database.execute_sql(sql, params).fetchall()]

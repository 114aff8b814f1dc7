"""What an export reads: which fields are filled at all, and rows of columns by chunks, straight as they are stored."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from crmdesk.core.fields import Field, Type
from crmdesk.core.registry import REGISTRY
from crmdesk.store.database import DataFile
from crmdesk.store.expressions import Basis, expression

CHUNK = 2_000
"""Customers read at once."""

_WIDE = 50_000
_OF = "IN (SELECT value FROM json_each(?))"
_NUMBER = "(SELECT r.number FROM customer r WHERE r.id = {})"
_COMPETITOR = "(SELECT k.name FROM competitor k WHERE k.id = {})"
_ORDER = {"contact": "p.position, p.id", "note": "p.at, p.id"}


def filled(data: DataFile, kind: str, customer_ids: Sequence[int]) -> set[str]:
    """The keys of the fields that any of these customers (or what belongs to them, living) fills.

    Groups and the user's own fields are among a customer's. Records that belong to no customer count all together.
    """
    names = [field.key for field in REGISTRY[kind].stored()]
    counts = ", ".join(f"count(p.{name})" for name in names)
    found: set[str] = set()
    if kind == "competitor":
        row = data.database.execute_sql(f"SELECT {counts} FROM competitor p WHERE deleted_at IS NULL").fetchone()  # noqa: S608
        return {name for name, count in zip(names, row, strict=True) if count}
    owner, alive = ("p.id", "") if kind == "customer" else ("p.customer_id", "AND p.deleted_at IS NULL")
    for chunk in _chunks(customer_ids, _WIDE):
        sql = f"SELECT {counts} FROM {kind} p WHERE {owner} {_OF} {alive}"  # noqa: S608
        row = data.database.execute_sql(sql, (chunk,)).fetchone()
        found.update(name for name, count in zip(names, row, strict=True) if count)
        if kind == "customer":
            found |= _filled_besides(data, chunk, found)
    return found


def _filled_besides(data: DataFile, chunk: str, found: set[str]) -> set[str]:
    """Own fields and groups."""
    execute = data.database.execute_sql
    sql = f"SELECT DISTINCT o.key FROM customer p, json_each(p.own) o WHERE p.id {_OF} AND p.own IS NOT NULL"  # noqa: S608
    own = {row[0] for row in execute(sql, (chunk,))}
    sql = f"SELECT 1 FROM membership WHERE customer_id {_OF} LIMIT 1"  # noqa: S608
    return own if "groups" in found or not execute(sql, (chunk,)).fetchone() else {*own, "groups"}


def customers(data: DataFile, basis: Basis, ids: Sequence[int], fields: Sequence[Field]) -> list[tuple[Any, ...]]:
    """The stored values of these fields for a chunk of customers, in this order; those gone are left out.

    Groups are one text of names, a customer that a field names is its number.
    """
    shown = ", ".join(["c.id", *(_shown(expression(basis, field), field) for field in fields)])
    rows = data.database.execute_sql(f"SELECT {shown} FROM customer c WHERE c.id {_OF}", (json.dumps(list(ids)),))  # noqa: S608
    found = {row[0]: row[1:] for row in rows.fetchall()}
    return [found[customer_id] for customer_id in ids if customer_id in found]


def parts(data: DataFile, kind: str, ids: Sequence[int], fields: Sequence[Field]) -> list[tuple[Any, ...]]:
    """What belongs to a chunk of customers, in their order: their number and name, then these stored values."""
    shown = ", ".join(["p.customer_id", "c.number", "c.name", *(_shown(f"p.{field.key}", field) for field in fields)])
    sql = (
        f"SELECT {shown} FROM {kind} p JOIN customer c ON c.id = p.customer_id "  # noqa: S608
        f"WHERE p.customer_id {_OF} AND p.deleted_at IS NULL ORDER BY {_ORDER.get(kind, 'p.id')}"
    )
    found: dict[int, list[tuple[Any, ...]]] = {}
    for row in data.database.execute_sql(sql, (json.dumps(list(ids)),)).fetchall():
        found.setdefault(row[0], []).append(row[1:])
    return [row for customer_id in ids for row in found.get(customer_id, ())]


def competitors(data: DataFile, fields: Sequence[Field], ids: Sequence[int] | None = None) -> list[tuple[Any, ...]]:
    """The stored values of the register, or of those that these customers buy from."""
    shown = ", ".join(f"p.{field.key}" for field in fields) or "p.id"
    sql = f"SELECT {shown} FROM competitor p WHERE p.deleted_at IS NULL"  # noqa: S608
    if ids is None:
        return list(data.database.execute_sql(f"{sql} ORDER BY p.id").fetchall())
    bought = f"SELECT competitor FROM elsewhere WHERE customer_id {_OF} AND deleted_at IS NULL"  # noqa: S608
    params = (json.dumps(list(ids)),)
    return list(data.database.execute_sql(f"{sql} AND p.id IN ({bought}) ORDER BY p.id", params).fetchall())


def count_parts(data: DataFile, kind: str, customer_ids: Sequence[int]) -> int:
    """How many living records of a kind these customers have."""
    sql = f"SELECT count(*) FROM {kind} WHERE customer_id {_OF} AND deleted_at IS NULL"  # noqa: S608
    return sum(data.database.execute_sql(sql, (chunk,)).fetchone()[0] for chunk in _chunks(customer_ids, _WIDE))


def presets(data: DataFile) -> list[tuple[int, str, str]]:
    """Id, name and content of the living presets of exports, in the order in which they were made."""
    sql = "SELECT id, name, content FROM export_preset WHERE deleted_at IS NULL ORDER BY id"
    return list(data.database.execute_sql(sql).fetchall())


def _shown(sql: str, field: Field) -> str:
    if field.type is Type.CUSTOMER:
        return _NUMBER.format(sql)
    return _COMPETITOR.format(sql) if field.type is Type.COMPETITOR else sql


def _chunks(ids: Sequence[int], size: int) -> Iterator[str]:
    for start in range(0, len(ids), size):
        yield json.dumps(list(ids[start : start + size]))

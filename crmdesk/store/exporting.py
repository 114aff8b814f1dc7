"""What an export reads: which fields are filled at all, and rows of columns by chunks, straight as they are stored."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, Final

from crmdesk.core.exporting import ExportKind
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
_CAMPAIGN = "(SELECT k.name FROM campaign k WHERE k.id = {})"
_CONTACT = "(SELECT k.name FROM contact k WHERE k.id = {} AND k.deleted_at IS NULL)"
_SAME = "o.customer_id = k.customer_id AND o.number = k.number AND o.id != k.id AND o.deleted_at IS NULL"
_OF_ORDER = (
    "(SELECT k.number || CASE WHEN EXISTS (SELECT 1 FROM sales_order o WHERE "  # noqa: S608
    f"{_SAME}) THEN ' ' || k.date ELSE '' END FROM sales_order k WHERE k.id = {{}} AND k.deleted_at IS NULL)"
)
"""An order is its number, with its day where its customer has the number twice."""

_PRODUCT = "(SELECT coalesce(k.code, k.name) FROM product k WHERE k.id = {} AND k.deleted_at IS NULL)"
_COMPLAINT = "(SELECT k.number FROM complaint k WHERE k.id = {} AND k.deleted_at IS NULL)"
_NAMES: Final = {
    Type.CUSTOMER: _NUMBER, Type.COMPETITOR: _COMPETITOR, Type.CONTACT: _CONTACT, Type.ORDER: _OF_ORDER,
    Type.PRODUCT: _PRODUCT,
}  # fmt: skip
_OWNERS: Final = {"p.campaign": _CAMPAIGN, "p.complaint": _COMPLAINT}
"""Columns that name what a record belongs to beside its customer."""

_ORDER = {
    "contact": "p.position, p.id", "note": "p.at, p.id",
    "complaint_step": "p.complaint, p.round, p.id", "complaint_event": "p.complaint, p.id",
}  # fmt: skip
_USED = {
    "competitor": ("SELECT competitor FROM elsewhere", "SELECT lost_to FROM sales_order"),
    "product": ("SELECT product FROM order_line", "SELECT product FROM return_line", "SELECT product FROM complaint"),
    "campaign": ("SELECT campaign FROM campaign_call",),
}
"""Which records of their own what belongs to customers names."""


def filled(data: DataFile, kind: ExportKind, fields: Sequence[Field], customer_ids: Sequence[int]) -> set[str]:
    """The keys of those of these fields that any of these customers (or what belongs to them, living) fills.

    Groups and the user's own fields are among a customer's. Records that belong to no customer count all together.
    """
    if kind.record == "customer":
        fields = REGISTRY["customer"].stored()
    counts = ", ".join(f"count({_column(field)})" for field in fields)
    found: set[str] = set()
    if not kind.owned and kind.record != "customer":
        row = data.database.execute_sql(f"SELECT {counts} FROM {kind.record} p WHERE p.deleted_at IS NULL").fetchone()  # noqa: S608
        return {field.key for field, count in zip(fields, row, strict=True) if count}
    owner, alive = ("p.id", "") if kind.record == "customer" else ("p.customer_id", "AND p.deleted_at IS NULL")
    for chunk in _chunks(customer_ids, _WIDE):
        sql = f"SELECT {counts} FROM {_tables(kind)} WHERE {owner} {_OF} {alive}"  # noqa: S608
        row = data.database.execute_sql(sql, (chunk,)).fetchone()
        found.update(field.key for field, count in zip(fields, row, strict=True) if count)
        if kind.record == "customer":
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


def parts(data: DataFile, kind: ExportKind, ids: Sequence[int], fields: Sequence[Field]) -> list[tuple[Any, ...]]:
    """What belongs to a chunk of customers, in their order, a row for each line where a kind has lines: the id of the
    record, the customer's id, number and name, then these stored values; what they name is its name or number."""
    own = ["p.customer_id", "p.id", "p.customer_id", "c.number", "c.name"]
    shown = ", ".join([*own, *(_shown(_column(field), field) for field in fields)])
    order = _ORDER.get(kind.record, "p.id") + (", l.position, l.id" if kind.line else "")
    sql = (
        f"SELECT {shown} FROM {_tables(kind)} JOIN customer c ON c.id = p.customer_id "  # noqa: S608
        f"WHERE p.customer_id {_OF} AND p.deleted_at IS NULL ORDER BY {order}"
    )
    found: dict[int, list[tuple[Any, ...]]] = {}
    for row in data.database.execute_sql(sql, (json.dumps(list(ids)),)).fetchall():
        found.setdefault(row[0], []).append(row[1:])
    return [row for customer_id in ids for row in found.get(customer_id, ())]


def complaints_of(data: DataFile, kind: ExportKind, customer_ids: Sequence[int]) -> dict[int, int]:
    """To which complaint the steps or events of these customers belong, by their id."""
    sql = f"SELECT id, complaint FROM {kind.record} WHERE customer_id {_OF}"  # noqa: S608
    return dict(data.database.execute_sql(sql, (json.dumps(list(customer_ids)),)).fetchall())


def standing(
    data: DataFile, kind: ExportKind, fields: Sequence[Field], ids: Sequence[int] | None = None
) -> list[tuple[Any, ...]]:
    """The stored values of records that belong to no customer, or of those that these customers' records name."""
    shown = ", ".join(f"p.{field.key}" for field in fields) or "p.id"
    sql = f"SELECT {shown} FROM {kind.record} p WHERE p.deleted_at IS NULL"  # noqa: S608
    if ids is None:
        return list(data.database.execute_sql(f"{sql} ORDER BY p.id").fetchall())
    used = [f"p.id IN ({each} WHERE customer_id {_OF} AND deleted_at IS NULL)" for each in _USED.get(kind.record, ())]
    sql = f"{sql} AND ({' OR '.join(used) or '0'}) ORDER BY p.id"
    return list(data.database.execute_sql(sql, [json.dumps(list(ids))] * len(used)).fetchall())


def count_parts(data: DataFile, kind: str, customer_ids: Sequence[int]) -> int:
    """How many living records of a kind these customers have."""
    sql = f"SELECT count(*) FROM {kind} WHERE customer_id {_OF} AND deleted_at IS NULL"  # noqa: S608
    return sum(data.database.execute_sql(sql, (chunk,)).fetchone()[0] for chunk in _chunks(customer_ids, _WIDE))


def presets(data: DataFile) -> list[tuple[int, str, str]]:
    """Id, name and content of the living presets of exports, in the order in which they were made."""
    sql = "SELECT id, name, content FROM export_preset WHERE deleted_at IS NULL ORDER BY id"
    return list(data.database.execute_sql(sql).fetchall())


def _tables(kind: ExportKind) -> str:
    """A kind of record (p) with its lines (l) and their products (r)."""
    if not kind.line:
        return f"{kind.record} p"
    lines = f"LEFT JOIN {kind.line} l ON l.{kind.record} = p.id AND l.deleted_at IS NULL"
    return f"{kind.record} p {lines} LEFT JOIN product r ON r.id = l.product"


def _column(field: Field) -> str:
    """The column of a field of a kind, of its lines or of their products."""
    owner, dot, key = field.key.rpartition(".")
    return f"{'r' if owner == 'product' else 'l'}.{key}" if dot else f"p.{key}"


def _shown(sql: str, field: Field) -> str:
    if field.type in _NAMES:
        return _NAMES[field.type].format(sql)
    return _OWNERS.get(sql, "{}").format(sql)


def _chunks(ids: Sequence[int], size: int) -> Iterator[str]:
    for start in range(0, len(ids), size):
        yield json.dumps(list(ids[start : start + size]))

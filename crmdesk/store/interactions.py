"""Queries over contacts made and objections: of one customer, of all, the next steps still open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from crmdesk.core.fields import Fields
from crmdesk.core.interactions import Dated, Interaction, Objection
from crmdesk.core.registry import REGISTRY
from crmdesk.store.columns import from_column
from crmdesk.store.database import DataFile
from crmdesk.store.records import chunks, marks

_CONTACT = "(SELECT p.name FROM contact p WHERE p.id = i.contact AND p.deleted_at IS NULL)"
_OPEN = "i.next_done_on IS NULL AND i.deleted_at IS NULL"


def _select(kind: str) -> tuple[Fields, str]:
    """The fields of a kind of record that names a contact, and the columns to be read: id, owner, contact, name,
    values."""
    fields = Fields(kind, tuple(field for field in REGISTRY[kind].stored() if field.key != "contact"))
    shown = ", ".join(f"i.{field.key}" for field in fields.all)
    return fields, f"i.id, i.customer_id, i.contact, {_CONTACT}, {shown}"


_FIELDS, _COLUMNS = _select("interaction")
_OBJECTION_FIELDS, _OBJECTION_COLUMNS = _select("objection")


def interaction(data: DataFile, interaction_id: int) -> Interaction | None:
    """One that is not deleted, nor its customer."""
    sql = f"""
        SELECT {_COLUMNS} FROM interaction i JOIN customer c ON c.id = i.customer_id
        WHERE i.id = ? AND i.deleted_at IS NULL AND c.deleted_at IS NULL
    """  # noqa: S608
    row = data.database.execute_sql(sql, (interaction_id,)).fetchone()
    return _interaction(row) if row else None


def of_customer(
    data: DataFile,
    customer_id: int,
    kinds: Sequence[str],
    by: Sequence[str],
    limit: int | None,
    last: dt.date | None = None,
) -> list[Interaction]:
    """The newest first; of these kinds and people (none: of all), up to a day."""
    where, params = _only(kinds, by)
    if last is not None:
        where, params = f"{where} AND i.at < ?", [*params, (last + dt.timedelta(days=1)).isoformat()]
    sql = f"""
        SELECT {_COLUMNS} FROM interaction i WHERE i.customer_id = ? AND i.deleted_at IS NULL{where}
        ORDER BY i.at DESC, i.id DESC LIMIT ?
    """  # noqa: S608
    rows = data.database.execute_sql(sql, (customer_id, *params, -1 if limit is None else limit)).fetchall()
    return [_interaction(row) for row in rows]


def people(data: DataFile, customer_id: int) -> list[str]:
    """Who of us had to do with a customer, most often first."""
    sql = """
        SELECT by FROM interaction WHERE customer_id = ? AND deleted_at IS NULL AND by IS NOT NULL
        GROUP BY by ORDER BY count(*) DESC, by
    """
    return [str(row[0]) for row in data.database.execute_sql(sql, (customer_id,)).fetchall()]


def latest(
    data: DataFile,
    kinds: Sequence[str],
    by: Sequence[str],
    first: dt.date | None,
    last: dt.date | None,
    limit: int | None,
) -> list[Dated]:
    """Of every living customer, the newest first, from one day to another with both."""
    where, params = _only(kinds, by)
    if first is not None:
        where, params = f"{where} AND i.at >= ?", [*params, first.isoformat()]
    if last is not None:
        where, params = f"{where} AND i.at < ?", [*params, (last + dt.timedelta(days=1)).isoformat()]
    sql = f"""
        SELECT c.number, c.name, c.owner, {_COLUMNS} FROM interaction i CROSS JOIN customer c ON c.id = i.customer_id
        WHERE i.deleted_at IS NULL AND c.deleted_at IS NULL{where} ORDER BY i.at DESC, i.id DESC LIMIT ?
    """  # noqa: S608
    rows = data.database.execute_sql(sql, (*params, -1 if limit is None else limit)).fetchall()
    return [Dated(_interaction(row[3:]), *row[:3]) for row in rows]


def dated(data: DataFile, ids: Sequence[int]) -> list[Dated]:
    """These, in this order; those that are gone, or whose customer is, are left out."""
    found: dict[int, Dated] = {}
    for chunk in chunks(ids):
        sql = f"""
            SELECT c.number, c.name, c.owner, {_COLUMNS} FROM interaction i JOIN customer c ON c.id = i.customer_id
            WHERE i.id IN ({marks(chunk)}) AND i.deleted_at IS NULL AND c.deleted_at IS NULL
        """  # noqa: S608
        for row in data.database.execute_sql(sql, chunk).fetchall():
            found[row[3]] = Dated(_interaction(row[3:]), *row[:3])
    return [found[each] for each in ids if each in found]


def open_steps(data: DataFile, customer_id: int) -> list[Interaction]:
    """Interactions of a customer whose next step is still to be done: those with a day first, the earliest first."""
    sql = f"""
        SELECT {_COLUMNS} FROM interaction i WHERE i.customer_id = ? AND {_OPEN}
            AND (i.next_step IS NOT NULL OR i.next_date IS NOT NULL)
        ORDER BY i.next_date IS NULL, i.next_date, i.id
    """  # noqa: S608
    return [_interaction(row) for row in data.database.execute_sql(sql, (customer_id,)).fetchall()]


def steps(
    data: DataFile, first: dt.date | None, last: dt.date | None, by: Sequence[str], limit: int | None
) -> list[Dated]:
    """Next steps of every living customer that have a day and are still to be done, the earliest first."""
    where, params = _only((), by)
    for sign, day in ((">=", first), ("<=", last)):
        if day is not None:
            where, params = f"{where} AND i.next_date {sign} ?", [*params, day.isoformat()]
    sql = f"""
        SELECT c.number, c.name, c.owner, {_COLUMNS} FROM interaction i CROSS JOIN customer c ON c.id = i.customer_id
        WHERE i.next_date IS NOT NULL AND {_OPEN} AND c.deleted_at IS NULL{where}
        ORDER BY i.next_date, i.id LIMIT ?
    """  # noqa: S608
    rows = data.database.execute_sql(sql, (*params, -1 if limit is None else limit)).fetchall()
    return [Dated(_interaction(row[3:]), *row[:3]) for row in rows]


def objections(data: DataFile, customer_id: int, limit: int | None = None) -> list[Objection]:
    """Those still open first, then the newest."""
    sql = f"""
        SELECT {_OBJECTION_COLUMNS} FROM objection i WHERE i.customer_id = ? AND i.deleted_at IS NULL
        ORDER BY ifnull(i.outcome, 'open') != 'open', i.raised_on DESC, i.id DESC LIMIT ?
    """  # noqa: S608
    rows = data.database.execute_sql(sql, (customer_id, -1 if limit is None else limit)).fetchall()
    return [_objection(row) for row in rows]


def all_objections(data: DataFile, kinds: Sequence[str], outcomes: Sequence[str], limit: int | None) -> list[Any]:
    """Number and name of the customer beside each, the newest first; of every living customer."""
    where, params = "", list[Any]()
    for name, keys in (("kind", kinds), ("outcome", outcomes)):
        if keys:
            where, params = f"{where} AND i.{name} IN ({marks(keys)})", [*params, *keys]
    sql = f"""
        SELECT c.number, c.name, {_OBJECTION_COLUMNS} FROM objection i CROSS JOIN customer c ON c.id = i.customer_id
        WHERE i.deleted_at IS NULL AND c.deleted_at IS NULL{where} ORDER BY i.raised_on DESC, i.id DESC LIMIT ?
    """  # noqa: S608
    rows = data.database.execute_sql(sql, (*params, -1 if limit is None else limit)).fetchall()
    return [(row[0], row[1], _objection(row[2:])) for row in rows]


def contacts_named(data: DataFile, customer_id: int) -> list[tuple[int, str, str | None]]:
    """Id, name and form of address of a customer's living contacts, in their order."""
    sql = """
        SELECT id, name, salutation FROM contact WHERE customer_id = ? AND deleted_at IS NULL
        ORDER BY main IS NULL OR main = 0, position, id
    """
    rows = data.database.execute_sql(sql, (customer_id,)).fetchall()
    return [(int(row[0]), str(row[1]), row[2]) for row in rows]


def _only(kinds: Sequence[str], by: Sequence[str]) -> tuple[str, list[Any]]:
    """A further condition in SQL, with its values."""
    where, params = "", list[Any]()
    for name, keys in (("kind", kinds), ("by", by)):
        if keys:
            where, params = f"{where} AND i.{name} IN ({marks(keys)})", [*params, *keys]
    return where, params


def _interaction(row: Sequence[Any]) -> Interaction:
    return Interaction(row[0], row[1], values_of(_FIELDS, row[3], row[4:]), row[2])


def _objection(row: Sequence[Any]) -> Objection:
    return Objection(row[0], row[1], values_of(_OBJECTION_FIELDS, row[3], row[4:]), row[2])


def values_of(fields: Fields, contact: str | None, stored: Sequence[Any]) -> dict[str, Any]:
    """Typed values of what is stored, without empty ones, with the name of the contact."""
    pairs = zip(fields.all, stored, strict=True)
    found = {field.key: from_column(field, value) for field, value in pairs if value is not None}
    return {**found, "contact": contact} if contact is not None else found

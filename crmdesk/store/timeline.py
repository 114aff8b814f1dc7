"""Queries over what passed between a customer and us: each kind of it newest first, and month by month."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from crmdesk.core import timeline
from crmdesk.core.complaints import headline
from crmdesk.core.fields import Field, Type
from crmdesk.core.interactions import number_of
from crmdesk.core.money import from_units
from crmdesk.core.registry import REGISTRY
from crmdesk.core.sales import PAYMENT_PREFIX
from crmdesk.core.tasks import number_of as task_number
from crmdesk.core.timeline import Entry, Visit
from crmdesk.store import interactions
from crmdesk.store.columns import from_column
from crmdesk.store.database import DataFile
from crmdesk.store.records import marks

_ORDER_KEYS = ("amount", "due", "due_on", "lost_reason", "hold", "reference")
_PAYMENT_KEYS = ("amount", "method", "reference", "notes", "sales_order")
_COMPLAINT_KEYS = ("subject", "words", "category", "severity", "round", "step", "due_on", "closed_at", "level")
_TASK_KEYS = ("text", "phase", "due_on", "notes")
_NUMBER = Field("number", REGISTRY["sales_order"]["number"].label)
_TEXT, _PINNED = Field("text", _NUMBER.label), Field("pinned", _NUMBER.label, Type.YES_NO)


def objections(data: DataFile, customer_id: int, by: Sequence[str], limit: int) -> list[Entry]:
    found = interactions.objections(data, customer_id)
    entries = [
        Entry(timeline.OBJECTION, one.id, _day(one.values["raised_on"]), one.values["kind"], one.values.get("by", ""),
              "", one.values)
        for one in found
        if not by or one.values.get("by") in by
    ]  # fmt: skip
    return sorted(entries, key=lambda entry: (entry.at, entry.id), reverse=True)[:limit]


def contacts_made(
    data: DataFile, customer_id: int, by: Sequence[str], limit: int, kinds: Sequence[str] = ()
) -> list[Entry]:
    """Of these kinds of contact made; none: of all."""
    return [
        Entry(timeline.INTERACTION, one.id, one.at, one.values["kind"], one.values.get("by", ""), number_of(one.id),
              one.values)
        for one in interactions.of_customer(data, customer_id, kinds, by, limit)
    ]  # fmt: skip


def notes(data: DataFile, customer_id: int, by: Sequence[str], limit: int, zone: dt.tzinfo | None) -> list[Entry]:
    """`zone`: where we are; notes are dated in UTC."""
    where = f" AND who IN ({marks(by)})" if by else ""
    sql = f"""
        SELECT id, at, who, text, pinned FROM note WHERE customer_id = ? AND deleted_at IS NULL{where}
        ORDER BY at DESC, id DESC LIMIT ?
    """  # noqa: S608
    return [
        Entry(timeline.NOTE, id_, _local(at, zone), "", who, "", _values((_TEXT, _PINNED), stored))
        for id_, at, who, *stored in _rows(data, sql, customer_id, by, limit)
    ]


def orders(data: DataFile, customer_id: int, by: Sequence[str], limit: int) -> list[Entry]:
    fields = [REGISTRY["sales_order"][key] for key in _ORDER_KEYS]
    where = f" AND by IN ({marks(by)})" if by else ""
    sql = f"""
        SELECT id, date, state, by, number, {", ".join(_ORDER_KEYS)} FROM sales_order
        WHERE customer_id = ? AND deleted_at IS NULL{where} ORDER BY date DESC, id DESC LIMIT ?
    """  # noqa: S608
    return [
        Entry(timeline.ORDER, id_, _day(day), state, person or "", number or "", _values(fields, stored))
        for id_, day, state, person, number, *stored in _rows(data, sql, customer_id, by, limit)
    ]


def payments(data: DataFile, customer_id: int, by: Sequence[str], limit: int) -> list[Entry]:
    """Under `number` in the values that of the order they are for. Nobody of ours stands with them but through it."""
    fields = [*(REGISTRY["payment"][key] for key in _PAYMENT_KEYS), _NUMBER]
    where = f" AND o.by IN ({marks(by)})" if by else ""
    sql = f"""
        SELECT p.id, p.date, p.kind, o.by, {", ".join(f"p.{key}" for key in _PAYMENT_KEYS)}, o.number
        FROM payment p LEFT JOIN sales_order o ON o.id = p.sales_order
        WHERE p.customer_id = ? AND p.deleted_at IS NULL{where} ORDER BY p.date DESC, p.id DESC LIMIT ?
    """  # noqa: S608
    return [
        Entry(timeline.PAYMENT, id_, _day(day), kind or "payment", person or "", f"{PAYMENT_PREFIX}{id_:05d}",
              _values(fields, stored))
        for id_, day, kind, person, *stored in _rows(data, sql, customer_id, by, limit)
    ]  # fmt: skip


def returns(data: DataFile, customer_id: int, by: Sequence[str], limit: int) -> list[Entry]:
    fields = [REGISTRY["goods_return"][key] for key in ("amount", "reason", "sales_order")]
    where = f" AND o.by IN ({marks(by)})" if by else ""
    sql = f"""
        SELECT r.id, r.date, o.by, r.number, r.amount, r.reason, r.sales_order
        FROM goods_return r LEFT JOIN sales_order o ON o.id = r.sales_order
        WHERE r.customer_id = ? AND r.deleted_at IS NULL{where} ORDER BY r.date DESC, r.id DESC LIMIT ?
    """  # noqa: S608
    return [
        Entry(timeline.RETURN, id_, _day(day), "", person or "", number or "", _values(fields, stored))
        for id_, day, person, number, *stored in _rows(data, sql, customer_id, by, limit)
    ]


def complaints(data: DataFile, customer_id: int, by: Sequence[str], limit: int) -> list[Entry]:
    """On the day each was received; ours is who is responsible. Under `headline` in the values what it is called."""
    fields = [REGISTRY["complaint"][key] for key in _COMPLAINT_KEYS]
    where = f" AND responsible IN ({marks(by)})" if by else ""
    sql = f"""
        SELECT id, received_at, state, responsible, number, {", ".join(_COMPLAINT_KEYS)} FROM complaint
        WHERE customer_id = ? AND deleted_at IS NULL{where} ORDER BY received_at DESC, id DESC LIMIT ?
    """  # noqa: S608
    found = []
    for id_, at, state, person, number, *stored in _rows(data, sql, customer_id, by, limit):
        values = _values(fields, stored)
        values["headline"] = headline(values)
        at_ = dt.datetime.fromisoformat(at)
        found.append(Entry(timeline.COMPLAINT, id_, at_, state, person or "", number or "", values))
    return found


def tasks(data: DataFile, customer_id: int, by: Sequence[str], limit: int) -> list[Entry]:
    """Those that were done."""
    fields = [REGISTRY["task"][key] for key in _TASK_KEYS]
    where = f" AND by IN ({marks(by)})" if by else ""
    sql = f"""
        SELECT id, done_on, by, {", ".join(_TASK_KEYS)} FROM task
        WHERE customer_id = ? AND done_on IS NOT NULL AND deleted_at IS NULL{where}
        ORDER BY done_on DESC, id DESC LIMIT ?
    """  # noqa: S608
    return [
        Entry(timeline.TASK, id_, _day(day), "", person or "", task_number(id_), _values(fields, stored))
        for id_, day, person, *stored in _rows(data, sql, customer_id, by, limit)
    ]


Query = Callable[[DataFile, int, Sequence[str], int], list[Entry]]
QUERIES: dict[str, Query] = {
    timeline.INTERACTION: contacts_made,
    timeline.OBJECTION: objections,
    timeline.ORDER: orders,
    timeline.PAYMENT: payments,
    timeline.RETURN: returns,
    timeline.COMPLAINT: complaints,
    timeline.TASK: tasks,
}
"""All but notes, which need to know where we are."""


def visits(data: DataFile, customer_id: int, first: dt.date) -> list[Visit]:
    """Contacts made from a day on, oldest first."""
    sql = """
        SELECT at, ifnull(by, ''), kind FROM interaction
        WHERE customer_id = ? AND deleted_at IS NULL AND at >= ? ORDER BY at, id
    """
    rows = data.database.execute_sql(sql, (customer_id, first.isoformat())).fetchall()
    return [Visit(dt.date.fromisoformat(at[:10]), by, kind) for at, by, kind in rows]


def recorded(data: DataFile, customer_id: int) -> list[tuple[int, dt.date, Decimal | None, str]]:
    """What was recorded month by month: id, month, average sales, remarks; of two for one month the newer one first."""
    sql = """
        SELECT id, month, average_sales, ifnull(notes, '') FROM monthly
        WHERE customer_id = ? AND deleted_at IS NULL ORDER BY month, id DESC
    """
    rows: list[Any] = data.database.execute_sql(sql, (customer_id,)).fetchall()
    return [(i, dt.date.fromisoformat(m), None if s is None else from_units(s), notes_) for i, m, s, notes_ in rows]


def sales(data: DataFile, customer_id: int, first: dt.date) -> dict[dt.date, Decimal]:
    """What we sold by month from a day on: orders less what came back."""
    sql = """
        SELECT substr(date, 1, 7), sum(amount) FROM (
            SELECT date, amount FROM sales_order
            WHERE customer_id = ?1 AND deleted_at IS NULL AND state = 'ordered' AND date >= ?2
            UNION ALL SELECT date, -amount FROM goods_return
            WHERE customer_id = ?1 AND deleted_at IS NULL AND date >= ?2)
        WHERE amount IS NOT NULL GROUP BY 1
    """
    rows = data.database.execute_sql(sql, (customer_id, first.isoformat())).fetchall()
    return {dt.date.fromisoformat(f"{month}-01"): from_units(units) for month, units in rows}


def _rows(data: DataFile, sql: str, customer_id: int, by: Sequence[str], limit: int) -> list[Any]:
    return list(data.database.execute_sql(sql, (customer_id, *by, limit)).fetchall())


def _values(fields: Sequence[Field], stored: Sequence[Any]) -> dict[str, Any]:
    pairs = zip(fields, stored, strict=True)
    return {field.key: from_column(field, value) for field, value in pairs if value is not None}


def _day(day: str | dt.date) -> dt.datetime:
    return dt.datetime.combine(dt.date.fromisoformat(day) if isinstance(day, str) else day, dt.time())


def _local(utc: str, zone: dt.tzinfo | None) -> dt.datetime:
    return dt.datetime.fromisoformat(utc).astimezone(zone).replace(tzinfo=None)

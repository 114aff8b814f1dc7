"""What lists show of complaints, and complaints with their steps and what befell them, read for many at once."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from crmdesk.core import complaints
from crmdesk.core.complaint_lists import ComplaintRow
from crmdesk.core.complaints import OPEN, Complaint, Event, Step
from crmdesk.core.fields import Field
from crmdesk.core.registry import REGISTRY
from crmdesk.store.columns import from_column
from crmdesk.store.database import DataFile
from crmdesk.store.records import chunks, marks

_NAMING = {"contact": "contact_id", "sales_order": "order_id", "product": "product_id"}
_TOLD = (
    "number", "received_at", "subject", "words", "channel", "sales_order", "product", "category", "severity",
    "responsible", "due_on", "state", "round", "step", "closed_at", "level", "blame", "rude", "dodging", "nonverbal",
    "interrogation",
)  # fmt: skip
"""What of a complaint a list shows, and what warnings follow from."""
WARNED_BY = (
    "received_at", "state", "round", "step", "closed_at", "level", "blame", "rude", "dodging", "nonverbal",
    "interrogation",
)  # fmt: skip
_AT_ONCE = 20_000
_PROMISES = ("kind", "promised_on", "delivered_on")
"""What of a step warnings follow from, beside when it was done."""


def rows(data: DataFile, ids: Sequence[int], now: dt.datetime) -> list[ComplaintRow]:
    """What a list paints of complaints, in this order; those gone meanwhile are left out. `now`: local."""
    told = {one.id: one for one in read(data, ids, _TOLD)}
    steps, events = of_complaints(data, told)
    names = _names(data, told)
    found = {}
    for i, one in told.items():
        warned = complaints.warnings(one, steps.get(i, ()), events.get(i, ()), now)
        found[i] = _row(one, names[i], tuple(warned), now.date())
    return [found[i] for i in ids if i in found]


def _row(
    one: Complaint, names: tuple[str, str, str, str], warned: tuple[complaints.Warned, ...], today: dt.date
) -> ComplaintRow:
    values = one.values
    received, closed, due = values["received_at"], values.get("closed_at"), values.get("due_on")
    is_open = values["state"] == OPEN
    until = today if is_open else closed.date() if closed else None
    return ComplaintRow(
        id=one.id, number=one.number, customer_id=one.customer_id, customer_number=names[0], customer_name=names[1],
        headline=complaints.headline(values), words=values["words"], state=values["state"], round=values.get("round"),
        step=values.get("step"), received_at=received, due_on=due, closed_at=closed,
        age_days=max(0, (until - received.date()).days) if until else None,
        late_days=max(0, (today - due).days) if is_open and due else 0,
        responsible=values.get("responsible"), category=values.get("category"), severity=values.get("severity"),
        level=values.get("level"), warnings=warned, channel=values.get("channel"),
        product_id=one.product_id, product=names[2], order_id=one.order_id, order=names[3],
    )  # fmt: skip


def _names(data: DataFile, ids: Iterable[int]) -> dict[int, tuple[str, str, str, str]]:
    """By complaint: number and name of the customer, the product's name, the order's number."""
    found: dict[int, tuple[str, str, str, str]] = {}
    for chunk in chunks(ids):
        sql = f"""
            SELECT k.id, c.number, c.name, ifnull(p.name, ''), ifnull(o.number, '')
            FROM complaint k JOIN customer c ON c.id = k.customer_id LEFT JOIN product p ON p.id = k.product
                LEFT JOIN sales_order o ON o.id = k.sales_order
            WHERE k.id IN ({marks(chunk)})
        """  # noqa: S608
        found.update((row[0], tuple(row[1:])) for row in data.database.execute_sql(sql, chunk).fetchall())
    return found


def read(data: DataFile, ids: Iterable[int], keys: Sequence[str]) -> list[Complaint]:
    """Living complaints with the values of these fields; what they name stands by its id alone."""
    plain = [REGISTRY["complaint"][key] for key in keys if key not in _NAMING]
    shown = ", ".join(("id", "ifnull(number, '')", "customer_id", *_NAMING, *(field.key for field in plain)))
    found = []
    for chunk in chunks(ids, _AT_ONCE):
        sql = f"SELECT {shown} FROM complaint WHERE id IN ({marks(chunk)}) AND deleted_at IS NULL"  # noqa: S608
        for id_, number, customer, contact, order, product, *stored in data.database.execute_sql(sql, chunk).fetchall():
            found.append(Complaint(id_, number, customer, _values(plain, stored), contact, order, product))
    return found


def of_complaints(
    data: DataFile, ids: Iterable[int], keys: Sequence[str] = _PROMISES
) -> tuple[Mapping[int, Sequence[Step]], Mapping[int, Sequence[Event]]]:
    """By complaint its steps with the values of these fields, and what befell it, in the order in which it happened."""
    step_fields = [REGISTRY["complaint_step"][key] for key in keys]
    event_field = REGISTRY["complaint_event"]["reason"]
    steps: dict[int, list[Step]] = defaultdict(list)
    events: dict[int, list[Event]] = defaultdict(list)
    execute = data.database.execute_sql
    for chunk in chunks(ids, _AT_ONCE):
        where = f"WHERE complaint IN ({marks(chunk)}) AND deleted_at IS NULL"
        sql = f"SELECT complaint, id, round, step, at, contact, {', '.join(keys)} FROM complaint_step {where}"  # noqa: S608
        for owner, id_, round_, step, at, contact, *stored in execute(sql, chunk).fetchall():
            values = _values(step_fields, stored)
            steps[owner].append(Step(id_, round_, step, dt.datetime.fromisoformat(at), values, contact))
        sql = f"SELECT complaint, id, kind, at, round, reason FROM complaint_event {where} ORDER BY at, id"  # noqa: S608
        for owner, id_, kind, at, round_, reason in execute(sql, chunk).fetchall():
            moment = dt.datetime.fromisoformat(at)
            events[owner].append(Event(id_, kind, moment, round_ or 1, _values([event_field], [reason])))
    for mine in steps.values():
        mine.sort(key=_turn)
    return steps, events


def _turn(step: Step) -> tuple[int, int]:
    return step.round, complaints.STEPS.index(step.step)


def _values(fields: Sequence[Field], stored: Sequence[Any]) -> dict[str, Any]:
    pairs = zip(fields, stored, strict=True)
    return {field.key: from_column(field, value) for field, value in pairs if value is not None}

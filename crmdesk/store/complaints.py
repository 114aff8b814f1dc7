"""Queries over complaints: whole ones with their steps, events and files, whose they are, which one a number means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

from crmdesk.core import money
from crmdesk.core.attachments import Attachment
from crmdesk.core.complaints import Complaint, Course, Event, Step, course
from crmdesk.core.fields import Fields
from crmdesk.core.registry import REGISTRY
from crmdesk.store.columns import to_column
from crmdesk.store.database import DataFile
from crmdesk.store.interactions import values_of
from crmdesk.store.records import Flat, chunks, marks

_NAMING = ("contact", "sales_order", "product")
_CONTACT = "(SELECT p.name FROM contact p WHERE p.id = x.contact AND p.deleted_at IS NULL)"
_ORDER = "(SELECT o.number FROM sales_order o WHERE o.id = x.sales_order)"
_PRODUCT = "(SELECT p.{} FROM product p WHERE p.id = x.product)"


def _select(kind: str) -> tuple[Fields, str]:
    """The fields of a kind of record but for those that name another one, and their columns."""
    fields = Fields(kind, tuple(field for field in REGISTRY[kind].stored() if field.key not in _NAMING))
    return fields, ", ".join(f"x.{field.key}" for field in fields.all)


_FIELDS, _COLUMNS = _select("complaint")
_STEP_FIELDS, _STEP_COLUMNS = _select("complaint_step")
_EVENT_FIELDS, _EVENT_COLUMNS = _select("complaint_event")


class Owner(Struct, frozen=True):
    """Whose a complaint is: what a card shows of the customer. `sales_year`: yuan of the last 12 months."""

    number: str
    name: str
    tier: str | None
    sales_year: Decimal | None


def complaints(data: DataFile, ids: Iterable[int]) -> dict[int, Complaint]:
    """By id; deleted ones and those of deleted customers are left out."""
    shown = f"x.id, x.customer_id, x.contact, {_CONTACT}, x.sales_order, {_ORDER}, x.product, "
    shown += f"{_PRODUCT.format('name')}, {_PRODUCT.format('code')}, {_COLUMNS}"
    found: dict[int, Complaint] = {}
    for chunk in chunks(ids):
        sql = f"""
            SELECT {shown} FROM complaint x JOIN customer c ON c.id = x.customer_id
            WHERE x.id IN ({marks(chunk)}) AND x.deleted_at IS NULL AND c.deleted_at IS NULL
        """  # noqa: S608
        found.update((int(row[0]), _complaint(row)) for row in data.database.execute_sql(sql, chunk).fetchall())
    return found


def steps(data: DataFile, complaint_ids: Iterable[int]) -> dict[int, tuple[Step, ...]]:
    """The steps done of each complaint, in the order of rounds and steps."""
    shown = f"x.complaint, x.id, x.contact, {_CONTACT}, {_STEP_COLUMNS}"
    places = "CASE x.step WHEN 'listen' THEN 1 WHEN 'apologise' THEN 2 WHEN 'restate' THEN 3 WHEN 'empathise' THEN 4 "
    order = f"x.round, {places} WHEN 'compensate' THEN 5 ELSE 6 END, x.id"
    found: dict[int, list[Step]] = {}
    for row in _of(data, "complaint_step", shown, order, complaint_ids):
        values = values_of(_STEP_FIELDS, row[3], row[4:])
        step = Step(row[1], values["round"], values["step"], values["at"], values, row[2])
        found.setdefault(int(row[0]), []).append(step)
    return {i: tuple(each) for i, each in found.items()}


def events(data: DataFile, complaint_ids: Iterable[int]) -> dict[int, tuple[Event, ...]]:
    """What else befell each complaint, oldest first."""
    found: dict[int, list[Event]] = {}
    for row in _of(data, "complaint_event", f"x.complaint, x.id, {_EVENT_COLUMNS}", "x.id", complaint_ids):
        values = values_of(_EVENT_FIELDS, None, row[2:])
        event = Event(row[1], values["kind"], values["at"], values.get("round") or 1, values)
        found.setdefault(int(row[0]), []).append(event)
    return {i: tuple(each) for i, each in found.items()}


def stands(course: Course) -> Flat:
    """Where a complaint stands, as its columns."""
    fields = REGISTRY["complaint"]
    return {key: to_column(fields[key], value) for key, value in asdict(course).items()}


def courses(data: DataFile, ids: Iterable[int]) -> dict[int, Flat]:
    """Where complaints stand by their steps and events, as their columns."""
    found = complaints(data, ids)
    done, befell = steps(data, found), events(data, found)
    return {i: stands(course(one.values, done.get(i, ()), befell.get(i, ()))) for i, one in found.items()}


def attachments(
    data: DataFile, complaint_ids: Iterable[int]
) -> dict[int, dict[tuple[int, str], tuple[Attachment, ...]]]:
    """The files of each complaint by round and step, oldest first."""
    shown = "x.complaint, x.round, x.step, x.id, x.name, x.size, x.at, x.who, x.blob, coalesce(x.notes, '')"
    found: dict[int, dict[tuple[int, str], tuple[Attachment, ...]]] = {}
    for complaint_id, round_, step, *row in _of(data, "attachment", shown, "x.at, x.id", complaint_ids):
        places = found.setdefault(int(complaint_id), {})
        place = (int(round_ or 1), str(step or "listen"))
        places[place] = (*places.get(place, ()), Attachment(*row))
    return found


def owners(data: DataFile, customer_ids: Iterable[int]) -> dict[int, Owner]:
    """By the customer's id."""
    found: dict[int, Owner] = {}
    for chunk in chunks(customer_ids):
        sql = f"SELECT id, number, name, tier, sales_year FROM customer WHERE id IN ({marks(chunk)})"  # noqa: S608
        for id_, number, name, tier, sales in data.database.execute_sql(sql, chunk).fetchall():
            found[int(id_)] = Owner(number, name, tier, None if sales is None else money.from_units(sales))
    return found


def received_since(data: DataFile, customer_ids: Iterable[int], first: str) -> dict[int, int]:
    """How many complaints each customer made from a day (ISO) on; those who made none are left out."""
    found: dict[int, int] = {}
    for chunk in chunks(customer_ids):
        sql = f"""
            SELECT customer_id, count(*) FROM complaint
            WHERE customer_id IN ({marks(chunk)}) AND received_at >= ? AND deleted_at IS NULL GROUP BY customer_id
        """  # noqa: S608
        found.update(data.database.execute_sql(sql, (*chunk, first)).fetchall())
    return found


def of_customer(data: DataFile, customer_id: int) -> list[int]:
    """The ids of a customer's complaints, the newest first."""
    sql = "SELECT id FROM complaint WHERE customer_id = ? AND deleted_at IS NULL ORDER BY received_at DESC, id DESC"
    return [int(row[0]) for row in data.database.execute_sql(sql, (customer_id,)).fetchall()]


def by_number(data: DataFile, number: str) -> list[tuple[int, bool]]:
    """The complaints with this number, with whether each lies in the trash (also with its customer), the living ones
    first."""
    sql = """
        SELECT x.id, x.deleted_at IS NOT NULL OR c.deleted_at IS NOT NULL AS gone
        FROM complaint x JOIN customer c ON c.id = x.customer_id WHERE x.number = ? ORDER BY gone, x.id DESC
    """
    return [(int(id_), bool(gone)) for id_, gone in data.database.execute_sql(sql, (number,)).fetchall()]


def belonging(data: DataFile, kind: str, complaint_ids: Sequence[int]) -> list[int]:
    """The ids of the steps, events or attachments of complaints, deleted ones too."""
    found: list[int] = []
    for chunk in chunks(complaint_ids):
        sql = f"SELECT id FROM {kind} WHERE complaint IN ({marks(chunk)}) ORDER BY id"  # noqa: S608
        found += [int(row[0]) for row in data.database.execute_sql(sql, chunk).fetchall()]
    return found


def _of(data: DataFile, kind: str, shown: str, order: str, complaint_ids: Iterable[int]) -> Iterator[Any]:
    for chunk in chunks(complaint_ids):
        sql = f"""
            SELECT {shown} FROM {kind} x WHERE x.complaint IN ({marks(chunk)}) AND x.deleted_at IS NULL
            ORDER BY x.complaint, {order}
        """  # noqa: S608
        yield from data.database.execute_sql(sql, chunk).fetchall()


def _complaint(row: Sequence[Any]) -> Complaint:
    id_, customer_id, contact_id, contact, order_id, order, product_id, product, code = row[:9]
    values = values_of(_FIELDS, contact, row[9:])
    named = {"sales_order": order, "product": product}
    whole = {**values, **{key: name for key, name in named.items() if name is not None}}
    number = str(values.get("number", ""))
    return Complaint(id_, number, customer_id, whole, contact_id, order_id, product_id, code)

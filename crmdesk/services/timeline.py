"""What passed between a customer and us: the timeline of its file and the record of each month (METHOD.md sections
1 and 5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal

from crmdesk.core import timeline as core
from crmdesk.core.changes import Changes
from crmdesk.core.errors import UserError
from crmdesk.core.timeline import Entry, Month, Visit, first_of_month, next_month
from crmdesk.services import file_parts, reading
from crmdesk.services.desk import Desk
from crmdesk.services.reading import Typed
from crmdesk.store import timeline as store

__all__ = ["Entry", "Month", "Visit", "months", "read_month", "set_month", "timeline"]

_KIND = "monthly"
_SAID = ("average_sales", "notes")
MOST_MONTHS = 24


def timeline(
    desk: Desk,
    customer_id: int,
    *,
    kinds: Sequence[str] = (),
    contact_kinds: Sequence[str] = (),
    people: Sequence[str] = (),
    limit: int = 200,
) -> list[Entry]:
    """The newest `limit` things, newest first; of these kinds (`core.timeline.KINDS`), of these kinds of contact made
    and people of ours (none: of all). Payments and returns are those of the salesperson of their order."""
    wanted = kinds or core.KINDS
    found: list[Entry] = []
    for kind in wanted:
        if kind == core.INTERACTION:
            found += store.contacts_made(desk.data, customer_id, people, limit, contact_kinds)
        elif kind != core.NOTE:
            found += store.QUERIES[kind](desk.data, customer_id, people, limit)
    if core.NOTE in wanted:
        found += store.notes(desk.data, customer_id, people, limit, desk.clock().tzinfo)
    found.sort(key=lambda entry: (entry.at, core.KINDS.index(entry.kind), entry.id), reverse=True)
    return found[:limit]


def months(desk: Desk, customer_id: int, today: dt.date, most: int = MOST_MONTHS) -> list[Month]:
    """The record month by month, the present month first, back to the first of the last so many that anything is known
    of. A month in between in which nothing happened is there too."""
    first = first_of_month(today)
    for _ in range(most - 1):
        first = first_of_month(first - dt.timedelta(days=1))
    visits: dict[dt.date, list[Visit]] = {}
    for visit in store.visits(desk.data, customer_id, first):
        visits.setdefault(first_of_month(visit.on), []).append(visit)
    sales = store.sales(desk.data, customer_id, first)
    recorded: dict[dt.date, tuple[Decimal | None, str]] = {}
    for _id, month, average, notes in store.recorded(desk.data, customer_id):
        known, said = recorded.get(month, (None, ""))
        recorded[month] = (average if known is None else known, "\n".join(filter(None, (said, notes))))
    known_months = [month for month in (*visits, *sales, *recorded) if month <= today]
    found = []
    month = max(first, min(known_months, default=first_of_month(today)))
    while month <= today:
        average, notes = recorded.get(month, (None, ""))
        found.append(Month(month, tuple(visits.get(month, ())), average, notes, sales.get(month, Decimal(0))))
        month = next_month(month)
    return found[::-1]


def read_month(desk: Desk, typed: Mapping[str, str]) -> Typed:
    """Parse what is recorded of a month (`average_sales`, `notes`) and say what is wrong with it."""
    return reading.read_typed(desk.fields(_KIND), typed, new=False)


def set_month(desk: Desk, customer_id: int, month: dt.date, typed: Mapping[str, str]) -> Changes:
    """Record the customer's average monthly sales and remarks for a month; empty texts take them out again.

    Raises UserError for a refused value, a customer that is gone, 'monthly-future'.
    """
    first = first_of_month(month)
    if first > desk.today():
        raise UserError("monthly-future")
    fields = desk.fields(_KIND)
    read_ = read_month(desk, typed)
    reading.refuse(fields, read_)
    with desk.recording("monthly-edit", number="") as made:
        made.rename(number=file_parts.customer_number(desk, customer_id))
        flat = reading.to_flat(desk, made, fields, read_.values)
        there = next((row[0] for row in store.recorded(desk.data, customer_id) if row[1] == first), None)
        if there is not None:
            stored = desk.records.read(_KIND, there) or {}
            empty = all({**stored, **flat}.get(key) is None for key in _SAID)
            made.update(_KIND, there, {**flat, "deleted_at": desk.now()} if empty else flat)
        elif any(value is not None for value in flat.values()):
            made.create(_KIND, {**flat, "month": first.isoformat(), "customer_id": customer_id})
    return made.result

"""The marks stored with customers: stage, life cycle, contacts made, orders and what is owed (METHOD.md section 3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from crmdesk.core.life_cycle import life_cycle
from crmdesk.core.money import sum_units
from crmdesk.core.orders import NOTHING, total
from crmdesk.core.periods import YEAR, add_months, within
from crmdesk.core.stages import stage
from crmdesk.store import marks_facts
from crmdesk.store.database import DataFile
from crmdesk.store.marks_facts import Dealing, Numbers
from crmdesk.store.tier_marks import levels

MARKS = (
    "stage", "life_cycle", "last_contact_on", "next_on", "first_order_on", "last_order_on", "order_count", "sales",
    "sales_year", "owed", "overdue", "overdue_since", "credit", "open_complaints",
    "last_visit_on", "last_call_on", "visit_salesperson", "call_salesperson", "visit_manager", "visit_director",
    "visit_general", "satisfaction", "loyalty", "lost_on", "selection", "tier", "grade", "marks_until",
)  # fmt: skip
"""The columns, in the order they are worked out."""
_MOVED = (
    "INSERT INTO stage_move (day, customer_id, before, after) VALUES (?, ?, ?, ?) "
    "ON CONFLICT (day, customer_id) DO UPDATE SET after = excluded.after"
)
_BACK_AGAIN = "DELETE FROM stage_move WHERE day = ? AND before = after"


def recompute(data: DataFile, customer_ids: Sequence[int], today: dt.date, new_from: int | None = None) -> int:
    """Work out the marks of these customers; the sums of their orders are true already. Only what differs is written;
    returns of how many. Ids from `new_from` on are files that were made just now: the stage they begin with is no
    move."""
    numbers = marks_facts.numbers(data)
    rows: list[tuple[Any, ...]] = []
    moved: list[tuple[Any, ...]] = []
    for dealing in marks_facts.dealings(data, customer_ids, MARKS, today):
        made = tuple(_marks(dealing, today, numbers))
        if made != dealing.stored:
            rows.append((*made, dealing.id))
        if dealing.stored[0] not in (None, made[0]) and (new_from is None or dealing.id < new_from):
            moved.append((today.isoformat(), dealing.id, dealing.stored[0], made[0]))
    if rows:
        assignments = ", ".join(f"{mark} = ?" for mark in MARKS)
        data.database.connection().executemany(f"UPDATE customer SET {assignments} WHERE id = ?", rows)  # noqa: S608
    if moved:
        data.database.connection().executemany(_MOVED, moved)
        data.database.execute_sql(_BACK_AGAIN, (today.isoformat(),))
    return len(rows)


def remember(data: DataFile, moves: Iterable[tuple[dt.date, int, str, str]]) -> None:
    """Moves of former days: day, customer, stage before and after."""
    rows = [(day.isoformat(), customer_id, before, after) for day, customer_id, before, after in moves]
    data.database.connection().executemany(_MOVED, rows)


def worked_out(dealing: Dealing, today: dt.date, numbers: Numbers) -> dict[str, Any]:
    """The marks of a customer by key, as they would be stored, without empty ones."""
    made = zip(MARKS, _marks(dealing, today, numbers), strict=True)
    return {key: value for key, value in made if value is not None}


def _marks(dealing: Dealing, today: dt.date, numbers: Numbers) -> Iterator[Any]:
    """As they are stored; nothing is None."""
    staged = stage(dealing.facts, today, numbers.target_days)
    cycle = life_cycle(dealing.sales, today, numbers.bounds, dealing.returns)
    yield staged.stage
    yield dealing.life_cycle_by_hand or ("ended" if dealing.opinion.lost_on else cycle.period)
    yield _text(dealing.contacts.last_on)
    yield _text(dealing.contacts.next_on)
    past = [sale.on for sale in dealing.sales if sale.on <= today]
    yield _text(min(past, default=None))
    yield _text(max(past, default=None))
    yield len(past) or None
    flows = [sale for sale in (*dealing.sales, *dealing.returns) if sale.on <= today]
    yield sum_units(total(sale.amount for sale in flows)) if flows else None
    year = [sale for sale in flows if within(sale.on, YEAR, today)]
    yield sum_units(total(sale.amount for sale in year)) if year else None
    yield sum_units(dealing.owed) or None
    overdue = [part for sold in dealing.facts.orders for part in sold.overdue(today)]
    yield sum_units(total(part.amount for part in overdue)) or None
    yield _text(min((part.on for part in overdue), default=None))
    kept = dealing.credit + total(amount for day, amount in dealing.flows if day <= today)
    yield sum_units(max(NOTHING, kept)) or None
    yield dealing.open_complaints or None
    yield from map(_text, dealing.contacts.last_of_kind)
    yield from dealing.opinion
    yield from levels(dealing.standing, numbers.runs.grading)
    days = [day for day in (staged.until, cycle.until, *_turning(dealing)) if day is not None and day > today]
    yield _text(min(days, default=None))


def _turning(dealing: Dealing) -> Iterator[dt.date | None]:
    """The days on which sums become others by themselves, beside those of stage and life cycle."""
    yield dealing.contacts.coming_on
    for sale in (*dealing.sales, *dealing.returns):
        yield sale.on
        yield add_months(sale.on, YEAR)
    for day, _ in dealing.flows:
        yield day


def _text(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None

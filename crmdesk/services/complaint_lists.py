"""Complaints as lists show them: all, those of a customer, by the step to be done next (METHOD.md section 6)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from msgspec.structs import replace

from crmdesk.core import complaints, texts
from crmdesk.core.complaint_lists import CLOSED_LATELY, CLOSED_STATES, Column, ComplaintRow, Complaints, Counts
from crmdesk.core.complaints import CLOSED, OPEN
from crmdesk.services.desk import Desk, local_now
from crmdesk.store import complaint_lists as store
from crmdesk.store import complaint_rows
from crmdesk.store.numbers import spelt

__all__ = ["Column", "ComplaintRow", "Complaints", "Counts", "board", "by_number", "compensation", "counts", "find",
           "of_customer", "responsible", "rows"]  # fmt: skip

_ENOUGH = 50


def find(desk: Desk, wanted: Complaints, most: int | None = None) -> list[int]:
    """The ids a list of complaints shows, in its order, at `most` so many; none of customers in the trash.

    Searching a text, `warned` and an order by names or headlines may take longer than 0.3 s in large files.
    """
    if not wanted.warned:
        return store.find(desk.data, wanted, desk.today(), most)
    now = local_now(desk)
    ids = store.find(desk.data, wanted, desk.today())
    steps, events = complaint_rows.of_complaints(desk.data, ids)
    warned = {
        one.id
        for one in complaint_rows.read(desk.data, ids, complaint_rows.WARNED_BY)
        if any(w.holds for w in complaints.warnings(one, steps.get(one.id, ()), events.get(one.id, ()), now))
    }
    return [i for i in ids if i in warned][:most]


def rows(desk: Desk, ids: Sequence[int]) -> list[ComplaintRow]:
    """What a list paints for these ids, in their order."""
    return complaint_rows.rows(desk.data, ids, local_now(desk))


def of_customer(desk: Desk, customer_id: int) -> list[ComplaintRow]:
    """All complaints of a customer: open ones first, then the newest first."""
    return rows(desk, store.of_customer(desk.data, customer_id))


def counts(desk: Desk) -> Counts:
    """How many complaints there are, open and closed, without those of customers in the trash."""
    return store.counts(desk.data, desk.today())


def board(desk: Desk, wanted: Complaints, per_column: int = _ENOUGH) -> list[Column]:
    """The columns of `core.complaint_lists.COLUMNS`: what a list lets through (whatever it says of states and days of
    closing), open ones by the step to be done next, then those closed in the last 30 days, the newest first; of each
    column the first rows and how many there are. Not faster than `find`."""
    still_open = replace(wanted, states=(OPEN,), closed_from=None, closed_to=None)
    by_step: dict[str, list[int]] = {step: [] for step in complaints.STEPS}
    ids = find(desk, still_open)
    next_ = store.next_steps(desk.data, ids)
    for complaint_id in ids:
        by_step[next_.get(complaint_id, complaints.STEPS[0])].append(complaint_id)
    by_step[CLOSED] = [] if wanted.step or wanted.overdue else find(desk, _closed_lately(desk, wanted))
    shown = [i for mine in by_step.values() for i in mine[:per_column]]
    painted = {row.id: row for row in rows(desk, shown)}
    return [
        Column(step, len(mine), [painted[i] for i in mine[:per_column] if i in painted])
        for step, mine in by_step.items()
    ]


def _closed_lately(desk: Desk, wanted: Complaints) -> Complaints:
    return replace(
        wanted,
        states=CLOSED_STATES,
        closed_from=desk.today() - dt.timedelta(days=CLOSED_LATELY),
        closed_to=None,
        sort="closed_at",
        descending=True,
    )


def responsible(desk: Desk) -> list[tuple[str, int]]:
    """Who is or was responsible for a complaint, with how many open ones each; by name."""
    return store.responsible(desk.data)


def by_number(desk: Desk, text: str, limit: int) -> list[ComplaintRow]:
    """Complaints whose number is or begins with what was typed (T00042, t42, 42), the newest first."""
    typed = texts.clean(text)
    if not typed:
        return []
    meant = [spelt("complaint", int(typed))] if typed.isdecimal() else []
    return rows(desk, store.by_number(desk.data, list(dict.fromkeys((typed, typed.upper(), *meant))), limit))


def compensation(desk: Desk, customer_id: int, first: dt.date, last: dt.date) -> Decimal:
    """Yuan with which a customer's complaints were compensated in steps done in these days: a cost of serving it."""
    return store.compensation(desk.data, customer_id, first, last)

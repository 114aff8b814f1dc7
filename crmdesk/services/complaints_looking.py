"""Complaints as they are: one with all that belongs to it, whom a number means (METHOD.md section 6)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from crmdesk.core import complaints as rules
from crmdesk.core import periods, texts
from crmdesk.core.attachments import Attachment
from crmdesk.core.complaints import Complaint, Event, Hearing, Step, Warned
from crmdesk.core.errors import UserError
from crmdesk.services.desk import Desk, local_now
from crmdesk.store import complaints as store


class Case(Struct, frozen=True):
    """A complaint with everything about it. `attachments` by round and step; `begins`: when each round began;
    `sales_year`: the customer's sales of the last 12 months, in yuan; `complaints_year`: its complaints in them, this
    one among them."""

    complaint: Complaint
    customer_number: str
    customer_name: str
    steps: tuple[Step, ...]
    events: tuple[Event, ...]
    warnings: tuple[Warned, ...]
    attachments: Mapping[tuple[int, str], tuple[Attachment, ...]]
    begins: Mapping[int, dt.datetime]
    customer_tier: str | None = None
    sales_year: Decimal | None = None
    complaints_year: int = 0

    @property
    def hears(self) -> Hearing | None:
        """How many people hear of it as it stands; None where that is not known."""
        return rules.hears(self.complaint.state, self.complaint.level)

    def step(self, round_: int, step: str) -> Step | None:
        """A step that is done."""
        return next((one for one in self.steps if (one.round, one.step) == (round_, step)), None)


def complaint(desk: Desk, complaint_id: int) -> Complaint:
    """One complaint. Raises UserError('complaint-unknown') when it, or its customer, is deleted."""
    found = store.complaints(desk.data, (complaint_id,)).get(complaint_id)
    if found is None:
        raise UserError("complaint-unknown")
    return found


def case(desk: Desk, complaint_id: int, now: dt.datetime | None = None) -> Case:
    """A complaint with everything about it; warnings as of `now` (local). Raises UserError('complaint-unknown')."""
    found = cases(desk, (complaint_id,), now)
    if not found:
        raise UserError("complaint-unknown")
    return found[0]


def cases(desk: Desk, ids: Sequence[int], now: dt.datetime | None = None) -> list[Case]:
    """Complaints with everything about them, in this order; those gone are left out."""
    found = store.complaints(desk.data, ids)
    now = now or local_now(desk)
    whose = {one.customer_id for one in found.values()}
    owners = store.owners(desk.data, whose)
    first = periods.add_months(now.date(), -periods.YEAR) + dt.timedelta(days=1)
    lately = store.received_since(desk.data, whose, first.isoformat())
    steps, events = store.steps(desk.data, found), store.events(desk.data, found)
    files = store.attachments(desk.data, found)
    made = []
    for one in (found[i] for i in ids if i in found):
        owner, done, befell = owners[one.customer_id], steps.get(one.id, ()), events.get(one.id, ())
        made.append(
            Case(
                one,
                owner.number,
                owner.name,
                done,
                befell,
                rules.warnings(one, done, befell, now),
                files.get(one.id, {}),
                rules.begins(one, done, befell),
                owner.tier,
                owner.sales_year,
                lately.get(one.customer_id, 0),
            )
        )
    return made


def course_of(desk: Desk, one: Complaint) -> rules.Course:
    """Where a complaint stands, by its steps and events."""
    return rules.course(one.values, steps_of(desk, one.id), events_of(desk, one.id))


def steps_of(desk: Desk, complaint_id: int) -> tuple[Step, ...]:
    """The steps done, in the order of rounds and steps."""
    return store.steps(desk.data, (complaint_id,)).get(complaint_id, ())


def events_of(desk: Desk, complaint_id: int) -> tuple[Event, ...]:
    """What else befell a complaint, oldest first."""
    return store.events(desk.data, (complaint_id,)).get(complaint_id, ())


def ids_of_customer(desk: Desk, customer_id: int) -> list[int]:
    """The complaints of a customer, the newest first."""
    return store.of_customer(desk.data, customer_id)


def id_of(desk: Desk, number: str) -> int:
    """The living complaint with this number. Raises UserError: 'complaint-number', 'complaint-in-trash'."""
    found = numbered(desk, number)
    if not found:
        raise UserError("complaint-number", number=texts.clean(number))
    if found[0][1]:
        raise UserError("complaint-in-trash", number=texts.clean(number))
    return found[0][0]


def in_trash(desk: Desk, number: str) -> int:
    """The complaint with this number that lies in the trash. Raises UserError: 'complaint-number',
    'complaint-not-in-trash'."""
    found = [id_ for id_, gone in numbered(desk, number) if gone]
    if not found:
        raise UserError(
            "complaint-not-in-trash" if numbered(desk, number) else "complaint-number", number=texts.clean(number)
        )
    return found[0]


def numbered(desk: Desk, number: str) -> list[tuple[int, bool]]:
    """The complaints a number means, with whether each lies in the trash; t00042 means T00042."""
    clean = texts.clean(number)
    return store.by_number(desk.data, clean) or store.by_number(desk.data, clean.upper())

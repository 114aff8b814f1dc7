"""The briefing: what is to be read before every contact with a customer (METHOD.md section 1)."""

from __future__ import annotations

import datetime as dt

from msgspec.structs import replace

from crmdesk.core import reviewing
from crmdesk.core.briefing import CONTACTS_SHOWN, Account, Briefing, near_birthdays, open_complaints
from crmdesk.core.briefing_steps import Bounds, suggested
from crmdesk.core.complaint_lists import ComplaintRow
from crmdesk.core.complaints import OPEN
from crmdesk.core.customers import CustomerFile
from crmdesk.core.errors import UserError
from crmdesk.core.orders import NOTHING
from crmdesk.core.settings import REACHABLE_AIM, REVIEW_DAYS, SIGNING_DAYS
from crmdesk.core.words import Words
from crmdesk.services import (
    complaint_lists,
    credit,
    customers,
    interactions,
    next_purchase,
    policies,
    settings,
    tasks,
    visit_plan,
)
from crmdesk.services.desk import Desk
from crmdesk.store import briefing as store

__all__ = ["Account", "Briefing", "briefing"]

_PRICES = 5


def briefing(desk: Desk, customer_id: int, today: dt.date | None = None, words: Words | None = None) -> Briefing:
    """Of one customer, as it would be on a day; milliseconds in a file of any size. With `words` the policy of its
    tier, proposed ones in this language. Raises UserError('record-gone'), also for one in the trash."""
    day = today or desk.today()
    file = customers.file(desk, customer_id)
    if file.deleted:
        raise UserError("record-gone")
    made = Briefing(
        day,
        file,
        contacts_made=tuple(interactions.of_customer(desk, customer_id, last=day, limit=CONTACTS_SHOWN)),
        steps=tuple(step for step in interactions.open_steps(desk, customer_id) if step.at.date() <= day),
        tasks=tuple(tasks.open_tasks(desk, customer_id=customer_id, today=day)),
        complaints=_complaints(desk, customer_id, day),
        account=_account(desk, customer_id, day),
        policy=policies.of_customer(desk, customer_id, words) if words is not None else None,
        expected=next_purchase.of_customer(desk, customer_id, day),
        prices=tuple(store.last_prices(desk.data, customer_id, day, _PRICES)),
        last_order=store.last_order(desk.data, customer_id, day),
        offers=tuple(store.offers(desk.data, customer_id, day)),
        birthdays=near_birthdays(file, day),
        dues=tuple(visit_plan.of_customer(desk, customer_id, day)),
    )
    return replace(made, suggested=suggested(made, _bounds(desk, file, day)))


def _complaints(desk: Desk, customer_id: int, day: dt.date) -> tuple[ComplaintRow, ...]:
    """Those that are open now and were received by then."""
    rows = complaint_lists.of_customer(desk, customer_id)
    return open_complaints(row for row in rows if row.state == OPEN and row.received_at.date() <= day)


def _account(desk: Desk, customer_id: int, day: dt.date) -> Account:
    found = credit.risk(desk, customer_id, NOTHING, today=day)
    held = tuple(store.held(desk.data, customer_id))
    return Account(found.owed, found.overdue, found.overdue_since, found.credit, found.limit, held)


def _bounds(desk: Desk, file: CustomerFile, day: dt.date) -> Bounds:
    verified, made = file.values.get("verified_on"), file.values.get("created_on")
    review = reviewing.is_due(verified, made, settings.get(desk, REVIEW_DAYS), day)
    return Bounds(settings.get(desk, SIGNING_DAYS), settings.get(desk, REACHABLE_AIM), review)

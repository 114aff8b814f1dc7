"""How much waits for a day, in numbers alone: what the reminder says."""

from __future__ import annotations

import datetime as dt

from crmdesk.core.reminding import Waiting
from crmdesk.services import day as days
from crmdesk.services import greetings
from crmdesk.services.desk import Desk


def waiting(desk: Desk, today: dt.date) -> Waiting:
    """Of mine where several of us work here, as on the page Today; greetings are those of this very day."""
    found = days.day(desk, today, mine=days.is_shared(desk))
    greeted = greetings.upcoming(desk, today, 0, pending=True, most=0)
    return Waiting(found.contact_count, found.promised_count, found.complaint_count, greeted.pending)

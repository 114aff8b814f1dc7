"""What our people earn of the money received, by month (METHOD.md section 3)."""

from __future__ import annotations

import datetime as dt

from crmdesk.core import pinyin
from crmdesk.core.settings import COMMISSION_RATE
from crmdesk.core.staff import Commission, commission
from crmdesk.services import settings
from crmdesk.services.desk import Desk
from crmdesk.store import staff as store

__all__ = ["Commission", "by_month", "is_on"]


def is_on(desk: Desk) -> bool:
    """Whether a rate is set, in Settings or for anybody."""
    return bool(settings.get(desk, COMMISSION_RATE)) or any(one.commission for one in store.register(desk.data))


def by_month(desk: Desk, year: int, today: dt.date) -> list[Commission]:
    """Payments less refunds of a year until today by month and person: the salesperson of the order, else the owner of
    the customer. A person's own rate counts before the one in Settings; nobody's money earns nobody anything."""
    usual = settings.get(desk, COMMISSION_RATE)
    own = {one.name: one.commission for one in store.register(desk.data) if one.commission is not None}
    found = []
    for month, name, received in store.received(desk.data, dt.date(year, 1, 1), min(today, dt.date(year, 12, 31))):
        rate = own.get(name, usual) if name else usual * 0
        found.append(Commission(month, name, received, rate, commission(received, rate)))
    return sorted(found, key=lambda one: (one.month, pinyin.sort_key(one.name)))

"""What customers owe, by how long it is owed (METHOD.md section 3: receivables by age)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from msgspec import Struct

from crmdesk.core.orders import NOTHING, Due, total
from crmdesk.core.words import Label

BUCKETS: dict[str, Label] = {
    "not-due": Label("Not due yet", "未到期"),
    "1-30": Label("1–30 days", "1–30 天"),
    "31-60": Label("31–60 days", "31–60 天"),
    "61-90": Label("61–90 days", "61–90 天"),
    "over-90": Label("Over 90 days", "90 天以上"),
}
"""Days since the day something is owed from; that day itself is still in time."""

_LAST_DAYS = (0, 30, 60, 90)


class Aged(Struct, frozen=True):
    """Amounts by bucket, all five in their order."""

    amounts: tuple[Decimal, ...]

    @property
    def owed(self) -> Decimal:
        return total(self.amounts)

    @property
    def overdue(self) -> Decimal:
        return total(self.amounts[1:])

    def of(self, bucket: str) -> Decimal:
        return self.amounts[tuple(BUCKETS).index(bucket)]


class _Owed(Struct, frozen=True):
    """What is owed, by how long it has been due."""

    aged: Aged

    @property
    def owed(self) -> Decimal:
        return self.aged.owed

    @property
    def overdue(self) -> Decimal:
        return self.aged.overdue


class Ages(_Owed, frozen=True):
    """Everything that is owed on a day: amounts by bucket and how many customers owe in each."""

    today: dt.date
    customers: tuple[int, ...]
    orders: int


class OwedPart(Struct, frozen=True):
    """A part of an order that is not paid."""

    customer_id: int
    order_id: int
    due: Due


class Owing(_Owed, frozen=True):
    """What one customer owes. `since`: the oldest day of what is overdue, None while nothing is; `orders`: ids of the
    unpaid ones, oldest debt first; `credit`: what was paid beyond debts, or for no order."""

    customer_id: int
    number: str
    name: str
    owner: str | None
    since: dt.date | None
    orders: tuple[int, ...]
    limit: Decimal | None
    credit: Decimal


def bucket(due_on: dt.date, today: dt.date) -> str:
    """The bucket of what is owed since a day."""
    late = (today - due_on).days
    place = sum(late > last for last in _LAST_DAYS)
    return tuple(BUCKETS)[place]


def aged(parts: Iterable[Due], today: dt.date) -> Aged:
    """Sort what is owed into the buckets; their sum is the sum of the parts."""
    sums = dict.fromkeys(BUCKETS, NOTHING)
    for part in parts:
        sums[bucket(part.on, today)] += part.amount
    return Aged(tuple(sums.values()))

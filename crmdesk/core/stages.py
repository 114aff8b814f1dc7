"""The four stages of selling: where a customer stands, and what is missing for the next (METHOD.md section 3).

Never set by hand: the rule looks at what is known of the customer, at its orders and at what was paid.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from enum import Enum
from typing import Literal

from msgspec import Struct

from crmdesk.core.orders import NOTHING, Due, paid_on, total, unpaid
from crmdesk.core.reasons import Reason

Stage = Literal["potential", "target", "signed", "qualified"]
TARGET_DAYS = 90
_ONE = dt.timedelta(days=1)


class Standing(Enum):
    """How an order was paid: nothing due is missing yet, in full within its terms, in full but late or short on the
    way, or something due is missing."""

    OPEN = "open"
    IN_TIME = "in-time"
    LATE = "late"
    OVERDUE = "overdue"


class Sold(Struct, frozen=True):
    """An order as the rule sees it.

    `parts`: what is to be paid by which day, returns taken off; `receipts`: what came in on which day, refunds below
    zero. `settled`: taken over as paid when due.
    """

    number: str
    date: dt.date
    signed_on: dt.date | None = None
    first_payment: Decimal = NOTHING
    parts: tuple[Due, ...] = ()
    receipts: tuple[tuple[dt.date, Decimal], ...] = ()
    settled: bool = False

    def payable(self) -> Decimal:
        return total(part.amount for part in self.parts)

    def received(self, today: dt.date) -> Decimal:
        """What came in by the end of a day."""
        return total(amount for day, amount in self._receipts() if day <= today)

    def overdue(self, today: dt.date) -> tuple[Due, ...]:
        """What should have come in before today and did not, oldest first."""
        return tuple(part for part in unpaid(self.parts, self.received(today)) if part.on < today)

    def standing(self, today: dt.date) -> Standing:
        if self.overdue(today):
            return Standing.OVERDUE
        days = paid_on(self.parts, [(day, amount) for day, amount in self._receipts() if day <= today])
        if any(day is not None and day > self._in_time(part) for part, day in zip(self.parts, days, strict=True)):
            return Standing.LATE
        return Standing.OPEN if None in days else Standing.IN_TIME

    def first_missing(self, today: dt.date) -> Decimal:
        """What of the agreed first payment did not come in yet; never more than the order comes to."""
        if self.settled:
            return NOTHING
        return max(NOTHING, min(self.first_payment, self.payable()) - self.received(today))

    def signed(self, today: dt.date) -> bool:
        """A contract signed and the agreed first payment received in full."""
        return self.signed_on is not None and self.signed_on <= today and not self.first_missing(today)

    def days(self) -> Iterator[dt.date]:
        """The days on which something about it changes by itself."""
        yield self.date
        if self.signed_on:
            yield self.signed_on
        for part in self.parts:
            yield part.on
            yield part.on + _ONE
        for day, _ in self.receipts:
            yield day

    def _in_time(self, part: Due) -> dt.date:
        """The last day for a part. The first payment is agreed without a day: the order's terms are its terms."""
        return self.parts[-1].on if self.first_payment > 0 and part.on <= self.date else part.on

    def _receipts(self) -> tuple[tuple[dt.date, Decimal], ...]:
        return tuple((part.on, part.amount) for part in self.parts) if self.settled else self.receipts


class Facts(Struct, frozen=True):
    """What a stage rests on; `orders` are those in force, neither offers nor lost or cancelled ones."""

    intent: str | None = None
    money: str | None = None
    expected_on: dt.date | None = None
    orders: Sequence[Sold] = ()


class Staged(Struct, frozen=True):
    """A stage, what is `missing` for the `next` one (None: there is none), and the day on which it may become another
    by itself."""

    stage: Stage
    next: Stage | None = None
    missing: tuple[Reason, ...] = ()
    until: dt.date | None = None


def stage(facts: Facts, today: dt.date, target_days: int = TARGET_DAYS) -> Staged:
    """Where a customer stands today."""
    orders = sorted((sold for sold in facts.orders if sold.date <= today), key=lambda sold: sold.date)
    until = min((day for day in _days(facts, target_days) if day > today), default=None)
    if any(sold.signed(today) for sold in orders):
        missing = _for_qualified(orders, today)
        return Staged("signed", "qualified", missing, until) if missing else Staged("qualified", until=until)
    unclear = _for_target(facts, today, target_days)
    now: Stage = "potential" if unclear else "target"
    if orders or not unclear:
        return Staged(now, "signed", _for_signed(orders, today), until)
    return Staged(now, "target", unclear, until)


def _for_target(facts: Facts, today: dt.date, target_days: int) -> tuple[Reason, ...]:
    missing = []
    if facts.intent != "clear":
        missing.append(Reason("stage-intent"))
    if facts.money != "yes":
        missing.append(Reason("stage-money"))
    if facts.expected_on is None:
        missing.append(Reason("stage-no-date", {"days": target_days}))
    elif facts.expected_on < today:
        missing.append(Reason("stage-date-past", {"on": facts.expected_on}))
    elif (facts.expected_on - today).days > target_days:
        missing.append(Reason("stage-date-far", {"on": facts.expected_on, "days": target_days}))
    return tuple(missing)


def _for_signed(orders: Sequence[Sold], today: dt.date) -> tuple[Reason, ...]:
    """The order that is nearest to being signed for says what is missing."""
    contracts = [sold for sold in orders if sold.signed_on is not None and sold.signed_on <= today]
    if not contracts:
        return (Reason("stage-no-contract"),)
    nearest = min(contracts, key=lambda sold: sold.first_missing(today))
    params = {"number": nearest.number, "received": max(NOTHING, nearest.received(today))}
    return (Reason("stage-first-payment", {**params, "missing": nearest.first_missing(today)}),)


def _for_qualified(orders: Sequence[Sold], today: dt.date) -> tuple[Reason, ...]:
    """Orders in the order of their dates; what comes to nothing has nothing to be paid."""
    payable = [sold for sold in orders if sold.payable() > 0]
    standings = [sold.standing(today) for sold in payable]
    missing = [
        Reason("stage-overdue", {"number": sold.number, "missing": total(part.amount for part in sold.overdue(today))})
        for sold, standing in zip(payable, standings, strict=True)
        if standing is Standing.OVERDUE
    ]
    if not {Standing.IN_TIME, Standing.LATE}.intersection(standings):
        missing.append(Reason("stage-none-paid"))
    bad = [i for i, standing in enumerate(standings) if standing in (Standing.LATE, Standing.OVERDUE)]
    if bad and not missing:
        last, following = bad[-1], bad[-1] + 1
        if following == len(payable):
            missing.append(Reason("stage-late", {"number": payable[last].number}))
        elif standings[following] is not Standing.IN_TIME:
            params = {"number": payable[last].number, "next": payable[following].number}
            missing.append(Reason("stage-late-next", params))
    return tuple(missing)


def _days(facts: Facts, target_days: int) -> Iterator[dt.date]:
    if facts.expected_on is not None:
        yield facts.expected_on - dt.timedelta(days=target_days)
        yield facts.expected_on + _ONE
    for sold in facts.orders:
        yield from sold.days()

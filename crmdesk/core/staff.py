"""Our people, and what they earn of the money received (METHOD.md sections 3 and 5)."""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal

from msgspec import Struct

_FEN = Decimal("0.01")


class StaffMember(Struct, frozen=True):
    """One of our people; `commission` in percent, None: the rate in Settings. `customers`: living files they own, where
    they were counted."""

    id: int
    name: str
    role: str | None
    mobile: str | None
    commission: Decimal | None
    left_on: dt.date | None
    notes: str | None
    customers: int = 0


class Commission(Struct, frozen=True):
    """What a person earns of a month: payments less refunds of their orders, by a rate in percent. `name` is '' for
    money that belongs to nobody."""

    month: dt.date
    name: str
    received: Decimal
    rate: Decimal
    commission: Decimal


def commission(received: Decimal, rate: Decimal) -> Decimal:
    """So many percent of it, half up to the cent; less than nothing is taken off where more was refunded."""
    return (received * rate / 100).quantize(_FEN, ROUND_HALF_UP)

"""The customers that only cost: the last 20 % by profit, why each of them is a burden, and what to do (METHOD.md
sections 4 and 12)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from crmdesk.core.orders import NOTHING
from crmdesk.core.pareto import first_part
from crmdesk.core.periods import YEAR, add_months
from crmdesk.core.reasons import Reason
from crmdesk.core.words import Label

Advice = Literal["mail-less", "spend-less", "give-up"]
ADVICE: Mapping[Advice, Label] = {
    "mail-less": Label("Mail less", "少寄资料"),
    "spend-less": Label("Spend less", "少投入"),
    "give-up": Label("Give up", "放弃"),
}
"""In the order in which it is tried."""
LAST = Decimal(20)
_FEWEST = 3
"""So many offers, or orders, before they say always."""


class Served(Struct, frozen=True):
    """What is known of serving a customer.

    `since`: from when it counts as one (None: not known); `offers` that were decided, `won` of them that became orders;
    `orders`, and the `reduced` ones in which every line is below list price or has a discount; `profit` None while no
    cost is known, of the same months as `serving`, what serving it cost.
    """

    since: dt.date | None = None
    last_order_on: dt.date | None = None
    offers: int = 0
    won: int = 0
    orders: int = 0
    reduced: int = 0
    profit: Decimal | None = None
    serving: Decimal = NOTHING


class Burden(Struct, frozen=True):
    """Why a customer only costs, and the advice."""

    reasons: tuple[Reason, ...]
    advice: Advice


def last_part(count: int, percent: Decimal = LAST) -> int:
    """The first rank, by profit, of the last so many percent (rounded up); count + 1 with nobody."""
    return count - first_part(count, percent) + 1


def burden(served: Served, today: dt.date) -> Burden | None:
    """Why a customer of the last 20 % only costs; None where nothing says so: it is kept.

    *No order for a year*: since the last one, or, without any, since it is a customer. *Always losing bids*: three
    offers or more were decided and none became an order. *Serving costs more than it brings*. *Buys only for price
    cuts*: three orders or more, each reduced throughout. Mail less; where serving costs more, spend less; for three
    reasons or more, give up.
    """
    reasons = []
    quiet_since = served.last_order_on or served.since
    if quiet_since is not None and add_months(quiet_since, YEAR) <= today:
        code = "burden-no-order" if served.last_order_on else "burden-never-ordered"
        reasons.append(Reason(code, {"on": quiet_since}))
    if served.offers >= _FEWEST and not served.won:
        reasons.append(Reason("burden-bids", {"count": served.offers}))
    if dear := served.profit is not None and served.serving > served.profit:
        code = "burden-dear" if served.serving else "burden-loss"
        reasons.append(Reason(code, {"cost": served.serving, "profit": served.profit}))
    if served.orders >= _FEWEST and served.reduced == served.orders:
        reasons.append(Reason("burden-price", {"count": served.orders}))
    if not reasons:
        return None
    if len(reasons) > 2:
        return Burden(tuple(reasons), "give-up")
    return Burden(tuple(reasons), "spend-less" if dear else "mail-less")

"""Customers lost and won back: one loss, and what many of them come to over a period (METHOD.md section 8).

A customer is lost while its last loss has no day on which it was won back. One that had left before a period began is
not among those there at its start; who is lost twice in it counts once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import Literal

from msgspec import Struct, field

from crmdesk.core.churn import Rate, Share
from crmdesk.core.customers import CustomerRow
from crmdesk.core.errors import Problem
from crmdesk.core.reasons import Reason

By = Literal["tier", "group", "owner"]
BYS: tuple[By, ...] = ("tier", "group", "owner")
NOBODY = ""
"""The key of those without a tier, group or owner."""


class Loss(Struct, frozen=True):
    """That a customer was lost: when, why, to whom; and, where it was, when and how it was won back. `sales`: of the
    twelve months before, in yuan; `ordered_since`: its last order after that day, where there is one."""

    id: int
    customer_id: int
    lost_on: dt.date
    reason: str
    competitor: str = ""
    text: str = ""
    by: str = ""
    won_back_on: dt.date | None = None
    won_back_text: str = ""
    sales: Decimal = Decimal(0)
    ordered_since: dt.date | None = None


class LostRow(Struct, frozen=True):
    """A line of a list of losses."""

    customer: CustomerRow
    loss: Loss


class ProposedRow(Struct, frozen=True):
    """Who has been silent for so long that it may be lost: its last order, its sales to date in yuan, and why."""

    customer: CustomerRow
    last_order_on: dt.date
    sales: Decimal
    reason: Reason


class Past(Struct, frozen=True):
    """A loss as counting needs it; `first_order_on` is the customer's first order of all, None without any."""

    id: int
    customer_id: int
    lost_on: dt.date
    won_back_on: dt.date | None = None
    first_order_on: dt.date | None = None


class Part(Struct, frozen=True):
    """The rate of one tier, group or owner; `key` is NOBODY for those without."""

    key: str
    rate: Rate


class Churned(Struct, frozen=True):
    """The rate of a period, whole and in parts. `beside`: who was lost in it and does not count, as they had not
    ordered before it began or were lost already. A customer in several groups counts in each."""

    first: dt.date
    last: dt.date
    rate: Rate
    beside: int = 0
    by: By | None = None
    parts: tuple[Part, ...] = ()


class Month(Struct, frozen=True):
    """From `first` to `last`: the rate, how many losses and how many won back, and the sales that went with the losses,
    in yuan."""

    first: dt.date
    last: dt.date
    rate: Rate
    lost: int
    won_back: int
    cost: Decimal


class Cost(Struct, frozen=True):
    """What the losses of a period cost: sales of the twelve months before each, in yuan. `count` losses, of which
    `won_back` were won back since, with their part of the amount."""

    first: dt.date
    last: dt.date
    count: int
    amount: Decimal
    won_back: int
    amount_won_back: Decimal


class Why(Struct, frozen=True):
    """How many left for a reason, and the sales that went with them, in yuan."""

    reason: str
    count: int
    cost: Decimal


class Reasons(Struct, frozen=True):
    """Why customers left in a period: by side against the reference shares, by reason (most first), and to which
    competitors ('' where none is named) those went who left for one."""

    first: dt.date
    last: dt.date
    count: int
    shares: tuple[Share, ...]
    reasons: tuple[Why, ...]
    competitors: tuple[tuple[str, int], ...] = ()


class Lifetime(Struct, frozen=True):
    """How long customers stay on average, from the rate of the twelve months from `first` to `last`. `years` is None
    where that is not defined: then `why` says so."""

    first: dt.date
    last: dt.date
    rate: Rate
    years: Fraction | None
    why: Reason | None = None


class Lost(Struct, frozen=True):
    """Who was lost in a period: those that count in its rate, and those beside."""

    counted: frozenset[int] = field(default_factory=frozenset)
    beside: frozenset[int] = field(default_factory=frozenset)


def gone(losses: Iterable[Past], day: dt.date) -> frozenset[int]:
    """The customers that were lost already when a day began. `losses` by customer and day."""
    found = set()
    for customer_id, each in groupby(losses, key=lambda loss: loss.customer_id):
        before = [loss for loss in each if loss.lost_on < day]
        if before and (before[-1].won_back_on is None or before[-1].won_back_on >= day):
            found.add(customer_id)
    return frozenset(found)


def lost(losses: Sequence[Past], first: dt.date, last: dt.date, already: Collection[int]) -> Lost:
    """Who was lost from one day to another with both, where those in `already` were lost when it began."""
    counted: set[int] = set()
    beside: set[int] = set()
    for loss in losses:
        if first <= loss.lost_on <= last:
            there = loss.first_order_on is not None and loss.first_order_on < first and loss.customer_id not in already
            (counted if there else beside).add(loss.customer_id)
    return Lost(frozenset(counted), frozenset(beside))


def problems(
    lost_on: dt.date | None,
    won_back_on: dt.date | None,
    today: dt.date,
    *,
    last_order_on: dt.date | None = None,
    others: Iterable[tuple[dt.date, dt.date | None]] = (),
) -> dict[str, Problem]:
    """What is wrong with the days of a loss, by field; `others` are the days of the customer's other losses.

    Hard: loss-ahead, won-back-ahead (days to come), won-back-before (before it was lost), loss-overlaps (while it was
    lost already). Soft: loss-before-order (it ordered after that day).
    """
    found: dict[str, Problem] = {}
    if lost_on is not None and lost_on > today:
        found["lost_on"] = Problem("loss-ahead", {"day": lost_on}, hard=True)
    if won_back_on is not None and won_back_on > today:
        found["won_back_on"] = Problem("won-back-ahead", {"day": won_back_on}, hard=True)
    if lost_on is None:
        return found
    if won_back_on is not None and won_back_on < lost_on:
        found["won_back_on"] = Problem("won-back-before", {"day": lost_on}, hard=True)
    for day, until in others:
        if lost_on <= (until or dt.date.max) and day <= (won_back_on or dt.date.max):
            found.setdefault("lost_on", Problem("loss-overlaps", {"day": day}, hard=True))
    if won_back_on is None and last_order_on is not None and last_order_on > lost_on:
        found.setdefault("lost_on", Problem("loss-before-order", {"day": last_order_on}))
    return found

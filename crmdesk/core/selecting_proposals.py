"""Which marks of a good or poor customer, and which risks, the data itself suggests, with the figures (METHOD.md
section 10).

What the data cannot say is not proposed: whether a customer makes us better, pulls us into what we do not do, or
disturbs the market. Whoever never bought anything is proposed nothing but what it owes and who courts it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import Struct, field

from crmdesk.core.orders import NOTHING, to_fen
from crmdesk.core.periods import add_months
from crmdesk.core.reasons import Reason
from crmdesk.core.selecting import Proposal

_HUNDRED = 100


class Bounds(Struct, frozen=True):
    """From where on a figure says something, in percent, days, months and times."""

    paid_percent: int = 90
    falling_percent: int = 20
    share_percent: int = 10
    overdue_days: int = 90
    loyal_months: int = 24
    complaints: int = 2


USUAL = Bounds()


class Sold(Struct, frozen=True):
    """Of one customer or of all, in the last 12 months: sales; of the orders whose cost is known the sales (`costed`)
    and the profit; what contacts and compensation cost."""

    sales: Decimal = NOTHING
    costed: Decimal = NOTHING
    profit: Decimal = NOTHING
    serving: Decimal = NOTHING

    @property
    def margin(self) -> Decimal | None:
        """Gross profit in percent of sales; None where no cost is known."""
        return self.profit * _HUNDRED / self.costed if self.costed > 0 else None

    @property
    def serving_percent(self) -> Decimal | None:
        """What serving costs in percent of sales; None without sales."""
        return self.serving * _HUNDRED / self.sales if self.sales > 0 else None


class Known(Struct, frozen=True):
    """What the data says of a customer on a day.

    `own` and `all` (living customers): of the last 12 months; `buyers` so many of them bought something then. `before`:
    its sales of the 12 months before; `first_on`: its first order, None: it never ordered. Of its orders of the last 12
    months `fell_due` and of these `paid` in full in time. `owed` by it, of `receivables` of all; `overdue` since
    `since`. `complaints` of the last 12 months. `rivals`: of whom it buys; `bids_lost` to competitors in the 12 months.
    """

    own: Sold = field(default_factory=Sold)
    all: Sold = field(default_factory=Sold)
    buyers: int = 0
    orders: int = 0
    before: Decimal = NOTHING
    first_on: dt.date | None = None
    paid: int = 0
    fell_due: int = 0
    owed: Decimal = NOTHING
    receivables: Decimal = NOTHING
    overdue: Decimal = NOTHING
    since: dt.date | None = None
    complaints: int = 0
    dissatisfied: bool = False
    rivals: Sequence[str] = ()
    bids_lost: int = 0

    @property
    def average(self) -> Decimal:
        """What a buyer bought in the last 12 months."""
        return to_fen(self.all.sales / self.buyers) if self.buyers else NOTHING

    def is_falling(self, percent: int) -> bool:
        """Whether sales are more than so many percent below those of the 12 months before."""
        return self.before > 0 and (self.before - self.own.sales) * _HUNDRED > self.before * percent


def proposals(known: Known, today: dt.date, bounds: Bounds = USUAL) -> tuple[Proposal, ...]:
    """Marks in the order of the method, each with the figures it rests on."""
    return (*_bought(known, today, bounds), *_owing(known, today, bounds), *_courted(known))


def _bought(known: Known, today: dt.date, bounds: Bounds) -> Iterator[Proposal]:
    if known.first_on is None:
        return
    falling = known.is_falling(bounds.falling_percent)
    yield _demand(known, falling=falling)
    yield from _profit(known, bounds)
    yield from _cheap(known)
    yield from _loyal(known, today, bounds, falling=falling)
    if known.own.sales > 0 or known.complaints or known.own.serving > 0:
        yield _demanding(known, bounds)
    yield from _bargaining(known, bounds)


def _demand(known: Known, *, falling: bool) -> Proposal:
    params = {"sales": known.own.sales, "orders": known.orders, "before": known.before, "average": known.average}
    large = known.own.sales > 0 and known.own.sales >= known.average
    return Proposal("good_demand", large and not falling, Reason("propose-demand", params))


def _profit(known: Known, bounds: Bounds) -> Iterator[Proposal]:
    """Profitable and paying on time, as far as either is known."""
    margin, others = known.own.margin, known.all.margin
    paid = {"paid": known.paid, "due": known.fell_due}
    in_time = known.paid * _HUNDRED >= known.fell_due * bounds.paid_percent
    if margin is None or others is None:
        if known.fell_due:
            yield Proposal("good_profit", in_time, Reason("propose-paid", paid))
        return
    params = {"margin": _tenths(margin), "all": _tenths(others)}
    if known.fell_due:
        yield Proposal("good_profit", margin >= others and in_time, Reason("propose-profit", {**params, **paid}))
    else:
        yield Proposal("good_profit", margin >= others, Reason("propose-margin", params))


def _cheap(known: Known) -> Iterator[Proposal]:
    own, others = known.own.serving_percent, known.all.serving_percent
    if own is not None and others is not None and known.all.serving > 0:
        params = {"serving": known.own.serving, "percent": _tenths(own), "all": _tenths(others)}
        yield Proposal("good_cheap", own <= others, Reason("propose-cheap", params))


def _loyal(known: Known, today: dt.date, bounds: Bounds, *, falling: bool) -> Iterator[Proposal]:
    """Nothing of whoever is too new to tell."""
    if known.first_on is None or add_months(known.first_on, bounds.loyal_months) > today:
        return
    stays = known.own.sales > 0 and known.before > 0 and not falling and not known.dissatisfied
    params = {"since": known.first_on, "sales": known.own.sales, "before": known.before}
    yield Proposal("good_loyal", stays, Reason("propose-loyal", params))


def _demanding(known: Known, bounds: Bounds) -> Proposal:
    little = known.own.sales < known.average
    much = known.complaints >= bounds.complaints or known.own.serving > max(known.own.profit, NOTHING)
    params = {"sales": known.own.sales, "average": known.average, "complaints": known.complaints,
              "serving": known.own.serving}  # fmt: skip
    return Proposal("poor_demanding", little and much, Reason("propose-demanding", params))


def _bargaining(known: Known, bounds: Bounds) -> Iterator[Proposal]:
    if known.all.sales > 0 and known.own.sales > 0:
        share = known.own.sales * _HUNDRED / known.all.sales
        params = {"percent": _tenths(share), "sales": known.own.sales}
        yield Proposal("risk_profit", share >= bounds.share_percent, Reason("propose-bargaining", params))


def _owing(known: Known, today: dt.date, bounds: Bounds) -> Iterator[Proposal]:
    if known.since is not None and (today - known.since).days > bounds.overdue_days:
        params = {"overdue": known.overdue, "since": known.since, "days": (today - known.since).days}
        yield Proposal("poor_credit", True, Reason("propose-credit", params))
    elif known.since is None and known.fell_due and known.paid == known.fell_due:
        yield Proposal("poor_credit", False, Reason("propose-paid", {"paid": known.paid, "due": known.fell_due}))
    if known.receivables > 0 and (known.owed > 0 or known.first_on is not None):
        share = known.owed * _HUNDRED / known.receivables
        params = {"owed": known.owed, "percent": _tenths(share), "all": known.receivables}
        yield Proposal("risk_financial", share >= bounds.share_percent, Reason("propose-financial", params))


def _courted(known: Known) -> Iterator[Proposal]:
    """Only what is known: nobody knows that no competitor courts a customer."""
    if known.rivals:
        names = {"names": tuple(known.rivals)}
        why = Reason("propose-courted", {**names, "count": known.bids_lost}) if known.bids_lost else None
        yield Proposal("risk_loss", True, why or Reason("propose-rivals", names))
    elif known.bids_lost:
        yield Proposal("risk_loss", True, Reason("propose-bids-lost", {"count": known.bids_lost}))


def _tenths(percent: Decimal) -> str:
    return f"{percent:.1f}"

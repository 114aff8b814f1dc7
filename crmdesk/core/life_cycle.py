"""The five periods of a customer's life, suggested from its orders (METHOD.md section 3).

A customer marked lost is `ended` by hand; what is set by hand wins over every suggestion.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from math import ceil
from statistics import median
from typing import Literal

from msgspec import Struct

from crmdesk.core.orders import total
from crmdesk.core.periods import add_months
from crmdesk.core.reasons import Reason

Period = Literal["acquisition", "growth", "maturity", "decline", "ended"]
_HUNDRED = 100


class Bounds(Struct, frozen=True):
    """The numbers of the rule: after how many silent months a customer counts as ended, how many months are compared
    with those before, from which change in percent on they differ, and how many usual intervals are silence."""

    ended_months: int = 24
    compared_months: int = 12
    change_percent: int = 20
    silent_intervals: int = 2


USUAL = Bounds()


class Sale(Struct, frozen=True):
    """An order as the rule sees it: its date and what it came to, in yuan, less what was returned."""

    on: dt.date
    amount: Decimal


class Cycle(Struct, frozen=True):
    """The period, the figures it rests on, and the day on which it may become another without any new order."""

    period: Period
    why: Reason
    until: dt.date | None = None


def life_cycle(sales: Sequence[Sale], today: dt.date, bounds: Bounds = USUAL, returns: Sequence[Sale] = ()) -> Cycle:
    """The first rule that fits, from the orders of a customer up to today; later ones count from their date on.
    `returns`: what came back without an order, below zero."""
    coming = min((sale.on for sale in sales if sale.on > today), default=None)
    past = sorted((sale for sale in sales if sale.on <= today), key=lambda sale: sale.on)
    if not past:
        return Cycle("acquisition", Reason("life-no-order"), coming)
    returned = [sale for sale in returns if sale.on <= today]
    period, why = _judged(past, returned, today, bounds)
    days = [coming, *_turning(past, bounds), *_leaving([*past, *returns], bounds)]
    return Cycle(period, why, min((day for day in days if day is not None and day > today), default=None))


def usual_interval(days: Sequence[dt.date]) -> Decimal | None:
    """The median of the days between orders, in days; None with orders on fewer than three dates."""
    dates = sorted(set(days))
    if len(dates) < 3:
        return None
    return Decimal(str(median((later - earlier).days for earlier, later in pairwise(dates))))


def _judged(past: Sequence[Sale], returned: Sequence[Sale], today: dt.date, bounds: Bounds) -> tuple[Period, Reason]:
    first, last = past[0].on, past[-1].on
    if add_months(last, bounds.ended_months) <= today:
        return "ended", Reason("life-ended", {"months": bounds.ended_months, "last_on": last})
    usual = usual_interval([sale.on for sale in past])
    if usual is not None and today >= _silent_from(last, usual, bounds):
        params = {"days": (today - last).days, "usual": f"{usual.normalize():f}", "last_on": last}
        return "decline", Reason("life-silent", params)
    if add_months(first, bounds.compared_months) > today:
        return "growth", Reason("life-new", {"first_on": first, "months": bounds.compared_months})
    if add_months(last, bounds.compared_months) <= today:
        return "decline", Reason("life-nothing", {"months": bounds.compared_months, "last_on": last})
    return _compared([*past, *returned], today, bounds)


def _compared(sales: Sequence[Sale], today: dt.date, bounds: Bounds) -> tuple[Period, Reason]:
    """The last months against as many before."""
    months = bounds.compared_months
    now = total(sale.amount for sale in sales if add_months(sale.on, months) > today)
    then = total(
        sale.amount for sale in sales if add_months(sale.on, months) <= today < add_months(sale.on, 2 * months)
    )
    if then <= 0:
        return "growth", Reason("life-again", {"months": months, "sales": now})
    percent = (now - then) * _HUNDRED / then
    params = {"months": months, "sales": now, "before": then, "percent": round(abs(percent))}
    if percent > bounds.change_percent:
        return "growth", Reason("life-up", params)
    if percent < -bounds.change_percent:
        return "decline", Reason("life-down", params)
    return "maturity", Reason("life-steady", params)


def _turning(past: Sequence[Sale], bounds: Bounds) -> list[dt.date]:
    """The days on which silence changes the period."""
    last = past[-1].on
    days = [add_months(last, bounds.ended_months)]
    if (usual := usual_interval([sale.on for sale in past])) is not None:
        days.append(_silent_from(last, usual, bounds))
    return days


def _leaving(sales: Sequence[Sale], bounds: Bounds) -> list[dt.date]:
    """The days on which sales come into, and leave, the months that are compared."""
    months = bounds.compared_months
    return [day for sale in sales for day in (sale.on, add_months(sale.on, months), add_months(sale.on, 2 * months))]


def _silent_from(last: dt.date, usual: Decimal, bounds: Bounds) -> dt.date:
    return last + dt.timedelta(days=ceil(usual * bounds.silent_intervals))

"""The overview: how the business stands on a day, on a page one prints for the boss (METHOD.md sections 1, 4, 6, 8 and
15).

Each figure has the records behind it: `orders_in` and `returns_in` of a month's sales, `new_in`, `lost_in` and
`won_back_in` of who came and went (the last two ids of losses, for `churn.lost_rows`); tiers, receivables, complaints,
plan and funnel those of their own pages.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from crmdesk.core import overview as rules
from crmdesk.core.money import from_units
from crmdesk.core.orders import to_fen
from crmdesk.core.overview import CustomersMonth, Overview, Sales, TierCount
from crmdesk.core.periods import YEAR, add_months, first_of_month
from crmdesk.core.reasons import Reason
from crmdesk.core.sales_plan import PlanRow, share_gone
from crmdesk.core.tiers import TIERS
from crmdesk.core.value_basis import Period, last_months
from crmdesk.services import churn, complaint_figures, customers, privacy, qualifying, receivables, sales_plan
from crmdesk.services.desk import Desk
from crmdesk.sheets.atomic import Noted
from crmdesk.sheets.books import CancelledError
from crmdesk.store import growth, losses
from crmdesk.store import overview as store

__all__ = ["Overview", "logged_print", "lost_in", "new_in", "orders_in", "overview", "returns_in", "won_back_in"]

TOP = 10
Progress = Callable[[int, int], None]


def overview(
    desk: Desk,
    today: dt.date | None = None,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Overview:
    """Of the calendar year and the last twelve months, as of a day. Tiers are those in force now.

    Some seconds with very many customers: on the worker; `progress` is told the parts done and how many there are.
    Raises CancelledError.
    """
    day = today or desk.today()
    steps = _Steps(progress, cancelled)
    count = customers.total(desk)
    steps.next()
    sales = _sales(desk, day)
    steps.next()
    months = _months(desk, day)
    steps.next()
    churned = churn.yearly(desk, day)
    steps.next()
    tiers = _tiers(desk, day)
    steps.next()
    ages = receivables.ages(desk, day)
    steps.next()
    complaints = complaint_figures.figures(desk, months[0].first, day)
    steps.next()
    top, top_year = _top(desk, day, sales)
    steps.next()
    return Overview(
        day, count, sales, months, churned, tiers, ages, complaints, store.open_complaints(desk.data), top, top_year,
        qualifying.funnel(desk, day), None if count else Reason("overview-nothing"),
    )  # fmt: skip


def orders_in(desk: Desk, first: dt.date, last: dt.date) -> list[int]:
    """The ids of the orders of some days, the newest first."""
    return store.orders(desk.data, first, last)


def returns_in(desk: Desk, first: dt.date, last: dt.date) -> list[int]:
    """The ids of what came back in some days without an order, which lowers their sales too."""
    return store.returns(desk.data, first, last)


def new_in(desk: Desk, first: dt.date, last: dt.date) -> list[int]:
    """The ids of the customers that ordered for the first time in some days, the latest first."""
    return store.new_customers(desk.data, first, last)


def lost_in(desk: Desk, first: dt.date, last: dt.date) -> list[int]:
    """The ids of the losses of some days, the latest first."""
    return churn.lost(desk, first, last)


def won_back_in(desk: Desk, first: dt.date, last: dt.date) -> list[int]:
    """The ids of the losses that were won back in some days, the latest first."""
    return churn.won_back(desk, first, last)


def logged_print(desk: Desk, found: Overview, target: str) -> Noted:
    """The entry in the log of privacy for an overview that is to appear as a page: it names its top customers."""
    return privacy.logged(desk, "print", [row.customer_id for row in found.top], target=target)


class _Steps:
    """How many parts are done, and whether the rest is still wanted."""

    count = 8

    def __init__(self, progress: Progress | None, cancelled: Callable[[], bool]) -> None:
        self._progress, self._cancelled, self._done = progress, cancelled, 0

    def next(self) -> None:
        """Raises CancelledError."""
        if self._cancelled():
            raise CancelledError
        self._done += 1
        if self._progress is not None:
            self._progress(self._done, self.count)


def _sales(desk: Desk, day: dt.date) -> Sales:
    same_day = add_months(day, -YEAR)
    sold = growth.by_month(desk.data, Period(dt.date(day.year - 1, 1, 1), day))
    month = growth.by_month(desk.data, Period(first_of_month(same_day), same_day))
    before = {key: value for key, value in sold.items() if key < f"{same_day:%Y-%m}"}
    so_far = sum(before.values()) + sum(month.values())
    return rules.sales(
        {key: to_fen(from_units(value)) for key, value in sold.items()},
        day,
        last_year_so_far=to_fen(from_units(so_far)),
        target=sales_plan.target(desk, day.year),
        share_gone=share_gone(day.year, day),
    )


def _months(desk: Desk, day: dt.date) -> tuple[CustomersMonth, ...]:
    began = losses.begun(desk.data, day + dt.timedelta(days=1))
    return tuple(
        CustomersMonth(
            month.first, month.last, rules.first_orders(began, month.first, month.last), month.lost, month.won_back
        )
        for month in churn.by_month(desk, day, YEAR, began=began)
    )


def _tiers(desk: Desk, day: dt.date) -> tuple[TierCount, ...]:
    """In their order, without a tier last."""
    found = {tier: (count, value) for tier, count, value in store.tiers(desk.data, last_months(day))}
    turn: list[str | None] = [*TIERS, None]
    return tuple(
        TierCount(tier, found[tier][0], to_fen(from_units(found[tier][1])))
        for tier in turn
        if tier in found and (tier is not None or found[tier][0])
    )


def _top(desk: Desk, day: dt.date, sales: Sales) -> tuple[tuple[PlanRow, ...], int]:
    """With the most sales of this year; of last year while there are none."""
    this = sales.so_far > 0
    rows = sales_plan.best(desk, day.year, day, TOP, before=not this)
    return tuple(rows), day.year if this else day.year - 1

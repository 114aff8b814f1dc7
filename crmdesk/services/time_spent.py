"""Time and money spent on contacts with customers, against the profit they bring (METHOD.md section 9)."""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from msgspec.structs import replace

from crmdesk.core.interactions import Dated, Interaction
from crmdesk.core.money import from_units
from crmdesk.core.ranking import Source
from crmdesk.core.reasons import Reason
from crmdesk.core.tiers import TIERS
from crmdesk.core.time_spent import By, Sort, Spent, TimeSpent, share
from crmdesk.core.value_basis import Period
from crmdesk.services import tiers_why
from crmdesk.services.desk import Desk
from crmdesk.services.tiers_values import Watch
from crmdesk.store import interactions, tier_runs
from crmdesk.store import tiers as tier_store
from crmdesk.store import time_spent as store

_PROFIT = "last-year-profit"
Progress = Callable[[int, int], None]


def time_spent(
    desk: Desk,
    first: dt.date,
    last: dt.date,
    by: By = "tier",
    *,
    sort: Sort = "minutes",
    tier: str | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> TimeSpent:
    """What contacts in these days took and cost, and the gross profit of the orders in them.

    By tier: a line for each that is in force now, the last one for customers without. By customer: everybody with a
    contact or an order, in the order of `sort`, read by `spent_rows`; `tier`: only of this one ('': of none). On the
    worker with very many contacts. Raises UserError('tiers-too-large'); CancelledError.
    """
    period = Period(first, last)
    with tier_store.unchanging(desk.data):
        if by == "tier":
            return _by_tier(desk, period)
        return _by_customer(desk, period, sort, tier, Watch(tier_store.count(desk.data), progress, cancelled))


def spent_rows(desk: Desk, found: TimeSpent, first: int = 0, most: int = 100) -> list[Spent]:
    """So many rows of `time_spent` by customer, from the place `first`."""
    assert found.figures is not None
    ids = found.ids[first : first + most]
    shown = tier_runs.customers(desk.data, ids)
    return [
        replace(
            _shared(_line(shown[one]["number"], 1, [found.figures[name][place] for name in store.SPENT]), found.total),
            customer_id=one, name=shown[one]["name"], tier=shown[one]["tier"],
        )
        for place, one in enumerate(ids, first)
        if one in shown
    ]  # fmt: skip


def contacts_behind(desk: Desk, customer_id: int, first: dt.date, last: dt.date) -> list[Interaction]:
    """The contacts made with a customer in these days, the newest first."""
    found = interactions.of_customer(desk.data, customer_id, (), (), None, last)
    return [one for one in found if one.at.date() >= first]


def untimed(desk: Desk, found: TimeSpent, most: int) -> list[Dated]:
    """Contacts of a `time_spent` by customer that have no minutes noted, the newest first; at `most` so many, of those
    customers then who come first in it."""
    assert found.figures is not None
    first, made, timed = found.period.first or dt.date.min, found.figures["contacts"], found.figures["timed"]
    contacts: list[Interaction] = []
    for customer_id in (one for one, all_, known in zip(found.ids, made, timed, strict=True) if all_ > known):
        behind = contacts_behind(desk, customer_id, first, found.period.last)
        contacts += [one for one in behind if "minutes" not in one.values]
        if len(contacts) >= most:
            break
    whose = tier_runs.customers(desk.data, {one.customer_id for one in contacts})
    told = [
        Dated(one, customer["number"], customer["name"], customer["owner"])
        for one in contacts[:most]
        if (customer := whose.get(one.customer_id)) is not None
    ]
    return sorted(told, key=lambda one: (one.interaction.at, one.interaction.id), reverse=True)


def profit_behind(desk: Desk, customer_id: int, first: dt.date, last: dt.date) -> list[Source]:
    """The orders and returns in these days whose cost is known, oldest first, each with the gross profit it adds."""
    return tiers_why.orders_behind(desk, customer_id, Period(first, last), _PROFIT)


def _by_tier(desk: Desk, period: Period) -> TimeSpent:
    figures, counts = store.spent_by_tier(desk.data, period), store.in_tiers(desk.data)
    keys = (*TIERS, *sorted((figures.keys() | counts.keys()) - {*TIERS}))
    lines = [_line(key, counts.get(key, 0), figures.get(key, _NOTHING)) for key in keys]
    total = _sum(lines)
    why = None if any(map(any, figures.values())) else Reason("time-nothing")
    return TimeSpent(period, "tier", total, tuple(_shared(line, total) for line in lines), why=why)


_NOTHING = (0,) * len(store.SPENT)


def _by_customer(desk: Desk, period: Period, sort: Sort, tier: str | None, watch: Watch) -> TimeSpent:
    ids, columns = array("q"), {name: array("q") for name in store.SPENT}
    for rows in store.spent(desk.data, period, sort, tier):
        ids.extend([row[0] for row in rows])
        for place, name in enumerate(store.SPENT, 1):
            columns[name].extend([row[place] for row in rows])
        watch.at(len(ids))
    total = _line("", len(ids), [sum(columns[name]) for name in store.SPENT])
    return TimeSpent(period, "customer", total, (), ids, columns, None if ids else Reason("time-nothing"))


def _line(key: str, customers: int, figures: Sequence[int]) -> Spent:
    contacts, timed, minutes, cost, profit, orders, known = figures
    told = from_units(profit) if known or not orders else None
    return Spent(key, customers, contacts, timed, minutes, from_units(cost), told, orders, orders - known)


def _sum(lines: Iterable[Spent]) -> Spent:
    found = list(lines)
    profits = [line.profit for line in found if line.profit is not None]
    return Spent(
        "",
        sum(line.customers for line in found),
        sum(line.contacts for line in found),
        sum(line.timed for line in found),
        sum(line.minutes for line in found),
        sum((line.cost for line in found), Decimal(0)),
        sum(profits, Decimal(0)) if profits else None,
        sum(line.orders for line in found),
        sum(line.unknown for line in found),
    )


def _shared(line: Spent, total: Spent) -> Spent:
    profit = None if line.profit is None or total.profit is None else share(line.profit, total.profit)
    return replace(
        line,
        minutes_share=share(line.minutes, total.minutes),
        cost_share=share(line.cost, total.cost),
        profit_share=profit,
    )

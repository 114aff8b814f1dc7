"""What customers are worth: the lifetime value of one with what it rests on, the list of all, customer equity and its
course (METHOD.md section 9)."""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal

from crmdesk.core import clv
from crmdesk.core import value as rules
from crmdesk.core.clv import YEAR_DAYS, Assumptions
from crmdesk.core.errors import UserError
from crmdesk.core.money import LIMIT, from_units, to_units
from crmdesk.core.ranking import Source
from crmdesk.core.reasons import Reason
from crmdesk.core.value import Brought, Course, CustomerValue, Equity, ValueRow, Values, YearsFrom
from crmdesk.core.value_basis import Period, last_months
from crmdesk.services import tiers, tiers_why, value_equity
from crmdesk.services.desk import Desk
from crmdesk.services.tiers_values import Watch, worth
from crmdesk.services.time_spent import contacts_behind, profit_behind, spent_rows, time_spent, untimed
from crmdesk.store import tier_runs
from crmdesk.store import tiers as tier_store
from crmdesk.store import value as store

__all__ = ["Course", "CustomerValue", "Equity", "ValueRow", "Values", "at_stake", "clv_of", "clv_of_many",
           "contacts_behind", "equity", "profit_behind", "rows", "spent_rows", "time_spent", "top",
           "untimed"]  # fmt: skip

Progress = Callable[[int, int], None]


def clv_of(
    desk: Desk, customer_id: int, today: dt.date | None = None, assumptions: Assumptions | None = None
) -> CustomerValue:
    """The lifetime value of one customer with everything it rests on; milliseconds. `assumptions`: None as set.

    Raises UserError: 'record-gone', of assumptions 'clv-rate', 'clv-growth', 'clv-years', 'clv-years-many'.
    """
    day = today or desk.today()
    counted, years_from = _assumptions(desk, day, assumptions)
    shown = tier_runs.customers(desk.data, (customer_id,)).get(customer_id)
    if shown is None:
        raise UserError("record-gone")
    months, everything = last_months(day), tiers_why.orders_behind(desk, customer_id, Period(None, day), "clv")
    records = tuple(one for one in everything if months.first is None or one.on >= months.first)
    brought = rules.by_kind(records, *store.orders_in(desk.data, customer_id, months))
    days = _days(tier_store.first_order(desk.data, customer_id, day), months)
    value = _value(brought.net, days, counted)
    lost_on = store.lost_on(desk.data, customer_id, day)
    why = _why(brought, everything, value)
    return CustomerValue(
        customer_id, shown["number"], shown["name"], day, months, counted, years_from, brought, days,
        rules.yearly(brought.net, days), None if why else value,
        () if why else rules.coming(brought.net, days, counted),
        rules.past(everything, store.orders_by_year(desk.data, customer_id, day), day), records, lost_on, why,
        tuple(_notes(brought, days, lost_on)),
    )  # fmt: skip


def _assumptions(desk: Desk, day: dt.date, given: Assumptions | None) -> tuple[Assumptions, YearsFrom]:
    found, years_from = tiers.assumed(desk, day)
    if given is not None:
        found, years_from = given, years_from if given.years == found.years else "given"
    for problem in rules.problems(found).values():
        raise UserError(problem.code, **problem.params)
    return found, years_from


def _days(first_on: dt.date | None, months: Period) -> int:
    """How many days of the twelve months count: a year but for those who ordered first within them."""
    if first_on is None or months.first is None or first_on < months.first:
        return YEAR_DAYS
    return clv.days_of(first_on, months.last)


def _value(net: Decimal, days: int, assumptions: Assumptions) -> Decimal | None:
    """None beyond what amounts may be."""
    found = from_units(clv.worth(to_units(net), days, clv.factor(assumptions)))
    return found if abs(found) < LIMIT else None


def _why(brought: Brought, records: Iterable[Source], value: Decimal | None) -> Reason | None:
    if not brought.known:
        return Reason("clv-cost-unknown", {"count": brought.orders})
    if not any(True for _ in records):
        return Reason("clv-nothing")
    return Reason("clv-too-large") if value is None else None


def _notes(brought: Brought, days: int, lost_on: dt.date | None) -> Iterator[Reason]:
    if days < YEAR_DAYS:
        yield Reason("tiers-clv-own", {"days": days})
    if brought.unknown and brought.known:
        yield Reason("clv-cost-partly", {"count": brought.unknown, "of": brought.orders})
    if lost_on is not None:
        yield Reason("clv-lost", {"on": lost_on})


def clv_of_many(
    desk: Desk, ids: Iterable[int], today: dt.date | None = None, assumptions: Assumptions | None = None
) -> Mapping[int, Decimal | None]:
    """The lifetime values of some customers, by id; None where it cannot be told. Raises UserError as `clv_of`, without
    'record-gone'."""
    day = today or desk.today()
    counted, _from = _assumptions(desk, day, assumptions)
    return {one: value for one, (value, *_more) in _of_many(desk, ids, day, counted).items()}


def at_stake(desk: Desk, customer_id: int, today: dt.date | None = None) -> Decimal | None:
    """The lifetime value that may be lost with a customer; None where it cannot be told. With very many customers up to
    half a second for the churn rate that its years follow: on the worker."""
    return clv_of(desk, customer_id, today).clv


def _of_many(
    desk: Desk, ids: Iterable[int], day: dt.date, assumptions: Assumptions
) -> dict[int, tuple[Decimal | None, Decimal, int]]:
    """Lifetime value, net of the twelve months, days."""
    months, found = last_months(day), {}
    for customer_id, (net, first_on, known) in store.nets(desk.data, ids, months).items():
        days = _days(dt.date.fromisoformat(first_on) if first_on else None, months)
        brought = from_units(net)
        found[customer_id] = (_value(brought, days, assumptions) if known else None, brought, days)
    return found


def top(
    desk: Desk,
    today: dt.date | None = None,
    *,
    assumptions: Assumptions | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Values:
    """All living customers by lifetime value, the highest first; `rows` shows them by page.

    A second or two for a million customers: on the worker. Raises UserError as `clv_of`, 'tiers-too-large';
    CancelledError.
    """
    day = today or desk.today()
    counted, years_from = _assumptions(desk, day, assumptions)
    months, watch = last_months(day), Watch(tier_store.count(desk.data), progress, cancelled)
    with tier_store.unchanging(desk.data):
        found = worth(desk, "clv", day, months, counted, tiers.weights(desk), watch)
        unknown = store.unknown(desk.data, months)
    notes = [note for note in found.notes if note.code != "tiers-cost-unknown"]
    if unknown:
        notes.append(Reason("equity-cost-unknown", {"count": len(unknown)}))
    places = [place for place, one in enumerate(found.ids) if one in unknown]
    ids, values = found.ids, found.values
    if places:
        known = [place for place, one in enumerate(found.ids) if one not in unknown]
        ids = array("q", (found.ids[place] for place in (*known, *places)))
        values = array("q", (found.values[place] for place in known)) + array("q", bytes(8 * len(places)))
    return Values(day, counted, years_from, ids, values, len(ids) - len(places), tuple(notes))


def rows(desk: Desk, values: Values, first: int = 0, most: int = 100) -> list[ValueRow]:
    """So many customers of a list, from the place `first` (0 is the highest)."""
    ids = values.ids[first : first + most]
    shown = tier_runs.customers(desk.data, ids)
    found = _of_many(desk, ids, values.today, values.assumptions)
    return [
        ValueRow(
            place + 1, one, shown[one]["number"], shown[one]["name"], shown[one]["kind"], shown[one]["tier"],
            shown[one]["owner"], from_units(values.values[place]) if place < values.known else None, found[one][1],
            found[one][2] < YEAR_DAYS and place < values.known, place >= values.known,
        )
        for place, one in enumerate(ids, first)
        if one in shown
    ]  # fmt: skip


def equity(
    desk: Desk,
    today: dt.date | None = None,
    *,
    assumptions: Assumptions | None = None,
    quarters: int = rules.QUARTERS,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Course:
    """Customer equity today and at the ends of the last `quarters`, each from the records of the twelve months up to
    it; whoever is in the trash today is left out of all.

    Some seconds for a million customers: on the worker. Raises UserError as `clv_of`; CancelledError.
    """
    day = today or desk.today()
    counted, years_from = _assumptions(desk, day, assumptions)
    ends = (*rules.quarter_ends(day, quarters), day)
    watch = Watch(tier_store.count(desk.data), progress, cancelled)
    with tier_store.unchanging(desk.data):
        *past, now = value_equity.reckoned(desk, ends, clv.factor(counted), watch)
    notes = [Reason("equity-cost-unknown", {"count": now.unknown})] if now.unknown else []
    if now.guessed:
        notes.append(Reason("tiers-clv-guessed", {"count": now.guessed}))
    if now.lost:
        notes.append(Reason("equity-lost", {"count": now.lost, "amount": now.of_lost}))
    return Course(now, tuple(past), counted, years_from, tuple(notes))

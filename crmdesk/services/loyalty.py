"""Who is loyal: the matrix with its customers, the five indicators over periods, the records behind each (METHOD.md
section 7)."""

from __future__ import annotations

import datetime as dt
import json
from array import array
from collections.abc import Callable, Sequence

from crmdesk.core import indicators as rules
from crmdesk.core import loyalty as told
from crmdesk.core.errors import UserError
from crmdesk.core.indicators import KEYS, REPEAT
from crmdesk.core.loyalty import FIELDS, UNJUDGED, Behind, Indicators, Matrix, Record, Standing, Step
from crmdesk.core.money import from_units
from crmdesk.core.orders import to_fen
from crmdesk.core.reasons import Reason
from crmdesk.core.value_basis import Period, last_months
from crmdesk.services import customers, orders_looking, surveys
from crmdesk.services.desk import Desk
from crmdesk.sheets.books import CancelledError
from crmdesk.store import loyalty as store
from crmdesk.store import surveys as surveys_store
from crmdesk.store import tiers as values_store

__all__ = ["Behind", "Indicators", "Matrix", "Record", "Standing", "behind", "behind_rows", "in_field", "indicators",
           "matrix", "over_time", "standing"]  # fmt: skip

_AT_ONCE = 12
"""So many periods are counted in one pass through the orders."""
_ANSWER = {True: "yes", False: "no"}


def matrix(desk: Desk, today: dt.date | None = None, *, cancelled: Callable[[], bool] = lambda: False) -> Matrix:
    """Of all living customers, by the last survey up to a day that judges product and service. A second or two with
    very many customers: on the worker. Raises CancelledError."""
    day = today or desk.today()
    period = last_months(day)
    with values_store.unchanging(desk.data):
        stands = surveys_store.loyalties(desk.data, day)
        levels = surveys_store.levels(desk.data, day)
        everybody = values_store.count(desk.data)
        values = dict.fromkeys(stands, 0)
        for rows in values_store.sums(desk.data, "sales", period) if stands else ():
            if cancelled():
                raise CancelledError
            values.update((customer_id, value) for customer_id, value in rows if customer_id in values)
    ids = array("q", sorted(values, key=lambda customer_id: (-values[customer_id], customer_id)))
    places = bytearray(FIELDS.index(stands[customer_id]) for customer_id in ids)
    counts: dict[str, int] = dict.fromkeys(FIELDS, 0)
    sums = dict(counts)
    for customer_id, place in zip(ids, places, strict=True):
        counts[FIELDS[place]] += 1
        sums[FIELDS[place]] += values[customer_id]
    quadrants = told.quadrants(counts, {each: to_fen(from_units(value)) for each, value in sums.items()})
    why = None if ids else Reason("matrix-nobody-judged" if everybody else "tiers-no-customers")
    return Matrix(
        day, period, quadrants, len(ids), everybody - len(ids), told.level_counts(levels),
        ids, array("q", (values[customer_id] for customer_id in ids)), places, why,
    )  # fmt: skip


def in_field(
    desk: Desk,
    field: str,
    first: int = 0,
    most: int = 100,
    *,
    found: Matrix | None = None,
    today: dt.date | None = None,
) -> list[Standing]:
    """So many customers of a field of the matrix from a place on, those of most value first; of `UNJUDGED` those that
    stand in none. `found`: a matrix that was worked out already. Raises UserError('matrix-field')."""
    if field not in (*FIELDS, UNJUDGED):
        raise UserError("matrix-field", field=field, known=", ".join((*FIELDS, UNJUDGED)))
    found = found or matrix(desk, today)
    if field != UNJUDGED:
        return standing(desk, found, found.positions(field)[first : first + most])
    sales = dict(store.unjudged(desk.data, json.dumps(list(found.ids)), found.period, first, most))
    rows = customers.rows(desk, list(sales))
    return [Standing(row, None, to_fen(from_units(sales[row.id]))) for row in rows]


def standing(desk: Desk, found: Matrix, positions: Sequence[int]) -> list[Standing]:
    """Those at these positions of `found.ids`, in this order; a page at a time."""
    sales = {found.ids[position]: found.values[position] for position in positions}
    judging = surveys_store.judging(desk.data, list(sales), found.today)
    said = {each.customer_id: each for each in surveys.rows(desk, list(judging.values()))}
    return [
        Standing(row, said.get(row.id), to_fen(from_units(sales[row.id]))) for row in customers.rows(desk, list(sales))
    ]


def indicators(desk: Desk, first: dt.date | None = None, last: dt.date | None = None) -> Indicators:
    """Of the customers, offers and complaints of a period; by default of the twelve months that end on its last day, or
    today. Seconds with very many orders: on the worker. Raises UserError('indicators-period').

    Buyers ordered in the period; who bought again did so on a second day up to its end, or (return rate) brought
    somebody who was a customer by then. Of several answers of a customer in the period the last one counts. An offer
    that became an order counts on the day on which it did.
    """
    period = _period(desk, first, last)
    return Indicators(period, rules.indicators(next(store.counts(desk.data, (period,)))))


def over_time(
    desk: Desk,
    last: dt.date | None = None,
    step: Step = "quarter",
    count: int = 8,
    *,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> tuple[Indicators, ...]:
    """`indicators` of so many months or quarters, the earliest first; the last one is that of `last` (else of today)
    and ends on it. Raises CancelledError."""
    found: list[Indicators] = []
    periods = told.periods(last or desk.today(), step, count)
    for at in range(0, count, _AT_ONCE):
        several = periods[at : at + _AT_ONCE]
        if cancelled():
            raise CancelledError
        for period, counted in zip(several, store.counts(desk.data, several), strict=True):
            if cancelled():
                raise CancelledError
            found.append(Indicators(period, rules.indicators(counted)))
            if progress is not None:
                progress(len(found), count)
    return tuple(found)


def behind(
    desk: Desk, key: str, first: dt.date | None = None, last: dt.date | None = None, *, whole: bool = False
) -> Behind:
    """The records that an indicator of a period counts: its part or (`whole`) all it is a part of. As long as
    `indicators` takes. Raises UserError: 'indicators-period', 'indicator-unknown'."""
    if key not in (*KEYS, REPEAT):
        raise UserError("indicator-unknown", key=key, known=", ".join((*KEYS, REPEAT)))
    period = _period(desk, first, last)
    kind: told.RecordKind = "survey" if key in KEYS[:2] else "order" if key == "selling-power" else "customer"
    return Behind(key, period, whole, kind, store.behind(desk.data, key, period, whole=whole))


def behind_rows(desk: Desk, found: Behind, first: int = 0, most: int = 100) -> list[Record]:
    """So many of them from a place on."""
    ids = list(found.ids[first : first + most])
    if found.kind == "survey":
        return _said(desk, found, ids)
    if found.kind == "order":
        return [
            Record("order", row.id, row.number, row.customer_id, row.customer_number, row.customer_name, row.date,
                   Reason("behind-won" if row.state == "ordered" else f"behind-{row.state}", {"amount": row.amount}))
            for row in orders_looking.rows(desk, ids)
        ]  # fmt: skip
    if found.key == "complaint-rate" and not found.whole:
        complained = store.complained(desk.data, ids, found.period)
        reasons = {
            i: (day, Reason("behind-complained", {"count": count, "day": day}))
            for i, (count, day) in complained.items()
        }
    else:
        reasons = {i: (day[1], _bought(*day)) for i, day in store.bought(desk.data, ids, found.period.last).items()}
    return [
        Record("customer", row.id, row.number, row.id, row.number, row.name, *reasons[row.id])
        for row in customers.rows(desk, ids)
        if row.id in reasons
    ]


def _said(desk: Desk, found: Behind, ids: Sequence[int]) -> list[Record]:
    asked = "praises" if found.key == KEYS[0] else "asks_by_name"
    return [
        Record("survey", row.id, row.number, row.customer_id, row.customer_number, row.customer_name, row.day,
               Reason(f"behind-{found.key}-{_ANSWER[bool(row.values.get(asked))]}"))
        for row in surveys.rows(desk, ids)
    ]  # fmt: skip


def _bought(first_on: dt.date, last_on: dt.date, brought: int) -> Reason:
    params = {"first": first_on, "last": last_on, "count": brought}
    if first_on == last_on:
        return Reason("behind-once-brought" if brought else "behind-once", params)
    return Reason("behind-again-brought" if brought else "behind-again", params)


def _period(desk: Desk, first: dt.date | None, last: dt.date | None) -> Period:
    end = last or desk.today()
    if first is not None and first > end:
        raise UserError("indicators-period")
    return Period(first, end) if first is not None else last_months(end)

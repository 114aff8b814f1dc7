"""The growth score of customers: whether a small one may become a good one (METHOD.md section 4)."""

from __future__ import annotations

import datetime as dt
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import Struct

from crmdesk.core.growth import UNKNOWN, growth, points, trend
from crmdesk.core.money import from_units
from crmdesk.core.orders import to_fen
from crmdesk.core.reasons import Reason
from crmdesk.core.scoring import NONE, percentile
from crmdesk.core.value_basis import last_months, months_before
from crmdesk.services.desk import Desk
from crmdesk.store import growth as store


class Growths(Struct, frozen=True):
    """The scores of all of whom one is known: ids, rising, and beside them ten-thousandths of a point."""

    ids: Sequence[int]
    scores: Sequence[int]

    def of(self, customer_id: int) -> Decimal | None:
        """In points, 0 to 100; None where it is not known."""
        return points(self.raw(customer_id))

    def raw(self, customer_id: int) -> int:
        """As stored, or UNKNOWN."""
        at = bisect_left(self.ids, customer_id)
        return self.scores[at] if at < len(self.ids) and self.ids[at] == customer_id else UNKNOWN


class Growth(Struct, frozen=True):
    """The score of one customer in points (None: not known) and what it rests on: the trend of its own orders in
    points, sales of the last twelve months and of the twelve before, and what it needs in a year, in yuan."""

    score: Decimal | None
    trend: Decimal | None
    now: Decimal
    before: Decimal
    need: Decimal | None
    why: Reason


def scores(desk: Desk, today: dt.date | None = None) -> Growths:
    """Of everybody. It may take some seconds with very many customers."""
    day = today or desk.today()
    ids, trends, needs = array("q"), array("q"), list[int | None]()
    for customer_id, own, need in _merged(desk, day):
        if own != UNKNOWN or need is not None:
            ids.append(customer_id)
            trends.append(own)
            needs.append(need)
    return Growths(ids, growth(trends, needs))


def own(desk: Desk, customer_id: int, today: dt.date | None = None) -> Growth:
    """Of one customer, with what it rests on."""
    day = today or desk.today()
    rows = store.compared(desk.data, last_months(day), months_before(day), customer_id=customer_id)
    _id, now, before, first_on = next(iter(rows), (customer_id, 0, 0, None))
    mine = _trend(now, before, first_on, day)
    need = store.need_among(desk.data, customer_id)
    rank = NONE if need is None else percentile(*need[1:])
    score = mine if rank == NONE else rank if mine == UNKNOWN else (mine + rank + 1) // 2
    needed = None if need is None else to_fen(from_units(need[0]))
    sums = {"now": to_fen(from_units(now)), "before": to_fen(from_units(before))}
    code = {(True, True): "both", (True, False): "trend", (False, True): "need", (False, False): "unknown"}
    why = Reason(f"growth-{code[mine != UNKNOWN, need is not None]}", {**sums, "need": needed or Decimal(0)})
    return Growth(points(score), points(mine), sums["now"], sums["before"], needed, why)


def _merged(desk: Desk, day: dt.date) -> Iterator[tuple[int, int, int | None]]:
    """By rising id the trend (UNKNOWN) and the need (None) of everybody of whom either may be known."""
    needs = dict(store.needs(desk.data))
    trends = {
        customer_id: _trend(now, before, first_on, day)
        for customer_id, now, before, first_on in store.compared(desk.data, last_months(day), months_before(day))
        if now or before or customer_id in needs
    }
    for customer_id in sorted(trends.keys() | needs.keys()):
        yield customer_id, trends.get(customer_id, UNKNOWN), needs.get(customer_id)


def _trend(now: int, before: int, first_on: str | None, day: dt.date) -> int:
    first = last_months(day).first
    assert first is not None
    return trend(now, before, known_before=first_on is not None and first_on < first.isoformat())

"""Loyalty × value: how many customers stand where, and whom it pays to win (METHOD.md section 4)."""

from __future__ import annotations

import datetime as dt
from array import array
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from crmdesk.core import loyalty_value as rules
from crmdesk.core.growth import UNKNOWN, points
from crmdesk.core.loyalty_value import OF_LEVEL, PROMISING, Loyalty, Matrix, Placed, Value, place
from crmdesk.core.money import from_units
from crmdesk.core.orders import to_fen
from crmdesk.core.reasons import Reason
from crmdesk.core.value_basis import last_months, months_before
from crmdesk.services import customers, growth, tiers
from crmdesk.services.desk import Desk
from crmdesk.services.tiers import Ranking
from crmdesk.store import growth as store
from crmdesk.store import surveys

__all__ = ["Matrix", "Placed", "matrix", "rows", "rows_at"]

_BY_ORDERS, _BY_SURVEYS = Reason("matrix-repeat-purchases"), Reason("matrix-surveys")
_PROMISING = Reason("matrix-promising")


def matrix(
    desk: Desk,
    today: dt.date | None = None,
    basis: str | None = None,
    *,
    ranking: Ranking | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Matrix:
    """Of everybody, by a basis of value (None: the one that is set), or by a pyramid that was worked out already. Some
    seconds with very many customers: on the worker. Raises what `tiers.classify` raises."""
    day = today or desk.today()
    ranking = ranking or tiers.classify(desk, basis or tiers.basis(desk), "pyramid", day, cancelled=cancelled)
    if not ranking.count:
        why = Reason("tiers-no-customers")
        return Matrix(day, ranking.basis, ranking.period, rules.cells({}, {}), (), (), (), (), why)
    scores = growth.scores(desk, day)
    known = dict(zip(scores.ids, scores.scores, strict=True))
    growths = array("q", (known.get(i, UNKNOWN) for i in ranking.ids))
    said = surveys.loyalties(desk.data, day)
    places = _places(ranking, _loyalties(desk, day, said), growths)
    counts = Counter(places)
    sums = dict.fromkeys(counts, 0)
    for at, value in zip(places, ranking.values, strict=True):
        if value:
            sums[at] += value
    cells = rules.cells(counts, {at: to_fen(from_units(value)) for at, value in sums.items()})
    notes = (_BY_SURVEYS if said else _BY_ORDERS, _PROMISING)
    return Matrix(day, ranking.basis, ranking.period, cells, ranking.ids, places, growths, notes)


def rows(
    desk: Desk,
    found: Matrix,
    loyalty: Loyalty,
    value: Value,
    first: int = 0,
    count: int = 100,
    promising: bool | None = None,
) -> list[Placed]:
    """So many customers of a cell, best first, from a place on; `promising`: only those who are, or are not."""
    return rows_at(desk, found, found.positions(loyalty, value, promising=promising)[first : first + count])


def rows_at(desk: Desk, found: Matrix, positions: Sequence[int]) -> list[Placed]:
    """Those at these positions of `found.ids`, in this order; a page at a time."""
    at = {found.ids[position]: position for position in positions}
    return [
        Placed(
            customer,
            points(found.growths[at[customer.id]]),
            _advice(found, at[customer.id]),
        )
        for customer in customers.rows(desk, list(at))
    ]


def _advice(found: Matrix, position: int) -> str:
    """For the customer at a position, a key of `core.loyalty_value.ADVICE`."""
    loyalty, value = rules.of_place(found.places[position])
    return rules.advice(loyalty, value, promising=found.growths[position] >= PROMISING)


def _loyalties(desk: Desk, day: dt.date, said: Mapping[int, str]) -> Mapping[int, Loyalty]:
    """Of those who ordered in the last 24 months, or were asked; the others are not yet loyal. `said`: in which field
    of the loyalty matrix who was asked stands."""
    found: dict[int, Loyalty] = {
        customer_id: rules.loyalty(now, before)
        for customer_id, now, before in store.order_days(desk.data, last_months(day), months_before(day))
    }
    for customer_id, field in said.items():
        found[customer_id] = rules.asked(field, found.get(customer_id, "not-yet"))
    return found


def _places(ranking: Ranking, loyalties: Mapping[int, Loyalty], growths: Sequence[int]) -> bytearray:
    values = [OF_LEVEL[level.key] for level in ranking.division.levels for _ in range(level.count)]
    of = {
        (loyalty, value, risen): place(loyalty, value, promising=risen)
        for loyalty in rules.LOYALTIES
        for value in rules.VALUES
        for risen in (False, True)
    }
    return bytearray(
        of[loyalties.get(i, "not-yet"), value, score >= PROMISING]
        for i, value, score in zip(ranking.ids, values, growths, strict=True)
    )

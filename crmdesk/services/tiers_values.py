"""What every customer is worth by a basis, ranked: from the data file in sets, never a customer at a time (METHOD.md
section 4)."""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct, field

from crmdesk.core import clv, scoring
from crmdesk.core.errors import UserError
from crmdesk.core.growth import UNKNOWN, trend
from crmdesk.core.reasons import Reason
from crmdesk.core.scoring import PARTS, Weights
from crmdesk.core.value_basis import SCORE, Period
from crmdesk.services.desk import Desk
from crmdesk.sheets.books import CancelledError
from crmdesk.store import tiers as store

Chunks = Iterator[list[tuple[int, ...]]]
_NOTHING = -(2**63)
_MOST = 2**63 - 1
_TENTH_OF_THOUSANDTH = 1_000_000


class Worth(Struct):
    """Living customers by value, best first, and what is to be said about where it comes from."""

    ids: array[int] = field(default_factory=lambda: array("q"))
    values: array[int] = field(default_factory=lambda: array("q"))
    notes: list[Reason] = field(default_factory=list)
    scored: array[int] | None = None
    facts: Mapping[str, Sequence[int | None]] | None = None


class Watch:
    """How far it is, in customers, and whether it is still wanted."""

    def __init__(self, total: int, progress: Callable[[int, int], None] | None, cancelled: Callable[[], bool]) -> None:
        self._total, self._progress, self._cancelled = total, progress, cancelled

    def at(self, done: int) -> None:
        """Raises CancelledError."""
        if self._cancelled():
            raise CancelledError
        if self._progress is not None:
            self._progress(min(done, self._total), self._total)


class Column(Sequence[int | None]):
    """Very many numbers of which some are not known, eight bytes each."""

    def __init__(self) -> None:
        self._values = array("q")

    def append(self, value: int | None) -> None:
        self._values.append(_NOTHING if value is None else value)

    def __len__(self) -> int:
        return len(self._values)

    def __getitem__(self, place):  # type: ignore[no-untyped-def]
        value = self._values[place]
        return None if value == _NOTHING else value

    def __iter__(self) -> Iterator[int | None]:
        return (None if value == _NOTHING else value for value in self._values)


def worth(
    desk: Desk,
    basis: str,
    today: dt.date,
    period: Period,
    assumptions: clv.Assumptions,
    weights: Weights,
    watch: Watch,
) -> Worth:
    """Everybody by what the basis says. Raises UserError: 'tiers-too-large', 'clv-too-large', of assumptions;
    CancelledError."""
    found = Worth()
    if basis == SCORE:
        ranked = store.ranked_of(desk.data, _json(_scores(desk, today, period, weights, found, watch)))
    elif basis == "clv":
        ranked = store.ranked_of(desk.data, _json(_lifetimes(desk, today, period, assumptions, found, watch)))
    else:
        ranked = store.ranked(desk.data, basis, period)
    if basis in store.PROFITS and (unknown := store.without_cost(desk.data, period)):
        found.notes.append(Reason("tiers-cost-unknown", {"count": unknown}))
    _place(desk, found, ranked, watch)
    return found


def _place(desk: Desk, found: Worth, ranked: Chunks, watch: Watch) -> None:
    """Those with a value as they come; whoever has none between those above and those below zero, by number."""
    below: list[tuple[int, ...]] = []
    for rows in ranked:
        above = [row for row in rows if row[1] > 0]
        found.ids.extend([row[0] for row in above])
        found.values.extend([row[1] for row in above])
        below += rows[len(above) :]
        watch.at(len(found.ids))
    valued = set(found.ids)
    valued.update(row[0] for row in below)
    for rows in store.everybody(desk.data):
        found.ids.extend([row[0] for row in rows if row[0] not in valued])
        watch.at(len(found.ids))
    found.values.extend(array("q", bytes(8 * (len(found.ids) - len(found.values)))))
    found.ids.extend([row[0] for row in below])
    found.values.extend([row[1] for row in below])


def _json(pairs: Iterable[tuple[int, int]]) -> str:
    return "{" + ",".join([f'"{customer}":{value}' for customer, value in pairs]) + "}"


def _lifetimes(
    desk: Desk, today: dt.date, period: Period, assumptions: clv.Assumptions, found: Worth, watch: Watch
) -> Iterator[tuple[int, int]]:
    factor = clv.factor(assumptions)
    days = {
        customer: clv.days_of(dt.date.fromisoformat(day), today)
        for rows in store.newcomers(desk.data, period)
        for customer, day in rows
    }
    done = guesses = 0
    for rows in store.sums(desk.data, "clv", period):
        for customer, net in rows:
            known = days.get(customer, clv.YEAR_DAYS)
            guesses += known < clv.YEAR_DAYS
            value = clv.worth(net, known, factor)
            if abs(value) > _MOST:
                raise UserError("clv-too-large")
            yield customer, value
        done += len(rows)
        watch.at(done)
    if guesses:
        found.notes.append(Reason("tiers-clv-guessed", {"count": guesses}))


def _scores(
    desk: Desk, today: dt.date, period: Period, weights: Weights, found: Worth, watch: Watch
) -> Iterator[tuple[int, int]]:
    ids, columns = array("q"), {part: Column() for part in PARTS}
    for rows in store.scored(desk.data, today, period):
        for customer, sales, profit, orders, in_time, fell_due, before in rows:
            ids.append(customer)
            columns["sales"].append(sales)
            columns["profit"].append(profit)
            columns["orders"].append(orders)
            columns["on_time"].append(in_time * _TENTH_OF_THOUSANDTH // fell_due if fell_due else None)
            own = trend(sales, before or 0, known_before=before is not None)
            columns["growth"].append(None if own == UNKNOWN else own)
        watch.at(len(ids))
    found.scored, found.facts = ids, columns
    yield from zip(ids, scoring.scores(columns, weights), strict=True)

"""Customer equity of several days, from one pass through the records (METHOD.md section 9)."""

from __future__ import annotations

import datetime as dt
from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal

from msgspec import Struct, field

from crmdesk.core import clv, losses
from crmdesk.core import value as rules
from crmdesk.core.clv import YEAR_DAYS
from crmdesk.core.orders import NOTHING
from crmdesk.core.reasons import Reason
from crmdesk.core.value import Equity
from crmdesk.core.value_basis import Period, last_months
from crmdesk.services.desk import Desk
from crmdesk.services.tiers_values import Watch
from crmdesk.store import losses as losses_store
from crmdesk.store import repurchase, tiers
from crmdesk.store import value as store

MOST_DAYS = 60
"""So many days at once: each is a bit of a number."""
_DAY = dt.timedelta(days=1)
_EVERY = 2**64 - 1


_Key = tuple[int, int, int]
"""In which windows, on which day the customer ordered first (0: before them all, or never), when it was lost: at which
ends."""


class _Window(Struct, frozen=True):
    """The twelve months up to a day, as ordinals, and its bit."""

    bit: int
    first: int
    last: int


class _Sums(Struct):
    """What was brought, in ten-thousandths of a yuan, and by how many customers."""

    nets: Counter[_Key] = field(default_factory=Counter)
    counts: Counter[_Key] = field(default_factory=Counter)


class _Within(dict[str, int]):
    """The bits of the windows in which a day lies, by its text."""

    def __init__(self, windows: Sequence[_Window]) -> None:
        super().__init__()
        self._windows = windows

    def __missing__(self, day: str) -> int:
        on = dt.date.fromisoformat(day).toordinal()
        self[day] = sum(each.bit for each in self._windows if each.first <= on <= each.last)
        return self[day]


def reckoned(desk: Desk, ends: Sequence[dt.date], factor: int, watch: Watch) -> list[Equity]:
    """Of each of these days (at most `MOST_DAYS`), from what was recorded in the twelve months up to it. Raises
    CancelledError."""
    windows = [_window(1 << place, end) for place, end in enumerate(ends)]
    within = _Within(windows)
    whole = Period(dt.date.fromordinal(min(each.first for each in windows)), max(ends))
    size = repurchase.last_id(desk.data) + 1
    left_out, unknown = _left_out(desk, whole, within, size, watch)
    sums = _sums(desk, whole, within, left_out, _lost(desk, windows), watch)
    everybody = store.customers(desk.data, ends)
    return [
        _equity(each, sums, count, sum(n for bits, n in unknown.items() if bits & each.bit), factor)
        for each, count in zip(windows, everybody, strict=True)
    ]


def _window(bit: int, end: dt.date) -> _Window:
    first = last_months(end).first
    assert first is not None
    return _Window(bit, first.toordinal(), end.toordinal())


def _left_out(
    desk: Desk, whole: Period, within: _Within, size: int, watch: Watch
) -> tuple[array[int], Mapping[int, int]]:
    """By customer the bits of the windows in which it does not count: it is in the trash, or bought something in them
    and the cost of none of it is known. By the latter bits of how many."""
    found, known = array("Q", bytes(8 * size)), array("Q", bytes(8 * size))
    for rows in store.bought(desk.data, whole):
        watch.at(0)
        for customer, day, has_cost in rows:
            found[customer] |= within[day]
            if has_cost:
                known[customer] |= within[day]
    unknown, trash = Counter[int](), store.in_trash(desk.data)
    for customer in trash:
        found[customer] = 0
    for customer, bits in enumerate(found):
        if bits:
            found[customer] = bits & ~known[customer]
            unknown[found[customer]] += 1
    for customer in trash:
        found[customer] = _EVERY
    return found, unknown


def _lost(desk: Desk, windows: Sequence[_Window]) -> Mapping[int, int]:
    """By customer the bits of the days on which it was lost."""
    past, found = losses_store.past(desk.data), Counter[int]()
    for each in windows:
        for customer in losses.gone(past, dt.date.fromordinal(each.last) + _DAY):
            found[customer] |= each.bit
    return found


def _sums(
    desk: Desk, whole: Period, within: _Within, left_out: array[int], lost: Mapping[int, int], watch: Watch
) -> _Sums:
    since, counted, found = array("i", bytes(4 * len(left_out))), array("Q", bytes(8 * len(left_out))), _Sums()
    for rows in tiers.newcomers(desk.data, whole):
        watch.at(0)
        for customer, day in rows:
            since[customer] = dt.date.fromisoformat(day).toordinal()
    nets, counts = found.nets, found.counts
    for rows in store.flows(desk.data, whole):
        watch.at(0)
        for customer, net, day in rows:
            if bits := within[day] & ~left_out[customer]:
                first_on, gone = since[customer], lost.get(customer, 0)
                nets[bits, first_on, gone] += net
                if new := bits & ~counted[customer]:
                    counted[customer] |= new
                    counts[new, first_on, gone] += 1
    watch.at(len(left_out))
    return found


def _equity(window: _Window, sums: _Sums, everybody: int, unknown: int, factor: int) -> Equity:
    """Of one window."""
    nets, counts = _of(window, sums.nets), _of(window, sums.counts)
    total, of_lost = (
        rules.amount(rules.equity_units(((days, net) for (days, gone), net in nets.items() if gone or every), factor))
        for every in (True, False)
    )
    counted, lost = counts.total(), sum(n for (_days, gone), n in counts.items() if gone)
    guessed = sum(n for (days, _gone), n in counts.items() if days < YEAR_DAYS)
    on = dt.date.fromordinal(window.last)
    why, customers = _why(everybody, counted, unknown, total), max(everybody - unknown, counted)
    return Equity(on, None if why else total, customers, unknown, guessed, lost, of_lost or NOTHING, why)


def _of(window: _Window, sums: Mapping[_Key, int]) -> Counter[tuple[int, bool]]:
    """The sums that lie in a window, by how many days of it their customers count and whether these are lost."""
    last, found = dt.date.fromordinal(window.last), Counter[tuple[int, bool]]()
    for (bits, first_on, gone), number in sums.items():
        if bits & window.bit:
            new = window.first <= first_on <= window.last
            days = clv.days_of(dt.date.fromordinal(first_on), last) if new else YEAR_DAYS
            found[days, gone & window.bit != 0] += number
    return found


def _why(everybody: int, counted: int, unknown: int, total: Decimal | None) -> Reason | None:
    if not everybody and not counted and not unknown:
        return Reason("tiers-no-customers")
    if not counted:
        return Reason("equity-cost-unknown", {"count": unknown}) if unknown else Reason("equity-nothing")
    return Reason("clv-too-large") if total is None else None

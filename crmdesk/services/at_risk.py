"""Customers at risk of leaving, with what helps: of everybody in one pass over all orders (METHOD.md section 8)."""

from __future__ import annotations

import datetime as dt
from array import array
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from crmdesk.core import at_risk as rules
from crmdesk.core import losses as counting
from crmdesk.core.at_risk import REASONS, AtRisk, AtRiskRow, Bounds, Facts
from crmdesk.core.churn import SILENT_MONTHS
from crmdesk.core.errors import UserError
from crmdesk.core.life_cycle import usual_interval
from crmdesk.core.money import from_units, to_units
from crmdesk.core.orders import NOTHING, to_fen
from crmdesk.core.reasons import Reason
from crmdesk.core.settings import CHANGE_PERCENT, SILENT_INTERVALS
from crmdesk.core.value_basis import Period, last_months, months_before
from crmdesk.services import customers, receivables, settings
from crmdesk.services.desk import Desk
from crmdesk.sheets.books import CancelledError
from crmdesk.store import at_risk as store
from crmdesk.store import losses as losses_store
from crmdesk.store.at_risk import Trouble

__all__ = ["SORTS", "AtRisk", "AtRiskRow", "Sort", "at_risk", "risk_rows", "why_at_risk"]

Sort = Literal["stake", "silence"]
SORTS: tuple[Sort, ...] = ("stake", "silence")
_AT_ONCE = 5_000
_GONE = 1 << REASONS.index(rules.GONE)
_DAY = dt.timedelta(days=1)
_UNTROUBLED = Trouble()


def at_risk(
    desk: Desk,
    today: dt.date | None = None,
    *,
    reasons: Collection[str] = (),
    owner: str | None = None,
    sort: Sort = "stake",
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> AtRisk:
    """Everybody with orders until a day who was not lost by then and for whom a reason holds (`reasons`: one of these);
    `owner`: of one of us, '' of nobody. `risk_rows` gives them. Counts per reason leave `reasons` aside.

    By `sort` most at stake, or longest without an order, first. Some seconds with very many customers: on the worker.
    Raises UserError('risk-unknown'), CancelledError.
    """
    if unknown := next((code for code in reasons if code not in REASONS), None):
        raise UserError("risk-unknown", reason=unknown)
    day, bounds = today or desk.today(), _bounds(desk)
    wanted = sum(1 << REASONS.index(code) for code in frozenset(reasons))
    left = counting.gone(losses_store.past(desk.data), day + _DAY)
    mine = None if owner is None else losses_store.owned(desk.data, owner)
    found: list[tuple[int, int, int, int, int]] = []
    counts: Counter[int] = Counter()
    anybody, days = False, _Days(day)
    for known in _watched(desk, _known(desk, day), progress, cancelled):
        anybody = True
        customer_id, (gone, last_on) = known.customer_id, days[known.last_on]
        code = _GONE if gone else _code(known, day, bounds)
        if not code or customer_id in left or (mine is not None and customer_id not in mine):
            continue
        counts[code] += 1
        if not wanted or code & wanted:
            turn = (-known.stake, -last_on) if sort == "stake" else (last_on, -known.stake)
            found.append((*turn, customer_id, code, known.stake))
    found.sort()
    ids, codes, stakes = (array("q", [each[place] for each in found]) for place in (2, 3, 4))
    named = {name: sum(n for code, n in counts.items() if code >> at & 1) for at, name in enumerate(REASONS)}
    why = None if found else Reason("risk-nobody" if anybody else "risk-no-orders")
    return AtRisk(day, bounds, ids, stakes, codes, named, why)


def risk_rows(desk: Desk, found: AtRisk, first: int = 0, most: int = 100) -> list[AtRiskRow]:
    """So many of whom it names, from a place on; those gone meanwhile are left out."""
    ids = list(found.ids[first : first + most])
    known = {each.customer_id: each for each in _known(desk, found.today, ids)}
    facts = {customer_id: each.facts() for customer_id, each in known.items()}
    return [
        AtRiskRow(
            customer, to_fen(from_units(known[customer.id].stake)), facts[customer.id],
            rules.risks(facts[customer.id], found.today, found.bounds),
        )
        for customer in customers.rows(desk, ids)
        if customer.id in known
    ]  # fmt: skip


def why_at_risk(desk: Desk, customer_id: int, today: dt.date | None = None) -> tuple[rules.Risk, ...]:
    """The reasons that hold for one customer; none for who is lost or never ordered."""
    day = today or desk.today()
    if losses_store.present(desk.data, (customer_id,), day):
        return ()
    known = next(_known(desk, day, (customer_id,)), None)
    return rules.risks(known.facts(), day, _bounds(desk)) if known is not None else ()


def _bounds(desk: Desk) -> Bounds:
    """Silence and falling orders as the life cycle has them."""
    return Bounds(settings.get(desk, SILENT_INTERVALS), settings.get(desk, CHANGE_PERCENT))


class _Known(Struct):
    """Of a customer on a day, as stored: its last order, sales of the last twelve months and of the twelve before, the
    days of its orders where they tell a rhythm, and what was wrong."""

    customer_id: int
    last_on: str
    sales: int
    before: int
    days: str | None
    trouble: Trouble

    @property
    def stake(self) -> int:
        return max(self.sales, self.before)

    def facts(self) -> Facts:
        usual = usual_interval([dt.date.fromisoformat(on) for on in self.days.split(",")]) if self.days else None
        trouble = self.trouble
        return Facts(
            dt.date.fromisoformat(self.last_on), usual, _yuan(self.sales), _yuan(self.before),
            trouble.level, trouble.open_complaints, _yuan(trouble.overdue), trouble.overdue_since,
        )  # fmt: skip


class _Days(dict[str, tuple[bool, int]]):
    """Whether who ordered last on a day has been silent for so long that nothing else counts, and the day's ordinal."""

    def __init__(self, today: dt.date) -> None:
        super().__init__()
        self._today = today

    def __missing__(self, last_on: str) -> tuple[bool, int]:
        day = dt.date.fromisoformat(last_on)
        self[last_on] = found = bool(rules.risks(Facts(day), self._today)), day.toordinal()
        return found


def _code(known: _Known, day: dt.date, bounds: Bounds) -> int:
    """The reasons as a bit each. Most customers have none, which is seen before their facts are put together."""
    falling = known.before > 0 and (known.before - known.sales) * 100 > known.before * bounds.falling_percent
    if falling or known.days or known.trouble is not _UNTROUBLED:
        return rules.coded(rules.risks(known.facts(), day, bounds))
    return 0


def _known(desk: Desk, day: dt.date, ids: Sequence[int] | None = None) -> Iterator[_Known]:
    """Of everybody with orders until a day (of these customers)."""
    year, before = _first(last_months(day)), _first(months_before(day))
    silent = _first(last_months(day, SILENT_MONTHS))
    back = store.returns(desk.data, before - _DAY, year - _DAY, day, ids)
    troubled = _troubled(desk, day, ids)
    for customer_id, last_on, sales, sales_before, days in store.orders(desk.data, before, year, silent, day, ids):
        returned = back.get(customer_id, (0, 0))
        yield _Known(
            customer_id, last_on, sales - returned[0], sales_before - returned[1], days,
            troubled.get(customer_id, _UNTROUBLED),
        )  # fmt: skip


def _yuan(units: int) -> Decimal:
    return from_units(units) if units else NOTHING


def _troubled(desk: Desk, day: dt.date, ids: Sequence[int] | None) -> Mapping[int, Trouble]:
    """By customer what was wrong on a day: today as the marks say, else as it was then."""
    if day == desk.today():
        return store.marked(desk.data, ids)
    levels = store.levels(desk.data, day, ids)
    complaints = store.complaining(desk.data, day, ids)
    owing = {each.customer_id: each for each in receivables.owing(desk, day) if each.overdue > 0}
    found = {}
    for customer_id in levels.keys() | complaints.keys() | owing.keys():
        owed = owing.get(customer_id)
        found[customer_id] = Trouble(
            levels.get(customer_id), complaints.get(customer_id, 0),
            to_units(owed.overdue) if owed else 0, owed.since if owed else None,
        )  # fmt: skip
    return found


def _first(period: Period) -> dt.date:
    assert period.first is not None
    return period.first


def _watched(
    desk: Desk,
    found: Iterator[_Known],
    progress: Callable[[int, int], None] | None,
    cancelled: Callable[[], bool],
) -> Iterator[_Known]:
    """The same, telling how many customers are done. Raises CancelledError."""
    total = customers.total(desk)
    for done, each in enumerate(found):
        if done % _AT_ONCE == 0:
            if cancelled():
                raise CancelledError
            if progress is not None:
                progress(min(done, total), total)
        yield each

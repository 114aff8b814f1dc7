"""A customer's account with us over a time: what it owed before, what was sold, given back and paid, what it owes then
(METHOD.md sections 3 and 15)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from crmdesk.core.orders import NOTHING, payable, total
from crmdesk.core.periods import YEAR, add_months, first_of_month
from crmdesk.core.sales import Line
from crmdesk.core.words import Label

PERIODS: dict[str, Label] = {
    "this-month": Label("This month", "本月"),
    "last-month": Label("Last month", "上月"),
    "last-quarter": Label("Last quarter", "上季度"),
    "this-year": Label("This year", "本年"),
    "last-year": Label("Last year", "上年"),
    "all": Label("From the beginning", "全部"),
}
MOVEMENTS: dict[str, Label] = {
    "order": Label("Order", "订货"),
    "settled": Label("Settled before", "已结清"),
    "return": Label("Return", "退货"),
    "refund": Label("Refund", "退款"),
    "payment": Label("Payment", "付款"),
}
"""What changes an account, in the order of one day."""
_QUARTER = 3
_TURNS = tuple(MOVEMENTS)


class Movement(Struct, frozen=True):
    """One thing that changes what a customer owes: `kind` is a key of MOVEMENTS; 'settled': what an
    order brought from old records counted as paid. `debit` raises what is owed, `credit` takes off; both at least 0.

    `number`: of the order or return, of a payment that of its order; `told`: what else there is to say; `lines`: goods.
    """

    on: dt.date
    kind: str
    number: str
    debit: Decimal = NOTHING
    credit: Decimal = NOTHING
    told: str = ""
    lines: tuple[Line, ...] = ()

    @property
    def change(self) -> Decimal:
        return self.debit - self.credit


class Account(Struct, frozen=True):
    """What was owed before the first day (below zero: in the customer's favour), the movements up to the last one,
    what is owed behind each of them. `first` None: from the beginning."""

    first: dt.date | None
    last: dt.date
    opening: Decimal
    movements: tuple[Movement, ...]
    balances: tuple[Decimal, ...]

    @property
    def debit(self) -> Decimal:
        return total(each.debit for each in self.movements)

    @property
    def credit(self) -> Decimal:
        return total(each.credit for each in self.movements)

    @property
    def closing(self) -> Decimal:
        return self.balances[-1] if self.balances else self.opening


def span(period: str, today: dt.date) -> tuple[dt.date | None, dt.date]:
    """The days of a period (a key of PERIODS) with both; what is still going on ends today. None: no first day."""
    month = first_of_month(today)
    year = today.replace(month=1, day=1)
    quarter = month.replace(month=(month.month - 1) // _QUARTER * _QUARTER + 1)
    day = dt.timedelta(days=1)
    return {
        "this-month": (month, today),
        "last-month": (add_months(month, -1), month - day),
        "last-quarter": (add_months(quarter, -_QUARTER), quarter - day),
        "this-year": (year, today),
        "last-year": (add_months(year, -YEAR), year - day),
        "all": (None, today),
    }[period]


def of_order(
    sold: Movement,
    amount: Decimal,
    returns: Sequence[Movement],
    *,
    received: Decimal = NOTHING,
    settled: bool = False,
) -> list[Movement]:
    """The movements of one order besides its payments: together its `core.orders.sums` (payable; and where it is
    `settled` as if paid, what payments do not cover).

    `sold` and `returns` say when and under which number; their amounts are worked out here: what comes back is taken
    off what is to be paid, never more than that. `returns`: each with the amount of its goods as `credit`.
    """
    left = payable(amount)
    made = [replace(sold, debit=left)]
    back = NOTHING
    for one in sorted(returns, key=lambda each: each.on):
        back += one.credit
        after = payable(amount, back)
        made.append(replace(one, credit=left - after))
        left = after
    if settled and received < left:
        made.append(Movement(sold.on, "settled", sold.number, credit=left - received))
    return made


def account(movements: Iterable[Movement], first: dt.date | None, last: dt.date) -> Account:
    """Movements in any order, put into that of their days; those after the last day do not count."""
    until = sorted((each for each in movements if each.on <= last), key=lambda each: (each.on, _TURNS.index(each.kind)))
    before = [each for each in until if first is not None and each.on < first]
    within = tuple(until[len(before) :])
    opening = total(each.change for each in before)
    balances, so_far = [], opening
    for each in within:
        so_far += each.change
        balances.append(so_far)
    return Account(first, last, opening, within, tuple(balances))

"""The money of orders as pure rules: amounts of lines, what is to be paid, when it is due and what is left of it.

METHOD.md sections 3 and 15. Amounts are yuan, exact to four decimals; what a person pays is rounded half up to the fen.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal

from msgspec import Struct

ORDERED = "ordered"
NOTHING = Decimal(0)
LONGEST_TERMS = 36_500
"""Days; what an old sheet says beyond counts as so many."""
_FEN, _FOUR = Decimal("0.01"), Decimal("0.0001")
_HUNDRED = Decimal(100)
_CONTEXT = Context(prec=80)


class Due(Struct, frozen=True):
    """A part of what is to be paid, and the day from which it is owed."""

    on: dt.date
    amount: Decimal


class Terms(Struct, frozen=True):
    """What an order says about paying: `instalments`, or else a first payment at once and the rest after so many days
    from its date."""

    date: dt.date
    days: int = 0
    first_payment: Decimal = NOTHING
    instalments: tuple[Due, ...] = ()


class Sums(Struct, frozen=True):
    """The sums of an order. `amount`: of its lines less the reduction; `payable`: what came back taken off too, to the
    fen; `due`: what of it is not paid, `due_on`: since when the oldest part of that is owed; `credit`: what was paid
    beyond it.

    Always payable + credit = paid + due.
    """

    amount: Decimal
    cost: Decimal | None
    returned: Decimal
    payable: Decimal
    paid: Decimal
    due: Decimal
    due_on: dt.date | None
    credit: Decimal


def to_fen(amount: Decimal) -> Decimal:
    """Rounded half up to the fen (hundredth of a yuan)."""
    return amount.quantize(_FEN, ROUND_HALF_UP, _CONTEXT)


def line_amount(quantity: Decimal, price: Decimal, discount: Decimal | None = None) -> Decimal:
    """Of a whole line, to the fen; `discount` is what is taken off, in percent."""
    kept = (_HUNDRED - (discount or NOTHING)) / _HUNDRED
    return to_fen(_CONTEXT.multiply(_CONTEXT.multiply(quantity, price), kept))


def line_cost(quantity: Decimal, cost: Decimal) -> Decimal:
    """Of a whole line, to the fen, from the cost of one unit."""
    return to_fen(_CONTEXT.multiply(quantity, cost))


def unit_price(amount: Decimal, quantity: Decimal, discount: Decimal | None = None) -> Decimal | None:
    """The price, to four decimals, that gives a line's amount; None where none does (nothing sold, all taken off)."""
    kept = _CONTEXT.multiply(quantity, (_HUNDRED - (discount or NOTHING)) / _HUNDRED)
    return share(amount, Decimal(1), kept) if kept else None


def share(amount: Decimal, part: Decimal, whole: Decimal) -> Decimal:
    """amount × part ÷ whole, to four decimals."""
    return _CONTEXT.divide(_CONTEXT.multiply(amount, part), whole).quantize(_FOUR, ROUND_HALF_UP, _CONTEXT)


def payable(amount: Decimal, returned: Decimal = NOTHING) -> Decimal:
    """What is to be paid of an order's amount after what came back, to the fen; never below nothing."""
    return max(NOTHING, to_fen(amount - returned))


def schedule(terms: Terms, amount: Decimal, returned: Decimal = NOTHING) -> tuple[Due, ...]:
    """What is owed from when on, oldest first; together it is `payable`. What came back is taken from the last parts;
    what instalments do not cover is owed with the last of them."""
    agreed = payable(amount)
    parts = sorted(terms.instalments, key=lambda part: part.on)
    if not parts:
        first = min(terms.first_payment, agreed)
        parts = [Due(terms.date, first)] if first > 0 else []
    rest = agreed - total(part.amount for part in parts)
    days = dt.timedelta(days=min(terms.days, LONGEST_TERMS))
    last = parts[-1].on if terms.instalments else terms.date + days
    if rest > 0:
        parts.append(Due(last, rest))
    left, kept = payable(amount, returned), []
    for part in parts:
        amount = min(part.amount, left)
        if amount > 0:
            kept.append(Due(part.on, amount))
            left -= amount
    return tuple(kept)


def unpaid(parts: Sequence[Due], paid: Decimal) -> tuple[Due, ...]:
    """What is left of a schedule: money received goes to the oldest part first."""
    left, found = max(NOTHING, paid), []
    for part in parts:
        covered = min(part.amount, left)
        left -= covered
        if covered < part.amount:
            found.append(Due(part.on, part.amount - covered))
    return tuple(found)


def paid_on(parts: Sequence[Due], received: Iterable[tuple[dt.date, Decimal]]) -> tuple[dt.date | None, ...]:
    """For each part of a schedule the day from which on it was paid in full; None: it is not.

    `received`: days and amounts in any order, refunds below zero; oldest part first.
    """
    moves = sorted(received)
    sums, so_far = [], NOTHING
    for _, amount in moves:
        so_far += amount
        sums.append(so_far)
    found: list[dt.date | None] = []
    needed = NOTHING
    for part in parts:
        needed += part.amount
        place = len(moves)
        while place and sums[place - 1] >= needed:
            place -= 1
        found.append(moves[place][0] if place < len(moves) else None)
    return tuple(found)


def sums(
    terms: Terms,
    *,
    state: str,
    goods: Decimal,
    cost: Decimal | None = None,
    reduction: Decimal | None = None,
    returned: Decimal = NOTHING,
    received: Decimal = NOTHING,
    settled: bool = False,
) -> Sums:
    """The sums of an order; `goods`: of its lines, `received`: payments less refunds. Nothing is to be paid for what is
    no order (an offer, one lost or cancelled); one *settled at import* counts as paid."""
    amount = goods - (reduction or NOTHING)
    to_pay = payable(amount, returned) if state == ORDERED else NOTHING
    paid = max(received, to_pay) if settled else received
    left = unpaid(schedule(terms, amount, returned), paid) if paid < to_pay else ()
    due = max(NOTHING, to_pay - paid)
    return Sums(amount, cost, returned, to_pay, paid, due, left[0].on if left else None, max(NOTHING, paid - to_pay))


def total(amounts: Iterable[Decimal]) -> Decimal:
    """The exact sum; nothing for none."""
    return sum(amounts, NOTHING)

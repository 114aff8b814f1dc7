"""Loyalty × value: whom it pays to win (METHOD.md section 4).

Turning a worthless customer loyal gains nothing; winning a valuable or promising one does. Of whom no survey judges
product and service, loyalty is told from repeat purchases† of the last 24 months:

* *loyal*: ordered on two days or more in the last twelve months, and in the twelve before;
* *returning*: ordered on two days or more;
* *not yet*: once, or not at all.

Who was asked is loyal or (destructive) not yet as it said last; easily won by competitors or still hoping in us, it is
at most returning†, whatever it buys.

Value is the tier of the ranking: gold and silver are high, bronze middle, iron low. *Promising* is a growth score of 60
points or more† (`core.growth`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from crmdesk.core.customers import CustomerRow
from crmdesk.core.reasons import Reason
from crmdesk.core.value_basis import Period
from crmdesk.core.words import Label

Loyalty = Literal["loyal", "returning", "not-yet"]
Value = Literal["high", "middle", "low"]
LOYALTIES: Mapping[Loyalty, Label] = {
    "loyal": Label("Loyal", "常客"),
    "returning": Label("Bought again", "回头客"),
    "not-yet": Label("Not yet", "未回头"),
}
VALUES: Mapping[Value, Label] = {
    "high": Label("High value", "高价值"),
    "middle": Label("Middle value", "中等价值"),
    "low": Label("Low value", "低价值"),
}
OF_LEVEL: Mapping[str, Value] = {"gold": "high", "silver": "high", "bronze": "middle", "iron": "low"}
ADVICE: Mapping[str, Label] = {
    "keep": Label("Keep them", "全力留住"),
    "win": Label("Win them", "争取成为常客"),
    "go-on": Label("Go on as before", "照常往来"),
    "no-effort": Label("Nothing to gain", "不必花力气争取"),
}
PROMISING = 600_000
"""The growth score, in ten-thousandths of a point, from which a customer is promising."""
_TWICE = 2


class Cell(Struct, frozen=True):
    """How many customers stand here, what they bring together in yuan (points of a score), how many of them are
    promising, and the advice for the others and for these, keys of ADVICE."""

    loyalty: Loyalty
    value: Value
    count: int
    amount: Decimal
    promising: int
    advice: str
    advice_promising: str


class Matrix(Struct, frozen=True):
    """All customers by loyalty and value. `ids`: best first; beside them `places`, where each stands (`place`), and
    `growths`, its growth score as `core.growth` has it. `notes`: how loyalty was told; `why`: why there is nothing to
    see."""

    today: dt.date
    basis: str
    period: Period
    cells: tuple[Cell, ...]
    ids: Sequence[int]
    places: Sequence[int]
    growths: Sequence[int]
    notes: tuple[Reason, ...]
    why: Reason | None = None

    def cell(self, loyalty: Loyalty, value: Value) -> Cell:
        return next(each for each in self.cells if (each.loyalty, each.value) == (loyalty, value))

    def of(self, loyalty: Loyalty, value: Value, *, promising: bool | None = None) -> list[int]:
        """The ids of a cell, best first; `promising`: only those who are, or are not."""
        return [self.ids[at] for at in self.positions(loyalty, value, promising=promising)]

    def positions(self, loyalty: Loyalty, value: Value, *, promising: bool | None = None) -> list[int]:
        """Where they stand among `ids`, from 0."""
        asked = (False, True) if promising is None else (promising,)
        wanted = frozenset(place(loyalty, value, promising=each) for each in asked)
        return [at for at, there in enumerate(self.places) if there in wanted]


class Placed(Struct, frozen=True):
    """A customer of a cell, with its growth score in points (None: not known)."""

    customer: CustomerRow
    growth: Decimal | None
    advice: str


def loyalty(days_now: int, days_before: int) -> Loyalty:
    """From on how many days it ordered in the last twelve months and in the twelve before."""
    if days_now >= _TWICE and days_before:
        return "loyal"
    return "returning" if days_now + days_before >= _TWICE else "not-yet"


def asked(said: str, by_orders: Loyalty) -> Loyalty:
    """Of a customer who stands in a field of the loyalty matrix (`core.satisfaction.MATRIX`)."""
    if said == "loyal":
        return "loyal"
    return "not-yet" if said == "destructive" or by_orders == "not-yet" else "returning"


def place(loyalty_: Loyalty, value: Value, *, promising: bool) -> int:
    """A cell, and whether a customer is promising, as one small number."""
    return 2 * (tuple(LOYALTIES).index(loyalty_) * len(VALUES) + tuple(VALUES).index(value)) + promising


def of_place(place_: int) -> tuple[Loyalty, Value]:
    """The cell of such a number."""
    row, column = divmod(place_ // 2, len(VALUES))
    return tuple(LOYALTIES)[row], tuple(VALUES)[column]


def advice(loyalty_: Loyalty, value: Value, *, promising: bool) -> str:
    """A key of ADVICE."""
    if value == "high" or promising:
        return "keep" if loyalty_ == "loyal" else "win"
    if value == "middle" or loyalty_ == "loyal":
        return "go-on"
    return "no-effort"


def cells(counts: Mapping[int, int], amounts: Mapping[int, Decimal]) -> tuple[Cell, ...]:
    """By `place` how many there are and what they bring; loyal and of high value first."""
    made = []
    for row in LOYALTIES:
        for column in VALUES:
            plain, risen = (place(row, column, promising=each) for each in (False, True))
            made.append(
                Cell(
                    row,
                    column,
                    counts.get(plain, 0) + counts.get(risen, 0),
                    amounts.get(plain, Decimal(0)) + amounts.get(risen, Decimal(0)),
                    counts.get(risen, 0),
                    advice(row, column, promising=False),
                    advice(row, column, promising=True),
                )
            )
    return tuple(made)

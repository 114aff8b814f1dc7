"""The funnel of sales: what is expected, by stage and month, and what became of offers (METHOD.md section 15)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from crmdesk.core.orders import NOTHING, total
from crmdesk.core.periods import add_months, first_of_month

STAGES = ("potential", "target", "signed", "qualified")
OFFERS = "offers"


class Expected(Struct, frozen=True):
    """So many customers of a stage from whom an amount is expected in a month (its first day; None: no date)."""

    stage: str
    month: dt.date | None
    count: int
    amount: Decimal


class Cell(Struct, frozen=True):
    """How many, and what they come to in yuan."""

    count: int = 0
    amount: Decimal = NOTHING


class Row(Struct, frozen=True):
    """One stage: in all, expected before this month (`past`), in each month shown, later, and without a date."""

    stage: str
    all: Cell
    past: Cell
    months: tuple[Cell, ...]
    later: Cell
    undated: Cell


class Lost(Struct, frozen=True):
    """Offers lost for a reason (None: none was given)."""

    reason: str | None
    count: int
    amount: Decimal


class Funnel(Struct, frozen=True):
    """What is expected from this month on.

    `months` are first days; `rows` one for each stage from the widest on; `offers` is that part of them for which an
    offer is open. From `since` to today so much was `won` (orders) and `lost` (offers, by reason, most first).
    """

    months: tuple[dt.date, ...]
    rows: tuple[Row, ...]
    offers: Row
    since: dt.date
    won: Cell
    lost: tuple[Lost, ...]


def months_shown(today: dt.date, count: int) -> tuple[dt.date, ...]:
    """The first days of this month and those after it."""
    return tuple(add_months(first_of_month(today), i) for i in range(count))


def rows(expected: Iterable[Expected], months: Sequence[dt.date]) -> tuple[Row, ...]:
    """One for each stage, in the order of STAGES."""
    of_stage: Mapping[str, list[Expected]] = {name: [] for name in STAGES}
    for each in expected:
        of_stage[each.stage].append(each)
    return tuple(row(name, found, months) for name, found in of_stage.items())


def row(stage: str, expected: Sequence[Expected], months: Sequence[dt.date]) -> Row:
    """What is expected of one stage, by month."""
    dated = [(each.month, each) for each in expected if each.month is not None]
    return Row(
        stage,
        _sum(expected),
        _sum(each for month, each in dated if month < months[0]),
        tuple(_sum(each for month, each in dated if month == shown) for shown in months),
        _sum(each for month, each in dated if month > months[-1]),
        _sum(each for each in expected if each.month is None),
    )


def _sum(expected: Iterable[Expected]) -> Cell:
    found = list(expected)
    return Cell(sum(each.count for each in found), total(each.amount for each in found))

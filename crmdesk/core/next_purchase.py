"""When a customer will need which goods again, from its own purchases (METHOD.md section 13)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from statistics import median, quantiles
from typing import Literal

from crmdesk.core.life_cycle import usual_interval

By = Literal["product", "category"]
LEAST_DATES = 3
"""On fewer dates nothing is predicted."""
SILENT_INTERVALS = 2
"""So many usual intervals without a purchase: nothing is expected any more (as the life cycle sees it)."""
_WHOLE = Decimal(1)
_THOUSANDTH = Decimal("0.001")


@dataclass(frozen=True, slots=True)
class Goods:
    """A product as far as it matters here. `sold`: still in our range."""

    id: int
    name: str
    category: str = ""
    unit: str = ""
    sold: bool = True


@dataclass(frozen=True, slots=True)
class Bought:
    """So much of a product, bought on a day."""

    goods: Goods
    on: dt.date
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How something is usually bought: days between purchases, quantity of each, on how many dates.

    `margin`: by how many days the next purchase may come earlier or later: half the spread of the intervals, from the
    tenth to the ninetieth percentile, so that one long pause does not blur the rest.
    """

    interval: Decimal
    margin: int
    quantity: Decimal
    dates: int
    last_on: dt.date

    @property
    def next_on(self) -> dt.date:
        return self.last_on + dt.timedelta(days=_whole(self.interval))


@dataclass(frozen=True, slots=True)
class NextPurchase:
    """What is likely to be bought next. `by` 'product': `goods` is that one; 'category': those of the category that
    were bought on too few dates themselves, the latest first, and `quantity` None where their units differ."""

    by: By
    goods: tuple[Goods, ...]
    category: str
    rhythm: Rhythm
    quantity: Decimal | None

    @property
    def name(self) -> str:
        return self.goods[0].name if self.by == "product" else self.category

    @property
    def unit(self) -> str:
        return self.goods[0].unit if self.quantity is not None else ""

    @property
    def on(self) -> dt.date:
        return self.rhythm.next_on

    @property
    def from_(self) -> dt.date:
        """The first day on which it is likely."""
        return self.on - dt.timedelta(days=self.rhythm.margin)

    @property
    def to(self) -> dt.date:
        """The last day on which it is likely."""
        return self.on + dt.timedelta(days=self.rhythm.margin)

    def late_days(self, today: dt.date) -> int:
        """Days since the last day on which it was likely; 0 before."""
        return max(0, (today - self.to).days)

    def expected(self, today: dt.date) -> bool:
        """Whether it is still to be reckoned with: not after so many silent intervals."""
        return (today - self.rhythm.last_on).days <= SILENT_INTERVALS * self.rhythm.interval + self.rhythm.margin


def rhythm(days: Sequence[dt.date], quantities: Sequence[Decimal]) -> Rhythm | None:
    """From purchases on these days, of these quantities; None on fewer than three dates."""
    of_day: dict[dt.date, Decimal] = {}
    for day, quantity in zip(days, quantities, strict=True):
        of_day[day] = of_day.get(day, Decimal(0)) + quantity
    dates = sorted(of_day)
    interval = usual_interval(dates)
    if interval is None:
        return None
    usual = Decimal(median(of_day.values())).quantize(_THOUSANDTH, ROUND_HALF_UP)
    return Rhythm(interval, _margin(dates), usual, len(dates), dates[-1])


def next_purchases(bought: Iterable[Bought], today: dt.date) -> tuple[NextPurchase, ...]:
    """From one customer's purchases up to today: by product where it was bought on three dates or more, the rest by
    category where that was, else not at all; nothing that is no longer sold. What is still expected first, then the
    earliest."""
    past = [each for each in bought if each.on <= today]
    of_goods: dict[Goods, list[Bought]] = {}
    of_category: dict[str, list[Bought]] = {}
    for each in past:
        of_goods.setdefault(each.goods, []).append(each)
        if each.goods.category:
            of_category.setdefault(each.goods.category, []).append(each)
    found: list[NextPurchase] = []
    rest: dict[str, list[Goods]] = {}
    for goods, mine in of_goods.items():
        usual = _rhythm(mine)
        if usual is None:
            rest.setdefault(goods.category, []).append(goods)
        elif goods.sold:
            found.append(NextPurchase("product", (goods,), goods.category, usual, usual.quantity))
    for category, several in rest.items():
        still = [goods for goods in several if goods.sold]
        if category and still and (usual := _rhythm(of_category[category])):
            still.sort(key=lambda goods: max(each.on for each in of_goods[goods]), reverse=True)
            alike = len({each.goods.unit for each in of_category[category]}) == 1
            quantity = usual.quantity if alike else None
            found.append(NextPurchase("category", tuple(still), category, usual, quantity))
    return tuple(sorted(found, key=lambda each: (not each.expected(today), each.on, each.by, each.name)))


def _rhythm(bought: Sequence[Bought]) -> Rhythm | None:
    return rhythm([each.on for each in bought], [each.quantity for each in bought])


def _margin(dates: Sequence[dt.date]) -> int:
    intervals = [(later - earlier).days for earlier, later in pairwise(dates)]
    tenths = quantiles(intervals, n=10, method="inclusive")
    return _whole(Decimal(str(tenths[-1] - tenths[0])) / 2)


def _whole(days: Decimal) -> int:
    return int(days.quantize(_WHOLE, ROUND_HALF_UP))

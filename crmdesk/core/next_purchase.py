"""When a customer will need which goods again, from its own purchases (METHOD.md section 13)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

from msgspec import Struct

from crmdesk.core.next_purchase_days import LEAST_DATES, By, Group, Key, Timing, groups, merged, timing

__all__ = ["Bought", "By", "Goods", "Key", "NextPurchase", "Rhythm", "next_purchases", "rhythm"]

_ONE, _THOUSANDTH = Decimal(1), Decimal("0.001")


class Goods(Struct, frozen=True):
    """A product as far as it matters here. `sold`: still in our range."""

    id: int
    name: str
    category: str = ""
    unit: str = ""
    sold: bool = True


class Bought(Struct, frozen=True):
    """So much of a product, bought on a day."""

    goods: Goods
    on: dt.date
    quantity: Decimal


class Rhythm(Struct, frozen=True):
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
        return dt.date.fromordinal(self.timing.on)

    @property
    def timing(self) -> Timing:
        return Timing(self.last_on.toordinal(), int(2 * self.interval), self.margin)


class NextPurchase(Struct, frozen=True):
    """What is likely to be bought next. `by` 'product': `goods` is that one; 'category': those of the category that
    were bought on too few dates themselves, the latest first, and `quantity` None where their units differ."""

    by: By
    goods: tuple[Goods, ...]
    category: str
    rhythm: Rhythm
    quantity: Decimal | None

    @property
    def key(self) -> Key:
        return self.goods[0].id if self.by == "product" else self.category

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
        return self.rhythm.timing.expected(today.toordinal())


def rhythm(days: Sequence[dt.date], quantities: Sequence[Decimal]) -> Rhythm | None:
    """From purchases on these days, of these quantities; None on fewer than three dates. What was always bought whole
    is expected whole."""
    of_day: dict[dt.date, Decimal] = {}
    for day, quantity in zip(days, quantities, strict=True):
        of_day[day] = of_day.get(day, Decimal(0)) + quantity
    dates = sorted(of_day)
    if len(dates) < LEAST_DATES:
        return None
    timed = timing([day.toordinal() for day in dates])
    whole = all(quantity == quantity.to_integral_value() for quantity in of_day.values())
    usual = Decimal(median(of_day.values())).quantize(_ONE if whole else _THOUSANDTH, ROUND_HALF_UP)
    return Rhythm(Decimal(timed.doubled) / 2, timed.margin, usual, len(dates), dates[-1])


def next_purchases(bought: Iterable[Bought], today: dt.date, by: By = "product") -> tuple[NextPurchase, ...]:
    """From one customer's purchases up to today: by product where it was bought on three dates or more, the rest by
    category where that was, else not at all (`by` 'category': every category as a whole); nothing that is no longer
    sold. What is still expected first, then the earliest."""
    of_goods: dict[int, list[Bought]] = {}
    for each in bought:
        if each.on <= today:
            of_goods.setdefault(each.goods.id, []).append(each)
    register = {product: mine[0].goods for product, mine in of_goods.items()}
    days_of = {product: merged([[each.on.toordinal() for each in mine]]) for product, mine in of_goods.items()}
    categories = {product: goods.category for product, goods in register.items()}
    found: list[NextPurchase] = []
    for group in groups(days_of, categories, by):
        still = [register[product] for product in group.goods if register[product].sold]
        if still:
            still.sort(key=lambda goods: max(each.on for each in of_goods[goods.id]), reverse=True)
            found.append(_next(group, tuple(still), _together(group, of_goods, categories)))
    return tuple(sorted(found, key=lambda each: (not each.expected(today), each.on, each.by, each.name)))


def _next(group: Group, goods: tuple[Goods, ...], bought: Sequence[Bought]) -> NextPurchase:
    usual = rhythm([each.on for each in bought], [each.quantity for each in bought])
    assert usual is not None
    alike = len({each.goods.unit for each in bought}) == 1
    return NextPurchase(group.by, goods, goods[0].category, usual, usual.quantity if alike else None)


def _together(
    group: Group, of_goods: Mapping[int, Sequence[Bought]], categories: Mapping[int, str]
) -> Sequence[Bought]:
    """The purchases that a group's rhythm comes from: a category's are those of all its goods."""
    if group.by == "product":
        return of_goods[group.goods[0]]
    return [each for product, mine in of_goods.items() if categories[product] == group.key for each in mine]

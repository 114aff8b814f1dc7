"""How well next purchases are foretold: each last one predicted from those before it (METHOD.md section 13).

Two simpler guesses are measured on the very same cases and by the same margins: the same interval as last time, and a
month after the purchase before. Days are ordinals, as in `next_purchase_days`.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from msgspec import Struct, field

from crmdesk.core.next_purchase_days import LEAST_DATES, By, Group, groups, merged, timing
from crmdesk.core.next_purchase_pairs import Pairs
from crmdesk.core.pareto import share
from crmdesk.core.periods import add_months
from crmdesk.core.reasons import Reason

LEAST_JUDGED = LEAST_DATES + 1
"""So many dates, that the last one is foretold from as many as any prediction needs."""
_TENTH = Decimal("0.1")


class Foretold(NamedTuple):
    """A last purchase: the day it came, the one foretold, the margin, and what the simpler guesses say."""

    came: int
    foretold: int
    margin: int
    as_last_time: int
    a_month_later: int

    @property
    def miss(self) -> int:
        """Days too late; below zero: it came before it was expected."""
        return self.came - self.foretold

    @property
    def hit(self) -> bool:
        return abs(self.miss) <= self.margin


class Guess(Struct, frozen=True):
    """How one way of guessing did: cases, how many of them within the margin, and by how many days it missed, whichever
    way (None without cases)."""

    cases: int
    hits: int
    mean_miss: Decimal | None
    median_miss: Decimal | None

    @property
    def share(self) -> Decimal | None:
        """Hits in percent of the cases, to one decimal; None without any."""
        return share(self.hits, self.cases)


class Accuracy(Struct, frozen=True, eq=False):
    """How well last purchases up to a day were foretold.

    `ours` in all and `of_products`, `of_categories`; `early` and `late`: how many came outside the margin, before and
    after it; margins in days (None without cases). Of everything a customer ever bought (`pairs`, each customer and
    product once) so many are `by_product`, `by_category` and, on too few dates, in no case (`unforetold`). `missing`:
    predictions whose last likely day has passed without a purchase; no case is made of those, though they missed.
    `cases`: each with the numbers of `Foretold`, the largest misses first.
    """

    today: dt.date
    ours: Guess
    as_last_time: Guess
    a_month_later: Guess
    of_products: Guess
    of_categories: Guess
    early: int
    late: int
    mean_margin: Decimal | None
    median_margin: Decimal | None
    pairs: int
    by_product: int
    by_category: int
    missing: int
    cases: Pairs
    why: Reason | None = None

    @property
    def unforetold(self) -> int:
        return self.pairs - self.by_product - self.by_category

    @property
    def with_missing(self) -> Decimal | None:
        """Hits in percent of the cases and of what never came; None without any."""
        return share(self.ours.hits, self.ours.cases + self.missing)


def foretold(days: Sequence[int]) -> Foretold:
    """The last of these days from those before it, of which there are three or more."""
    *before, came = days
    usual = timing(before)
    as_last_time = 2 * before[-1] - before[-2]
    a_month_later = add_months(dt.date.fromordinal(before[-1]), 1).toordinal()
    return Foretold(came, usual.on, usual.margin, as_last_time, a_month_later)


class _Misses(Struct):
    hits: int = 0
    days: Counter[int] = field(default_factory=Counter)

    def add(self, miss: int, margin: int) -> None:
        self.days[abs(miss)] += 1
        self.hits += abs(miss) <= margin

    def guess(self) -> Guess:
        return Guess(self.days.total(), self.hits, *_middle(self.days))


class Tally:
    """Takes what each customer bought and counts how its last purchases were foretold."""

    def __init__(self, today: dt.date, categories: Mapping[int, str], by: By = "product") -> None:
        self._today, self._now = today, today.toordinal()
        self._categories, self._by = categories, by
        self._products, self._of_categories = _Misses(), _Misses()
        self._last_time, self._month = _Misses(), _Misses()
        self._margins: Counter[int] = Counter()
        self._early = self._pairs = self._by_product = self._by_category = self._missing = 0
        self._cases = Pairs(len(Foretold._fields))

    def add(self, customer_id: int, days_of: Mapping[int, Sequence[int]]) -> None:
        """The rising days on which a customer bought each product, up to today."""
        self._pairs += len(days_of)
        if len(merged(days_of.values())) < LEAST_DATES:
            return
        for group in groups(days_of, self._categories, self._by):
            self._missing += timing(group.days).last_likely < self._now
        for group in groups(days_of, self._categories, self._by, LEAST_JUDGED):
            self._judge(customer_id, group)

    def _judge(self, customer_id: int, group: Group) -> None:
        case = foretold(group.days)
        self._cases.append(customer_id, group.key, case)
        self._margins[case.margin] += 1
        self._early += case.miss < -case.margin
        self._last_time.add(case.came - case.as_last_time, case.margin)
        self._month.add(case.came - case.a_month_later, case.margin)
        if group.by == "product":
            self._by_product += 1
            self._products.add(case.miss, case.margin)
        else:
            self._by_category += len(group.goods)
            self._of_categories.add(case.miss, case.margin)

    def accuracy(self) -> Accuracy:
        self._cases.in_turn(lambda numbers: -abs(Foretold(*numbers).miss))
        products, categories = self._products, self._of_categories
        ours = _Misses(products.hits + categories.hits, products.days + categories.days).guess()
        why = None
        if not ours.cases:
            why = (
                Reason("repurchase-no-cases", {"dates": LEAST_JUDGED}) if self._pairs else Reason("repurchase-nothing")
            )
        return Accuracy(
            self._today, ours, self._last_time.guess(), self._month.guess(), products.guess(), categories.guess(),
            self._early, ours.cases - ours.hits - self._early, *_middle(self._margins),
            self._pairs, self._by_product, self._by_category, self._missing, self._cases, why,
        )  # fmt: skip


def _middle(counted: Mapping[int, int]) -> tuple[Decimal | None, Decimal | None]:
    """Mean and median of numbers, each so many times, to one decimal; None of none."""
    count = sum(counted.values())
    if not count:
        return None, None
    whole = sum(number * times for number, times in counted.items())
    low, high = _at(counted, (count - 1) // 2), _at(counted, count // 2)
    return _rounded(Decimal(whole) / count), _rounded(Decimal(low + high) / 2)


def _at(counted: Mapping[int, int], place: int) -> int:
    """The number at a place of them all, rising."""
    return next(number for number, until in _cumulated(counted) if place < until)


def _cumulated(counted: Mapping[int, int]) -> Iterable[tuple[int, int]]:
    so_far = 0
    for number in sorted(counted):
        so_far += counted[number]
        yield number, so_far


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(_TENTH, ROUND_HALF_UP)

"""The rhythm of purchases in whole days, quick enough for millions of lines (METHOD.md section 13).

Days are their ordinals (`datetime.date.toordinal`), rising and each once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

By = Literal["product", "category"]
Key = int | str
"""What a prediction is of: a product's id, or a category's name."""
LEAST_DATES = 3
"""On fewer dates nothing is predicted."""
SILENT_INTERVALS = 2
"""So many usual intervals without a purchase: nothing is expected any more (as the life cycle sees it)."""


class Timing(NamedTuple):
    """The last purchase and how the next ones follow: `doubled` is twice the usual interval (the median of those so
    far, which may end in half a day), `margin` half the spread of the intervals, from the tenth to the ninetieth
    percentile."""

    last: int
    doubled: int
    margin: int

    @property
    def on(self) -> int:
        """When the next one is expected; half a day more is a day more."""
        return self.last + (self.doubled + 1) // 2

    @property
    def first_likely(self) -> int:
        return self.on - self.margin

    @property
    def last_likely(self) -> int:
        return self.on + self.margin

    def expected(self, today: int) -> bool:
        """Whether it is still to be reckoned with: not after so many silent intervals."""
        return 2 * (today - self.last - self.margin) <= SILENT_INTERVALS * self.doubled


class Group(NamedTuple):
    """Purchases of one customer that are looked at together: of a product, or of a category, whose `goods` are those
    that have no rhythm of their own."""

    key: Key
    goods: Sequence[int]
    days: Sequence[int]

    @property
    def by(self) -> By:
        return "product" if isinstance(self.key, int) else "category"


def timing(days: Sequence[int]) -> Timing:
    """Of purchases on two days or more."""
    intervals = sorted(later - earlier for earlier, later in pairwise(days))
    last = len(intervals) - 1
    doubled = intervals[last // 2] + intervals[(last + 1) // 2]
    if not last:
        return Timing(days[-1], doubled, 0)
    spread = _tenths(intervals, 9) - _tenths(intervals, 1)
    return Timing(days[-1], doubled, (spread + 10) // 20)


def _tenths(rising: Sequence[int], tenth: int) -> int:
    """Ten times the value below which so many tenths lie, between the nearest two."""
    place, beyond = divmod(tenth * (len(rising) - 1), 10)
    below = rising[place] * (10 - beyond)
    return below + rising[place + 1] * beyond if beyond else below


def groups(
    days_of: Mapping[int, Sequence[int]], categories: Mapping[int, str], by: By = "product", least: int = LEAST_DATES
) -> Iterator[Group]:
    """What one customer bought on `least` dates or more, from the days of each product: by product, the rest by
    category where all of that was; `by` 'category': every category. What has no category ('') has none to go by."""
    rest: dict[str, list[int]] = {}
    for product, days in days_of.items():
        if by == "product" and len(days) >= least:
            yield Group(product, (product,), days)
        elif category := categories[product]:
            rest.setdefault(category, []).append(product)
    if by == "product" and rest:
        of_category: dict[str, list[int]] = {category: [] for category in rest}
        for product in days_of:
            if (category := categories[product]) in of_category:
                of_category[category].append(product)
    else:
        of_category = rest
    for category, goods in rest.items():
        days = merged(days_of[product] for product in of_category[category])
        if len(days) >= least:
            yield Group(category, goods, days)


def merged(several: Iterable[Sequence[int]]) -> Sequence[int]:
    """The days of several, rising and each once."""
    found: set[int] = set()
    for days in several:
        found.update(days)
    return sorted(found)

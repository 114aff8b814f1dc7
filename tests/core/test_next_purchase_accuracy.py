"""How well next purchases are foretold, beside plain reckoning."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import floor
from statistics import mean, median

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmdesk.core.next_purchase_accuracy import Foretold, Tally, foretold
from crmdesk.core.next_purchase_days import timing

TODAY = dt.date(2026, 11, 21)
CATEGORIES = {1: "膜", 2: "膜", 3: "胶带", 4: ""}


def day(text: str) -> int:
    return dt.date.fromisoformat(text).toordinal()


def days(*texts: str) -> list[int]:
    return [day(each) for each in texts]


_UNEVEN = ("2026-01-01", "2026-01-11", "2026-01-31")
_FROM_THEM = ("2026-02-15", 4, "2026-02-20", "2026-02-28")
"""Ten and twenty days: fifteen, with a margin of four; as last time, and a month later."""


@pytest.mark.parametrize(
    ("bought", "expected", "miss", "hit"),
    [
        (("2026-01-01", "2026-01-31", "2026-03-02", "2026-04-01"), ("2026-04-01", 0, "2026-04-01", "2026-04-02"), 0, 1),
        ((*_UNEVEN, "2026-02-19"), _FROM_THEM, 4, 1),
        ((*_UNEVEN, "2026-02-10"), _FROM_THEM, -5, 0),
    ],
)
def test_the_last_purchase_is_foretold_from_those_before(
    bought: tuple[str, ...], expected: tuple[str, int, str, str], miss: int, hit: int
) -> None:
    on, margin, as_last, month = expected
    found = foretold(days(*bought))
    assert found == Foretold(day(bought[-1]), day(on), margin, day(as_last), day(month))
    assert (found.miss, found.hit) == (miss, bool(hit))


def test_what_cannot_be_foretold_is_counted_too() -> None:
    tally = Tally(TODAY, CATEGORIES)
    tally.add(7, {1: days("2026-01-01", "2026-01-31"), 2: days("2026-03-02", "2026-04-01"), 4: days("2026-01-01")})
    tally.add(8, {3: days("2026-01-01", "2026-01-11", "2026-01-31", "2026-02-10")})
    tally.add(9, {3: days("2026-10-01", "2026-10-31", "2026-11-30")})
    found = tally.accuracy()
    assert (found.pairs, found.by_product, found.by_category, found.unforetold) == (5, 1, 2, 2)
    assert (found.of_products.cases, found.of_products.hits) == (1, 0)
    assert (found.of_categories.cases, found.of_categories.hits) == (1, 1)
    assert (found.ours.share, found.ours.mean_miss, found.early, found.late) == (50, Decimal("2.5"), 1, 0)
    assert (found.missing, found.with_missing) == (2, 25)  # customer 7 and 8 bought nothing since
    assert [(customer, key) for customer, key, _ in found.cases] == [(8, 3), (7, "膜")]
    assert found.why is None


@pytest.mark.parametrize(("bought", "code"), [({}, "repurchase-nothing"), ({1: [700_000]}, "repurchase-no-cases")])
def test_without_cases_it_says_so(bought: dict[int, list[int]], code: str) -> None:
    tally = Tally(TODAY, CATEGORIES)
    tally.add(1, bought)
    found = tally.accuracy()
    assert found.why is not None
    assert found.why.code == code
    assert (found.ours.share, found.ours.mean_miss, found.mean_margin, found.with_missing) == (None,) * 4


def naive(bought: list[int]) -> tuple[int, int]:
    """The day expected after these, and the margin."""
    gaps = sorted(later - earlier for earlier, later in pairwise(bought))

    def tenths(share: Fraction) -> Fraction:
        place = share * (len(gaps) - 1)
        low = floor(place)
        return gaps[low] + (place - low) * (gaps[min(low + 1, len(gaps) - 1)] - gaps[low])

    half = Fraction(1, 2)
    return bought[-1] + floor(Fraction(median(gaps)) + half), floor(
        (tenths(Fraction(9, 10)) - tenths(Fraction(1, 10))) / 2 + half
    )


purchases = st.lists(st.sets(st.integers(739_000, 740_400), min_size=1, max_size=14), min_size=1, max_size=12)


@settings(max_examples=60)
@given(purchases)
def test_it_equals_plain_reckoning(several: list[set[int]]) -> None:
    tally = Tally(TODAY, {3: "胶带"})
    misses, hits, margins, last, month = [], 0, [], [], []
    for customer, bought in enumerate(map(sorted, several), 1):
        tally.add(customer, {3: bought})
        if len(bought) < 4:
            continue
        on, margin = naive(bought[:-1])
        assert (timing(bought[:-1]).on, timing(bought[:-1]).margin) == (on, margin)
        misses.append(abs(bought[-1] - on))
        hits += misses[-1] <= margin
        margins.append(margin)
        last.append(abs(bought[-1] - bought[-2] - (bought[-2] - bought[-3])))
        month.append(foretold(bought).a_month_later)
    found = tally.accuracy()
    assert (found.ours.cases, found.ours.hits) == (len(misses), hits)
    assert found.as_last_time.cases == found.a_month_later.cases == len(misses)
    if misses:
        for told, numbers in ((found.ours, misses), (found.as_last_time, last)):
            assert told.mean_miss is not None
            assert abs(told.mean_miss - Decimal(mean(map(Fraction, numbers)).__float__())) <= Decimal("0.0501")
            assert told.median_miss == Decimal(str(median(numbers)))
        assert found.median_margin == Decimal(str(median(margins)))
        sizes = [abs(Foretold(*numbers).miss) for _, _, numbers in found.cases]
        assert sizes == sorted(misses, reverse=True)
        assert found.early + found.late + found.ours.hits == found.ours.cases

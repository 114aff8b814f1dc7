"""Tiers of the supermarket's orders beside what plain Python makes of the sheet itself."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import pairwise
from math import ceil

import pytest
from python_calamine import CalamineWorkbook

from crmdesk.core.at_risk import REASONS
from crmdesk.core.importing import Options
from crmdesk.services import churn, importing, loyalty, tiers, tiers_moves, tiers_why
from crmdesk.services.desk import Desk
from tests.desk import make_desk
from tests.sheets.books import SHARED

SHEET = SHARED / "示例-超市.xls"
DAY = dt.date(2017, 12, 31)
FOUR = Decimal("0.0001")
pytestmark = pytest.mark.skipif(not SHEET.exists(), reason="the shared sample files are not here")
Order = tuple[str, dt.date, Decimal, Decimal]
"""Whose it is, its day, amount and profit."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made = make_desk(tmp_path_factory.mktemp("supermarket"))
    importing.import_file(made, SHEET, Options(settled=True))
    yield made
    made.close()


@pytest.fixture(scope="module")
def orders() -> list[Order]:
    header, *rows = CalamineWorkbook.from_path(SHEET).get_sheet_by_name("订单").to_python()
    at = {name: place for place, name in enumerate(header)}
    sums: dict[tuple[str, str, dt.date], list[Decimal]] = defaultdict(lambda: [Decimal(0), Decimal(0)])
    for row in rows:
        day = row[at["订单日期"]]
        kept = sums[
            str(row[at["客户 ID"]]), str(row[at["订单 ID"]]), day.date() if isinstance(day, dt.datetime) else day
        ]
        for place, name in enumerate(("销售额", "利润")):
            kept[place] += Decimal(str(row[at[name]])).quantize(FOUR)
    return [(customer, day, amount, profit) for (customer, _, day), (amount, profit) in sums.items()]


def of_2016(day: dt.date) -> bool:
    return day.year == 2016


def of_2017(day: dt.date) -> bool:
    return day.year == 2017


def summed(orders: list[Order], place: int, when: Callable[[dt.date], bool]) -> dict[str, Decimal]:
    values = {order[0]: Decimal(0) for order in orders}
    for order in orders:
        if when(order[1]):
            values[order[0]] += order[place]
    return values


def lifetimes(orders: list[Order]) -> dict[str, Decimal]:
    factor = sum(Fraction(10, 11) ** year for year in range(1, 6))
    first = {customer: min(order[1] for order in orders if order[0] == customer) for customer in {o[0] for o in orders}}
    found = {}
    for customer, profit in summed(orders, 3, of_2017).items():
        days = max(30, (DAY - first[customer]).days + 1) if of_2017(first[customer]) else 365
        exact = Fraction(profit) * 365 / days * factor
        found[customer] = (Decimal(exact.numerator) / exact.denominator).quantize(FOUR, ROUND_HALF_UP)
    return found


def scores(orders: list[Order]) -> dict[str, Decimal]:
    """Everything was settled, so nobody who owed anything paid late."""
    sales, profit = summed(orders, 2, of_2017), summed(orders, 3, of_2017)
    before, ever = summed(orders, 2, of_2016), summed(orders, 2, lambda day: day.year < 2017)
    bought = [customer for customer in sales if any(o[0] == customer and of_2017(o[1]) for o in orders)]
    number = {c: sum(o[0] == c and of_2017(o[1]) for o in orders) for c in bought}
    due = {c for c in bought if any(o[0] == c and of_2017(o[1]) and o[1] < DAY for o in orders)}
    growth = {
        c: (sales[c] * 2_000_000 + sales[c] + before[c]) // (2 * (sales[c] + before[c])) for c in bought if ever[c]
    }
    parts: list[tuple[int, Mapping[str, object]]] = [
        (40, {c: sales[c] for c in bought}), (30, {c: profit[c] for c in bought}), (10, number),
        (10, dict.fromkeys(due, 1)), (10, growth),
    ]  # fmt: skip
    ranks = [(weight, {c: rank(values, c) for c in values}) for weight, values in parts]
    found = dict.fromkeys(sales, Decimal(0))
    for customer in bought:
        known = [(weight, each[customer]) for weight, each in ranks if customer in each]
        whole = Fraction(sum(weight * place for weight, place in known), sum(weight for weight, _ in known))
        found[customer] = Decimal(int(whole + Fraction(1, 2))) / 10_000
    return found


def rank(values: Mapping[str, object], customer: str) -> int:
    own = values[customer]
    below = sum(value < own for value in values.values())  # type: ignore[operator]
    equal = sum(value == own for value in values.values())
    return int(Fraction((2 * below + equal) * 1_000_000, 2 * len(values)) + Fraction(1, 2))


BASES: Mapping[str, Callable[[list[Order]], Mapping[str, Decimal]]] = {
    "last-year-sales": lambda orders: summed(orders, 2, of_2016),
    "last-year-profit": lambda orders: summed(orders, 3, of_2016),
    "sales": lambda orders: summed(orders, 2, lambda day: day <= DAY),
    "clv": lifetimes,
    "score": scores,
}


@pytest.mark.parametrize("basis", BASES)
def test_places_tiers_and_shares_are_those_of_the_sheet(desk: Desk, orders: list[Order], basis: str) -> None:
    values = BASES[basis](orders)
    wanted = sorted(values, key=lambda customer: (-values[customer], customer))
    ranking = tiers.classify(desk, basis, today=DAY)
    rows = ranking.rows(desk, 0, 10_000)
    assert [(row.number, row.value) for row in rows] == [(customer, values[customer]) for customer in wanted]
    count, brought = len(wanted), sum(value for value in values.values() if value > 0)
    ends = [ceil(Fraction(percent, 100) * count) for percent in (1, 20, 50)]
    for place, row in enumerate(rows, 1):
        level = sum(place > end for end in ends) if row.value > 0 else 3
        assert row.level == ("gold", "silver", "bronze", "iron")[level]
    best = sum(values[customer] for customer in wanted[: ends[1]])
    share = (best * 100 / brought).quantize(Decimal("0.1"), ROUND_HALF_UP)
    assert (tiers.pareto(ranking).best, tiers.pareto(ranking).best_share) == (158, share)
    assert (ranking.zero, ranking.negative) == (
        sum(value == 0 for value in values.values()), sum(value < 0 for value in values.values()),
    )  # fmt: skip


def test_the_classes_by_value_are_those_of_the_sheet(desk: Desk, orders: list[Order]) -> None:
    values = summed(orders, 2, of_2016)
    whole, so_far, wanted = sum(values.values()), Decimal(0), {"A": 0, "B": 0, "C": 0}
    for value in sorted(values.values(), reverse=True):
        wanted["C" if not value or so_far >= whole * 95 / 100 else "B" if so_far >= whole * 80 / 100 else "A"] += 1
        so_far += value
    division = tiers.classify(desk, "last-year-sales", "abc", DAY).division
    assert {level.key: level.count for level in division.levels} == wanted


def test_every_value_is_the_sum_of_the_records_behind_it(desk: Desk) -> None:
    for basis in BASES:
        ranking = tiers.classify(desk, basis, today=DAY)
        for customer in (*ranking.ids[:3], ranking.ids[400], ranking.ids[-1]):
            found = tiers_why.why(desk, ranking, customer)
            behind = tiers_why.orders_behind(desk, customer, ranking.period, basis)
            assert sum(part.value for part in found.parts) == sum(one.value for one in behind)
            if basis not in ("clv", "score"):
                assert sum(one.value for one in behind) == found.why.value


def test_a_year_later_some_rose_and_some_fell(desk: Desk) -> None:
    tiers.save(desk, tiers.classify(desk, "last-year-sales", today=DAY - dt.timedelta(365)))
    ranking = tiers.classify(desk, "last-year-sales", today=DAY)
    compared = tiers_moves.compare(desk, ranking)
    assert compared is not None
    counts = compared.moves.counts
    assert (counts["new"], counts["gone"]) == (0, 0)
    assert counts["risen"] + counts["fallen"] + compared.moves.same == 790
    first = compared.rows(desk, "risen", 0, 1)[0]
    row = ranking.rows(desk, (first.move.rank_after or 0) - 1, 1)[0]
    assert (row.number, row.level, row.moved) == (
        first.number, first.move.after, (first.move.rank_before or 0) - row.rank,
    )  # fmt: skip


def test_return_and_repeat_rate_are_those_of_the_sheet(desk: Desk, orders: list[Order]) -> None:
    days: dict[str, set[dt.date]] = defaultdict(set)
    for customer, day, _, _ in orders:
        days[customer].add(day)
    for first in (dt.date(2014, 1, 1), dt.date(2017, 1, 1), dt.date(2017, 10, 1)):
        buyers = [mine for mine in days.values() if any(first <= day <= DAY for day in mine)]
        again = sum(len({day for day in mine if day <= DAY}) > 1 for mine in buyers)
        found = loyalty.indicators(desk, first, DAY)
        for key in ("return-rate", "repeat-purchase"):
            assert (found.of(key).counted.part, found.of(key).counted.whole) == (again, len(buyers))
        assert found.of("return-rate").percent == (Decimal(again * 100) / len(buyers)).quantize(
            Decimal("0.1"), ROUND_HALF_UP
        )


def test_who_is_at_risk_is_what_the_sheet_says(desk: Desk, orders: list[Order]) -> None:
    now, before = summed(orders, 2, of_2017), summed(orders, 2, of_2016)
    wanted: dict[str, tuple[set[str], Decimal]] = {}
    for customer, ordered in now.items():
        days = sorted({day for whose, day, _, _ in orders if whose == customer})
        gaps = sorted((later - earlier).days for earlier, later in pairwise(days))
        middle = len(gaps) // 2
        silent = (DAY - days[-1]).days
        codes = set()
        if days[-1] <= dt.date(2015, 12, 31):
            codes = {"risk-gone"}
        else:
            if len(gaps) > 1:
                twice = 2 * gaps[middle] if len(gaps) % 2 else gaps[middle - 1] + gaps[middle]
                codes |= {"risk-silent"} if silent >= twice else set()
            codes |= {"risk-falling"} if ordered < before[customer] * 80 / 100 else set()
        if codes:
            wanted[customer] = codes, max(ordered, before[customer])
    found = churn.at_risk(desk, DAY)
    rows = churn.risk_rows(desk, found, 0, found.count)
    assert {row.customer.number: {risk.reason.code for risk in row.risks} for row in rows} == {
        customer: codes for customer, (codes, _) in wanted.items()
    }
    stakes = [wanted[row.customer.number][1].quantize(Decimal("0.01"), ROUND_HALF_UP) for row in rows]
    assert [row.stake for row in rows] == stakes == sorted(stakes, reverse=True)
    assert found.counts == {code: sum(code in codes for codes, _ in wanted.values()) for code in REASONS}
    assert {row.customer.number for row in churn.proposed_rows(desk, churn.proposed(desk, DAY), DAY)} == {
        customer for customer, (codes, _) in wanted.items() if codes == {"risk-gone"}
    }

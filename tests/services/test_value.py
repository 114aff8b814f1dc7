"""Lifetime values, customer equity and time spent, on small files where every figure can be told."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from crmdesk.core.clv import YEAR_DAYS, Assumptions, days_of
from crmdesk.core.errors import UserError
from crmdesk.core.money import LIMIT
from crmdesk.core.value import quarter_ends
from crmdesk.services import customers, tiers, value
from crmdesk.services import settings as kept
from crmdesk.services.desk import Desk
from tests.desk import NOW, make_desk
from tests.services.selling import UNITS, give_back, make, sell

TODAY = NOW.date()
YEAR = (dt.date(2025, 11, 22), TODAY)


def add(desk: Desk, name: str = "甲厂", **flat: object) -> int:
    return customers.add(desk, {"name": name})[0]


def visit(desk: Desk, customer: int, at: str, cost: int | None = None, minutes: int | None = None) -> int:
    spent = {"cost": cost if cost is None else cost * UNITS, "minutes": minutes}
    return make(desk, "interaction", customer, at=at, kind="visit", **spent)


def compensate(desk: Desk, customer: int, at: str, yuan: int) -> None:
    complaint = make(desk, "complaint", customer, number="T1", received_at=at, words="断了", state="open")
    step = {"complaint": complaint, "round": 1, "step": "compensate", "at": at, "kind": "refund"}
    make(desk, "complaint_step", customer, **step, amount=yuan * UNITS)


def plain(net: Decimal, first_on: dt.date, assumed: Assumptions) -> Fraction:
    """Σ Rᵢ ÷ (1 + r)ⁱ as METHOD.md has it, R scaled to a year."""
    days = YEAR_DAYS if first_on < YEAR[0] else days_of(first_on, TODAY)
    r, g = Fraction(assumed.rate) / 100, Fraction(assumed.growth) / 100
    brings = Fraction(net) * YEAR_DAYS / days
    return sum((brings * (1 + g) ** (i - 1) / (1 + r) ** i for i in range(1, assumed.years + 1)), Fraction(0))


def test_a_lifetime_value_with_all_it_rests_on(desk: Desk) -> None:
    one = add(desk)
    sell(desk, one, 900, "2024-03-01", 400)
    order = sell(desk, one, 1000, "2026-03-01", 600)
    give_back(desk, one, 100, "2026-04-01", order, cost=60)
    sell(desk, one, 300, "2026-05-01", None)
    visit(desk, one, "2026-06-01T10:00", 30, 45)
    visit(desk, one, "2024-06-01T10:00", 20)
    compensate(desk, one, "2026-07-01T09:00", 50)
    sell(desk, one, 999, "2026-11-22", 1)
    found = value.clv_of(desk, one)
    assert (found.number, found.period.first, found.period.last) == ("K00001", *YEAR)
    brought = found.brought
    assert (brought.profit, brought.contacts, brought.compensation, brought.net) == (360, 30, 50, 280)
    assert (brought.orders, brought.unknown, found.yearly, found.days) == (2, 1, 280, 365)
    assert found.clv == Decimal("1061.4203")
    assert [(year.year, year.brings) for year in found.coming] == [(place, 280) for place in range(1, 6)]
    assert [year.worth for year in found.coming][:2] == [Decimal("254.55"), Decimal("231.40")]
    assert [(each.year, each.brought.profit, each.brought.net) for each in found.past] == [
        (2026, 360, 280), (2025, 0, 0), (2024, 500, 480),
    ]  # fmt: skip
    assert [(each.kind, each.value) for each in found.records] == [
        ("order", 360),
        ("interaction", -30),
        ("complaint", -50),
    ]
    assert (found.guess, found.why, [note.code for note in found.notes]) == (False, None, ["clv-cost-partly"])
    assert (found.assumptions, found.years_from) == (Assumptions(), "setting")
    other = value.clv_of(desk, one, assumptions=Assumptions(Decimal(0), 2, Decimal(50)))
    assert (other.clv, other.years_from) == (280 + 420, "given")
    assert value.at_stake(desk, one) == found.clv == tiers.classify(desk, "clv").value_at(1)


def test_where_a_figure_would_be_invented_there_is_a_sentence(desk: Desk) -> None:
    nobody, unknown, sample = (add(desk, name) for name in ("甲厂", "乙厂", "丙厂"))
    sell(desk, unknown, 500, "2026-05-01", None)
    visit(desk, unknown, "2026-06-01", 30)
    sell(desk, sample, 0, "2026-05-01", None)
    found = {one: value.clv_of(desk, one) for one in (nobody, unknown, sample)}
    assert [(each.clv, each.why and each.why.code) for each in found.values()] == [
        (None, "clv-nothing"), (None, "clv-cost-unknown"), (None, "clv-nothing"),
    ]  # fmt: skip
    assert not any(each.coming for each in found.values())
    assert value.clv_of_many(desk, [unknown]) == {unknown: None}
    sell(desk, sample, 100, "2024-05-01", 40)
    assert value.clv_of(desk, sample).clv == 0
    with pytest.raises(UserError, match="record-gone"):
        value.clv_of(desk, 99)


@pytest.mark.parametrize(
    ("assumed", "code"),
    [
        (Assumptions(rate=Decimal(-100)), "clv-rate"),
        (Assumptions(rate=Decimal("-250.5")), "clv-rate"),
        (Assumptions(growth=Decimal(-100)), "clv-growth"),
        (Assumptions(years=0), "clv-years"),
        (Assumptions(years=101), "clv-years-many"),
    ],
)
def test_impossible_assumptions_are_refused_everywhere(desk: Desk, assumed: Assumptions, code: str) -> None:
    one = add(desk)
    for refused in (lambda: value.clv_of(desk, one, assumptions=assumed), lambda: value.top(desk, assumptions=assumed),
                    lambda: value.equity(desk, assumptions=assumed)):  # fmt: skip
        with pytest.raises(UserError, match=code):
            refused()
    sell(desk, one, 1000, "2024-05-01", 1)
    sell(desk, one, 1000, "2026-05-01", 1)
    huge = Assumptions(Decimal("-99.999"), 100)
    found = value.clv_of(desk, one, assumptions=huge)
    assert (found.clv, found.why and found.why.code, found.coming) == (None, "clv-too-large", ())
    assert value.equity(desk, assumptions=huge).today.total is None


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int, int]:
    folder = tmp_path_factory.mktemp("value")
    desk = make_desk(folder)
    old, new = add(desk), add(desk, "乙厂")
    sell(desk, old, 1000, "2024-03-01", 1)
    sell(desk, old, 777, "2026-03-01", 333)
    sell(desk, new, 500, "2026-09-23", 100)
    desk.close()
    return folder, old, new


@settings(max_examples=40, deadline=None)
@given(st.decimals(-90, 200, places=3), st.integers(1, 40), st.decimals(-90, 100, places=3))
@example(Decimal("8.652"), 39, Decimal("79.059"))  # its last years are beyond what amounts may be
def test_whatever_is_assumed_it_is_the_plain_formula(
    two: tuple[Path, int, int], rate: Decimal, years: int, growth: Decimal
) -> None:
    folder, old, new = two
    assumed, desk = Assumptions(rate, years, growth), make_desk(folder)
    whole = Fraction(0)
    for one, net, first_on in ((old, Decimal(444), dt.date(2024, 3, 1)), (new, Decimal(400), dt.date(2026, 9, 23))):
        exact, found = plain(net, first_on, assumed), value.clv_of(desk, one, assumptions=assumed)
        if abs(exact) > 10**12:
            break
        assert found.clv is not None
        assert abs(Fraction(found.clv) - exact) <= Fraction(1, 10**4) + abs(exact) / 10**12
        last_year = Fraction(found.yearly) * (1 + Fraction(growth) / 100) ** (years - 1)
        assert bool(found.coming) == (last_year < LIMIT)
        apart = abs(sum(year.worth for year in found.coming) - found.clv)
        assert not found.coming or apart <= Decimal("0.005") * years + Decimal("0.01")
        whole += exact
    else:
        total = value.equity(desk, assumptions=assumed, quarters=0).today.total
        assert total is not None
        assert abs(Fraction(total) - whole) <= Fraction(1, 100) + abs(whole) / 10**12
    desk.close()


def test_equity_is_the_sum_of_all_and_its_course_as_of_then(desk: Desk) -> None:
    assert value.equity(desk).today.why.code == "tiers-no-customers"  # type: ignore[union-attr]
    a, b, c, gone = (add(desk, name) for name in ("甲厂", "乙厂", "丙厂", "丁厂"))
    nothing = value.equity(desk)
    assert (nothing.today.total, nothing.today.why and nothing.today.why.code) == (None, "equity-nothing")
    sell(desk, a, 1000, "2023-06-01", 500)
    sell(desk, a, 1000, "2025-02-01", 400)
    sell(desk, a, 800, "2026-02-01", 400)
    sell(desk, b, 300, "2026-11-02", 100)
    sell(desk, c, 100, "2026-01-01", None)
    sell(desk, gone, 100, "2026-01-01")
    customers.delete(desk, [gone])
    with desk.recording("demo-fill") as made:
        made.update("customer", b, {"created_on": "2026-11-01"})
    course = value.equity(desk)
    assert [each.on for each in course.quarters] == quarter_ends(TODAY)
    listed = value.top(desk)
    rows = value.rows(desk, listed)
    assert [(row.customer_id, row.unknown, row.guess) for row in rows] == [
        (b, False, True), (a, False, False), (c, True, False),
    ]  # fmt: skip
    now = course.today
    assert (now.customers, now.unknown, now.guessed, listed.known) == (2, 1, 1, 2)
    assert now.total == round(sum(row.clv for row in rows if row.clv is not None), 2)
    assert now.average == round(now.total / 2, 2)
    assert {note.code for note in course.notes} == {"equity-cost-unknown", "tiers-clv-guessed"}
    then = {each.on: each for each in course.quarters}
    spring = value.clv_of(desk, a, dt.date(2025, 3, 31))
    assert (spring.brought.profit, then[dt.date(2025, 3, 31)].total) == (600, round(spring.clv or 0, 2))
    assert then[dt.date(2024, 12, 31)].why.code == "equity-nothing"  # type: ignore[union-attr]
    assert then[dt.date(2026, 9, 30)].unknown == 1


def test_who_is_marked_lost_is_told_and_years_follow_the_churn_rate(desk: Desk) -> None:
    stays, leaves = add(desk), add(desk, "乙厂")
    for one in (stays, leaves):
        sell(desk, one, 200, "2024-05-01", 0)
        sell(desk, one, 200, "2026-05-01", 100)
    make(desk, "loss", leaves, lost_on="2026-10-01", reason="competitor")
    found = value.clv_of(desk, leaves)
    assert (found.lost_on, [note.code for note in found.notes]) == (dt.date(2026, 10, 1), ["clv-lost"])
    assert (found.assumptions.years, found.years_from) == (2, "churn")
    kept.change(desk, "clv.rate", "0")
    course = value.equity(desk)
    assert (course.today.total, course.today.lost, course.today.of_lost) == (400, 1, 200)
    assert [note.code for note in course.notes] == ["equity-lost"]
    assert value.equity(desk, dt.date(2026, 9, 1)).today.lost == 0


def test_time_spent_against_profit(desk: Desk) -> None:
    nothing = value.time_spent(desk, *YEAR)
    assert (nothing.why and nothing.why.code, nothing.total.minutes_share) == ("time-nothing", None)
    a, b, c = (add(desk, name) for name in ("甲厂", "乙厂", "丙厂"))
    with desk.recording("demo-fill") as made:
        made.update("customer", a, {"tier": "gold"})
    sell(desk, a, 1000, "2026-03-01", 400)
    visit(desk, a, "2026-03-02T10:00", 60, 90)
    visit(desk, a, "2026-03-03", None)
    sell(desk, b, 100, "2026-03-01", None)
    visit(desk, b, "2026-11-21T18:00", 100, 30)
    visit(desk, b, "2026-11-22", 100, 30)
    sell(desk, c, 200, "2026-03-01", 0)
    found = value.time_spent(desk, *YEAR)
    assert [line.key for line in found.lines] == ["gold", "silver", "bronze", "iron", ""]
    gold, none = found.lines[0], found.lines[-1]
    assert (gold.customers, gold.contacts, gold.timed, gold.minutes, gold.cost, gold.profit) == (1, 2, 1, 90, 60, 600)
    assert (gold.net, gold.per_hour, gold.minutes_share, gold.profit_share) == (540, 360, 75, 75)
    assert (none.customers, none.minutes, none.profit, none.per_hour) == (2, 30, 200, 200)
    assert (found.total.minutes, found.total.cost, found.total.profit) == (120, 160, 800)
    by = {sort: [row.key for row in value.spent_rows(desk, value.time_spent(desk, *YEAR, "customer", sort=sort))]
          for sort in ("minutes", "cost", "profit", "per-hour")}  # fmt: skip
    assert by == {
        "minutes": ["K00001", "K00002", "K00003"], "cost": ["K00002", "K00001", "K00003"],
        "profit": ["K00001", "K00003", "K00002"], "per-hour": ["K00001", "K00002", "K00003"],
    }  # fmt: skip
    (row,) = value.spent_rows(desk, value.time_spent(desk, *YEAR, "customer", tier="gold"))
    assert (row.customer_id, row.minutes_share) == (a, 100)
    assert [one.at.day for one in value.contacts_behind(desk, a, *YEAR)] == [3, 2]
    assert [(one.kind, one.value) for one in value.profit_behind(desk, a, *YEAR)] == [("order", 600)]
    assert value.spent_rows(desk, value.time_spent(desk, *YEAR, "customer"), 1, 1)[0].profit is None


def test_contacts_without_minutes_are_listed_the_newest_first(desk: Desk) -> None:
    a, b = (add(desk, name) for name in ("甲厂", "乙厂"))
    visit(desk, a, "2026-03-02T10:00", 60, 90)
    visit(desk, a, "2026-03-03", None)
    visit(desk, b, "2026-11-21T18:00", 100)
    visit(desk, a, "2026-11-20", 0)
    visit(desk, a, "2026-11-22", 0)
    found = value.time_spent(desk, *YEAR, "customer")
    missing = value.untimed(desk, found, 10)
    assert [(one.customer_name, one.interaction.at.day) for one in missing] == [("乙厂", 21), ("甲厂", 20), ("甲厂", 3)]
    assert len(missing) == found.total.contacts - found.total.timed
    assert len(value.untimed(desk, found, 2)) == 2
    assert value.untimed(desk, value.time_spent(desk, *YEAR, "customer", tier="gold"), 10) == []


def test_who_was_lost_then_is_told_of_then(desk: Desk) -> None:
    one = add(desk)
    sell(desk, one, 200, "2024-05-01", 0)
    sell(desk, one, 200, "2026-02-01", 100)
    make(desk, "loss", one, lost_on="2026-03-01", reason="trust", won_back_on="2026-05-01")
    lost = {each.on: each.lost for each in value.equity(desk).quarters}
    assert {on for on, count in lost.items() if count} == {dt.date(2026, 3, 31)}

"""The money of orders: amounts of lines, what is owed when, what is left, ages."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmdesk.core.orders import (
    Due,
    Terms,
    line_amount,
    line_cost,
    paid_on,
    payable,
    schedule,
    sums,
    total,
    unit_price,
    unpaid,
)
from crmdesk.core.receivables import BUCKETS, aged, bucket

DAY = dt.date(2026, 10, 1)


def later(days: int) -> dt.date:
    return DAY + dt.timedelta(days=days)


@pytest.mark.parametrize(
    ("quantity", "price", "discount", "amount"),
    [
        ("100", "3.5", None, "350.00"),
        ("3", "0.335", None, "1.01"),  # 1.005: half up
        ("1", "0.0049", None, "0.00"),
        ("0.125", "19.9999", None, "2.50"),
        ("10", "25.1234", "20", "200.99"),
        ("7", "9.99", "100", "0.00"),
        ("12.345", "6.7891", "12.5", "73.34"),
        ("9999999.999", "9999.9999", None, "99999998990.00"),
    ],
)
def test_the_amount_of_a_line_is_rounded_half_up_to_the_fen(
    quantity: str, price: str, discount: str | None, amount: str
) -> None:
    assert line_amount(Decimal(quantity), Decimal(price), Decimal(discount) if discount else None) == Decimal(amount)
    assert line_cost(Decimal("3"), Decimal("0.335")) == Decimal("1.01")


def test_a_price_that_gives_an_amount() -> None:
    assert unit_price(Decimal("125.44"), Decimal(3), Decimal(40)) == Decimal("69.6889")
    assert unit_price(Decimal("5"), Decimal(2), Decimal(100)) is None


@pytest.mark.parametrize(
    ("terms", "amount", "returned", "parts"),
    [
        (Terms(DAY), "100", "0", [(0, "100")]),
        (Terms(DAY, 30), "100.005", "0", [(30, "100.01")]),
        (Terms(DAY, 30, Decimal(40)), "100", "0", [(0, "40"), (30, "60")]),
        (Terms(DAY, 30, Decimal(140)), "100", "0", [(0, "100")]),
        (Terms(DAY, 30, Decimal(40)), "100", "70", [(0, "30")]),
        (Terms(DAY, 30, Decimal(40)), "100", "25", [(0, "40"), (30, "35")]),
        (Terms(DAY, 30), "100", "100", []),
        (Terms(DAY, 30), "100", "120", []),
        (
            Terms(DAY, 30, Decimal(40), (Due(later(60), Decimal(70)), Due(later(10), Decimal(30)))),
            "100",
            "0",
            [(10, "30"), (60, "70")],
        ),
        (Terms(DAY, 30, Decimal(0), (Due(later(10), Decimal(30)),)), "100", "0", [(10, "30"), (10, "70")]),
        (
            Terms(DAY, 30, Decimal(0), (Due(later(10), Decimal(30)), Due(later(20), Decimal(90)))),
            "100",
            "0",
            [(10, "30"), (20, "70")],
        ),
    ],
)
def test_what_is_owed_from_when_on(terms: Terms, amount: str, returned: str, parts: list[tuple[int, str]]) -> None:
    assert schedule(terms, Decimal(amount), Decimal(returned)) == tuple(
        Due(later(days), Decimal(part)) for days, part in parts
    )


PARTS = (Due(DAY, Decimal(40)), Due(later(30), Decimal(60)))


@pytest.mark.parametrize(
    ("paid", "left"),
    [
        ("0", PARTS),
        ("39.99", (Due(DAY, Decimal("0.01")), PARTS[1])),
        ("40", PARTS[1:]),
        ("70", (Due(later(30), Decimal(30)),)),
        ("100", ()),
        ("130", ()),
        ("-5", PARTS),
    ],
)
def test_money_goes_to_the_oldest_part_first(paid: str, left: tuple[Due, ...]) -> None:
    assert unpaid(PARTS, Decimal(paid)) == left


@pytest.mark.parametrize(
    ("received", "days"),
    [
        ([], [None, None]),
        ([(0, "40"), (30, "60")], [0, 30]),
        ([(0, "100")], [0, 0]),
        ([(1, "40"), (30, "60")], [1, 30]),
        ([(0, "40"), (31, "60")], [0, 31]),
        ([(0, "40"), (20, "59.99")], [0, None]),
        ([(0, "100"), (5, "-50"), (29, "50")], [0, 29]),
        ([(0, "100"), (40, "-10")], [0, None]),
        ([(30, "60"), (0, "40")], [0, 30]),
    ],
)
def test_when_each_part_was_paid(received: list[tuple[int, str]], days: list[int | None]) -> None:
    moves = [(later(day), Decimal(amount)) for day, amount in received]
    assert paid_on(PARTS, moves) == tuple(None if day is None else later(day) for day in days)


@pytest.mark.parametrize(
    ("state", "settled", "received", "expected"),
    [
        ("ordered", False, "0", ("0", "90", later(30), "0")),
        ("ordered", False, "100", ("100", "0", None, "10")),
        ("ordered", True, "0", ("90", "0", None, "0")),
        ("ordered", True, "95", ("95", "0", None, "5")),
        ("offer", False, "20", ("20", "0", None, "20")),
        ("cancelled", False, "20", ("20", "0", None, "20")),
        ("lost", False, "0", ("0", "0", None, "0")),
    ],
)
def test_sums_of_an_order(
    state: str, settled: bool, received: str, expected: tuple[str, str, dt.date | None, str]
) -> None:
    found = sums(
        Terms(DAY, 30),
        state=state,
        goods=Decimal(100),
        reduction=Decimal(10),
        received=Decimal(received),
        settled=settled,
    )
    paid, due, due_on, credit = expected
    assert (found.amount, found.paid, found.due, found.due_on, found.credit) == (
        Decimal(90), Decimal(paid), Decimal(due), due_on, Decimal(credit),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("days", "key"),
    [(-5, "not-due"), (0, "not-due"), (1, "1-30"), (30, "1-30"), (31, "31-60"), (60, "31-60"), (61, "61-90"),
     (90, "61-90"), (91, "over-90"), (5000, "over-90")],
)  # fmt: skip
def test_ages(days: int, key: str) -> None:
    today = later(days)
    assert bucket(DAY, today) == key
    found = aged([Due(DAY, Decimal("5.01"))], today)
    assert found.of(key) == found.owed == Decimal("5.01")
    assert found.overdue == (Decimal(0) if key == "not-due" else Decimal("5.01"))


money = st.decimals(min_value=0, max_value=100_000, places=2)
exact = st.decimals(min_value=0, max_value=100_000, places=4)
day = st.integers(-200, 200).map(later)


@settings(max_examples=60)
@given(
    goods=st.lists(exact, max_size=4),
    reduction=money,
    returned=exact,
    payments=st.lists(money, max_size=4),
    first=money,
    terms=st.integers(0, 120),
    instalments=st.lists(st.tuples(day, money), max_size=3),
    state=st.sampled_from(["ordered", "offer", "cancelled"]),
    settled=st.booleans(),
    today=day,
)
def test_sums_always_add_up(
    goods: list[Decimal], reduction: Decimal, returned: Decimal, payments: list[Decimal], first: Decimal, terms: int,
    instalments: list[tuple[dt.date, Decimal]], state: str, settled: bool, today: dt.date,
) -> None:  # fmt: skip
    agreed = Terms(DAY, terms, first, tuple(Due(on, amount) for on, amount in instalments))
    amount, received = total(goods), total(payments)
    found = sums(
        agreed, state=state, goods=amount, reduction=reduction, returned=returned, received=received, settled=settled
    )
    assert found.amount == amount - reduction
    assert found.payable + found.credit == found.paid + found.due
    assert min(found.payable, found.due, found.credit) >= 0
    assert found.due == 0 or found.credit == 0
    if state == "ordered":
        parts = schedule(agreed, found.amount, returned)
        assert total(part.amount for part in parts) == found.payable == payable(found.amount, returned)
        assert [part.on for part in parts] == sorted(part.on for part in parts) or not instalments
        left = unpaid(parts, found.paid)
        assert total(part.amount for part in left) == found.due
        assert aged(left, today).owed == found.due
        assert found.due_on == (left[0].on if left else None)
    else:
        assert found.due_on is None
    assert len(aged((), today).amounts) == len(BUCKETS)


@settings(max_examples=40)
@given(payments=st.lists(st.tuples(day, money), min_size=1, max_size=5), cuts=st.lists(st.integers(0, 100), max_size=4))
def test_splitting_payments_changes_nothing(payments: list[tuple[dt.date, Decimal]], cuts: list[int]) -> None:
    split = []
    for place, (on, amount) in enumerate(payments):
        part = (amount * cuts[place] / 100).quantize(Decimal("0.01")) if place < len(cuts) else Decimal(0)
        split += [(on, part), (on, amount - part)]
    paid = total(amount for _, amount in payments)
    assert unpaid(PARTS, paid) == unpaid(PARTS, total(amount for _, amount in split))
    assert paid_on(PARTS, payments) == paid_on(PARTS, split)

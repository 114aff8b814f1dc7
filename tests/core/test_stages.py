"""The stages of selling: the rule word by word, and what it says is missing (METHOD.md section 3)."""

from __future__ import annotations

import datetime as dt
import gettext
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmdesk.core.orders import Due
from crmdesk.core.stages import Facts, Sold, Staged, Standing, stage
from crmdesk.core.words import Words

TODAY = dt.date(2026, 11, 21)
Flows = tuple[tuple[str, int], ...]


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def sold(
    number: str,
    date: str,
    dues: Flows = (("2026-10-01", 100),),
    receipts: Flows = (),
    *,
    signed: str | None = "",
    first: int = 0,
    settled: bool = False,
) -> Sold:
    return Sold(
        number,
        day(date),
        None if signed is None else day(signed or date),
        Decimal(first),
        tuple(Due(day(on), Decimal(amount)) for on, amount in dues),
        tuple((day(on), Decimal(amount)) for on, amount in receipts),
        settled,
    )


PAID = sold("D1", "2026-09-01", receipts=(("2026-09-20", 100),))
PAID_LATE = sold("D2", "2026-09-02", receipts=(("2026-10-02", 100),))
PAID_SHORT = sold("D3", "2026-09-03", receipts=(("2026-10-01", 60), ("2026-10-20", 40)))
OVERDUE = sold("D4", "2026-09-04", receipts=(("2026-10-01", 60),))
OPEN = sold("D5", "2026-11-01", (("2026-12-01", 100),))
NEXT_PAID = sold("D6", "2026-11-02", (("2026-12-01", 100),), (("2026-11-20", 100),))
FIRST_AND_REST = (("2026-09-01", 30), ("2026-10-01", 70))
CLEAR = {"intent": "clear", "money": "yes", "expected_on": dt.date(2027, 1, 1)}


@pytest.mark.parametrize(
    ("known", "expected", "missing"),
    [
        ({}, "potential", ["stage-intent", "stage-money", "stage-no-date"]),
        (CLEAR, "target", ["stage-no-contract"]),
        ({**CLEAR, "intent": "has"}, "potential", ["stage-intent"]),
        ({**CLEAR, "intent": None}, "potential", ["stage-intent"]),
        ({**CLEAR, "money": "no"}, "potential", ["stage-money"]),
        ({**CLEAR, "money": "unknown"}, "potential", ["stage-money"]),
        ({**CLEAR, "expected_on": None}, "potential", ["stage-no-date"]),
        ({**CLEAR, "expected_on": dt.date(2026, 11, 20)}, "potential", ["stage-date-past"]),
        ({**CLEAR, "expected_on": TODAY}, "target", ["stage-no-contract"]),
        ({**CLEAR, "expected_on": dt.date(2027, 2, 19)}, "target", ["stage-no-contract"]),
        ({**CLEAR, "expected_on": dt.date(2027, 2, 20)}, "potential", ["stage-date-far"]),
    ],
)
def test_potential_and_target(known: dict[str, Any], expected: str, missing: list[str]) -> None:
    found = stage(Facts(**known), TODAY)
    assert (found.stage, codes(found)) == (expected, missing)
    assert found.next == ("target" if expected == "potential" else "signed")


def test_the_days_within_which_an_order_is_expected_are_the_users() -> None:
    known = {**CLEAR, "expected_on": dt.date(2027, 2, 20)}
    assert stage(Facts(**known), TODAY, 91).stage == "target"


@pytest.mark.parametrize(
    ("orders", "signed", "missing"),
    [
        pytest.param([sold("D1", "2026-11-01", signed=None)], False, "stage-no-contract", id="no-contract"),
        pytest.param([sold("D1", "2026-11-01", signed="2026-11-22")], False, "stage-no-contract", id="tomorrow"),
        pytest.param([sold("D1", "2026-11-22")], False, "stage-no-contract", id="order-of-tomorrow"),
        pytest.param([sold("D1", "2026-11-01", first=30)], False, "stage-first-payment", id="nothing-paid"),
        pytest.param(
            [sold("D1", "2026-11-01", receipts=(("2026-11-20", 29),), first=30)],
            False,
            "stage-first-payment",
            id="short",
        ),
        pytest.param(
            [sold("D1", "2026-11-01", receipts=(("2026-11-22", 30),), first=30)],
            False,
            "stage-first-payment",
            id="paid-tomorrow",
        ),
        pytest.param(
            [sold("D1", "2026-11-01", receipts=(("2026-11-02", 30), ("2026-11-03", -1)), first=30)],
            False,
            "stage-first-payment",
            id="refunded",
        ),
        pytest.param([sold("D1", "2026-11-01", receipts=(("2026-11-21", 30),), first=30)], True, "", id="paid"),
        pytest.param([sold("D1", "2026-11-01")], True, "", id="no-first-payment-agreed"),
        pytest.param([sold("D1", "2026-11-01", first=500, receipts=(("2026-11-02", 100),))], True, "", id="all-paid"),
        pytest.param([sold("D1", "2026-11-01", first=30, settled=True)], True, "", id="settled-at-import"),
        pytest.param([sold("D1", "2026-11-01", (), first=30)], True, "", id="all-came-back"),
        pytest.param([sold("D1", "2026-10-01", first=30), sold("D2", "2026-11-01")], True, "", id="one-is-enough"),
    ],
)
def test_signed_is_a_contract_and_the_first_payment(orders: list[Sold], signed: bool, missing: str) -> None:
    found = stage(Facts(orders=tuple(orders)), TODAY)
    assert (found.stage in ("signed", "qualified")) == signed
    if missing:
        assert codes(found) == [missing] if orders[0].date <= TODAY else "stage-intent" in codes(found)


def test_what_is_missing_names_the_order_and_the_amount() -> None:
    order = sold("D7", "2026-11-01", receipts=(("2026-11-02", 10),), first=30)
    (reason,) = stage(Facts(orders=(order,)), TODAY).missing
    words = Words("en", gettext.NullTranslations())
    told = reason.told(words)
    assert told == "¥20.00 of the first payment agreed in order D7 (received so far: ¥10.00)"


@pytest.mark.parametrize(
    ("orders", "expected", "missing"),
    [
        pytest.param([PAID], "qualified", [], id="paid"),
        pytest.param([OPEN], "signed", ["stage-none-paid"], id="nothing-paid-yet"),
        pytest.param([PAID, OPEN], "qualified", [], id="paid-and-open"),
        pytest.param([PAID, OVERDUE], "signed", ["stage-overdue"], id="a-debt"),
        pytest.param([OVERDUE], "signed", ["stage-overdue", "stage-none-paid"], id="nothing-but-a-debt"),
        pytest.param([PAID, PAID_LATE], "signed", ["stage-late"], id="late"),
        pytest.param([PAID, PAID_SHORT], "signed", ["stage-late"], id="short"),
        pytest.param([PAID_LATE, OPEN], "signed", ["stage-late-next"], id="late-and-the-next-open"),
        pytest.param([PAID_LATE, NEXT_PAID], "qualified", [], id="late-and-the-next-in-time"),
        pytest.param([PAID_LATE, OPEN, NEXT_PAID], "signed", ["stage-late-next"], id="the-next-one-counts"),
        pytest.param([PAID_LATE, PAID_SHORT, NEXT_PAID], "qualified", [], id="the-last-late-one-counts"),
        pytest.param([NEXT_PAID, PAID_LATE], "qualified", [], id="by-date"),
        pytest.param([PAID_LATE, sold("D8", "2026-10-01", ()), NEXT_PAID], "qualified", [], id="nothing-to-pay"),
        pytest.param([sold("D1", "2026-09-01", settled=True)], "qualified", [], id="settled"),
        pytest.param(
            [sold("D1", "2026-11-01", (("2026-12-01", 100),), settled=True)], "signed", ["stage-none-paid"],
            id="settled-not-due-yet",
        ),
        pytest.param([sold("D1", "2026-11-01", ())], "signed", ["stage-none-paid"], id="all-came-back"),
    ],
)  # fmt: skip
def test_qualified(orders: list[Sold], expected: str, missing: list[str]) -> None:
    found = stage(Facts(orders=tuple(orders)), TODAY)
    assert (found.stage, codes(found)) == (expected, missing)
    assert found.next == ("qualified" if missing else None)


@pytest.mark.parametrize(
    ("order", "standing"),
    [
        (PAID, Standing.IN_TIME),
        (sold("D", "2026-09-01", receipts=(("2026-10-01", 100),)), Standing.IN_TIME),
        (sold("D", "2026-09-01", receipts=(("2026-10-02", 100),)), Standing.LATE),
        (PAID_SHORT, Standing.LATE),
        (OVERDUE, Standing.OVERDUE),
        (OPEN, Standing.OPEN),
        (sold("D", "2026-11-01", (("2026-11-21", 100),)), Standing.OPEN),
        (sold("D", "2026-11-01", (("2026-11-20", 100),)), Standing.OVERDUE),
        (sold("D", "2026-09-01", (("2026-10-01", 50), ("2026-12-01", 50)), (("2026-09-30", 50),)), Standing.OPEN),
        (sold("D", "2026-09-01", (("2026-10-01", 50), ("2026-12-01", 50)), (("2026-10-05", 50),)), Standing.LATE),
        (sold("D", "2026-09-01", FIRST_AND_REST, (("2026-09-20", 30), ("2026-10-01", 70)), first=30), Standing.IN_TIME),
        (sold("D", "2026-09-01", FIRST_AND_REST, (("2026-10-02", 30), ("2026-10-02", 70)), first=30), Standing.LATE),
        (sold("D", "2026-11-01", (("2026-11-01", 30), ("2026-12-01", 70)), first=30), Standing.OVERDUE),
    ],
)
def test_how_an_order_was_paid(order: Sold, standing: Standing) -> None:
    assert order.standing(TODAY) is standing


AMOUNTS = st.integers(1, 60)
DAYS = st.integers(-120, 120).map(lambda days: TODAY + dt.timedelta(days))
ORDERS = st.builds(
    Sold,
    st.just("D1"),
    DAYS,
    st.none() | DAYS,
    AMOUNTS.map(Decimal),
    st.lists(st.builds(Due, DAYS, AMOUNTS.map(Decimal)), max_size=2).map(
        lambda parts: tuple(sorted(parts, key=lambda part: part.on))
    ),
    st.lists(st.tuples(DAYS, AMOUNTS.map(Decimal)), max_size=3).map(lambda receipts: tuple(sorted(receipts))),
    st.booleans(),
)


@settings(max_examples=60)
@given(st.lists(ORDERS, max_size=3), st.none() | DAYS, st.integers(1, 200))
def test_nothing_changes_before_the_day_it_says(orders: list[Sold], expected_on: dt.date | None, later: int) -> None:
    facts = Facts("clear", "yes", expected_on, orders)
    now = stage(facts, TODAY)
    last = TODAY + dt.timedelta(later)
    if now.until is not None:
        assert now.until > TODAY
        last = min(last, now.until - dt.timedelta(1))
    assert stage(facts, last).stage == now.stage


def codes(found: Staged) -> list[str]:
    return [reason.code for reason in found.missing]

"""Which marks the data suggests, and on which figures they rest (METHOD.md section 10)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from crmdesk.assets import load_words
from crmdesk.core.messages import MESSAGES
from crmdesk.core.selecting import MARKS
from crmdesk.core.selecting_proposals import Known, Sold, proposals

TODAY = dt.date(2026, 11, 21)
OLD = dt.date(2023, 1, 5)
GOOD = Known(
    own=Sold(Decimal(900), Decimal(900), Decimal(300), Decimal(10)),
    all=Sold(Decimal(10000), Decimal(10000), Decimal(3000), Decimal(200)),
    buyers=20, orders=6, before=Decimal(800), first_on=OLD, paid=9, fell_due=10, owed=Decimal(50),
    receivables=Decimal(1000),
)  # fmt: skip


def found(known: Known) -> dict[str, bool]:
    return {each.key: each.value for each in proposals(known, TODAY)}


def test_a_good_one() -> None:
    assert found(GOOD) == {
        "good_demand": True, "good_profit": True, "good_cheap": True, "good_loyal": True, "poor_demanding": False,
        "risk_profit": False, "risk_financial": False,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("known", "key", "value", "code"),
    [
        (replace(GOOD, before=Decimal(1126)), "good_demand", False, "propose-demand"),
        (replace(GOOD, before=Decimal(1125)), "good_demand", True, "propose-demand"),
        (replace(GOOD, buyers=11), "good_demand", False, "propose-demand"),
        (replace(GOOD, paid=8), "good_profit", False, "propose-profit"),
        (replace(GOOD, fell_due=0, paid=0), "good_profit", True, "propose-margin"),
        (replace(GOOD, own=replace(GOOD.own, profit=Decimal(269))), "good_profit", False, "propose-profit"),
        (replace(GOOD, own=replace(GOOD.own, costed=Decimal(0))), "good_profit", True, "propose-paid"),
        (replace(GOOD, own=replace(GOOD.own, serving=Decimal(19))), "good_cheap", False, "propose-cheap"),
        (replace(GOOD, first_on=dt.date(2024, 11, 22)), "good_loyal", None, None),
        (replace(GOOD, first_on=dt.date(2024, 11, 21)), "good_loyal", True, "propose-loyal"),
        (replace(GOOD, dissatisfied=True), "good_loyal", False, "propose-loyal"),
        (replace(GOOD, buyers=5, complaints=2), "poor_demanding", True, "propose-demanding"),
        (replace(GOOD, buyers=5, complaints=1), "poor_demanding", False, "propose-demanding"),
        (replace(GOOD, overdue=Decimal(5), since=dt.date(2026, 8, 22)), "poor_credit", True, "propose-credit"),
        (replace(GOOD, overdue=Decimal(5), since=dt.date(2026, 8, 23)), "poor_credit", None, None),
        (replace(GOOD, paid=10), "poor_credit", False, "propose-paid"),
        (replace(GOOD, owed=Decimal(100)), "risk_financial", True, "propose-financial"),
        (replace(GOOD, all=replace(GOOD.all, sales=Decimal(9000))), "risk_profit", True, "propose-bargaining"),
        (replace(GOOD, rivals=("北汀",)), "risk_loss", True, "propose-rivals"),
        (replace(GOOD, rivals=("北汀",), bids_lost=1), "risk_loss", True, "propose-courted"),
        (replace(GOOD, bids_lost=2), "risk_loss", True, "propose-bids-lost"),
    ],
)
def test_each_bound(known: Known, key: str, value: bool | None, code: str | None) -> None:
    one = next((each for each in proposals(known, TODAY) if each.key == key), None)
    assert (one and one.value, one and one.why.code) == (value, code)


def test_who_never_bought_is_proposed_nothing() -> None:
    assert proposals(Known(), TODAY) == ()
    assert found(Known(rivals=("北汀",))) == {"risk_loss": True}


_YUAN = st.decimals(-(10**9), 10**9, places=2)
_SOLD = st.builds(Sold, _YUAN, _YUAN, _YUAN, st.decimals(0, 10**9, places=2))


@given(
    st.builds(
        Known, own=_SOLD, all=_SOLD, buyers=st.integers(0, 5), before=_YUAN, paid=st.integers(0, 3),
        first_on=st.one_of(st.none(), st.dates(dt.date(1990, 1, 1), TODAY)), fell_due=st.integers(0, 3),
        owed=st.decimals(0, 10**9, places=2), receivables=st.decimals(0, 10**9, places=2),
        complaints=st.integers(0, 3), bids_lost=st.integers(0, 2),
    )
)  # fmt: skip
def test_every_proposal_is_a_mark_once_and_can_be_told(known: Known) -> None:
    made = proposals(known, TODAY)
    keys = [each.key for each in made]
    assert len(set(keys)) == len(keys)
    assert set(keys) <= set(MARKS)
    assert {each.why.code for each in made} <= set(MESSAGES)
    words = load_words("en")
    assert not any("NaN" in each.why.told(words) or "Infinity" in each.why.told(words) for each in made)

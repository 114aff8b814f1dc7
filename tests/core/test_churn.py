"""Churn, lifetime and reasons (METHOD.md sections 8 and 9)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.choices_insight import CHURN_REASON
from crmdesk.core.churn import REFERENCE, lifetime, rate, shares, shown_years, side, years_of_clv


@pytest.mark.parametrize(
    ("lost", "start", "percent", "years", "for_clv"),
    [(5, 100, "5", "20", 20), (25, 100, "25", "4", 4), (30, 100, "30", "3.3", 4), (100, 100, "100", "1", 1),
     (1, 1000, "0.1", "1000", 20), (1, 3, "33.3", "3", 3)],
)  # fmt: skip
def test_rate_and_lifetime(lost: int, start: int, percent: str, years: str, for_clv: int) -> None:
    found = rate(lost, start)
    stays = lifetime(found)
    assert found.percent == Decimal(percent)
    assert stays is not None
    assert shown_years(stays) == Decimal(years)
    assert years_of_clv(found, 5) == for_clv


def test_nobody_lost_is_no_division_by_zero() -> None:
    assert rate(0, 100).percent == 0
    assert lifetime(rate(0, 100)) is None
    assert years_of_clv(rate(0, 100), 5) == 5


def test_nobody_there_has_no_rate() -> None:
    found = rate(0, 0)
    assert found.percent is None
    assert found.why is not None
    assert lifetime(found) is None
    assert years_of_clv(found, 7) == 7


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_rate_times_lifetime_is_one(lost: int, start: int) -> None:
    found = rate(lost, start)
    stays = lifetime(found)
    assert stays is not None
    assert found.exact is not None
    assert stays * found.exact == 1
    assert 1 <= years_of_clv(found, 5) <= 20


def test_every_reason_belongs_to_one_side() -> None:
    sides = {choice.key: side(choice.key) for choice in CHURN_REASON}
    ours = {key for key, of in sides.items() if of == "ours"}
    assert ours == {"defect", "trust", "neglect", "image", "staff-left"}
    assert sides["competitor"] == "competitor"
    assert sides["objective"] == "objective"
    assert sides["social"] == sides["other"] == "other"
    assert sum(REFERENCE.values()) == 100


@given(st.dictionaries(st.sampled_from([choice.key for choice in CHURN_REASON]), st.integers(0, 1000)))
def test_shares_are_of_all_who_left(reasons: dict[str, int]) -> None:
    found = shares(reasons)
    whole = sum(reasons.values())
    assert sum(each.count for each in found) == whole
    for each in found:
        assert (each.percent is None) == (whole == 0)
        assert each.percent is None or abs(each.percent * whole - each.count * 100) <= Decimal("0.05") * whole
        assert each.as_read == (each.side != "ours")

"""The year month by month against the last one and the plan."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from crmdesk.core.overview import Sales, first_orders, sales

SOLD = {"2026-01": Decimal(110), "2026-03": Decimal(40), "2025-01": Decimal(100), "2025-12": Decimal(900)}


def made(today: dt.date, sold: dict[str, Decimal], target: Decimal | None = None, before: int = 100) -> Sales:
    share = Decimal("0.2")
    return sales(sold, today, last_year_so_far=Decimal(before), target=target, share_gone=share)


def test_a_year_under_way() -> None:
    found = made(dt.date(2026, 3, 1), SOLD, Decimal(1000))
    assert [each.sales for each in found.months] == [Decimal(110), 0, Decimal(40), *[None] * 9]
    assert (found.months[0].last_year, found.months[11].last_year, found.last_year) == (100, 900, 1000)
    assert {each.plan for each in found.months} == {Decimal("83.33")}
    assert (found.so_far, found.change, found.progress) == (Decimal(150), Decimal("50.0"), Decimal("15.0"))
    assert found.why == ()


def test_what_is_missing_is_said_instead_of_a_figure() -> None:
    nothing = made(dt.date(2026, 3, 1), {}, before=0)
    assert (nothing.change, nothing.progress, nothing.target) == (None, None, None)
    assert [reason.code for reason in nothing.why] == ["overview-no-sales", "overview-no-plan"]
    assert made(dt.date(2026, 3, 1), SOLD, Decimal(0)).progress is None
    assert made(dt.date(2026, 3, 1), {"2026-01": Decimal(5)}, before=-5).change is None


def test_first_orders_of_some_days() -> None:
    began = [(dt.date(2026, 1, 31), 2), (dt.date(2026, 2, 1), 3), (dt.date(2026, 3, 1), 5)]
    assert first_orders(began, dt.date(2026, 2, 1), dt.date(2026, 2, 28)) == 3

"""What each source brought and cost (METHOD.md section 15)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from crmdesk.core.messages import MESSAGES
from crmdesk.core.sources import Source


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (Source("fair"), None),
        (Source("fair", 3, 2, 5, Decimal(900), Decimal(100)), None),
        (Source("fair", cost=Decimal(100)), "source-nobody"),
        (Source("fair", 3, cost=Decimal(100)), "source-no-order"),
        (Source("fair", 3, 1, 1, Decimal(99), Decimal(100)), "source-dear"),
    ],
)
def test_advertising_that_brings_nothing_is_seen(source: Source, code: str | None) -> None:
    assert (source.why and source.why.code) == code
    assert code is None or code in MESSAGES


def test_cost_of_one() -> None:
    found = Source("web", customers=3, orders=6, cost=Decimal(100))
    assert (found.per_customer, found.per_order) == (Decimal("33.33"), Decimal("16.67"))
    assert (Source("web").per_customer, Source("web").per_order) == (None, None)

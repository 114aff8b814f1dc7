"""Who is at risk, why, and what helps (METHOD.md section 8)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from crmdesk.core.at_risk import HELP, Facts, risks
from crmdesk.core.messages import MESSAGES

TODAY = dt.date(2026, 11, 21)


def ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


@pytest.mark.parametrize(
    ("facts", "codes"),
    [
        ({"last_order_on": ago(59), "usual": Decimal(30)}, []),
        ({"last_order_on": ago(60), "usual": Decimal(30)}, ["risk-silent"]),
        ({"last_order_on": ago(300)}, []),
        ({"last_order_on": ago(1), "sales": Decimal(80), "before": Decimal(100)}, []),
        ({"last_order_on": ago(1), "sales": Decimal("79.99"), "before": Decimal(100)}, ["risk-falling"]),
        ({"last_order_on": ago(1), "sales": Decimal(0), "before": Decimal(0)}, []),
        ({"last_order_on": ago(1), "sales": Decimal(-5), "before": Decimal(-5)}, []),
        ({"last_order_on": ago(1), "level": "dissatisfied"}, ["risk-dissatisfied"]),
        ({"last_order_on": ago(1), "level": "basic"}, []),
        ({"last_order_on": ago(1), "open_complaints": 2}, ["risk-complaining"]),
        ({"last_order_on": ago(1), "overdue": Decimal(9), "overdue_since": ago(3)}, ["risk-late"]),
        ({"last_order_on": dt.date(2024, 11, 22), "level": "dissatisfied"}, ["risk-dissatisfied"]),
        ({"last_order_on": dt.date(2024, 11, 21), "level": "dissatisfied", "usual": Decimal(3)}, ["risk-gone"]),
        (
            {"last_order_on": ago(90), "usual": Decimal(30), "sales": Decimal(1), "before": Decimal(9),
             "level": "dissatisfied", "open_complaints": 1, "overdue": Decimal(1), "overdue_since": ago(1)},
            ["risk-silent", "risk-falling", "risk-dissatisfied", "risk-complaining", "risk-late"],
        ),
    ],
)  # fmt: skip
def test_reasons(facts: dict[str, Any], codes: list[str]) -> None:
    found = risks(Facts(**facts), TODAY)
    assert [risk.reason.code for risk in found] == codes
    assert [risk.help for risk in found] == [HELP[code] for code in codes]


def test_every_reason_and_help_has_a_sentence() -> None:
    assert {*HELP, *HELP.values()} <= MESSAGES.keys()

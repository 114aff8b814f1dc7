"""Potential and target customers, ranked by what is expected of them and when (METHOD.md section 3)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from msgspec import Struct

from crmdesk.core import qualifying
from crmdesk.core.funnel import Expected
from crmdesk.core.orders import NOTHING
from crmdesk.core.periods import first_of_month
from crmdesk.core.words import Label

SORTS: dict[str, Label] = {
    "profit": Label("By expected profit", "按预计利润"),
    "date": Label("By expected signing", "按预计签约日期"),
    "amount": Label("By expected amount", "按预计金额"),
    "contact": Label("By last contact", "按上次联系"),
    "number": Label("By number", "按编号"),
}

UNSIGNED = ("potential", "target")
"""The stages of those who are still to be won."""


class Potential(Struct, frozen=True):
    """Somebody who may become a customer. `offered`: the amount of open offers, None without any; `valid_until`: the
    first day on which one of them ends."""

    customer_id: int
    number: str
    name: str
    stage: str
    intent: str | None
    money: str | None
    authority: str | None
    need: str | None
    recognises: str | None
    belonging: str | None
    expected_on: dt.date | None
    expected_amount: Decimal | None
    expected_profit: Decimal | None
    owner: str | None
    last_contact_on: dt.date | None
    next_on: dt.date | None
    last_order_on: dt.date | None
    offered: Decimal | None
    valid_until: dt.date | None

    @property
    def man(self) -> str:
        return qualifying.man_code(self.money, self.authority, self.need)

    @property
    def verdict(self) -> qualifying.Verdict:
        return qualifying.verdict(self.man)

    @property
    def intending(self) -> qualifying.Intending | None:
        return qualifying.intending(self.need, self.recognises, self.belonging)

    @property
    def expected(self) -> Expected | None:
        """What the funnel expects: the amount of open offers, else the amount expected, in the month of the day
        expected, else of that until which an offer is valid. Of a signed customer only a further sale counts."""
        further = self.expected_on is not None and (self.last_order_on is None or self.expected_on > self.last_order_on)
        hoped = self.expected_on is not None or self.expected_amount is not None
        if self.offered is None and not (hoped and (self.stage in UNSIGNED or further)):
            return None
        day = self.expected_on or self.valid_until
        amount = self.expected_amount if self.offered is None else self.offered
        return Expected(self.stage, first_of_month(day) if day else None, 1, amount or NOTHING)

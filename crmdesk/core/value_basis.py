"""What customers are ranked by: the bases, and the period each of them looks at (METHOD.md section 4).

Values of whole files are whole ten-thousandths, of a yuan as they are stored or of a point: a million Decimals would
cost seconds. What is shown of them is Decimal.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from msgspec import Struct

from crmdesk.core.errors import UserError
from crmdesk.core.orders import to_fen
from crmdesk.core.periods import YEAR, add_months
from crmdesk.core.words import Label

SCORE = "score"
BASES: Mapping[str, Label] = {
    "last-year-sales": Label("Last year's sales", "去年销售额"),
    "last-year-profit": Label("Last year's gross profit", "去年毛利"),
    "sales": Label("Sales to date", "累计销售额"),
    "clv": Label("Customer lifetime value", "客户终身价值"),
    SCORE: Label("Weighted score", "综合得分"),
}
DEFAULT_BASIS = "last-year-sales"
_LAST_YEAR = frozenset({"last-year-sales", "last-year-profit"})
_ONE = dt.timedelta(days=1)


class Period(Struct, frozen=True):
    """From `first` (None: from the beginning) to `last`, both included."""

    first: dt.date | None
    last: dt.date


def period(basis: str, today: dt.date) -> Period:
    """The days whose orders count for a basis: the previous calendar year, all until today, or the last twelve months
    (for the lifetime value and the score). Raises UserError('basis-unknown')."""
    if basis not in BASES:
        raise UserError("basis-unknown", basis=basis)
    if basis in _LAST_YEAR:
        return Period(dt.date(today.year - 1, 1, 1), dt.date(today.year - 1, 12, 31))
    if basis == "sales":
        return Period(None, today)
    return last_months(today)


def last_months(today: dt.date, months: int = YEAR) -> Period:
    """The months that end today: exactly the days that `periods.within` lets through."""
    first = add_months(today, -months)
    while add_months(first, months) <= today:
        first += _ONE
    return Period(first, today)


def months_before(today: dt.date, months: int = YEAR) -> Period:
    """As many months, before the last ones."""
    now, both = last_months(today, months), last_months(today, 2 * months)
    assert now.first is not None
    return Period(both.first, now.first - _ONE)


def shown(basis: str, value: Decimal) -> Decimal | str:
    """A value as sentences take it: yuan to the fen, or the figure of a score, which is no money."""
    return f"{value:.2f}" if basis == SCORE else to_fen(value)

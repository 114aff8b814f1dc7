"""Customers at risk of leaving: why, and what helps (METHOD.md section 8).

Looked at are customers with orders who are not marked lost. Silence counts against the customer's own rhythm as in the
life cycle: no order for so many usual intervals (the median of its own, at least three dates).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct, field

from crmdesk.core.churn import SILENT_MONTHS
from crmdesk.core.customers import CustomerRow
from crmdesk.core.orders import NOTHING
from crmdesk.core.periods import add_months
from crmdesk.core.reasons import Reason

SILENT, FALLING, DISSATISFIED, COMPLAINING, LATE, GONE = (
    "risk-silent", "risk-falling", "risk-dissatisfied", "risk-complaining", "risk-late", "risk-gone",
)  # fmt: skip
REASONS = (SILENT, FALLING, DISSATISFIED, COMPLAINING, LATE, GONE)
HELP = {
    SILENT: "help-visit",
    FALLING: "help-more",
    DISSATISFIED: "help-quality",
    COMPLAINING: "help-faster",
    LATE: "help-terms",
    GONE: "help-lost",
}
"""What helps against each: put quality right, answer faster, give more (delivery, installation, maintenance)."""


class Bounds(Struct, frozen=True):
    """From how many usual intervals on silence is one, and from how many percent less on orders are falling."""

    silent_intervals: int = 2
    falling_percent: int = 20


USUAL = Bounds()


class Facts(Struct, frozen=True):
    """Of a customer on a day: its last order and usual interval in days (None: fewer than three dates), sales of the
    last 12 months and of the 12 before, the level it reported last, open complaints, what is overdue and since when."""

    last_order_on: dt.date
    usual: Decimal | None = None
    sales: Decimal = NOTHING
    before: Decimal = NOTHING
    level: str | None = None
    open_complaints: int = 0
    overdue: Decimal = NOTHING
    overdue_since: dt.date | None = None


class Risk(Struct, frozen=True):
    """One reason with what helps; the code of `help` is one of messages."""

    reason: Reason
    help: str


def risks(facts: Facts, today: dt.date, bounds: Bounds = USUAL) -> tuple[Risk, ...]:
    """All that hold, in the order of the method; none: not at risk. Silence of 24 months stands alone: it proposes that
    the customer is lost."""
    if add_months(facts.last_order_on, SILENT_MONTHS) <= today:
        params = {"months": SILENT_MONTHS, "last_on": facts.last_order_on}
        return (Risk(Reason(GONE, params), HELP[GONE]),)
    return tuple(Risk(reason, HELP[reason.code]) for reason in _reasons(facts, today, bounds))


def _reasons(facts: Facts, today: dt.date, bounds: Bounds) -> Iterator[Reason]:
    days = (today - facts.last_order_on).days
    if facts.usual is not None and days >= facts.usual * bounds.silent_intervals and days > 0:
        yield Reason(SILENT, {"days": days, "usual": f"{facts.usual.normalize():f}", "last_on": facts.last_order_on})
    if facts.before > 0 and (facts.before - facts.sales) * 100 > facts.before * bounds.falling_percent:
        percent = min(100, round((facts.before - facts.sales) * 100 / facts.before))
        yield Reason(FALLING, {"percent": percent, "sales": facts.sales, "before": facts.before})
    if facts.level == "dissatisfied":
        yield Reason(DISSATISFIED)
    if facts.open_complaints:
        yield Reason(COMPLAINING, {"count": facts.open_complaints})
    if facts.overdue > 0 and facts.overdue_since is not None:
        yield Reason(LATE, {"amount": facts.overdue, "since": facts.overdue_since})


class AtRisk(Struct, frozen=True):
    """Whom a list of customers at risk names on a day, most at stake first.

    `stakes`: beside `ids`, in ten-thousandths of a yuan, the sales of the last 12 months or of the 12 before, whichever
    is more; `codes`: beside them which reasons hold, a bit each (`REASONS`). `counts`: for how many each reason holds,
    of everybody the list could name. `why`: why there is nobody, None when there is somebody.
    """

    today: dt.date
    bounds: Bounds
    ids: Sequence[int] = ()
    stakes: Sequence[int] = ()
    codes: Sequence[int] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    why: Reason | None = None

    @property
    def count(self) -> int:
        return len(self.ids)


class AtRiskRow(Struct, frozen=True):
    """A line of it: what is at stake in yuan, and every reason with what helps."""

    customer: CustomerRow
    stake: Decimal
    facts: Facts
    risks: tuple[Risk, ...]


def coded(found: Sequence[Risk]) -> int:
    """Reasons as a bit each."""
    return sum(1 << REASONS.index(risk.reason.code) for risk in found)

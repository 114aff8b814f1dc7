"""Lists of complaints: which ones they show, in which order, and what of each (METHOD.md section 6)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from crmdesk.core.complaints import CLOSED, IMPORTED, STEPS, UNRESOLVED, Warned

CLOSED_STATES = (CLOSED, UNRESOLVED, IMPORTED)
"""The states of what is not open any more."""
COLUMNS = (*STEPS, CLOSED)
"""The columns of the board."""
CLOSED_LATELY = 30
"""Days for which a closed complaint stays on the board."""
SORTS = (
    "number", "customer_name", "customer_number", "headline", "state", "round", "step", "received_at", "due_on",
    "closed_at", "age_days", "late_days", "responsible", "category", "severity", "level", "channel", "product", "order",
)  # fmt: skip
"""What a list can be ordered by; empty values come last in both directions."""
NOTHING_SAID = ""
"""Among the categories, severities, levels and people responsible of `Complaints`: those of which none is known."""
NO_PRODUCT = 0
"""As the product of `Complaints`: those about no product."""


TICKED = ("severity", "category", "responsible")
"""Of what a list lets through several values at once."""


class Complaints(Struct, frozen=True):
    """Which complaints a list shows.

    `query` is looked for in numbers, the customer, what was said, expected and found out, and in the steps; `step` is
    the one to be done next of an open one; `warned`: only those with a warning that holds; `overdue`: only open ones
    past their due day; days are those on which they were received (`from_`, `to`) or closed; `rounds` so many of them.
    """

    query: str = ""
    states: tuple[str, ...] = ()
    step: str | None = None
    severity: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    customer_id: int | None = None
    product_id: int | None = None
    warned: bool = False
    overdue: bool = False
    sort: str = "due_on"
    descending: bool = False
    levels: tuple[str, ...] = ()
    rounds: int | None = None
    from_: dt.date | None = None
    to: dt.date | None = None
    closed_from: dt.date | None = None
    closed_to: dt.date | None = None

    def among(self, values: Mapping[str, tuple[str, ...]]) -> Complaints:
        """The same list with other values for some of `TICKED`."""
        severity, category, responsible = (values.get(key, getattr(self, key)) for key in TICKED)
        return replace(self, severity=severity, category=category, responsible=responsible)


class ComplaintRow(Struct, frozen=True):
    """What a list shows of a complaint.

    `age_days`: since it was received, of a closed one until it was closed (None where that is not known); `late_days`:
    how long an open one has been past its due day, 0 in time. `product` by name, `order` by number, '' without one.
    """

    id: int
    number: str
    customer_id: int
    customer_number: str
    customer_name: str
    headline: str
    words: str
    state: str
    round: int | None
    step: str | None
    received_at: dt.datetime
    due_on: dt.date | None
    closed_at: dt.datetime | None
    age_days: int | None
    late_days: int
    responsible: str | None
    category: str | None
    severity: str | None
    level: str | None
    warnings: tuple[Warned, ...]
    channel: str | None = None
    product_id: int | None = None
    product: str = ""
    order_id: int | None = None
    order: str = ""

    @property
    def holding(self) -> tuple[Warned, ...]:
        """The warnings that are true now."""
        return tuple(warned for warned in self.warnings if warned.holds)


class Counts(Struct, frozen=True):
    """How many complaints there are; `open_late`: open ones past their due day."""

    open: int
    closed: int
    all: int
    open_late: int


class Column(Struct, frozen=True):
    """A column of the board (`COLUMNS`): the open complaints whose next step this is, or those closed lately; how many
    there are, and the first of them."""

    step: str
    count: int
    rows: Sequence[ComplaintRow]

"""Rows of the lists of what the visit plan asks for, and of customers whom nobody contacted (METHOD.md section 5)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import NamedTuple

from msgspec import Struct

from crmdesk.core.roles import Role
from crmdesk.core.visit_plan import Due, Kind


class Wanted(Struct, frozen=True):
    """Which lines a list of dues shows: of one kind, in one role, of customers with one owner, my own ones, only what
    is overdue."""

    kind: Kind | None = None
    role: Role | None = None
    owner: str | None = None
    mine: bool = False
    overdue_only: bool = False


class Place(NamedTuple):
    """What lists show of a customer; `sales_year` in yuan."""

    sales_year: Decimal | None
    number: str
    name: str
    tier: str | None
    grade: str | None
    city: str | None
    owner: str | None


class DueRow(NamedTuple):
    """A line of the list of dues, and whose it is."""

    due: Due
    sales_year: Decimal | None
    number: str
    name: str
    tier: str | None
    grade: str | None
    city: str | None
    owner: str | None

    @property
    def customer_id(self) -> int:
        return self.due.customer_id


class DueCounts(Struct, frozen=True):
    """How many lines are due: visits and calls, those overdue, those due since that very day; of how many customers."""

    total: int
    overdue: int
    due_today: int
    visits: int
    calls: int
    customers: int


class Neglected(Struct, frozen=True):
    """A customer whom nobody contacted for `days`: since the last contact (`last_on`), else the first order, else since
    the file was made."""

    customer_id: int
    last_on: dt.date | None
    since: dt.date
    days: int
    sales_year: Decimal | None
    number: str
    name: str
    tier: str | None
    grade: str | None
    city: str | None
    owner: str | None

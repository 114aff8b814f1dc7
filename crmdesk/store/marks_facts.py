"""What the marks of customers rest on: what is known of them, their orders with payments, the contacts made."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from msgspec import Struct, field

from crmdesk.core import stages
from crmdesk.core.life_cycle import Bounds, Sale
from crmdesk.core.money import from_units
from crmdesk.core.orders import ORDERED, Sums, total
from crmdesk.core.registry import REGISTRY
from crmdesk.store import marks_opinions, order_sums, tier_marks
from crmdesk.store.columns import from_column
from crmdesk.store.database import DataFile
from crmdesk.store.marks_numbers import numbers_set
from crmdesk.store.marks_opinions import Opinion
from crmdesk.store.records import marks
from crmdesk.store.tier_marks import Runs, Standing

_KNOWN = ("intent", "money", "expected_on", "life_cycle_by_hand")
_DAY = dt.timedelta(days=1)
_LAST_OF_KIND = ", ".join(
    f"max(CASE WHEN past AND {where} THEN at END)"
    for where in (
        "kind = 'visit'",
        "kind = 'call'",
        "kind = 'visit' AND as_role = 'salesperson'",
        "kind = 'call' AND as_role = 'salesperson'",
        "kind = 'visit' AND as_role = 'sales-manager'",
        "kind = 'visit' AND as_role = 'marketing-director'",
        "kind = 'visit' AND as_role = 'general-manager'",
    )
)
Flow = tuple[dt.date, Decimal]
"""A day and what came in (below zero: went out) on it."""
_Paid = tuple[int, int | None]
_FIELDS = REGISTRY["customer"]


class Numbers(Struct, frozen=True):
    """The user's numbers of the rules (METHOD.md section 3)."""

    target_days: int
    bounds: Bounds
    runs: Runs


class Contacts(Struct, frozen=True):
    """When a customer was last talked to up to today, when next after it, and the earliest next step still open."""

    last_on: dt.date | None = None
    coming_on: dt.date | None = None
    next_on: dt.date | None = None
    last_of_kind: tuple[dt.date | None, ...] = (None,) * 7
    """The last up to today: visit, call by whomever; visit and call by a salesperson; visit by the manager, director,
    general manager."""


class Dealing(Struct, frozen=True):
    """What passed between a customer and us.

    `stored`: the marks as they are. `sales`: each order in force less what came back;
    `returns`: what came back without an order, below zero. `owed` and `credit`: of all orders; `flows`: payments
    without an order.
    """

    id: int
    stored: tuple[Any, ...]
    life_cycle_by_hand: str | None
    contacts: Contacts
    facts: stages.Facts
    sales: tuple[Sale, ...]
    returns: tuple[Sale, ...]
    owed: Decimal
    credit: Decimal
    flows: tuple[Flow, ...]
    open_complaints: int
    standing: Standing
    opinion: Opinion


def numbers(data: DataFile) -> Numbers:
    """As they are set."""
    target_days, *bounds = numbers_set(data)
    return Numbers(target_days, Bounds(*bounds), tier_marks.runs(data))


def dealings(
    data: DataFile, ids: Sequence[int], stored: Sequence[str], today: dt.date, until: dt.date | None = None
) -> Iterator[Dealing]:
    """Of customers that are there, at most some hundred; `stored` are the columns to be read along. `until`: without
    payments and returns after that day."""
    sql = f"SELECT id, {', '.join((*_KNOWN, *stored))} FROM customer WHERE id IN ({marks(ids)})"  # noqa: S608
    customers = data.database.execute_sql(sql, ids).fetchall()
    payments = _payments(data, ids)
    orders, returns = _orders(data, ids, payments, until), _returns(data, ids)
    contacts = _contacts(data, ids, today)
    complaints = _open_complaints(data, ids)
    standings = tier_marks.standings(data, ids, tier_marks.runs(data))
    opinions = marks_opinions.opinions(data, ids, today)
    nothing = _Orders()
    for customer_id, *values in customers:
        known = {key: from_column(_FIELDS[key], value) for key, value in zip(_KNOWN, values, strict=False)}
        by_hand = known.pop("life_cycle_by_hand")
        made = orders.get(customer_id, nothing)
        yield Dealing(
            customer_id,
            tuple(values[len(_KNOWN) :]),
            by_hand,
            contacts.get(customer_id, Contacts()),
            stages.Facts(**known, orders=tuple(made.sold)),
            tuple(made.sales),
            tuple(returns.get(customer_id, ())),
            total(sums.due for sums in made.sums),
            total(sums.credit for sums in made.sums),
            tuple(payments.get((customer_id, None), ())),
            complaints.get(customer_id, 0),
            standings[customer_id],
            opinions.get(customer_id, Opinion()),
        )


class _Orders(Struct):
    """Of one customer: the sums of all orders, and those in force as the two rules see them."""

    sums: list[Sums] = field(default_factory=list)
    sales: list[Sale] = field(default_factory=list)
    sold: list[stages.Sold] = field(default_factory=list)


def _orders(
    data: DataFile, ids: Sequence[int], payments: Mapping[_Paid, Sequence[Flow]], until: dt.date | None
) -> Mapping[int, _Orders]:
    sql = (
        "SELECT id, number, signed_on FROM sales_order "  # noqa: S608
        f"WHERE customer_id IN ({marks(ids)}) AND deleted_at IS NULL"
    )
    signed = {row[0]: row[1:] for row in data.database.execute_sql(sql, ids).fetchall()}
    found: defaultdict[int, _Orders] = defaultdict(_Orders)
    for one in order_sums.facts(data, "customer_id", ids, until):
        of_customer, sums = found[one.customer_id], one.sums()
        of_customer.sums.append(sums)
        if one.state != ORDERED:
            continue
        of_customer.sales.append(Sale(one.terms.date, sums.amount - sums.returned))
        number, signed_on = signed[one.id]
        sold = stages.Sold(
            number or "",
            one.terms.date,
            _day(signed_on),
            one.terms.first_payment,
            one.schedule(),
            tuple(payments.get((one.customer_id, one.id), ())),
            one.settled,
        )
        of_customer.sold.append(sold)
    return found


def _payments(data: DataFile, ids: Sequence[int]) -> Mapping[_Paid, Sequence[Flow]]:
    """By customer and order (None: without one), refunds below zero."""
    sql = (
        "SELECT customer_id, sales_order, date, CASE WHEN kind = 'refund' THEN -amount ELSE amount END "  # noqa: S608
        f"FROM payment WHERE customer_id IN ({marks(ids)}) AND deleted_at IS NULL ORDER BY date, id"
    )
    found: defaultdict[_Paid, list[Flow]] = defaultdict(list)
    for customer_id, order, date, amount in data.database.execute_sql(sql, ids).fetchall():
        found[customer_id, order].append((dt.date.fromisoformat(date), from_units(amount)))
    return found


def _returns(data: DataFile, ids: Sequence[int]) -> Mapping[int, Sequence[Sale]]:
    """Those without an order, below zero."""
    sql = (
        "SELECT customer_id, date, amount FROM goods_return "  # noqa: S608
        f"WHERE customer_id IN ({marks(ids)}) AND sales_order IS NULL AND amount <> 0 AND deleted_at IS NULL"
    )
    found: defaultdict[int, list[Sale]] = defaultdict(list)
    for customer_id, date, amount in data.database.execute_sql(sql, ids).fetchall():
        found[customer_id].append(Sale(dt.date.fromisoformat(date), -from_units(amount)))
    return found


def _open_complaints(data: DataFile, ids: Sequence[int]) -> Mapping[int, int]:
    sql = (
        "SELECT customer_id, count(*) FROM complaint "  # noqa: S608
        f"WHERE customer_id IN ({marks(ids)}) AND state = 'open' AND deleted_at IS NULL GROUP BY customer_id"
    )
    return dict(data.database.execute_sql(sql, ids).fetchall())


def _contacts(data: DataFile, ids: Sequence[int], today: dt.date) -> Mapping[int, Contacts]:
    tomorrow = (today + _DAY).isoformat()
    sql = (
        "SELECT customer_id, max(CASE WHEN past THEN at END), min(CASE WHEN NOT past THEN at END), "  # noqa: S608
        f"min(CASE WHEN next_done_on IS NULL THEN next_date END), {_LAST_OF_KIND} FROM (SELECT *, at < ? AS past, "
        "coalesce(role, 'salesperson') AS as_role FROM interaction "
        f"WHERE customer_id IN ({marks(ids)}) AND deleted_at IS NULL) GROUP BY customer_id"
    )
    rows = data.database.execute_sql(sql, (tomorrow, *ids)).fetchall()
    return {row[0]: Contacts(_day(row[1]), _day(row[2]), _day(row[3]), tuple(map(_day, row[4:]))) for row in rows}


def _day(stored: str | None) -> dt.date | None:
    """The day of a stored date or moment."""
    return dt.date.fromisoformat(stored[:10]) if stored else None

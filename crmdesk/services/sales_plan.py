"""The sales plan: yearly targets set, proposed from last year's sales, and how far they are reached (METHOD.md 1)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from crmdesk.core import sales_plan
from crmdesk.core.changes import Changes
from crmdesk.core.customers import Listing
from crmdesk.core.errors import UserError
from crmdesk.core.money import LIMIT, from_units, to_units
from crmdesk.core.orders import NOTHING, to_fen, total
from crmdesk.core.sales_plan import SORTS, Figures, OwnerTotal, PlanRow, Proposal, Totals
from crmdesk.services import file_parts, listing
from crmdesk.services.desk import Desk
from crmdesk.store import sales_plan as store
from crmdesk.store.sales_plan import Plan

__all__ = [
    "SORTS", "Figures", "OwnerTotal", "PlanRow", "Proposal", "Totals",
    "best", "plan", "proposal", "propose", "row", "set_target", "target", "totals",
]  # fmt: skip

_KIND = "sales_target"
_FOUND = 1_000


def plan(
    desk: Desk,
    year: int,
    today: dt.date | None = None,
    *,
    owner: str | None = None,
    text: str = "",
    sort: str = "target",
    descending: bool = True,
    first: int = 0,
    most: int | None = None,
) -> list[PlanRow]:
    """All who have a target for the year, or sales in it or the year before; `owner`: those of one person ('': of
    nobody). With `text` instead those it finds, with figures or without, so that anybody can be given a target.

    `sort` is one of SORTS. Raises UserError: 'plan-year', 'sort-unknown'.
    """
    if sort not in SORTS:
        raise UserError("sort-unknown", sort=sort)
    wanted = _plan(desk, year, today, owner, text)
    return store.rows(desk.data, wanted, sort, descending, first, most)


def best(desk: Desk, year: int, today: dt.date, most: int, *, before: bool = False) -> list[PlanRow]:
    """So many customers with sales in the year, or in the one before, the most first. Raises UserError('plan-year')."""
    everybody = _plan(desk, year, today, None, "")
    wanted = Plan(everybody.year, today, among=store.best(desk.data, everybody, most, before=before))
    return store.rows(desk.data, wanted, "last_year" if before else "this_year", True, 0, most)


def row(desk: Desk, customer_id: int, year: int, today: dt.date | None = None) -> PlanRow:
    """One customer's place in the plan. Raises UserError: 'record-gone', 'plan-year'."""
    wanted = Plan(sales_plan.checked_year(year), today or desk.today(), among=(customer_id,))
    found = store.rows(desk.data, wanted, "number", False, 0, 1)
    if not found:
        raise UserError("record-gone")
    return found[0]


def totals(desk: Desk, year: int, today: dt.date | None = None, *, owner: str | None = None, text: str = "") -> Totals:
    """The sums of what `plan` lists, by owner and of all. Raises UserError('plan-year')."""
    wanted = _plan(desk, year, today, owner, text)
    owners = store.by_owner(desk.data, wanted)
    figures = [one.figures for one in owners]
    set_ = [each.target for each in figures if each.target is not None]
    gone = sales_plan.share_gone(wanted.year, wanted.today)
    months = sales_plan.months_begun(wanted.year, wanted.today)
    last_year, this_year = total(each.last_year for each in figures), total(each.this_year for each in figures)
    whole = Figures(total(set_) if set_ else None, last_year, this_year, months, gone)
    count, targeted = sum(one.customers for one in owners), sum(one.targeted for one in owners)
    return Totals(tuple(owners), OwnerTotal(None, count, targeted, whole))


def target(desk: Desk, year: int) -> Decimal | None:
    """The targets of a year together, in yuan; None where there are none. Raises UserError('plan-year')."""
    units = store.target(desk.data, sales_plan.checked_year(year))
    return None if units is None else from_units(units)


def set_target(desk: Desk, customer_id: int, year: int, amount: Decimal | None) -> Changes:
    """Set a customer's target for a year, to the fen; None takes it away.

    Raises UserError: 'target-negative', 'plan-year', 'record-gone'.
    """
    sales_plan.checked_year(year)
    if amount is not None and amount < 0:
        raise UserError("target-negative")
    with desk.recording("target-set", number="", year=str(year)) as made:
        made.rename(number=file_parts.customer_number(desk, customer_id), year=str(year))
        there = store.targets(desk.data, customer_id, year)
        if amount is not None and there:
            made.update(_KIND, there[0], {"amount": to_units(to_fen(amount))})
        elif amount is not None:
            made.create(_KIND, {"customer_id": customer_id, "year": year, "amount": to_units(to_fen(amount))})
        made.update_many(_KIND, {i: {"deleted_at": desk.now()} for i in (there if amount is None else there[1:])})
    return made.result


def proposal(
    desk: Desk, year: int, percent: Decimal = NOTHING, *, only_missing: bool = True, owner: str | None = None
) -> Proposal:
    """What `propose` would write. Raises UserError as it does, but for 'plan-nothing'."""
    rows, left_out = _proposed(desk, year, percent, only_missing, owner)
    return Proposal(len(rows), total(amount for _, amount, _ in rows), left_out)


def propose(
    desk: Desk, year: int, percent: Decimal = NOTHING, *, only_missing: bool = True, owner: str | None = None
) -> Changes:
    """Set the targets of a year to the sales of the year before, so many percent higher (below 0: lower), in one
    action. Who bought nothing, or gave back more, is left out; `only_missing`: also who has a target already.

    Raises UserError: 'plan-nothing' (nobody to propose for), 'plan-percent', 'plan-year'.
    """
    with desk.recording("targets-propose", count=0, year=str(year)) as made:
        rows, _ = _proposed(desk, year, percent, only_missing, owner)
        if not rows:
            raise UserError("plan-nothing", year=str(year - 1))
        made.rename(count=len(rows), year=str(year))
        made.update_many(_KIND, {i: {"amount": to_units(amount)} for _, amount, i in rows if i is not None})
        for customer_id, amount, there in rows:
            if there is None:
                made.create(_KIND, {"customer_id": customer_id, "year": year, "amount": to_units(amount)})
    return made.result


def _proposed(
    desk: Desk, year: int, percent: Decimal, only_missing: bool, owner: str | None
) -> tuple[list[tuple[int, Decimal, int | None]], int]:
    """Customer, target and the record that holds one already; how many are left out because they bought nothing."""
    sales_plan.checked_percent(percent)
    found = store.sold_before(desk.data, Plan(sales_plan.checked_year(year), desk.today(), owner))
    made = [
        (customer_id, sales_plan.proposed(from_units(value), percent), target_id)
        for customer_id, value, _, target_id in found
        if value > 0 and not (only_missing and target_id is not None)
    ]
    kept = [one for one in made if 0 < one[1] < LIMIT]
    return kept, len(made) - len(kept) + sum(1 for one in found if one[1] <= 0)


def _plan(desk: Desk, year: int, today: dt.date | None, owner: str | None, text: str) -> Plan:
    among = None
    if text.strip():
        among = listing.find(desk, Listing(query=text.strip()), limit=_FOUND)
    return Plan(sales_plan.checked_year(year), today or desk.today(), owner, among)

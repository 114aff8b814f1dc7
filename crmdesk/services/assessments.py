"""Assessments of customers: good, watch or poor, dated and kept, with what the data proposes (METHOD.md section 10)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal

from crmdesk.core import selecting
from crmdesk.core.changes import Changes
from crmdesk.core.errors import Problem, UserError
from crmdesk.core.money import from_units
from crmdesk.core.orders import total, unpaid
from crmdesk.core.selecting import RISKS, SORTS, VERDICTS, Assessed, Counts, Proposal, Selected
from crmdesk.core.selecting_proposals import Known, proposals
from crmdesk.core.value_basis import last_months, months_before
from crmdesk.services import customers, file_parts, reading, receivables
from crmdesk.services.desk import Desk
from crmdesk.services.reading import Typed
from crmdesk.store import assessments as store
from crmdesk.store import growth, marks_opinions, order_sums, tiers
from crmdesk.store.recording import Recording

__all__ = [
    "SORTS",
    "Assessed",
    "Counts",
    "Proposal",
    "Selected",
    "add",
    "assessed",
    "counts",
    "delete",
    "edit",
    "find",
    "find_with_customers",
    "id_of",
    "known",
    "of_customer",
    "propose",
    "put_back",
    "read",
    "restore",
    "rows",
]  # fmt: skip

_KIND = "assessment"
NOTHING_JUDGED = ""
"""Instead of a verdict: of those of whom nothing was ticked or denied."""
MISFIT = "misfit"
"""Instead of a risk: those whose level does not fit our capacity."""


def read(desk: Desk, typed: Mapping[str, str], *, new: bool) -> Typed:
    """Parse the form and say what is wrong with it, without writing anything.

    Codes beside those of values, all hard: select-level, assessment-future.
    """
    read_ = file_parts.read(desk, _KIND, typed, new=new)
    problems = dict(selecting.problems(read_.values.get("level"), read_.values.get("capacity")))
    day = read_.values.get("day")
    if day is not None and day > desk.today():
        problems["day"] = Problem("assessment-future", hard=True)
    return Typed(read_.values, {**read_.problems, **problems})


def add(desk: Desk, customer_id: int, typed: Mapping[str, str]) -> tuple[int, Changes]:
    """Assess a customer: today and by me where that is not typed.

    Raises UserError for a refused value, 'record-gone'.
    """
    whole = {"day": desk.today().isoformat(), "by": desk.who, **typed}
    reading.refuse(desk.fields(_KIND), read(desk, whole, new=True))
    return file_parts.add(desk, _KIND, customer_id, whole)


def edit(desk: Desk, assessment_id: int, typed: Mapping[str, str]) -> Changes:
    """Change some fields; an empty text empties one. Raises UserError for a refused value, 'assessment-unknown'."""
    reading.refuse(desk.fields(_KIND), read(desk, typed, new=False))
    return file_parts.edit(desk, _KIND, assessment_id, typed)


def delete(desk: Desk, assessment_id: int) -> Changes:
    """Take it out of the customer's file; undo and `restore` bring it back. Raises UserError('assessment-unknown')."""
    return file_parts.delete(desk, _KIND, assessment_id)


def restore(desk: Desk, assessment_id: int) -> Changes:
    """Raises UserError: 'assessment-unknown', 'assessment-there' when it was not deleted, 'record-gone'."""
    with desk.recording("assessment-restore", number="") as made:
        made.rename(number=put_back(desk, made, assessment_id))
    return made.result


def put_back(desk: Desk, made: Recording, assessment_id: int) -> str:
    """`restore` within another action; returns the customer's number."""
    flat = desk.records.read(_KIND, assessment_id)
    if flat is None:
        raise UserError("assessment-unknown")
    if "deleted_at" not in flat:
        raise UserError("assessment-there")
    number = file_parts.customer_number(desk, flat["customer_id"])
    made.update(_KIND, assessment_id, {"deleted_at": None})
    return number


def of_customer(desk: Desk, customer_id: int) -> list[Assessed]:
    """All of a customer, the newest first: they change places over time."""
    return store.of_customer(desk.data, customer_id)


def assessed(desk: Desk, assessment_id: int) -> Assessed:
    """One of them. Raises UserError('assessment-unknown') when it, or its customer, is deleted."""
    found = store.assessed(desk.data, assessment_id)
    if found is None:
        raise UserError("assessment-unknown")
    return found


def id_of(desk: Desk, number: str) -> int:
    """The living assessment of this number. Raises UserError('assessment-number')."""
    found = selecting.id_in(number)
    if found is None or store.assessed(desk.data, found) is None:
        raise UserError("assessment-number", number=number)
    return found


def find(
    desk: Desk,
    *,
    verdict: str | None = None,
    risk: str | None = None,
    owner: str | None = None,
    sort: str = "sales",
    descending: bool = True,
    today: dt.date | None = None,
) -> list[int]:
    """The ids of each living customer's last assessment up to a day, where it has one; `verdict`: with that
    (`NOTHING_JUDGED`: none), `risk`: with that one of `core.selecting.RISKS`, or `MISFIT`; `owner` '': of nobody. The
    rows by `rows`.

    Raises UserError: 'select-verdict-unknown', 'select-risk-unknown', 'sort-unknown'.
    """
    found = find_with_customers(
        desk, verdict=verdict, risk=risk, owner=owner, sort=sort, descending=descending, today=today
    )
    return [assessment_id for assessment_id, _customer_id in found]


def find_with_customers(
    desk: Desk,
    *,
    verdict: str | None = None,
    risk: str | None = None,
    owner: str | None = None,
    sort: str = "sales",
    descending: bool = True,
    today: dt.date | None = None,
) -> list[tuple[int, int]]:
    """`find` with the id of the customer beside that of each assessment. Raises UserError as that does."""
    if verdict not in (None, NOTHING_JUDGED, *VERDICTS):
        raise UserError("select-verdict-unknown", verdict=verdict, known=", ".join(VERDICTS))
    if risk not in (None, MISFIT, *RISKS):
        raise UserError("select-risk-unknown", risk=risk, known=", ".join((*RISKS, MISFIT)))
    if sort not in SORTS:
        raise UserError("sort-unknown", sort=sort)
    mark = None if risk == MISFIT else risk
    day = today or desk.today()
    marked = verdict if day == desk.today() else None
    found = store.find(desk.data, day, marked, mark, owner, sort, descending=descending, misfit=risk == MISFIT)
    if marked == verdict:
        return found
    judged = {each.assessed.id: each.assessed.judged.verdict for each in rows(desk, [pair[0] for pair in found])}
    return [pair for pair in found if (judged.get(pair[0]) or NOTHING_JUDGED) == verdict]


def rows(desk: Desk, ids: Sequence[int]) -> list[Selected]:
    """The customers of these assessments, in this order; those gone meanwhile are left out."""
    return store.rows(desk.data, ids)


def counts(desk: Desk, today: dt.date | None = None) -> Counts:
    """How many customers have which verdict, and which risk, by their last assessment up to a day."""
    day = today or desk.today()
    assessed_, verdicts, risks, misfits = store.counts(desk.data, day)
    if day != desk.today():
        judged = Counter(each.assessed.judged.verdict for each in rows(desk, find(desk, today=day)))
        verdicts = {verdict: judged[verdict] for verdict in VERDICTS}
    return Counts(customers.total(desk), assessed_, verdicts, risks, misfits)


def propose(desk: Desk, customer_id: int, today: dt.date | None = None) -> list[Proposal]:
    """Which marks the data suggests, in the order of the method, each with its figures. It compares with all customers:
    some seconds with very many, so on the worker. Raises UserError('record-gone')."""
    day = today or desk.today()
    return list(proposals(known(desk, customer_id, day), day))


def known(desk: Desk, customer_id: int, today: dt.date) -> Known:
    """The figures behind `propose`. Raises UserError('record-gone')."""
    file_parts.customer_number(desk, customer_id)
    data, months, before = desk.data, last_months(today), months_before(today)
    own, _ = store.sold(data, months, customer_id)
    everybody, buyers = store.sold(data, months)
    compared = next(iter(growth.compared(data, months, before, customer_id=customer_id)), (customer_id, 0, 0, None))
    paid, fell_due = tiers.paid_in_time(data, customer_id, months)
    owed = [
        due
        for one in order_sums.facts(data, "customer_id", (customer_id,), today)
        if one.terms.date <= today
        for due in unpaid(one.schedule(), one.sums().paid)
    ]
    late = [due for due in owed if due.on < today]
    names, bids_lost = store.rivals(data, customer_id, months)
    opinion = marks_opinions.opinions(data, (customer_id,), today).get(customer_id)
    return Known(
        own=own,
        all=everybody,
        buyers=buyers,
        orders=store.orders(data, customer_id, months),
        before=from_units(compared[2]),
        first_on=tiers.first_order(data, customer_id, today),
        paid=paid,
        fell_due=fell_due,
        owed=total(due.amount for due in owed),
        receivables=_receivables(desk, today),
        overdue=total(due.amount for due in late),
        since=min((due.on for due in late), default=None),
        complaints=store.complaints(data, customer_id, months),
        dissatisfied=opinion is not None and opinion.satisfaction == "dissatisfied",
        rivals=tuple(names),
        bids_lost=bids_lost,
    )


def _receivables(desk: Desk, today: dt.date) -> Decimal:
    return receivables.ages(desk, today).owed if today < desk.today() else from_units(store.receivables(desk.data))

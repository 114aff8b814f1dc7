"""What customers owe, by age (METHOD.md section 3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from crmdesk.core import pinyin
from crmdesk.core.orders import Due, unpaid
from crmdesk.core.receivables import BUCKETS, Aged, Ages, OwedPart, Owing, aged, bucket
from crmdesk.services.desk import Desk
from crmdesk.store import receivables as store
from crmdesk.store.order_sums import facts

__all__ = ["BUCKETS", "SORTS", "Aged", "Ages", "Owing", "ages", "owing"]

SORTS = ("owed", "overdue", "since", "name", "number")


def ages(desk: Desk, today: dt.date) -> Ages:
    """Everything customers owe on a day, by age; those in the trash are left out. For a day that is over: as it was
    then. May take seconds where very many orders are unpaid."""
    return of_parts(list(_parts(desk, today, None)), today)


def owing(
    desk: Desk,
    today: dt.date,
    bucket_: str | None = None,
    *,
    owner: str | None = None,
    sort: str = "overdue",
    descending: bool = True,
) -> list[Owing]:
    """Every customer that owes something on a day, what is overdue most first; `bucket_`: those that owe in that one;
    `owner`: those of one salesperson."""
    parts = list(_parts(desk, today, owner))
    return _sorted(_owing(desk, parts, today, bucket_), sort, descending)


def both(desk: Desk, today: dt.date) -> tuple[Ages, list[Owing]]:
    """`ages` and `owing` from one look at the orders."""
    parts = list(_parts(desk, today, None))
    return of_parts(parts, today), _sorted(_owing(desk, parts, today, None), "overdue", True)


def of_parts(parts: Sequence[OwedPart], today: dt.date) -> Ages:
    """The ages of what is owed in these parts."""
    owers: dict[str, set[int]] = {key: set() for key in BUCKETS}
    for part in parts:
        owers[bucket(part.due.on, today)].add(part.customer_id)
    return Ages(
        aged((part.due for part in parts), today),
        today,
        tuple(len(owers[key]) for key in BUCKETS),
        len({part.order_id for part in parts}),
    )


def _parts(desk: Desk, today: dt.date, owner: str | None) -> Iterator[OwedPart]:
    if today < desk.today():
        yield from _reckoned(desk, store.unpaid_then(desk.data, today, owner), today)
        return
    for customer_id, order_id, due_on, due in store.simple(desk.data, owner):
        yield OwedPart(customer_id, order_id, Due(due_on, due))
    yield from _reckoned(desk, store.in_parts(desk.data, owner), None)


def _reckoned(desk: Desk, ids: Sequence[int], until: dt.date | None) -> Iterator[OwedPart]:
    for one in facts(desk.data, "sales_order", ids, until):
        for due in unpaid(one.schedule(), one.sums().paid):
            yield OwedPart(one.customer_id, one.id, due)


def _owing(desk: Desk, parts: Iterable[OwedPart], today: dt.date, wanted: str | None) -> list[Owing]:
    of_customer: dict[int, list[OwedPart]] = {}
    for part in parts:
        of_customer.setdefault(part.customer_id, []).append(part)
    if wanted is not None:
        of_customer = {
            i: each for i, each in of_customer.items() if any(bucket(part.due.on, today) == wanted for part in each)
        }
    debtors = store.debtors(desk.data, of_customer)
    found = []
    for customer_id, each in of_customer.items():
        who = debtors[customer_id]
        late = [part.due.on for part in each if part.due.on < today]
        in_turn = sorted(each, key=lambda part: (part.due.on, part.order_id))
        found.append(Owing(
            aged((part.due for part in each), today), customer_id, who.number, who.name, who.owner,
            min(late, default=None), tuple(dict.fromkeys(part.order_id for part in in_turn)), who.limit, who.credit,
        ))  # fmt: skip
    return found


def _sorted(found: list[Owing], sort: str, descending: bool) -> list[Owing]:
    found.sort(key=lambda one: one.number)
    if sort in ("name", "number"):
        return sorted(found, key=lambda one: pinyin.sort_key(one.name) if sort == "name" else one.number,
                      reverse=descending)  # fmt: skip
    if sort == "since":
        late = sorted((one for one in found if one.since), key=lambda one: one.since or dt.date.min, reverse=descending)
        return [*late, *(one for one in found if not one.since)]
    return sorted(found, key=lambda one: _amount(one, sort), reverse=descending)


def _amount(one: Owing, sort: str) -> tuple[Decimal, Decimal]:
    return (one.owed, one.overdue) if sort == "owed" else (one.overdue, one.owed)

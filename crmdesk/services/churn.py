"""Who left, when, why and what it cost; who stays how long; who may be lost (METHOD.md section 8).

Figures of a period count the losses marked in it; each has a partner that gives the losses behind it. With very many
customers they take a second or two: on the worker.
"""

from __future__ import annotations

import datetime as dt
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal

from crmdesk.core import churn as rules
from crmdesk.core import losses as counting
from crmdesk.core.at_risk import GONE
from crmdesk.core.churn import OURS, SILENT_MONTHS, Side
from crmdesk.core.errors import UserError
from crmdesk.core.losses import (
    NOBODY,
    By,
    Churned,
    Cost,
    Lifetime,
    Lost,
    LostRow,
    Month,
    Part,
    Past,
    ProposedRow,
    Reasons,
    Why,
)  # fmt: skip
from crmdesk.core.money import from_units
from crmdesk.core.orders import to_fen
from crmdesk.core.periods import add_months
from crmdesk.core.reasons import Reason
from crmdesk.core.tiers import TIERS
from crmdesk.core.value_basis import last_months
from crmdesk.services import customers
from crmdesk.services.at_risk import AtRisk, AtRiskRow, at_risk, risk_rows, why_at_risk
from crmdesk.services.desk import Desk
from crmdesk.services.losses import (
    Loss,
    defaults,
    delete,
    edit,
    loss,
    mark_lost,
    of_customer,
    present,
    read,
    win_back,
)  # fmt: skip
from crmdesk.store import losses as store

__all__ = [
    "AtRisk", "AtRiskRow", "Loss", "at_risk", "by_month", "clv_years", "cost", "defaults", "delete", "edit", "lifetime",
    "loss", "lost", "lost_rows", "mark_lost", "of_customer", "present", "proposed", "proposed_rows", "rate", "read",
    "reasons", "risk_rows", "why_at_risk", "win_back", "won_back", "yearly",
]  # fmt: skip

_DAY = dt.timedelta(days=1)


def rate(desk: Desk, first: dt.date, last: dt.date, by: By | None = None) -> Churned:
    """Of the days from one to another with both; `by`: also by tier, group or owner as they are now, those with most
    customers first. Behind it: `lost` of the same period, `counted`. Raises UserError('sources-period')."""
    if last < first:
        raise UserError("sources-period")
    losses = store.past(desk.data)
    already = counting.gone(losses, first)
    found = counting.lost(losses, first, last, already)
    there = store.count_ordered(desk.data, first) - len(_ordered(losses, first) & already)
    parts = () if by is None else _parts(desk, by, first, found, _ordered(losses, first) & already)
    return Churned(first, last, rules.rate(len(found.counted), there), len(found.beside), by, parts)


def yearly(desk: Desk, today: dt.date | None = None) -> Churned:
    """The rate of the twelve months that end today."""
    months = last_months(today or desk.today())
    assert months.first is not None
    return rate(desk, months.first, months.last)


def lifetime(desk: Desk, today: dt.date | None = None) -> Lifetime:
    """How long customers stay, from the rate of the last twelve months."""
    churned = yearly(desk, today)
    years = rules.lifetime(churned.rate)
    why = churned.rate.why or (Reason("churn-no-lifetime") if years is None else None)
    return Lifetime(churned.first, churned.last, churned.rate, years, why)


def clv_years(desk: Desk, today: dt.date | None = None) -> int | None:
    """For how many years lifetime values count by the rate of the last twelve months; None while it is not defined."""
    months = last_months(today or desk.today())
    assert months.first is not None
    if not store.any_lost(desk.data, months.first, months.last):
        return None
    return rules.years_of_clv(yearly(desk, today).rate, 0) or None


def by_month(
    desk: Desk,
    last: dt.date | None = None,
    months: int = 12,
    *,
    first: dt.date = dt.date.min,
    began: Sequence[tuple[dt.date, int]] | None = None,
) -> tuple[Month, ...]:
    """So many calendar months, the last of them up to and with `last` (today), none of them before `first`. `began`: on
    which days how many ordered first, where that is known already."""
    end = last or desk.today()
    losses = store.past(desk.data)
    if began is None:
        began = store.begun(desk.data, end)
    sales = _sales(desk, [each for each in losses if add_months(end.replace(day=1), -months) <= each.lost_on <= end])
    return tuple(
        _month(losses, began, sales, max(first, add_months(end.replace(day=1), -back)), end)
        for back in reversed(range(months))
    )


def reasons(desk: Desk, first: dt.date, last: dt.date) -> Reasons:
    """Why customers left in a period, beside the reference shares. Every loss counts, also of who never ordered."""
    found = store.why(desk.data, first, last)
    sales = _sales_of(desk, [(id_, customer_id, day) for id_, customer_id, day, _, _ in found])
    counts = Counter(reason for _, _, _, reason, _ in found)
    costs: dict[str, int] = dict.fromkeys(counts, 0)
    for id_, _, _, reason, _ in found:
        costs[reason] += sales.get(id_, 0)
    rivals = Counter(rival for _, _, _, reason, rival in found if rival or reason == "competitor")
    return Reasons(
        first, last, len(found), rules.shares(counts),
        tuple(Why(reason, count, _yuan(costs[reason])) for reason, count in counts.most_common()),
        tuple(rivals.most_common()),
    )  # fmt: skip


def cost(desk: Desk, first: dt.date, last: dt.date) -> Cost:
    """What the losses of a period cost: the sales of the twelve months before each."""
    lost_ = [each for each in store.past(desk.data) if first <= each.lost_on <= last]
    sales = _sales(desk, lost_)
    back = [each for each in lost_ if each.won_back_on is not None]
    return Cost(
        first, last, len(lost_), _yuan(sum(sales.values())),
        len(back), _yuan(sum(sales.get(each.id, 0) for each in back)),
    )  # fmt: skip


def lost(
    desk: Desk,
    first: dt.date | None = None,
    last: dt.date | None = None,
    *,
    tier: str | None = None,
    group: str | None = None,
    owner: str | None = None,
    reason: str | None = None,
    side: Side | None = None,
    competitor: str | None = None,
    counted: bool = False,
    by_cost: bool = False,
) -> list[int]:
    """The losses of a period, the latest (`by_cost`: the dearest) first; without days those that hold. '' of a tier,
    group, owner or competitor: of those without. `counted`: only those that count in the rate of this period, one of
    each customer. `lost_rows` gives them."""
    where = {"tier": tier, "group": group, "owner": owner, "reasons": _reasons(reason, side), "competitor": competitor}
    ids = store.find(desk.data, "lost_on", first, last, where, now_lost=first is None and last is None)
    if counted and first is not None and last is not None:
        ids = _counting(desk, ids, first, last)
    if by_cost:
        found = {each.id: each for each in store.past(desk.data)}
        sales = _sales(desk, [found[id_] for id_ in ids if id_ in found])
        ids.sort(key=lambda id_: -sales.get(id_, 0))
    return ids


def won_back(
    desk: Desk, first: dt.date | None = None, last: dt.date | None = None, *, owner: str | None = None
) -> list[int]:
    """The losses that were won back in a period (None: ever), the latest first. `lost_rows` gives them."""
    return store.find(desk.data, "won_back_on", first, last, {"owner": owner})


def lost_rows(desk: Desk, ids: Sequence[int]) -> list[LostRow]:
    """These losses with their customers, a page of them at a time; those gone meanwhile are left out."""
    found = store.losses(desk.data, ids)
    owners = {each.id: each for each in customers.rows(desk, list({each.customer_id for each in found.values()}))}
    return [
        LostRow(owners[found[id_].customer_id], found[id_])
        for id_ in ids
        if id_ in found and found[id_].customer_id in owners
    ]


def proposed(desk: Desk, today: dt.date | None = None, *, owner: str | None = None) -> Sequence[int]:
    """Customers without an order for 24 months who are not marked lost, those with the most sales to date first.
    `proposed_rows` gives them."""
    day = today or desk.today()
    marked = counting.gone(store.past(desk.data), day + _DAY)
    mine = None if owner is None else store.owned(desk.data, owner)
    return array(
        "q",
        (
            customer_id
            for customer_id, _, _ in store.silent(desk.data, day)
            if customer_id not in marked and (mine is None or customer_id in mine)
        ),
    )


def proposed_rows(desk: Desk, ids: Sequence[int], today: dt.date | None = None) -> list[ProposedRow]:
    """These customers, a page of them at a time; those who ordered meanwhile are left out."""
    known = {i: (day, sales) for i, day, sales in store.silent(desk.data, today or desk.today(), ids)}
    return [
        ProposedRow(
            customer, known[customer.id][0], _yuan(known[customer.id][1]),
            Reason(GONE, {"months": SILENT_MONTHS, "last_on": known[customer.id][0]}),
        )
        for customer in customers.rows(desk, [id_ for id_ in ids if id_ in known])
    ]  # fmt: skip


def _ordered(losses: Iterable[Past], day: dt.date) -> frozenset[int]:
    """Those of whom there is a loss and who had ordered before a day."""
    return frozenset(each.customer_id for each in losses if each.first_order_on and each.first_order_on < day)


def _parts(desk: Desk, by: By, first: dt.date, found: Lost, already: frozenset[int]) -> tuple[Part, ...]:
    there = Counter(store.had_ordered(desk.data, first, by))
    there.subtract(key for _, key in store.keys(desk.data, list(already), by))
    lost_ = Counter(key for _, key in store.keys(desk.data, list(found.counted), by))
    made = [Part(key, rules.rate(lost_[key], count)) for key, count in there.items() if count > 0]
    if by == "tier":
        turn = {tier: place for place, tier in enumerate((*TIERS, NOBODY))}
        return tuple(sorted(made, key=lambda part: turn.get(part.key, len(turn))))
    return tuple(sorted(made, key=lambda part: (part.key == NOBODY, -part.rate.at_start, part.key)))


def _month(
    losses: Sequence[Past], began: Sequence[tuple[dt.date, int]], sales: dict[int, int], first: dt.date, end: dt.date
) -> Month:
    last = min(add_months(first.replace(day=1), 1) - _DAY, end)
    already = counting.gone(losses, first)
    found = counting.lost(losses, first, last, already)
    there = sum(count for day, count in began if day < first) - len(_ordered(losses, first) & already)
    marked = [each for each in losses if first <= each.lost_on <= last]
    back = sum(each.won_back_on is not None and first <= each.won_back_on <= last for each in losses)
    amount = _yuan(sum(sales.get(each.id, 0) for each in marked))
    return Month(first, last, rules.rate(len(found.counted), there), len(marked), back, amount)


def _counting(desk: Desk, ids: Sequence[int], first: dt.date, last: dt.date) -> list[int]:
    """The first loss of each customer that counts in the rate of a period."""
    losses = store.past(desk.data)
    counts = counting.lost(losses, first, last, counting.gone(losses, first)).counted
    firsts: dict[int, int] = {}
    for each in losses:
        if first <= each.lost_on <= last and each.customer_id in counts:
            firsts.setdefault(each.customer_id, each.id)
    kept = frozenset(firsts.values())
    return [id_ for id_ in ids if id_ in kept]


def _reasons(reason: str | None, side: Side | None) -> tuple[str, ...] | None:
    """The keys of reasons that are meant; None: all."""
    if reason is not None:
        return (reason,)
    if side is None:
        return None
    return OURS if side == "ours" else (side,) if side != "other" else ("social", "other")


def _sales(desk: Desk, losses: Iterable[Past]) -> dict[int, int]:
    return _sales_of(desk, [(each.id, each.customer_id, each.lost_on) for each in losses])


def _sales_of(desk: Desk, losses: Sequence[tuple[int, int, dt.date]]) -> dict[int, int]:
    return store.sales_before(desk.data, losses)


def _yuan(units: int) -> Decimal:
    return to_fen(from_units(units))

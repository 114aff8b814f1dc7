"""Why a customer stands where it stands, down to the records its value comes from (METHOD.md section 4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from crmdesk.core import clv
from crmdesk.core.errors import UserError
from crmdesk.core.money import from_units
from crmdesk.core.orders import total
from crmdesk.core.ranking import Explained, Part, Place, Source, parts_of
from crmdesk.core.reasons import Reason
from crmdesk.core.scoring import NONE, PARTS, percentile
from crmdesk.core.tiers_why import why as placed
from crmdesk.core.value_basis import SCORE, Period, last_months
from crmdesk.services.desk import Desk
from crmdesk.services.tiers_ranking import Ranking
from crmdesk.store import tier_runs
from crmdesk.store import tiers as store


def orders_behind(desk: Desk, customer_id: int, period: Period, basis: str = "sales") -> list[Source]:
    """The records a customer's value comes from, oldest first, each with what it adds: together its sales, profit, or
    what a year brings for its lifetime value; those of a score are its sales."""
    basis = "sales" if basis == SCORE else basis
    return [
        Source(kind, id_, number, dt.date.fromisoformat(day), from_units(value))
        for value, kind, id_, number, day in store.sources(desk.data, customer_id, basis, period)
    ]


def why(desk: Desk, ranking: Ranking, customer_id: int) -> Explained:
    """Raises UserError('record-gone') for a customer that is not in the ranking."""
    rank = ranking.rank_of(customer_id)
    shown = tier_runs.customers(desk.data, (customer_id,)).get(customer_id)
    if rank is None or shown is None:
        raise UserError("record-gone")
    sources = orders_behind(desk, customer_id, ranking.period, ranking.basis)
    year = orders_behind(desk, customer_id, last_months(ranking.today))
    ranks = _ranks(ranking, customer_id) if ranking.basis == SCORE else {}
    return Explained(
        customer_id,
        shown["number"],
        shown["name"],
        placed(ranking.division, rank, ranking.value_at(rank)),
        shown["tier"],
        bool(shown["tier_fixed"]),
        shown["tier_reason"] or "",
        shown["grade"],
        bool(shown["grade_fixed"]),
        shown["grade_reason"] or "",
        _former(desk, ranking, customer_id),
        total(one.value for one in year),
        tuple(_parts(ranking.period, sources)),
        ranks,
        tuple(_told(desk, ranking, customer_id, ranks)),
    )


def _parts(period: Period, sources: Sequence[Source]) -> Iterator[Part]:
    if period.first is None and not sources:
        return
    for first, last in parts_of(period, sources[0].on if sources else period.last):
        yield Part(first, last, total(one.value for one in sources if first <= one.on <= last))


def _former(desk: Desk, ranking: Ranking, customer_id: int) -> Place | None:
    if ranking.former is None:
        return None
    found = tier_runs.places(desk.data, ranking.former.id, (customer_id,)).get(customer_id)
    return Place(ranking.former, found[0], from_units(found[1]), found[2]) if found else None


def _ranks(ranking: Ranking, customer_id: int) -> Mapping[str, Decimal | None]:
    """The percentile ranks of a customer's score, in points; none without a score."""
    assert ranking.scored is not None
    assert ranking.facts is not None
    if customer_id not in ranking.scored:
        return {}
    place = ranking.scored.index(customer_id)
    return {part: _rank(ranking.facts[part], place) for part in PARTS}


def _rank(values: Sequence[int | None], place: int) -> Decimal | None:
    own = values[place]
    if own is None:
        return None
    below = equal = count = 0
    for value in values:
        if value is not None:
            count, below, equal = count + 1, below + (value < own), equal + (value == own)
    found = percentile(below, equal, count)
    return None if found == NONE else from_units(found)


def _told(desk: Desk, ranking: Ranking, customer_id: int, ranks: Mapping[str, Decimal | None]) -> Iterator[Reason]:
    if ranking.basis == SCORE and not ranks:
        yield Reason("tiers-score-none")
    if ranking.basis == "clv":
        since = store.first_order(desk.data, customer_id, ranking.period.last)
        if since is not None and ranking.period.first is not None and since >= ranking.period.first:
            yield Reason("tiers-clv-own", {"days": clv.days_of(since, ranking.today)})

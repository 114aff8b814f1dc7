"""The customers that only cost: the last 20 % by profit, why, and what to do (METHOD.md sections 4 and 12)."""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from crmdesk.core.costing import ADVICE, LAST, Burden, Served, burden
from crmdesk.core.money import from_units
from crmdesk.core.orders import NOTHING, to_fen
from crmdesk.core.pareto import first_part
from crmdesk.core.periods import YEAR, add_months
from crmdesk.core.reasons import Reason
from crmdesk.core.six_questions import MISSING, Question, why_nobody
from crmdesk.core.value_basis import last_months
from crmdesk.services.desk import Desk
from crmdesk.store import costing as store

_ADVICE = tuple(ADVICE)
_Row = tuple[int, int, int, tuple[int, ...]]


def burdens(desk: Desk, today: dt.date | None = None) -> Question:
    """Who of the last 20 % only costs: those to be given up first, then by what they cost beyond their profit.

    Profit, orders and what serving cost are of the last twelve months. Of equal profit those are last who cost more to
    serve, then who ordered the longest ago. Who bought something of which no cost is known is not ranked. It may take
    some seconds with very many customers.
    """
    day = today or desk.today()
    months = last_months(day)
    everybody, without = store.unknown(desk.data, months)
    if not everybody:
        return Question("only-cost", day, why=Reason("tiers-no-customers"))
    looked_at = first_part(everybody - without, LAST)
    notes = [Reason("six-note-only-cost", {"percent": int(LAST), "count": looked_at})]
    if without:
        notes.append(Reason("six-note-cost-unknown", {"count": without}))
    facts = store.last(desk.data, months, looked_at)
    ids = [row[0] for row in facts]
    bids = store.lost_bids(desk.data, ids, day)
    orders = store.orders(desk.data, ids, months)
    rows = sorted(_burdens(facts, bids, orders, day))
    names = ("profit", "serving", "last_order_on", "since", "offers", "orders", "reduced")
    return Question(
        "only-cost",
        day,
        array("q", (customer_id for *_, customer_id, _figures in rows)),
        {name: array("q", (figures[at] for *_, figures in rows)) for at, name in enumerate(names)},
        tuple(notes),
        None if rows else why_nobody("only-cost"),
    )


def told(figures: Mapping[str, int | None], today: dt.date) -> Burden:
    """Why a customer that `burdens` names only costs, from its figures."""
    found = burden(_served(tuple(_known(value) for value in figures.values()), today), today)
    assert found is not None
    return found


def _burdens(
    facts: Sequence[store.Facts],
    bids: Mapping[int, int],
    orders: Mapping[int, tuple[int, int]],
    today: dt.date,
) -> list[_Row]:
    """Of each that only costs: how early its advice comes, profit beyond cost, its id and figures."""
    found: list[_Row] = []
    for customer_id, profit, serving, last_on, since in facts:
        ordered, reduced = orders.get(customer_id, (0, 0))
        figures = (
            _known(profit),
            serving,
            _ordinal(last_on),
            _ordinal(since),
            bids.get(customer_id, 0),
            ordered,
            reduced,
        )
        judged = burden(_served(figures, today), today)
        if judged is not None:
            found.append((-_ADVICE.index(judged.advice), (profit or 0) - serving, customer_id, figures))
    return found


def _served(figures: tuple[int, ...], today: dt.date) -> Served:
    profit, serving, last_on, since, offers, orders, reduced = figures
    made = Served(_day(since), _day(last_on), offers, 0, orders, reduced, serving=to_fen(from_units(serving)))
    if profit != MISSING:
        return replace(made, profit=to_fen(from_units(profit)))
    known_since = made.last_order_on or made.since
    if known_since is not None and add_months(known_since, YEAR) <= today:
        return replace(made, profit=NOTHING)  # it bought nothing; whoever is being won yet has brought none so far
    return made


def _known(value: int | None) -> int:
    return MISSING if value is None else value


def _ordinal(day: str | None) -> int:
    return MISSING if day is None or day == "9999" else dt.date.fromisoformat(day).toordinal()


def _day(ordinal: int) -> dt.date | None:
    return None if ordinal == MISSING else dt.date.fromordinal(ordinal)

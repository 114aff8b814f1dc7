"""The six questions: whom each names, why, and what to do (METHOD.md section 12)."""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from crmdesk.core import six_questions as rules
from crmdesk.core.customers import Listing
from crmdesk.core.errors import UserError
from crmdesk.core.filtering import Condition, Filter, Test
from crmdesk.core.money import from_units
from crmdesk.core.orders import to_fen
from crmdesk.core.periods import YEAR, add_months
from crmdesk.core.reasons import Reason
from crmdesk.core.settings import REACHABLE_AIM
from crmdesk.core.six_questions import KEYS, MISSING, MOST_PRODUCTS, Key, Named, Question, Six, why_nobody
from crmdesk.core.tiers import GOLD_MEDAL, KEY_TIERS, gold_medals
from crmdesk.core.value_basis import Period, last_months
from crmdesk.services import costing, customers, listing, settings, tiers
from crmdesk.services.desk import Desk
from crmdesk.services.tiers import Ranking
from crmdesk.sheets.books import CancelledError
from crmdesk.store import growth as sales_store
from crmdesk.store import six_questions as store

__all__ = ["KEYS", "Named", "Question", "Six", "question", "questions", "rows"]

_BY_SALES = frozenset({"gold-medal", "complained", "ordering-less"})
_MONEY = frozenset({"sales", "profit", "serving", "now", "before", "year"})
_DAYS = frozenset({"last_order_on", "since", "last_on"})
_WANTED = Filter((Condition("wanted", Test.IS, ("yes",)), Condition("kind", Test.IS, ("enterprise",))))


def questions(
    desk: Desk,
    today: dt.date | None = None,
    *,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Six:
    """All six. Some seconds with very many customers: on the worker. Raises CancelledError, and what `tiers.classify`
    raises."""
    day = today or desk.today()
    ranking = tiers.classify(desk, "last-year-sales", "pyramid", day, cancelled=cancelled)
    found = []
    for done, key in enumerate(KEYS):
        if cancelled():
            raise CancelledError
        if progress is not None:
            progress(done, len(KEYS))
        found.append(_asked(desk, key, day, ranking))
    return Six(day, tuple(found))


def question(desk: Desk, key: Key, today: dt.date | None = None) -> Question:
    """One of them. Raises UserError('six-unknown')."""
    if key not in KEYS:
        raise UserError("six-unknown", key=key)
    day = today or desk.today()
    return _asked(desk, key, day, tiers.classify(desk, "last-year-sales", "pyramid", day) if key in _BY_SALES else None)


def rows(desk: Desk, asked: Question, first: int = 0, count: int = 100) -> list[Named]:
    """So many of whom a question names, from a place on; those erased meanwhile are left out."""
    return rows_at(desk, asked, range(first, min(first + count, asked.count)))


def rows_at(desk: Desk, asked: Question, places: Sequence[int]) -> list[Named]:
    """Those at these places (from 0), in this order; a page at a time."""
    at = {asked.ids[place]: asked.at(place) for place in places}
    judged = _judged(desk, asked, at)
    return [
        Named(customer, {name: _typed(name, value) for name, value in at[customer.id].items()}, *judged[customer.id])
        for customer in customers.rows(desk, list(at))
    ]


def _asked(desk: Desk, key: Key, day: dt.date, ranking: Ranking | None) -> Question:
    if not customers.total(desk):
        return Question(key, day, why=Reason("tiers-no-customers"))
    if key == "only-cost":
        return costing.burdens(desk, day)
    if key == "wanted":
        return _wanted(desk, day)
    if key == "elsewhere":
        return _elsewhere(desk, day)
    assert ranking is not None
    ask = {"gold-medal": _gold_medal, "complained": _complained, "ordering-less": _ordering_less}[key]
    return ask(desk, day, ranking)


def _gold_medal(_desk: Desk, day: dt.date, ranking: Ranking) -> Question:
    count = gold_medals(ranking.values)
    note = Reason("six-note-gold-medal", {"percent": int(GOLD_MEDAL), "year": day.year - 1})
    if not count:
        return Question("gold-medal", day, why=Reason("six-none-gold-medal", {"year": day.year - 1}))
    figures = {"rank": array("q", range(1, count + 1)), "sales": ranking.values[:count]}
    return Question("gold-medal", day, ranking.ids[:count], figures, (note,))


def _wanted(desk: Desk, day: dt.date) -> Question:
    """Those with the fewest contacts that can be reached first."""
    ids = listing.find(desk, Listing(filter=_WANTED, sort="name"))
    reached = [cell["reachable_contacts"] or 0 for cell in listing.cells(desk, ids, ("reachable_contacts",))]
    turn = sorted(range(len(ids)), key=reached.__getitem__)
    return _question("wanted", day, ((ids[at], reached[at]) for at in turn), ("contacts",))


def _complained(desk: Desk, day: dt.date, ranking: Ranking) -> Question:
    """Who complained more than once in the last twelve months, or last year."""
    big = _big(ranking)
    found = store.complained(desk.data, last_months(day), ranking.period)
    kept = (
        (customer_id, *counts, dt.date.fromisoformat(last_on).toordinal())
        for customer_id, tier, *counts, last_on in found
        if tier in KEY_TIERS or customer_id in big
    )
    names = ("complaints", "open", "last_year", "last_on")
    return _question("complained", day, kept, names, Reason("six-note-complained"))


def _ordering_less(desk: Desk, day: dt.date, ranking: Ranking) -> Question:
    """Who is short of most, first."""
    now = Period(dt.date(day.year, 1, 1), day)
    before = Period(dt.date(day.year - 1, 1, 1), add_months(day, -YEAR))
    if not ranking.division.positive:
        why = Reason("six-nothing-to-compare", {"year": day.year - 1})
        return Question("ordering-less", day, why=why)
    big = _big(ranking)
    rows_ = [
        (customer_id, this, last)
        for customer_id, this, last, _first in sales_store.compared(desk.data, now, before, since=before.first)
        if last > this and last > 0 and customer_id in big
    ]
    rows_.sort(key=lambda row: (row[1] - row[2], row[0]))
    params = {"year": day.year - 1, "first": now.first, "last": now.last}
    note = Reason("six-note-ordering-less", params)
    values = ((customer_id, this, last, ranking.values[big[customer_id]]) for customer_id, this, last in rows_)
    return _question("ordering-less", day, values, ("now", "before", "year"), note)


def _elsewhere(desk: Desk, day: dt.date) -> Question:
    """Those of whom it is known what they buy elsewhere first, then who buys most from us."""
    sold = store.categories_sold(desk.data)
    most = MOST_PRODUCTS if sold > MOST_PRODUCTS else 0
    found = store.elsewhere(desk.data, last_months(day), most)
    names = ("products", "categories", "entries", "sales")
    code = "six-note-elsewhere" if most else "six-note-elsewhere-noted"
    return _question("elsewhere", day, found, names, Reason(code, {"count": sold}))


def _big(ranking: Ranking) -> Mapping[int, int]:
    """The key customers of the ranking: their ids with their places."""
    key = ranking.division.together().count
    return {customer_id: place for place, customer_id in enumerate(ranking.ids[:key])}


def _question(
    key: Key, day: dt.date, found: Iterable[tuple[int, ...]], names: Sequence[str], note: Reason | None = None
) -> Question:
    """From rows of an id and its figures."""
    ids, columns = array("q"), {name: array("q") for name in names}
    for customer_id, *values in found:
        ids.append(customer_id)
        for name, value in zip(names, values, strict=True):
            columns[name].append(MISSING if value is None else value)
    notes = (note,) if note else ()
    return Question(key, day, ids, columns, notes, None if ids else why_nobody(key))


def _judged(
    desk: Desk, asked: Question, at: Mapping[int, Mapping[str, int | None]]
) -> dict[int, tuple[tuple[Reason, ...], str]]:
    """By customer why it is named, and the advice."""
    key, advice = asked.key, rules.WHAT_TO_DO[asked.key][0]
    if key == "only-cost":
        burdens = {customer_id: costing.told(figures, asked.today) for customer_id, figures in at.items()}
        return {customer_id: (each.reasons, each.advice) for customer_id, each in burdens.items()}
    if key == "wanted":
        aim = settings.get(desk, REACHABLE_AIM)
        told = {customer_id: rules.wanted(figures, aim) for customer_id, figures in at.items()}
        return {customer_id: ((reason,), doing) for customer_id, (reason, doing) in told.items()}
    if key == "elsewhere":
        entries = store.entries(desk.data, list(at))
        bought = store.categories(desk.data, list(at), last_months(asked.today))
        return {
            i: (rules.elsewhere(figures, entries.get(i, ()), bought.get(i, ())), advice) for i, figures in at.items()
        }
    if key == "gold-medal":
        return {i: ((rules.gold_medal(figures, asked.today),), advice) for i, figures in at.items()}
    if key == "complained":
        return {i: ((rules.complained(figures, asked.today),), advice) for i, figures in at.items()}
    return {customer_id: ((rules.ordering_less(figures),), advice) for customer_id, figures in at.items()}


def _typed(name: str, value: int | None) -> Decimal | int | dt.date | None:
    if value is None:
        return None
    if name in _DAYS:
        return dt.date.fromordinal(value)
    return to_fen(from_units(value)) if name in _MONEY else value

"""Sources: what each brought in customers, orders and sales, and what advertising on it cost (METHOD.md section 15)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from crmdesk.core import sources as rules
from crmdesk.core.changes import Changes
from crmdesk.core.errors import UserError
from crmdesk.core.money import from_units
from crmdesk.core.orders import NOTHING, to_fen
from crmdesk.core.sources import Source, SourceCost, Sources
from crmdesk.services import reading
from crmdesk.services.desk import Desk
from crmdesk.services.reading import Typed
from crmdesk.store import sources as store
from crmdesk.store.columns import to_column
from crmdesk.store.recording import Recording

__all__ = [
    "Source",
    "SourceCost",
    "Sources",
    "add",
    "cost",
    "costs",
    "customers_of",
    "delete",
    "edit",
    "id_of",
    "orders_of",
    "put_back",
    "read",
    "restore",
    "returns_of",
    "sources",
]  # fmt: skip

_KIND = "source_cost"


def sources(desk: Desk, first: dt.date | None = None, last: dt.date | None = None) -> Sources:
    """What each source brought and cost from one day (None: from the beginning) to another (None: today), in the order
    of their list, customers of unknown source last.

    Customers count on the day they came: entered, or ordering first, whichever was earlier; whose day is not known
    counts from the beginning only. Buyers, orders and sales are those of these customers in these days. A second or
    two with a million customers: on the worker. Raises UserError('sources-period').
    """
    last = _checked(desk, first, last)
    spent = store.spent(desk.data, first, last)
    known = {source: row for source, *row in store.brought(desk.data, first, last)}
    field = desk.fields(_KIND)["source"]
    listed = [choice.key for choice in (*field.choices, *field.retired)]
    used = {key for key in (*known, *spent) if key is not None}
    turn: list[str | None] = [key for key in listed if key in used]
    turn += sorted(used.difference(listed))
    return Sources(
        first, last, tuple(_source(key, known, spent) for key in (*turn, *([None] if None in known else [])))
    )


def _source(key: str | None, known: Mapping[str | None, list[int]], spent: Mapping[str, int]) -> Source:
    customers, buyers, orders, sales = known.get(key, (0, 0, 0, 0))
    cost_ = from_units(spent[key]) if key is not None and key in spent else NOTHING
    return Source(key, customers, buyers, orders, to_fen(from_units(sales)), cost_)


def customers_of(
    desk: Desk,
    source: str | None,
    first: dt.date | None = None,
    last: dt.date | None = None,
    *,
    buyers: bool = False,
) -> list[int]:
    """The ids of the customers that came by a source (None: not known), by number; `buyers`: who ordered of them."""
    return store.customers(desk.data, source, first, _checked(desk, first, last), buyers=buyers)


def orders_of(desk: Desk, source: str | None, first: dt.date | None = None, last: dt.date | None = None) -> list[int]:
    """The ids of their orders, the newest first; `returns_of` lowers their sales by what came back without an order."""
    return store.orders(desk.data, source, first, _checked(desk, first, last))


def returns_of(desk: Desk, source: str | None, first: dt.date | None = None, last: dt.date | None = None) -> list[int]:
    """The ids of what they gave back without an order, the newest first."""
    return store.returns(desk.data, source, first, _checked(desk, first, last))


def costs(
    desk: Desk, source: str | None = None, first: dt.date | None = None, last: dt.date | None = None
) -> list[SourceCost]:
    """What was spent (on one source), the newest first."""
    return store.costs(desk.data, source, first, last)


def cost(desk: Desk, cost_id: int) -> SourceCost:
    """Raises UserError('source-cost-unknown')."""
    found = store.cost(desk.data, cost_id)
    if found is None:
        raise UserError("source-cost-unknown", number=rules.number_of(cost_id))
    return found


def id_of(desk: Desk, number: str) -> int:
    """The cost of this number. Raises UserError('source-cost-unknown')."""
    found = rules.id_in(number)
    if found is None:
        raise UserError("source-cost-unknown", number=number)
    return cost(desk, found).id


def read(desk: Desk, typed: Mapping[str, str], *, new: bool) -> Typed:
    """Parse the form of a cost and say what is wrong with it, without writing anything.

    Codes beside those of values, hard: source-cost-future, source-cost-amount.
    """
    read_ = reading.in_fen(reading.read_typed(desk.fields(_KIND), typed, new=new), "amount")
    wrong = rules.problems(read_.values.get("day"), read_.values.get("amount"), desk.today())
    return Typed(read_.values, {**read_.problems, **wrong})


def add(desk: Desk, typed: Mapping[str, str]) -> tuple[int, Changes]:
    """Enter what was spent on a source, today where no day is typed. Raises UserError for a refused value."""
    whole = {"day": desk.today().isoformat(), **typed}
    flat = _flat(desk, whole, new=True)
    with desk.recording("source-cost-add") as made:
        cost_id = made.create(_KIND, flat)
    return cost_id, made.result


def edit(desk: Desk, cost_id: int, typed: Mapping[str, str]) -> Changes:
    """Change some fields. Raises UserError for a refused value, 'source-cost-unknown'."""
    flat = _flat(desk, typed, new=False)
    with desk.recording("source-cost-edit") as made:
        cost(desk, cost_id)
        made.update(_KIND, cost_id, flat)
    return made.result


def delete(desk: Desk, cost_id: int) -> Changes:
    """Undo and `restore` bring it back. Raises UserError('source-cost-unknown')."""
    with desk.recording("source-cost-delete") as made:
        cost(desk, cost_id)
        made.update(_KIND, cost_id, {"deleted_at": desk.now()})
    return made.result


def restore(desk: Desk, cost_id: int) -> Changes:
    """Raises UserError: 'source-cost-unknown', 'source-cost-there' when it was not deleted."""
    with desk.recording("source-cost-restore") as made:
        put_back(desk, made, cost_id)
    return made.result


def put_back(desk: Desk, made: Recording, cost_id: int) -> None:
    """`restore` within another action."""
    flat = desk.records.read(_KIND, cost_id)
    if flat is None or "deleted_at" not in flat:
        code = "source-cost-unknown" if flat is None else "source-cost-there"
        raise UserError(code, number=rules.number_of(cost_id))
    made.update(_KIND, cost_id, {"deleted_at": None})


def _flat(desk: Desk, typed: Mapping[str, str], *, new: bool) -> dict[str, object]:
    fields = desk.fields(_KIND)
    read_ = read(desk, typed, new=new)
    reading.refuse(fields, read_)
    return {key: to_column(fields[key], value) for key, value in read_.values.items()}


def _checked(desk: Desk, first: dt.date | None, last: dt.date | None) -> dt.date:
    last = last or desk.today()
    if first is not None and first > last:
        raise UserError("sources-period")
    return last

"""Marks that change by the passing of days: which customers those are, and the day all marks were worked out for."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from crmdesk.core.errors import UserError
from crmdesk.store import settings
from crmdesk.store.database import DataFile
from crmdesk.store.failures import translated
from crmdesk.store.marks_numbers import numbers_set
from crmdesk.store.records import chunks

if TYPE_CHECKING:
    from crmdesk.core.stages import Stage

BASIS = "marks.basis"
"""The setting that keeps what all marks were worked out for."""
_BACK = "marks.set_back"
"""The setting that keeps what day it was before the clock was set back, until it is that day again."""
_AT_ONCE = 500
_NONE = 0
"""From this id on, the new stages of customers are no moves: of none is it one."""
_FEW = 500
"""So many are worked out in half a second."""


def refresh(data: DataFile, today: dt.date, cancelled: Callable[[], bool] = lambda: False) -> int:
    """Work out the marks of all that are due; cancelled, the rest is done the next time. Raises UserError."""
    with translated(data.path):
        count = 0
        basis = _basis(data, today)
        due = _due(data, today, basis)
        back = _set_back(data, today)
        moving = not due.is_corrected and back is None
        for chunk in chunks(due.ids(data), _AT_ONCE):
            if cancelled():
                return count
            with data.write(beside=True):
                count += _recompute(data, chunk, today, due, moving=moving)
        if settings.get(data, BASIS) != basis:
            with data.write(beside=True):
                settings.put(data, BASIS, basis)
                if back is not None:
                    settings.put(data, _BACK, back)
        return count


def _recompute(data: DataFile, ids: Sequence[int], today: dt.date, due: _Due, *, moving: bool) -> int:
    from crmdesk.store import marks_customers, marks_orders

    if due.with_orders:
        marks_orders.recompute(data, ids, today)
    return marks_customers.recompute(data, ids, today, None if moving else _NONE)


def begin(data: DataFile, today: dt.date) -> None:
    """`refresh` when a data file is opened, where it is quick; a file that cannot be written, or is damaged, stays as
    it is."""
    with suppress(UserError), translated(data.path):
        if _due(data, today, _basis(data, today)).are_few(data):
            refresh(data, today)


def as_of(data: DataFile, customer_id: int, today: dt.date) -> dict[str, Any]:
    """What would be stored of a customer on a day; nothing for one that is gone."""
    from crmdesk.store import marks_customers, marks_facts

    numbers = marks_facts.numbers(data)
    for dealing in marks_facts.dealings(data, (customer_id,), (), today, until=today):
        return marks_customers.worked_out(dealing, today, numbers)
    return {}


def stages(data: DataFile, customer_ids: Iterable[int], today: dt.date) -> dict[int, Stage]:
    """The stages of customers on another day than today."""
    from crmdesk.core.stages import stage
    from crmdesk.store import marks_facts

    days = marks_facts.numbers(data).target_days
    return {
        dealing.id: stage(dealing.facts, today, days).stage
        for chunk in chunks(customer_ids, _AT_ONCE)
        for dealing in marks_facts.dealings(data, chunk, (), today, until=today)
    }


class _Due(Struct, frozen=True):
    """Customers to be worked out, as a condition on `customer`; `with_orders`: the sums of their orders too;
    `is_corrected`: what becomes another is so because it was not known better, nobody moved. `index`: has them where
    they are few, which SQLite does not know without statistics and looks through all customers."""

    where: str
    params: tuple[str, ...] = ()
    index: str = ""
    with_orders: bool = False
    is_corrected: bool = False

    def ids(self, data: DataFile) -> Iterator[int]:
        """In their order; read anew after every so many, as they are being written meanwhile."""
        last = 0
        along = f"INDEXED BY {self.index}" if self.index and self.are_few(data) else ""
        sql = f"SELECT id FROM customer {along} WHERE ({self.where}) AND id > ? ORDER BY id LIMIT ?"  # noqa: S608
        while found := data.database.execute_sql(sql, (*self.params, last, _AT_ONCE)).fetchall():
            yield from (row[0] for row in found)
            last = found[-1][0]

    def are_few(self, data: DataFile) -> bool:
        sql = f"SELECT count(*) FROM (SELECT 1 FROM customer WHERE {self.where} LIMIT ?)"  # noqa: S608
        (count,) = data.database.execute_sql(sql, (*self.params, _FEW + 1)).fetchone()
        return int(count) <= _FEW


_MARKED = (
    "marks_until IS NOT NULL OR order_count IS NOT NULL OR last_contact_on IS NOT NULL OR expected_on IS NOT NULL "
    "OR credit IS NOT NULL"
)
_DEALT_WITH = " OR ".join(
    f"id IN (SELECT customer_id FROM {kind})"  # noqa: S608
    for kind in ("sales_order", "payment", "goods_return", "interaction", "complaint")
)


def _due(data: DataFile, today: dt.date, basis: str) -> _Due:
    """Usually those whose day has come; everybody dealt with where the clock was set back or the numbers are others;
    where nobody knows what the marks rest on (a salvaged file) the sums of orders are worked out too."""
    former = settings.get(data, BASIS)
    if former is None:
        return _Due(f"{_MARKED} OR {_DEALT_WITH}", with_orders=True, is_corrected=True)
    day, *numbers = json.loads(former)
    if day > today.isoformat() or numbers != json.loads(basis)[1:]:
        return _Due(_MARKED, is_corrected=True)
    return _Due("marks_until IS NOT NULL AND marks_until <= ?", (today.isoformat(),), "customer_by_marks_until")


def _set_back(data: DataFile, today: dt.date) -> str | None:
    """What is to be kept of a clock that is being set back (the day it was) or right again (''); None: neither."""
    former, back = settings.get(data, BASIS), settings.get(data, _BACK)
    day = json.loads(former)[0] if former else ""
    if day > today.isoformat():
        return max(day, back or "")
    return "" if back and back <= today.isoformat() else None


def _basis(data: DataFile, today: dt.date) -> str:
    """What all marks rest on beside the records: the day and the user's numbers."""
    return json.dumps([today.isoformat(), *numbers_set(data)])

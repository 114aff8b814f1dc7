"""The marks of customers and the sums of orders: worked out from what happened, kept true by every action.

They are columns like others, so that lists filter and sort by them, but have no history: whatever an action, an undo or
a new day changes, they are worked out again from the records in the same transaction. The rules are `core.orders`,
`core.stages` and `core.life_cycle`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from crmdesk.store import marks_customers, marks_orders, tier_marks
from crmdesk.store.database import DataFile
from crmdesk.store.records import chunks
from crmdesk.store.tier_marks import RUN

_OF_ORDERS = frozenset({"sales_order", "order_line", "instalment", "payment", "invoice", "goods_return", "return_line"})
_OF_EVERYBODY = frozenset({RUN, "setting"})
_ALWAYS = frozenset({"interaction", "complaint", "complaint_step", "survey", "loss", "assessment"}) | _OF_EVERYBODY
_OF_CUSTOMERS = frozenset({
    "intent", "money", "expected_on", "terms_days", "life_cycle_by_hand", "tier", "tier_fixed", "grade", "grade_fixed",
})  # fmt: skip
"""What marks rest on, of a customer's own fields."""
_AT_ONCE = 500


def concerned(kind: str, keys: Iterable[str]) -> bool:
    """Whether marks can become others when these values of a record change, or a record that has them comes or goes."""
    return kind in _OF_ORDERS or kind in _ALWAYS or (kind == "customer" and not _OF_CUSTOMERS.isdisjoint(keys))


class Marks:
    """Collects in one transaction whose marks may have changed, and works them out in the end."""

    def __init__(self, data: DataFile) -> None:
        self._data = data
        self._customers: set[int] = set()
        self._with_orders: set[int] = set()
        self._everybody = False
        self._new_from: int | None = None

    def created(self, customer_id: int) -> None:
        """A file was made; later ones have higher ids."""
        self._new_from = self._new_from or customer_id

    def note(self, kind: str, owners: Iterable[int]) -> None:
        """Records of a kind that these customers own, or they themselves, changed in what marks rest on."""
        self._everybody = self._everybody or kind in _OF_EVERYBODY
        (self._with_orders if kind in _OF_ORDERS else self._customers).update(owners)

    def settle(self, today: dt.date) -> bool:
        """At the end of the action; returns whether tiers or grades of people it did not name became others."""
        recompute(self._data, self._with_orders, today, orders=True, new_from=self._new_from)
        recompute(self._data, self._customers - self._with_orders, today, orders=False, new_from=self._new_from)
        changed = self._everybody and tier_marks.apply(self._data) > 0
        self._everybody = False
        self._customers.clear()
        self._with_orders.clear()
        return changed


def recompute(
    data: DataFile, customer_ids: Iterable[int], today: dt.date, *, orders: bool, new_from: int | None = None
) -> None:
    """Work out the marks of customers anew, with `orders` the sums of their orders first. Call inside
    `DataFile.write`; ids that are gone are passed over; `new_from` as of `marks_customers.recompute`."""
    for chunk in chunks(sorted(customer_ids), _AT_ONCE):
        if orders:
            marks_orders.recompute(data, chunk, today)
        marks_customers.recompute(data, chunk, today, new_from)

"""How customers belong together: who referred whom, parent companies and subsidiaries (METHOD.md section 1)."""

from __future__ import annotations

from msgspec import Struct

from crmdesk.core.customers import CustomerFile, Listing, Reference
from crmdesk.core.filtering import Condition, Filter, Test
from crmdesk.services.desk import Desk
from crmdesk.store import relations as store

FIRST = 20
"""So many of a kind are named; a listing shows all."""
MOST_COUNTED = 5_000


class Related(Struct, frozen=True):
    """One kind of relation: 'referrer', 'referred', 'parent_company' or 'subsidiaries'.

    `customers`: the first `FIRST` of them; `count`: how many there are, counted up to `MOST_COUNTED`.
    """

    kind: str
    customers: tuple[Reference, ...]
    count: int


REVERSED = {"referred": "referrer", "subsidiaries": "parent_company"}
"""Relations that are told in the files of the others, and by which field."""


def of_file(desk: Desk, file: CustomerFile) -> list[Related]:
    """Whom this customer belongs to and who belongs to it; kinds without anybody are left out."""
    found = []
    for kind in ("referrer", "referred", "parent_company", "subsidiaries"):
        if kind in REVERSED:
            related = _naming(desk, kind, file.id)
        else:
            reference = file.references.get(kind)
            related = Related(kind, (reference,) if reference else (), 1 if reference else 0)
        if related.count:
            found.append(related)
    return found


def listing(kind: str, number: str) -> Listing:
    """The list of everybody who stands in this relation ('referred', 'subsidiaries') to a customer."""
    return Listing(filter=Filter((Condition(REVERSED[kind], Test.IS, (number,)),)))


def comes_round(desk: Desk, customer_id: int | None, parent_id: int) -> bool:
    """Whether this customer would be its own parent, directly or through others, under that parent.

    None: a new customer, who is nobody's parent yet.
    """
    if customer_id is None:
        return False
    return parent_id == customer_id or customer_id in store.ancestors(desk.data, parent_id)


def _naming(desk: Desk, kind: str, customer_id: int) -> Related:
    field = REVERSED[kind]
    first = store.naming(desk.data, field, customer_id, FIRST + 1)
    count = len(first)
    if count > FIRST:
        count = store.count_naming(desk.data, field, customer_id, MOST_COUNTED)
    return Related(kind, tuple(Reference(*row) for row in first[:FIRST]), count)

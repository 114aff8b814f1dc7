"""Which customer a few typed letters mean: the best ones first, for a short list to pick from."""

from __future__ import annotations

from crmdesk.core import finding
from crmdesk.core.customers import CustomerRow, Listing
from crmdesk.services import customers
from crmdesk.services.desk import Desk
from crmdesk.store import customers as store

LOOKED_AT = 40
"""So many found are ranked by how well their names match."""


def best(desk: Desk, query: str, most: int) -> tuple[list[CustomerRow], int | None]:
    """The customers a query finds, those whose names match best first, before them whose number it is; without a query
    those opened last.

    Beside them how many there are, None where that is not known without counting.
    """
    ids = customers.find(desk, Listing(query=query, sort="opened"), LOOKED_AT if query else most)
    rows = customers.rows(desk, ids)
    if query:
        exact = _numbered(desk, query)
        if exact is not None and exact not in ids:
            ids = [*ids, exact]
            rows += customers.rows(desk, [exact])
        ranks = {row.id: match.rank if (match := finding.match(row.name, query)) else 0 for row in rows}
        rows = sorted(rows, key=lambda row: (row.id != exact, -ranks[row.id]))
    return rows[:most], len(ids) if not query or len(ids) < LOOKED_AT else None


def _numbered(desk: Desk, query: str) -> int | None:
    """Whose number it is, in small letters too."""
    found = store.id_of_number(desk.data, query) or store.id_of_number(desk.data, query.upper())
    return found[0] if found is not None and not found[1] else None

"""What customers bought on which days (METHOD.md section 13)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from crmdesk.core.money import from_units
from crmdesk.core.next_purchase import Bought, Goods
from crmdesk.store.database import DataFile
from crmdesk.store.records import chunks, marks


def bought(data: DataFile, customer_ids: Sequence[int], until: dt.date) -> dict[int, list[Bought]]:
    """By customer, the oldest first: what was ordered up to a day, of each product and day together, without samples.
    Who bought nothing is left out."""
    found: dict[int, list[Bought]] = {}
    goods: dict[int, Goods] = {}
    for chunk in chunks(customer_ids):
        sql = (
            "SELECT l.customer_id, l.product, p.name, ifnull(p.category, ''), ifnull(p.unit, ''), "  # noqa: S608
            "p.deleted_at IS NULL AND ifnull(p.discontinued, 0) = 0, o.date, sum(l.quantity) "
            "FROM order_line l CROSS JOIN sales_order o ON o.id = l.sales_order JOIN product p ON p.id = l.product "
            f"WHERE l.customer_id IN ({marks(chunk)}) AND l.deleted_at IS NULL AND ifnull(l.sample, 0) = 0 "
            "AND o.state = 'ordered' AND o.deleted_at IS NULL AND o.date <= ? "
            "GROUP BY l.customer_id, l.product, o.date HAVING sum(l.quantity) > 0 ORDER BY o.date, l.product"
        )
        for customer_id, product, name, category, unit, sold, day, quantity in data.database.execute_sql(
            sql, (*chunk, until.isoformat())
        ).fetchall():
            known = goods.setdefault(product, Goods(product, name, category, unit, bool(sold)))
            each = Bought(known, dt.date.fromisoformat(day), from_units(quantity, 3))
            found.setdefault(customer_id, []).append(each)
    return found

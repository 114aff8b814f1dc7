"""What a customer is likely to buy next, and when (METHOD.md section 13)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from crmdesk.core.next_purchase import Bought, By, Goods, NextPurchase, Rhythm, next_purchases
from crmdesk.services.desk import Desk
from crmdesk.store import next_purchase as store

__all__ = ["Bought", "Goods", "NextPurchase", "Rhythm", "of_customer", "of_customers"]


def of_customer(desk: Desk, customer_id: int, today: dt.date) -> tuple[NextPurchase, ...]:
    """Of one customer, from what it ordered up to a day: what is still expected first, then the earliest."""
    return of_customers(desk, (customer_id,), today).get(customer_id, ())


def of_customers(
    desk: Desk, ids: Sequence[int], today: dt.date, by: By = "product"
) -> dict[int, tuple[NextPurchase, ...]]:
    """`of_customer` of several, `by` as `core.next_purchase` takes it; those of whom nothing can be said are left
    out."""
    bought = store.bought(desk.data, ids, today)
    found = {customer_id: next_purchases(each, today, by) for customer_id, each in bought.items()}
    return {customer_id: each for customer_id, each in found.items() if each}

"""Sums of the orders and payments that a list shows."""

from __future__ import annotations

import json
from collections.abc import Iterable

from crmdesk.store.database import DataFile
from crmdesk.store.records import chunks

_AT_ONCE = 50_000


def of_orders(data: DataFile, ids: Iterable[int]) -> tuple[int, int, int, int]:
    """In the units that are stored: what is to be paid of those that are orders (to the fen, returns taken off), what
    was paid and what is still due of them, and the amounts of open offers among them."""
    sql = """
        SELECT sum(CASE WHEN state = 'ordered'
                THEN max(0, (ifnull(amount, 0) - ifnull(returned, 0) + 50) / 100 * 100) ELSE 0 END),
            sum(CASE WHEN state = 'ordered' THEN ifnull(paid, 0) ELSE 0 END),
            sum(ifnull(due, 0)), sum(CASE WHEN state = 'offer' THEN ifnull(amount, 0) ELSE 0 END)
        FROM sales_order WHERE id IN (SELECT value FROM json_each(?))
    """
    sums = [0, 0, 0, 0]
    for chunk in chunks(ids, _AT_ONCE):
        row = data.database.execute_sql(sql, (json.dumps(chunk),)).fetchone()
        sums = [known + int(more or 0) for known, more in zip(sums, row, strict=True)]
    return sums[0], sums[1], sums[2], sums[3]


def of_payments(data: DataFile, ids: Iterable[int]) -> tuple[int, int]:
    """In the units that are stored: what was received, and what was given back."""
    sql = """
        SELECT sum(CASE WHEN kind = 'refund' THEN 0 ELSE amount END),
            sum(CASE WHEN kind = 'refund' THEN amount ELSE 0 END)
        FROM payment WHERE id IN (SELECT value FROM json_each(?))
    """
    received = refunded = 0
    for chunk in chunks(ids, _AT_ONCE):
        row = data.database.execute_sql(sql, (json.dumps(chunk),)).fetchone()
        received, refunded = received + int(row[0] or 0), refunded + int(row[1] or 0)
    return received, refunded

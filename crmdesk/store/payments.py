"""Queries over payments: what was received for no order, and in the trash."""

from __future__ import annotations

from collections.abc import Iterable

from crmdesk.store.database import DataFile
from crmdesk.store.records import chunks, marks


def without_order(data: DataFile, customer_ids: Iterable[int]) -> dict[int, int]:
    """By customer what was received for no order, less refunds, in the units that are stored."""
    found: dict[int, int] = {}
    for chunk in chunks(customer_ids):
        sql = (
            "SELECT customer_id, sum(CASE WHEN kind = 'refund' THEN -amount ELSE amount END) FROM payment "  # noqa: S608
            f"WHERE customer_id IN ({marks(chunk)}) AND sales_order IS NULL AND deleted_at IS NULL GROUP BY customer_id"
        )
        found.update(data.database.execute_sql(sql, chunk).fetchall())
    return found


def invoice_number_used(data: DataFile, number: str, besides: int | None) -> bool:
    """Whether another living invoice has this number."""
    sql = "SELECT 1 FROM invoice WHERE number = ? AND id IS NOT ? AND deleted_at IS NULL LIMIT 1"
    return data.database.execute_sql(sql, (number, besides)).fetchone() is not None

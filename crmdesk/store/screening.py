"""Queries over the ticks of the screening checklist."""

from __future__ import annotations

from crmdesk.store.database import DataFile


def counts(data: DataFile) -> dict[str, int]:
    """How many living customers were looked at for each condition."""
    sql = """
        SELECT s.item, count(*) FROM screening s JOIN customer c ON c.id = s.customer_id AND c.deleted_at IS NULL
        WHERE s.deleted_at IS NULL GROUP BY 1
    """
    return {item: int(count) for item, count in data.database.execute_sql(sql).fetchall()}


def having(data: DataFile, item: str) -> list[int]:
    """The ticks of a condition, of customers in the trash too."""
    sql = "SELECT id FROM screening WHERE item = ? AND deleted_at IS NULL ORDER BY id"
    return [row[0] for row in data.database.execute_sql(sql, (item,)).fetchall()]

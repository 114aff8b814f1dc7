"""Bringing many customers at once into a file that has fewer: their indexes are made afterwards, in one go each."""

from __future__ import annotations

from crmdesk.store.database import DataFile

_WORTH_IT = 20_000
_SELDOM = frozenset({"customer_deleted", "customer_by_merged", "customer_by_referrer", "customer_by_parent"})
"""Indexes that new customers do not stand in: keeping them costs nothing."""


class Loading:
    """Inside one write transaction, so that a failure leaves the indexes as they were."""

    def __init__(self, data: DataFile) -> None:
        self._execute = data.database.execute_sql
        self._dropped: list[str] = []

    def expect(self, customers: int) -> None:
        """Drop the indexes where so many new customers make that worth it."""
        if self._dropped or customers < _WORTH_IT:
            return
        (there,) = self._execute("SELECT coalesce(max(id), 0) FROM customer").fetchone()
        if there > customers:
            return
        sql = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'customer' AND sql IS NOT NULL"
        for name, made in self._execute(sql).fetchall():
            if name not in _SELDOM:
                self._execute(f"DROP INDEX {name}")
                self._dropped.append(made)

    def finish(self) -> None:
        """Make them anew."""
        for made in self._dropped:
            self._execute(made)
        self._dropped.clear()

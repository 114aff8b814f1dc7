"""Bringing many customers at once into a file that has fewer: their indexes are made afterwards, in one go each."""

from __future__ import annotations

import re
from collections.abc import Collection

from crmdesk.store.columns import keys
from crmdesk.store.database import DataFile

_WORTH_IT = 20_000
_OF_SOME = re.compile(r"\b(\w+) IS NOT NULL")
"""An index for those customers alone that have something."""


class Loading:
    """Inside one write transaction, so that a failure leaves the indexes as they were."""

    def __init__(self, data: DataFile) -> None:
        self._execute = data.database.execute_sql
        self._dropped: list[str] = []
        self._left: dict[str, tuple[str, frozenset[str]]] = {}

    def expect(self, customers: int) -> None:
        """Drop the indexes where so many new customers make that worth it; not yet those of which it has to be seen
        whether any of them will stand in it."""
        if self._dropped or customers < _WORTH_IT:
            return
        (there,) = self._execute("SELECT coalesce(max(id), 0) FROM customer").fetchone()
        if there > customers:
            return
        sql = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'customer' AND sql IS NOT NULL"
        self._left = {name: (made, frozenset(_OF_SOME.findall(made))) for name, made in self._execute(sql).fetchall()}
        self.coming(())

    def coming(self, filled: Collection[str]) -> None:
        """Customers are about to be inserted in whom these columns are filled: an index that they will stand in is
        dropped, too."""
        there = {*filled, *keys("customer", {})}
        for name, (made, needed) in list(self._left.items()):
            if needed <= there:
                self._execute(f"DROP INDEX {name}")
                self._dropped.append(made)
                del self._left[name]

    def finish(self) -> None:
        """Make them anew."""
        for made in self._dropped:
            self._execute(made)
        self._dropped.clear()
        self._left.clear()

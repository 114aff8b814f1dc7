"""The search index of customers: kept in step with every change, rebuilt when the tokens' version changes.

The index is contentless FTS5: taking a customer out needs exactly the tokens it was put in with, so the tokens are
worked out before the first change to a customer (or its contacts) and again when the action ends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from crmdesk.core import search
from crmdesk.store.database import DataFile
from crmdesk.store.preparing import SEARCHED, Raw, tokens
from crmdesk.store.records import Flat, Records, chunks

_NAMES = ", ".join(search.COLUMNS)
_MARKS = ", ".join("?" * (len(search.COLUMNS) + 1))
_INSERT = f"INSERT INTO customer_search (rowid, {_NAMES}) VALUES ({_MARKS})"  # noqa: S608
_DELETE = f"INSERT INTO customer_search (customer_search, rowid, {_NAMES}) VALUES ('delete', {_MARKS})"  # noqa: S608
_EMPTY = "INSERT INTO customer_search (customer_search) VALUES ('delete-all')"
_AT_ONCE = 5_000
_VERSION_KEY = "search.version"

_READ = {kind: frozenset({*(key for key, _ in searched), "deleted_at"}) for kind, searched in SEARCHED.items()}
_CONCERNED = {
    kind: frozenset({*(key for key, _ in searched), "deleted_at", "customer_id"}) for kind, searched in SEARCHED.items()
}


def concerned(kind: str, keys: Iterable[str]) -> bool:
    """Whether the index of a customer can become another one when these values of a record change."""
    return kind in _CONCERNED and not _CONCERNED[kind].isdisjoint(keys)


class SearchIndex:
    """Keeps the index of one data file true during one write transaction."""

    def __init__(self, data: DataFile, records: Records) -> None:
        self._data = data
        self._records = records
        self._touched: set[int] = set()
        self._fresh: dict[int, list[tuple[str, Flat]]] = {}
        self._anew = False

    def expect_touched(self, customers: int) -> None:
        """So many customers are about to go or to change: where they are half of them or more, the index is emptied now
        and filled anew in the end."""
        sql = "SELECT 1 FROM customer WHERE deleted_at IS NULL LIMIT 1 OFFSET ?"
        more = self._data.database.execute_sql(sql, (2 * customers,)).fetchone()
        if more is None and not self._anew:
            self._data.database.execute_sql(_EMPTY)
            self._anew = True

    def touch(self, customer_ids: Iterable[int]) -> None:
        """Customers about to change: takes their present tokens out of the index."""
        new = [i for i in customer_ids if i not in self._touched and i not in self._fresh]
        self._touched.update(new)
        if not self._anew:
            self._many(_DELETE, self._tokens(new))

    def created(self, kind: str, flat: Flat) -> None:
        """A record that a customer owns, or that nobody does, was created."""
        if kind in SEARCHED:
            owner = flat["customer_id"]
            if owner in self._fresh:
                self._fresh[owner].append((kind, flat))
            else:
                self.touch((owner,))

    def created_customers(self, rows: Iterable[tuple[int, Flat]]) -> None:
        """Customers were created, each under its id: without touching."""
        self._fresh.update((record_id, [("customer", row)]) for record_id, row in rows)

    def is_fresh(self, kind: str, flat: Flat) -> bool:
        """Whether a record about to be created is a customer, belongs to one just created, or to none."""
        owner = flat.get("customer_id") if kind in SEARCHED else None
        return owner is None or owner in self._fresh

    def take_fresh(self) -> dict[int, Raw]:
        """Created customers with what they own; what changes about them after `insert` counts as a touch."""
        fresh: dict[int, Raw] = {**self._fresh}
        self._fresh = {}
        return fresh

    def insert(self, made: Iterable[tuple[int, tuple[str, ...]]]) -> None:
        """Write the tokens of created customers."""
        if not self._anew:
            self._many(_INSERT, [(i, *columns) for i, columns in made])

    def settle(self) -> None:
        """At the end of the action: the new tokens of everything touched."""
        self.insert((i, tokens(raw)) for i, raw in self.take_fresh().items())
        self._fill(self._living() if self._anew else sorted(self._touched))
        self._touched.clear()
        self._anew = False

    def _living(self) -> list[int]:
        rows = self._data.database.execute_sql("SELECT id FROM customer WHERE deleted_at IS NULL").fetchall()
        return [row[0] for row in rows]

    def _fill(self, ids: Iterable[int], progress: Callable[[int], None] | None = None) -> None:
        done = 0
        for chunk in chunks(ids, _AT_ONCE):
            self._many(_INSERT, self._tokens(chunk))
            done += len(chunk)
            if progress:
                progress(done)

    def _tokens(self, ids: Iterable[int]) -> list[tuple[object, ...]]:
        rows: list[tuple[object, ...]] = []
        for chunk in chunks(ids):
            customers = self._records.read_many("customer", chunk, _READ["customer"])
            contacts = self._records.children("contact", list(customers), keys=_READ["contact"])
            for customer_id, flat in customers.items():
                if "deleted_at" in flat:
                    continue
                owned = [("contact", contact) for contact in contacts.get(customer_id, {}).values()]
                rows.append((customer_id, *tokens([("customer", flat), *owned])))
        return rows

    def _many(self, sql: str, rows: list[tuple[object, ...]]) -> None:
        if rows:
            self._data.database.connection().executemany(sql, rows)

    def rebuild(self, progress: Callable[[int], None] | None = None) -> None:
        """Make the index and the keys of names and phones anew from the tables."""
        execute = self._data.database.execute_sql
        for kind in ("customer", "contact"):
            self._records.rekey(kind, [row[0] for row in execute(f"SELECT id FROM {kind}").fetchall()])  # noqa: S608
        execute(_EMPTY)
        self._fill(self._living(), progress)
        execute(
            "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (_VERSION_KEY, str(search.VERSION)),
        )


def is_stale(data: DataFile) -> bool:
    """Whether the index was made by another version of the tokens."""
    row = data.database.execute_sql("SELECT value FROM setting WHERE key = ?", (_VERSION_KEY,)).fetchone()
    return row is None or row[0] != str(search.VERSION)

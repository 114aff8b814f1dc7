"""What an import made, beside what is there now: what goes when it is taken back at a later time.

Worked out from the history and the present rows; nothing here writes to a record. `takeback_values.py` does
the same for what it changed.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from crmdesk.core.registry import PARTS
from crmdesk.store import structure
from crmdesk.store.database import DataFile
from crmdesk.store.failures import translated
from crmdesk.store.records import Flat, marks
from crmdesk.store.takeback_values import POINTING, Values

_SINCE = "c.action_id > ?1 AND EXISTS (SELECT 1 FROM action a WHERE a.id = c.action_id AND a.state = 'done')"
"""A change (c) that holds and was made after an action."""

_NAMING = {
    "competitor": ("elsewhere.competitor", "sales_order.lost_to"),
    "product": ("order_line.product", "return_line.product", "complaint.product"),
    "campaign": ("campaign_call.campaign",),
    "staff": (),
    "source_cost": (),
}
"""Kinds of record that belong to no customer, and the columns that name them."""

_UNINDEXED = "lost_to"

_TABLES = ("takeback_made", "takeback_gone", "takeback_held")


class Takeback:
    """One import, to be taken back. Made by `takeback`, good inside its block.

    `gone` are the customers it made; `held` those of them that stay because customers of other origin were merged
    into them; `parts` what it added to customers that stay, by kind: id → customer.
    """

    def __init__(self, data: DataFile, batch: int) -> None:
        self._data = data
        self._batch = batch
        self._execute = data.database.execute_sql
        self._set_tables()
        self.gone = self._ids("SELECT id FROM takeback_gone ORDER BY id")
        self.held = self._ids("SELECT id FROM takeback_held ORDER BY id")
        self._gone = frozenset(self.gone)
        self._held = frozenset(self.held)
        self.parts = {kind: self._parts(kind) for kind in PARTS}
        self.values = Values(data, batch, self._gone)

    def _set_tables(self) -> None:
        self._execute("CREATE TEMP TABLE takeback_made (kind TEXT, id INTEGER, PRIMARY KEY (kind, id)) WITHOUT ROWID")
        for name in _TABLES[1:]:
            self._execute(f"CREATE TEMP TABLE {name} (id INTEGER PRIMARY KEY)")
        self._execute(
            "INSERT OR IGNORE INTO takeback_made "
            "SELECT kind, record_id FROM change WHERE action_id = ? AND before IS NULL",
            (self._batch,),
        )
        made = "(SELECT id FROM takeback_made WHERE kind = 'customer')"
        self._execute(
            f"""INSERT INTO takeback_held
            WITH RECURSIVE held(id) AS (
                SELECT merged_into FROM customer WHERE merged_into IN {made} AND id NOT IN {made}
                UNION SELECT c.merged_into FROM held JOIN customer c ON c.id = held.id WHERE c.merged_into IS NOT NULL
            ) SELECT id FROM held WHERE id IN {made}"""  # noqa: S608
        )
        self._execute(
            f"""INSERT INTO takeback_gone
            SELECT id FROM customer WHERE id IN {made} AND id NOT IN (SELECT id FROM takeback_held)"""  # noqa: S608
        )

    def parts_of(self, kind: str, customers: Sequence[int]) -> list[int]:
        """Everything of a kind that belongs to these customers, in the trash too."""
        sql = f"SELECT id FROM {kind} WHERE customer_id IN ({marks(customers)}) ORDER BY id"  # noqa: S608
        return self._ids(sql, customers)

    def pairs(self) -> list[int]:
        """Pairs told apart by hand of which one goes."""
        gone = "(SELECT id FROM takeback_gone)"
        return self._ids(f"SELECT id FROM not_same WHERE one IN {gone} OR other IN {gone} ORDER BY id")  # noqa: S608

    def pointing(self) -> dict[int, Flat]:
        """The customers that stay and name one that goes: the values to be emptied."""
        emptied: dict[int, Flat] = {}
        gone = "(SELECT id FROM takeback_gone)"
        for key in POINTING:
            sql = f"SELECT id FROM customer WHERE {key} IN {gone} AND id NOT IN {gone} ORDER BY id"  # noqa: S608
            for customer_id in self._ids(sql):
                emptied.setdefault(customer_id, {})[key] = None
        return emptied

    def edited_since(self) -> list[int]:
        """The customers of which something that goes was changed, added or merged after the import."""
        sql = f"""SELECT g.id FROM takeback_gone g WHERE EXISTS (
            SELECT 1 FROM change c WHERE c.record_id = g.id AND c.kind = 'customer' AND {_SINCE})"""  # noqa: S608
        found = set(self._ids(sql, (self._batch,)))
        changed = f"EXISTS (SELECT 1 FROM change c WHERE c.record_id = p.id AND c.kind = ?2 AND {_SINCE})"  # noqa: S608
        for kind in PARTS:
            sql = f"SELECT p.customer_id FROM takeback_gone g JOIN {kind} p ON p.customer_id = g.id WHERE {changed}"  # noqa: S608
            found.update(self._ids(sql, (self._batch, kind)))
            sql = f"SELECT p.id FROM takeback_made m JOIN {kind} p ON p.id = m.id WHERE m.kind = ?2 AND {changed}"  # noqa: S608
            found.update(self.parts[kind][i] for i in self._ids(sql, (self._batch, kind)) if i in self.parts[kind])
        return sorted(found)

    def unused_groups(self) -> dict[int, str]:
        """The names of the groups it made that nobody touched since and nobody is in, by id."""
        empty = "NOT EXISTS (SELECT 1 FROM membership m WHERE m.group_id = r.id)"
        return dict(self._untouched("customer_group", "name", empty))

    def unused_fields(self) -> dict[int, str]:
        """The keys of the own fields it made that nobody touched since and that are empty everywhere, by id."""
        rows = self._untouched("user_field", "key")
        filled = structure.filled(self._data, [key for _, key in rows], deleted=True)
        return {i: key for i, key in rows if not filled[key]}

    def unused(self) -> dict[str, list[int]]:
        """The competitors, products, campaigns, costs of sources and people of ours it made that nobody touched since
        and no record that stays names, by kind."""
        return {kind: [i for i, _ in self._untouched(kind, "id", _unnamed(naming))] for kind, naming in _NAMING.items()}

    def unused_words(self) -> dict[int, tuple[str, str]]:
        """The words it added to lists that nobody touched since and no customer has: list and key by id."""
        words = {i: (list_, key) for i, list_, key in self._untouched("choice", "list, r.key")}
        return {i: word for i, word in words.items() if not structure.having(self._data, *word, own=False)}

    def _untouched(self, kind: str, shown: str, condition: str = "1") -> list[tuple[Any, ...]]:
        sql = (
            f"SELECT r.id, r.{shown} FROM takeback_made m JOIN {kind} r ON r.id = m.id WHERE m.kind = ?2 "  # noqa: S608
            f"AND r.deleted_at IS NULL AND {condition} AND NOT EXISTS (SELECT 1 FROM change c WHERE "
            f"c.record_id = m.id AND c.kind = ?2 AND {_SINCE}) ORDER BY r.id"
        )
        return list(self._execute(sql, (self._batch, kind)).fetchall())

    def _parts(self, kind: str) -> dict[int, int]:
        sql = (
            f"SELECT p.id, p.customer_id FROM takeback_made m JOIN {kind} p ON p.id = m.id WHERE m.kind = ? "  # noqa: S608
            "AND p.deleted_at IS NULL ORDER BY p.id"
        )
        rows = self._execute(sql, (kind,)).fetchall()
        return {i: owner for i, owner in rows if owner not in self._gone and owner not in self._held}

    def _ids(self, sql: str, params: Sequence[Any] = ()) -> list[int]:
        return [int(row[0]) for row in self._execute(sql, params).fetchall()]


def _unnamed(naming: Sequence[str]) -> str:
    """The condition that no living record names one (r)."""
    none = []
    for table, column in (each.split(".") for each in naming):
        living = f"FROM {table} e WHERE e.deleted_at IS NULL AND e.{column}"
        if column == _UNINDEXED:
            none.append(f"r.id NOT IN (SELECT e.{column} {living} IS NOT NULL)")
        else:
            none.append(f"NOT EXISTS (SELECT 1 {living} = r.id)")
    return " AND ".join(none) or "1"


@contextmanager
def takeback(data: DataFile, batch: int) -> Iterator[Takeback]:
    """What taking back an import has to do, seen from one state of the data file; inside `DataFile.write` or not.

    Never a savepoint: with one open, each removal of a customer walks through all that was written since it began.
    """
    inside = contextlib.nullcontext() if data.database.in_transaction() else data.database.atomic()
    with translated(data.path), inside:
        try:
            yield Takeback(data, batch)
        finally:
            for name in _TABLES:
                data.database.execute_sql(f"DROP TABLE IF EXISTS temp.{name}")

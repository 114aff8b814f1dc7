"""Erasing a customer or contact for good: what belongs to it, and taking that out of tables, index, history, drafts.

`cleaning.py` then makes the file forget the bytes. What an older action did to others stays and can still be undone; no
undo or redo brings an erased record back.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path

import peewee

from crmdesk.core.pinyin import is_han
from crmdesk.core.registry import PARTS
from crmdesk.store import cleaning, drafts, erasing_history, erasing_records
from crmdesk.store.database import DataFile, defer_references
from crmdesk.store.failures import translated
from crmdesk.store.keys import Key, connecting, salt_of
from crmdesk.store.records import Records
from crmdesk.store.relations import POINTING
from crmdesk.store.search import SearchIndex

_TABLES = ("erased", "erased_blob", *erasing_history.TABLES)
_CUSTOMERS = "(SELECT id FROM temp.erased WHERE kind = 'customer')"
_SHORTEST, _SHORTEST_LATIN = 2, 4
"""Names of fewer characters are not looked for inside names of files."""


class Erasing:
    """One erasure, of customers with all that was merged into them or of one contact. Made by `erasing`.

    The erased come first in every join with the history (CROSS JOIN): otherwise all of it is read.
    """

    def __init__(
        self,
        data: DataFile,
        customers: Sequence[int],
        contact: int | None,
        records: Mapping[str, Sequence[int]] | None = None,
    ) -> None:
        self._data = data
        self._execute = data.database.execute_sql
        self._execute("CREATE TEMP TABLE erased (kind TEXT, id INTEGER, PRIMARY KEY (kind, id)) WITHOUT ROWID")
        self._execute("CREATE TEMP TABLE erased_blob (sha256 TEXT PRIMARY KEY) WITHOUT ROWID")
        if contact is None:
            self._find_customers(customers)
        else:
            self._find_contact(contact)
        self._records = records or {}
        for each in self._records.get("contact", ()):
            self._find_contact(each)
        erasing_records.find(data, self._records)
        self.customers = self.ids("customer")

    def _find_customers(self, customers: Sequence[int]) -> None:
        self._execute(
            """INSERT INTO temp.erased
            WITH RECURSIVE gone(id) AS (
                SELECT value FROM json_each(?)
                UNION SELECT c.id FROM gone JOIN customer c ON c.merged_into = gone.id
            ) SELECT 'customer', id FROM gone""",
            (json.dumps(list(customers)),),
        )
        for kind in PARTS:
            self._execute(
                f"INSERT INTO temp.erased SELECT '{kind}', id FROM {kind} WHERE customer_id IN {_CUSTOMERS}"  # noqa: S608
            )
        self._execute(
            f"""INSERT INTO temp.erased
            SELECT 'not_same', id FROM not_same WHERE one IN {_CUSTOMERS} OR other IN {_CUSTOMERS}"""  # noqa: S608
        )

    def _find_contact(self, contact: int) -> None:
        """Itself, the contacts of the same name in the files that were merged into its customer's, and the greetings
        sent to them."""
        self._execute(
            """INSERT OR IGNORE INTO temp.erased
            WITH RECURSIVE here(id, name) AS (SELECT customer_id, name FROM contact WHERE id = ?1),
            files(id) AS (
                SELECT id FROM here UNION SELECT c.id FROM files JOIN customer c ON c.merged_into = files.id
            )
            SELECT 'contact', p.id FROM contact p WHERE p.id = ?1 OR (p.customer_id IN (SELECT id FROM files)
                AND p.customer_id NOT IN (SELECT id FROM here) AND p.name = (SELECT name FROM here))""",
            (contact,),
        )
        self._execute(
            """INSERT OR IGNORE INTO temp.erased SELECT 'greeting', id FROM greeting
            WHERE contact IN (SELECT id FROM temp.erased WHERE kind = 'contact')"""
        )

    def ids(self, kind: str) -> list[int]:
        """The records of a kind that go."""
        rows = self._execute("SELECT id FROM temp.erased WHERE kind = ? ORDER BY id", (kind,)).fetchall()
        return [int(row[0]) for row in rows]

    def counts(self) -> dict[str, int]:
        """How much goes, by kind of record; under 'change' entries of the history, under 'draft' unfinished texts,
        under 'naming' the other files that name one of these customers, under 'privacy_request' the requests that keep
        the number alone."""
        found = dict(self._execute("SELECT kind, count(*) FROM temp.erased GROUP BY kind").fetchall())
        found["change"] = self._count("temp.erased e CROSS JOIN change c ON c.record_id = e.id AND c.kind = e.kind")
        found["draft"] = len(self._drafts())
        named = " OR ".join(f"{key} IN {_CUSTOMERS}" for key in POINTING)
        found["naming"] = self._count(f"customer WHERE ({named}) AND id NOT IN {_CUSTOMERS}")
        found["privacy_request"] = self._count(f"privacy_request WHERE customer_id IN {_CUSTOMERS}")
        return {key: count for key, count in found.items() if count and key != "not_same"}

    def family(self, customer_id: int) -> int:
        """How many customers go with one of them, itself counted."""
        sql = """
            WITH RECURSIVE gone(id) AS (SELECT ? UNION SELECT c.id FROM gone JOIN customer c ON c.merged_into = gone.id)
            SELECT count(*) FROM gone
        """
        return int(self._execute(sql, (customer_id,)).fetchone()[0])

    def erase(self) -> None:
        """Take it all out; call inside `DataFile.write`, then `cleaning.clean`. Where a request or the name of a file
        named one of them, the customer's number stands from then on."""
        defer_references(self._data)
        cleaning.set_pending(self._data)
        self._execute("UPDATE backup SET action_id = -1")  # none of them is what the file holds from now on
        index = SearchIndex(self._data, Records(self._data))
        index.touch(self._indexed())
        history = erasing_history.History(self._data)
        history.find()
        self._find_blobs()
        if self._records:
            erasing_records.forget(self._data)
        numbers, names = history.numbers(), history.names()
        history.erase(self._empty_requests(names, numbers), self._empty_greetings(history.greeted()))
        for key in self._drafts():
            drafts.delete(self._data, key)
        self._empty_references()
        self._delete_rows()
        self._delete_blobs()
        self._replace(names)
        index.settle()

    def _indexed(self) -> list[int]:
        sql = "SELECT DISTINCT customer_id FROM contact WHERE id IN (SELECT id FROM temp.erased WHERE kind = 'contact')"
        owners = {int(row[0]) for row in self._execute(sql).fetchall()}
        return sorted(owners | set(self.customers))

    def _drafts(self) -> list[str]:
        """The keys of what is being typed about them (see services/drafts.py)."""
        parts = {kind: set(self.ids(kind)) for kind in ("contact", "complaint")}
        found = []
        for key, _at, _content in drafts.every(self._data):
            form, customer, part = [*key.partition("~")[0].split("/"), "", ""][:3]
            whole = customer.isdecimal() and int(customer) in self.customers
            kind, id_ = form.partition("-")[0], part.partition(".")[0]  # complaint-step/12/7.1.listen
            if whole or (id_.isdecimal() and int(id_) in parts.get(kind, ())):
                found.append(key)
        return found

    def _find_blobs(self) -> None:
        """Contents that only what goes points at, as far as the tables and the history of the erased tell."""
        self._execute(
            """INSERT OR IGNORE INTO temp.erased_blob
            SELECT a.blob FROM attachment a JOIN temp.erased e ON e.kind = 'attachment' AND e.id = a.id
            UNION SELECT c.photo FROM customer c JOIN temp.erased e ON e.kind = 'customer' AND e.id = c.id
                WHERE c.photo IS NOT NULL"""
        )
        for key in ("blob", "photo"):
            for column in ("before", "after"):
                self._execute(
                    f"""INSERT OR IGNORE INTO temp.erased_blob
                    SELECT json_extract(c.{column}, '$.{key}') FROM temp.erased e
                    CROSS JOIN change c ON c.record_id = e.id AND c.kind = e.kind
                    WHERE json_extract(c.{column}, '$.{key}') IS NOT NULL"""  # noqa: S608
                )

    def _empty_references(self) -> None:
        for key in POINTING:
            self._execute(f"UPDATE customer SET {key} = NULL WHERE {key} IN {_CUSTOMERS}")  # noqa: S608

    def _empty_requests(self, names: Mapping[str, str], numbers: Mapping[int, str]) -> list[int]:
        """Requests stay as evidence, under the number alone: theirs, and those of their names that belong to nobody
        else. Returns their ids."""
        sql = f"""SELECT id, iif(customer_id IN {_CUSTOMERS}, customer_id, NULL), subject FROM privacy_request
            WHERE customer_id IN {_CUSTOMERS} OR (subject IN (SELECT value FROM json_each(?1))
                AND (customer_id IS NULL OR customer_id IN (SELECT value FROM json_each(?2)))) ORDER BY id"""  # noqa: S608
        rows = self._execute(sql, (json.dumps(list(names)), json.dumps(self._indexed()))).fetchall()
        for request, customer, subject in rows:
            number = names[subject] if customer is None else numbers.get(customer, "")
            sql = "UPDATE privacy_request SET notes = NULL, subject = ?, customer_id = iif(?, NULL, customer_id)"
            self._execute(f"{sql} WHERE id = ?", (number, customer is not None, request))
        return [int(row[0]) for row in rows]

    def _empty_greetings(self, made: Sequence[int]) -> Sequence[int]:
        """Contacts made by greeting somebody stay, without the words. Returns their ids."""
        self._execute(
            "UPDATE interaction SET content = NULL WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(made),)
        )
        return made

    def _delete_rows(self) -> None:
        for kind in ("not_same", *reversed(PARTS), *erasing_records.ALONE, "customer"):
            self._execute(f"DELETE FROM {kind} WHERE id IN (SELECT id FROM temp.erased WHERE kind = '{kind}')")  # noqa: S608

    def _delete_blobs(self) -> None:
        if not self._count("temp.erased_blob"):
            return
        pointed = " UNION ALL ".join(
            [
                "SELECT blob AS key FROM attachment",
                "SELECT photo FROM customer WHERE photo IS NOT NULL",
                "SELECT value FROM setting",
                *(
                    f"SELECT json_extract({column}, '$.{key}') FROM change WHERE kind = '{kind}'"  # noqa: S608
                    for kind, key in (("attachment", "blob"), ("customer", "photo"), ("setting", "value"))
                    for column in ("before", "after")
                ),
            ]
        )
        self._execute(
            f"""DELETE FROM blob WHERE sha256 IN (
                SELECT sha256 FROM temp.erased_blob
                EXCEPT SELECT key FROM ({pointed}) WHERE key IN (SELECT sha256 FROM temp.erased_blob))"""  # noqa: S608
        )

    def _replace(self, names: Mapping[str, str]) -> None:
        """Where the name of a file names one of the erased, the number stands from now on."""
        for name in sorted(filter(_tells, names), key=len, reverse=True):
            written = json.dumps(name, ensure_ascii=False)[1:-1]
            for table, column, text in (
                ("privacy_log", "target", name),
                ("import_batch", "file", name),
                ("import_batch", "sheets", written),
                ("action", "params", written),
            ):
                only = " AND verb LIKE 'import%'" if table == "action" else ""
                sql = f"UPDATE {table} SET {column} = replace({column}, ?1, ?2) WHERE instr({column}, ?1){only}"  # noqa: S608
                self._execute(sql, (text, names[name]))

    def _count(self, rest: str) -> int:
        return int(self._execute(f"SELECT count(*) FROM {rest}").fetchone()[0])  # noqa: S608


def _tells(name: str) -> bool:
    """Whether a name, found inside the name of a file, is likely to be meant."""
    return len(name) >= (_SHORTEST if any(map(is_han, name)) else _SHORTEST_LATIN)


def held_by(path: Path, key: Key | None, kind: str, ids: Sequence[int]) -> bool | None:
    """Whether a backup of the data file holds one of these records or its history; None where it cannot be looked into.

    A `key` is tried where the backup is encrypted.
    """
    salt = salt_of(path)
    fitting = Key(key.raw, salt) if key is not None and salt is not None else None
    if salt is not None and fitting is None:
        return None
    backup = connecting(f"{path.absolute().as_uri()}?mode=ro&immutable=1", fitting, uri=True)
    sql = f"""
        WITH wanted(id) AS (SELECT value FROM json_each(?)) SELECT EXISTS (SELECT 1 FROM {kind} JOIN wanted USING (id))
        OR EXISTS (SELECT 1 FROM wanted w CROSS JOIN change c ON c.record_id = w.id AND c.kind = '{kind}')
    """  # noqa: S608
    try:
        backup.connect()
        return bool(backup.execute_sql(sql, (json.dumps(list(ids)),)).fetchone()[0])
    except peewee.DatabaseError:
        return None
    finally:
        if not backup.is_closed():
            backup.close()


@contextmanager
def erasing(
    data: DataFile,
    customers: Sequence[int] = (),
    contact: int | None = None,
    records: Mapping[str, Sequence[int]] | None = None,
) -> Iterator[Erasing]:
    """What an erasure has to do, seen from one state of the data file; inside `DataFile.write` or not."""
    inside = nullcontext() if data.database.in_transaction() else data.database.atomic()
    with translated(data.path), inside:
        try:
            yield Erasing(data, customers, contact, records)
        finally:
            for name in _TABLES:
                data.database.execute_sql(f"DROP TABLE IF EXISTS temp.{name}")

"""The history without erased records: their own changes go, and where another record's change names one, that value."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence

from crmdesk.core import texts
from crmdesk.core.registry import PARTS, REGISTRY
from crmdesk.store.customers import numbers_of
from crmdesk.store.database import DataFile
from crmdesk.store.records import Flat, history_text
from crmdesk.store.relations import POINTING

TABLES = ("erased_mention",)

_NAMING = {
    "customer": (*POINTING, "merged_into"),
    **dict.fromkeys(PARTS, ("customer_id",)),
    "not_same": ("one", "other"),
    "privacy_request": ("customer_id",),
}
"""Values that name a customer, by kind of record."""
_WITH_CONTACT = tuple(kind for kind in PARTS if "contact" in REGISTRY[kind].by_key)
"""Kinds of record that name a contact, under `contact`."""

_SIDES = ("before", "after")
_CAN_BE_EMPTY = ("customer",)
_OF_REQUESTS = ("customer_id", "subject", "notes")
"""What the history forgets of a request."""
_CHANGE = "c.action_id, c.seq, c.kind, c.before, c.after"

_CUSTOMERS = "(SELECT id FROM temp.erased WHERE kind = 'customer')"
_CONTACTS = "(SELECT id FROM temp.erased WHERE kind = 'contact')"
_A_CUSTOMER, _A_CONTACT = f"EXISTS {_CUSTOMERS}", f"EXISTS {_CONTACTS}"


class History:
    """The history of what `temp.erased` names (see erasing.py). Call inside `DataFile.write`."""

    def __init__(self, data: DataFile) -> None:
        self._data = data
        self._execute = data.database.execute_sql

    def find(self) -> None:
        """Look for changes of other records that name an erased customer or contact, and add to the erased what only
        the history still holds of customers: parts whose making was undone. Reads every change: seconds at millions of
        them."""
        keys = sorted({key for several in _NAMING.values() for key in several})
        named = " OR ".join(f"json_extract({column}, '$.{key}') IN {_CUSTOMERS}" for column in _SIDES for key in keys)
        with_contact = " OR ".join(f"json_extract({column}, '$.contact') IN {_CONTACTS}" for column in _SIDES)
        kinds = ", ".join(f"'{kind}'" for kind in _WITH_CONTACT)
        self._execute(
            f"""CREATE TEMP TABLE erased_mention AS
            SELECT action_id, seq, kind, record_id, {_A_CUSTOMER} AND IFNULL({named}, 0) AS of_customer FROM change
            WHERE (before IS NOT NULL OR after IS NOT NULL)
                AND ({_A_CUSTOMER} AND ({named}) OR {_A_CONTACT} AND kind IN ({kinds}) AND ({with_contact}))"""  # noqa: S608
        )
        self._execute(
            """INSERT OR IGNORE INTO temp.erased SELECT kind, record_id FROM temp.erased_mention
            WHERE kind = 'greeting' AND NOT of_customer"""
        )
        for kind in (*PARTS, "not_same", "privacy_request"):
            self._execute(
                f"""INSERT OR IGNORE INTO temp.erased SELECT kind, record_id FROM temp.erased_mention
                WHERE kind = '{kind}' AND of_customer AND record_id NOT IN (SELECT id FROM {kind})"""  # noqa: S608
            )

    def numbers(self) -> dict[int, str]:
        """The numbers of the customers that go, or of the contact's customer."""
        sql = f"{_CUSTOMERS[1:-1]} UNION SELECT customer_id FROM contact WHERE id IN {_CONTACTS}"  # noqa: S608
        ids = {int(row[0]) for row in self._execute(sql).fetchall()}
        known = numbers_of(self._data, ids)
        known.update(named_in_history(self._data, ids - known.keys()))
        return {i: number for i, (number, _) in known.items()}

    def names(self) -> dict[str, str]:
        """The customer's number by every name that the erased ever had, in the tables or in the history; of several
        customers with one name rather one that was not merged into another."""
        found: list[tuple[str, int]] = []
        for kind, key in (("customer", "name"), ("customer", "short_name"), ("contact", "name")):
            now = "id" if kind == "customer" else "customer_id"
            then = "record_id" if kind == "customer" else "coalesce(json_extract({0}, '$.customer_id'), r.customer_id)"
            changed = " UNION ALL ".join(
                f"""SELECT json_extract(c.{side}, '$.{key}'), {then.format(f"c.{side}")}
                FROM temp.erased e CROSS JOIN change c ON c.record_id = e.id AND c.kind = e.kind
                LEFT JOIN {kind} r ON r.id = e.id WHERE e.kind = '{kind}'"""  # noqa: S608
                for side in ("before", "after")
            )
            rows = self._execute(
                f"{changed} UNION ALL SELECT {key}, {now} FROM {kind} "  # noqa: S608
                f"WHERE id IN (SELECT id FROM temp.erased WHERE kind = '{kind}')"
            ).fetchall()
            found += ((str(name), int(owner)) for name, owner in rows if name and owner)
        numbers = self.numbers()
        merged = {
            int(row[0]) for row in self._execute("SELECT id FROM customer WHERE merged_into IS NOT NULL").fetchall()
        }
        found.sort(key=lambda pair: pair[1] not in merged)
        return {name: numbers[owner] for name, owner in found if owner in numbers}

    def greeted(self) -> list[int]:
        """The contacts made by greetings that go, in the tables or in the history."""
        rows = self._execute(
            """SELECT g.interaction FROM temp.erased e JOIN greeting g ON e.kind = 'greeting' AND g.id = e.id
            UNION SELECT json_extract(coalesce(c.before, c.after), '$.interaction')
            FROM temp.erased e CROSS JOIN change c ON c.record_id = e.id AND c.kind = e.kind
            WHERE e.kind = 'greeting'"""
        ).fetchall()
        return [int(row[0]) for row in rows if row[0] is not None]

    def erase(self, requests: Sequence[int], greeted: Sequence[int]) -> None:
        """The changes of the erased go, and merges with them that do not hold; other mentions are emptied, what these
        requests said at any time, and the words of these contacts made."""
        self._execute(
            f"""DELETE FROM change WHERE action_id IN (
                SELECT a.id FROM action a JOIN change c ON c.action_id = a.id
                WHERE a.verb = 'merge' AND a.state != 'done' AND c.kind = 'customer' AND c.record_id IN {_CUSTOMERS})"""  # noqa: S608
        )
        self._execute(
            """DELETE FROM change WHERE (action_id, seq) IN (
                SELECT c.action_id, c.seq FROM temp.erased e
                CROSS JOIN change c ON c.record_id = e.id AND c.kind = e.kind)"""
        )
        gone, contacts = (
            {int(row[0]) for row in self._execute(ids[1:-1]).fetchall()} for ids in (_CUSTOMERS, _CONTACTS)
        )
        mentions = "temp.erased_mention m JOIN change c ON c.action_id = m.action_id AND c.seq = m.seq"
        for action, seq, kind, *sides in self._execute(f"SELECT {_CHANGE} FROM {mentions}").fetchall():  # noqa: S608
            flats = flats_of(sides)
            if kind in _WITH_CONTACT and any(flat and flat.get("contact") in contacts for flat in flats):
                flats = dropped(flats, ("contact",))
            self.put(action, seq, *_emptied(kind, flats, gone))
        for kind, ids, keys in (("privacy_request", requests, _OF_REQUESTS), ("interaction", greeted, ("content",))):
            self._forget(kind, ids, keys)

    def _forget(self, kind: str, ids: Sequence[int], keys: Sequence[str]) -> None:
        """What these values were at any time."""
        asked = "json_each(?) r JOIN change c ON c.record_id = r.value AND c.kind = ?"
        rows = self._execute(f"SELECT {_CHANGE} FROM {asked}", (json.dumps(list(ids)), kind)).fetchall()  # noqa: S608
        for action, seq, _kind, *sides in rows:
            self.put(action, seq, *dropped(flats_of(sides), keys))

    def put(self, action: int, seq: int, before: Flat | None, after: Flat | None) -> None:
        """An edit of which nothing is left goes."""
        if before is not None and before == after:
            self._execute("DELETE FROM change WHERE action_id = ? AND seq = ?", (action, seq))
        else:
            sides = (None if flat is None else history_text(flat) for flat in (before, after))
            self._execute(
                "UPDATE change SET before = ?, after = ? WHERE action_id = ? AND seq = ?", (*sides, action, seq)
            )


def in_history(data: DataFile, number: str) -> int | None:
    """A customer that is in the history alone, since its making was undone or its import taken back."""
    sql = """
        SELECT record_id FROM change WHERE kind = 'customer' AND (before IS NULL) != (after IS NULL)
            AND coalesce(json_extract(before, '$.number'), json_extract(after, '$.number')) = ?
            AND NOT EXISTS (SELECT 1 FROM customer c WHERE c.id = record_id)
        ORDER BY action_id DESC LIMIT 1
    """
    row = data.database.execute_sql(sql, (texts.clean(number),)).fetchone()
    return int(row[0]) if row else None


def named_in_history(data: DataFile, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Number and name of customers that are in the history alone."""
    sql = """
        SELECT record_id, coalesce(after, before) FROM change
        WHERE kind = 'customer' AND (before IS NULL) != (after IS NULL)
            AND record_id IN (SELECT value FROM json_each(?)) ORDER BY action_id, seq
    """
    rows = data.database.execute_sql(sql, (json.dumps(list(ids)),)).fetchall()
    flats = {int(record_id): json.loads(text) for record_id, text in rows}
    return {i: (str(flat["number"]), str(flat["name"])) for i, flat in flats.items()}


def flats_of(sides: Sequence[str | None]) -> tuple[Flat | None, ...]:
    return tuple(None if text is None else json.loads(text) for text in sides)


def _emptied(kind: str, sides: Sequence[Flat | None], gone: set[int]) -> tuple[Flat | None, ...]:
    """Both sides of a change without what names one of the erased. In an edit the value is empty there; where it may
    not be, the edit leaves it as it is now."""
    named = {key for key in _NAMING[kind] for flat in sides if flat and flat.get(key) in gone}
    if kind not in _CAN_BE_EMPTY or None in sides:
        return dropped(sides, named | (set(_OF_REQUESTS) if named and kind == "privacy_request" else set()))
    before, after = (
        {key: None if key in named and v in gone else v for key, v in (flat or {}).items()} for flat in sides
    )
    return dropped((before, after), {key for key in named if before.get(key) == after.get(key)})


def dropped(sides: Sequence[Flat | None], keys: Collection[str]) -> tuple[Flat | None, ...]:
    return tuple(
        None if flat is None else {key: value for key, value in flat.items() if key not in keys} for flat in sides
    )

"""What of the history is listed, and what one action did."""

from __future__ import annotations

import datetime as dt
import json
from array import array
from collections.abc import Iterable, Sequence

from crmdesk.store.database import DataFile
from crmdesk.store.history import ACTION, OF_PARTS, OWNER, Action, RecordChange, action_of, change_of
from crmdesk.store.records import chunks, marks


def find(
    data: DataFile,
    *,
    who: str = "",
    verbs: Sequence[str] | None = None,
    since: str = "",
    until: str = "",
    customer_id: int | None = None,
) -> array[int]:
    """The ids of actions, newest first: by a person, of these verbs, from an instant (UTC) on and before another one,
    about a customer and what belongs to it. A million take a second."""
    conditions = ["(?2 = '' OR a.who = ?2)", "(?3 = '' OR a.at >= ?3)", "(?4 = '' OR a.at < ?4)"]
    some = "a.verb IN (SELECT value FROM json_each(?5))"
    conditions.append("?5 IS NOT NULL" if verbs is None else some)
    if customer_id is not None:
        touching = f"SELECT c.action_id FROM change c WHERE (c.kind = 'customer' AND c.record_id = ?1){OF_PARTS}"  # noqa: S608
        conditions.append(f"a.id IN ({touching})")
    sql = f"SELECT a.id FROM action a WHERE {' AND '.join(conditions)} ORDER BY a.id DESC"  # noqa: S608
    params = (customer_id, who, since, until, json.dumps(list(verbs or ())))
    return array("q", (row[0] for row in data.database.execute_sql(sql, params)))


def actions(data: DataFile, ids: Iterable[int]) -> list[Action]:
    """These actions, newest first."""
    found: list[Action] = []
    for chunk in chunks(ids):
        sql = f"SELECT {ACTION} FROM action a WHERE a.id IN ({marks(chunk)})"  # noqa: S608
        found += [action_of(row) for row in data.database.execute_sql(sql, chunk).fetchall()]
    return sorted(found, key=lambda action: -action.id)


def people(data: DataFile) -> list[str]:
    """Everybody who ever did something, by name."""
    rows = data.database.execute_sql("SELECT DISTINCT who FROM action WHERE who != '' ORDER BY who")
    return [str(row[0]) for row in rows.fetchall()]


def newest(data: DataFile) -> str:
    """The latest instant (UTC) at which anything was done; '' for nothing."""
    return str(data.database.execute_sql("SELECT ifnull(max(at), '') FROM action").fetchone()[0])


def of_action(data: DataFile, action_id: int, most: int) -> list[tuple[int, RecordChange]]:
    """The first changes of an action, each with its place in it."""
    sql = (
        f"SELECT c.seq, {ACTION}, c.kind, c.record_id, c.before, c.after FROM change c "  # noqa: S608
        "JOIN action a ON a.id = c.action_id WHERE c.action_id = ? ORDER BY c.seq LIMIT ?"
    )
    rows = data.database.execute_sql(sql, (action_id, most)).fetchall()
    return [(int(row[0]), change_of(row[1:])) for row in rows]


def change_at(data: DataFile, action_id: int, seq: int) -> RecordChange | None:
    """One change of an action."""
    sql = (
        f"SELECT {ACTION}, c.kind, c.record_id, c.before, c.after FROM change c "  # noqa: S608
        "JOIN action a ON a.id = c.action_id WHERE c.action_id = ? AND c.seq = ?"
    )
    row = data.database.execute_sql(sql, (action_id, seq)).fetchone()
    return change_of(row) if row else None


def count_of(data: DataFile, action_id: int) -> int:
    """How many changes an action made."""
    return int(data.database.execute_sql("SELECT count(*) FROM change WHERE action_id = ?", (action_id,)).fetchone()[0])


def owners(data: DataFile, action_id: int, most: int) -> dict[int, int]:
    """Whose the records are that the first changes of an action touched: place to customer."""
    sql = f"SELECT h.seq, {OWNER} FROM change h WHERE h.action_id = ? ORDER BY h.seq LIMIT ?"  # noqa: S608
    rows = data.database.execute_sql(sql, (action_id, most)).fetchall()
    return {int(seq): int(owner) for seq, owner in rows if owner is not None}


def note(data: DataFile, at: dt.datetime, who: str, verb: str, params: str) -> None:
    """An entry that changes nothing and cannot be taken back. Call inside `DataFile.write`."""
    stored = at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    cursor = data.database.execute_sql(
        "INSERT INTO action (at, who, verb, params, state) VALUES (?, ?, ?, ?, 'done')", (stored, who, verb, params)
    )
    data.deeds.note(cursor.lastrowid, "done")

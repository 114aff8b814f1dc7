"""The log of what went out or was erased, requests of persons, and files nobody touched for years."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

from crmdesk.core.privacy import LogEntry, Request
from crmdesk.store.database import DataFile
from crmdesk.store.history import OWNER
from crmdesk.store.records import history_text

_ENTRY = "id, at, who, what, customers, masked, target, params"
UNTOUCHED = f"""
    WITH touched(id) AS MATERIALIZED (
        SELECT {OWNER}
        FROM action a CROSS JOIN change h ON h.action_id = a.id WHERE a.at >= ?2
        UNION SELECT customer_id FROM opening WHERE at >= ?2
    )
    SELECT c.id FROM customer c
    WHERE c.deleted_at IS NULL AND c.created_on < ?1 AND coalesce(c.verified_on, '') < ?1
        AND c.id NOT IN (SELECT t.id FROM touched t WHERE t.id IS NOT NULL)
    ORDER BY c.created_on, c.id
"""  # noqa: S608
"""Living customers made before a day (?1) of which nothing was changed or looked at since an instant (?2).

The late actions come first (CROSS JOIN), so that only their changes are read."""
_UNDATED = UNTOUCHED.replace("c.created_on < ?1", "c.created_on IS NULL")


def add(
    data: DataFile,
    at: str,
    who: str,
    what: str,
    customers: int,
    *,
    masked: bool,
    target: str,
    params: dict[str, Any],
) -> int:
    """Write an entry into the log and return its id. Call inside `DataFile.write`."""
    cursor = data.database.execute_sql(
        "INSERT INTO privacy_log (at, who, what, customers, masked, target, params) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (at, who, what, customers, int(masked), target, history_text(params)),
    )
    return int(cursor.lastrowid)


def take_out(data: DataFile, entry: int) -> None:
    """Remove an entry of the log: what it says did not happen. Call inside `DataFile.write`."""
    data.database.execute_sql("DELETE FROM privacy_log WHERE id = ?", (entry,))


def entries(data: DataFile, what: Sequence[str] = (), limit: int = -1, before: int | None = None) -> list[LogEntry]:
    """The log, newest first: of these kinds (none: of all), at most so many, older than the entry `before`."""
    sql = (
        f"SELECT {_ENTRY} FROM privacy_log WHERE (?1 IS NULL OR id < ?1) "  # noqa: S608
        "AND (?2 = '[]' OR what IN (SELECT value FROM json_each(?2))) ORDER BY id DESC LIMIT ?3"
    )
    rows = data.database.execute_sql(sql, (before, json.dumps(list(what)), limit)).fetchall()
    return [_entry(*row) for row in rows]


def _entry(id_: int, at: str, who: str, what: str, customers: int, masked: int, target: str, params: str) -> LogEntry:
    return LogEntry(id_, at, who, what, customers, bool(masked), target, json.loads(params))


def requests(data: DataFile, *, pending: bool = False, customer_id: int | None = None) -> list[Request]:
    """Requests, those not answered first by the day they are due, then the latest answered."""
    sql = (
        "SELECT r.id, r.customer_id, coalesce(c.number, ''), coalesce(r.subject, ''), r.kind, r.received_on, r.due_on, "
        "r.answered_on, coalesce(r.outcome, ''), coalesce(r.notes, '') "
        "FROM privacy_request r LEFT JOIN customer c ON c.id = r.customer_id "
        "WHERE r.deleted_at IS NULL AND (?1 IS NULL OR r.customer_id = ?1) AND (NOT ?2 OR r.answered_on IS NULL) "
        "ORDER BY r.answered_on IS NOT NULL, r.answered_on DESC, r.due_on IS NULL, r.due_on, r.id"
    )
    rows = data.database.execute_sql(sql, (customer_id, int(pending))).fetchall()
    return [Request(*row[:5], *map(_day, row[5:8]), *row[8:]) for row in rows]


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def untouched(data: DataFile, before: dt.date, since: str) -> list[int]:
    """Living customers made before a day of which nothing was changed since an instant (UTC), the oldest first.

    It takes seconds at a million customers of whom most were changed since.
    """
    found: list[int] = []
    for sql in (_UNDATED, UNTOUCHED):
        found += (int(row[0]) for row in data.database.execute_sql(sql, (before.isoformat(), since)).fetchall())
    return found


def long_deleted(data: DataFile, since: str) -> list[int]:
    """Customers that went into the trash before an instant (UTC), the oldest first; not those that were merged into
    another file, where their content is."""
    sql = """
        SELECT id FROM customer WHERE deleted_at IS NOT NULL AND deleted_at < ? AND merged_into IS NULL
        ORDER BY deleted_at, id
    """
    return [int(row[0]) for row in data.database.execute_sql(sql, (since,)).fetchall()]

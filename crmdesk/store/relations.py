"""Who names a customer in a field: those referred by it, its subsidiaries; and the line of its parents."""

from __future__ import annotations

from crmdesk.store.database import DataFile

POINTING = ("referrer", "parent_company")
"""Fields that name another customer, each with an index."""
MOST_PARENTS = 100
"""Further up than this nobody looks."""


def naming(data: DataFile, field: str, customer_id: int, limit: int) -> list[tuple[int, str, str]]:
    """Id, number and name of the first living customers that name this one in a field of `POINTING`, oldest first."""
    if field not in POINTING:
        raise ValueError(field)
    sql = f"""
        SELECT id, number, name FROM customer WHERE {field} = ? AND deleted_at IS NULL ORDER BY id LIMIT ?
    """  # noqa: S608
    return [(row[0], row[1], row[2]) for row in data.database.execute_sql(sql, (customer_id, limit)).fetchall()]


def count_naming(data: DataFile, field: str, customer_id: int, most: int) -> int:
    """How many living customers name this one in a field of `POINTING`, counted up to `most`."""
    if field not in POINTING:
        raise ValueError(field)
    sql = f"""
        SELECT count(*) FROM (SELECT 1 FROM customer WHERE {field} = ? AND deleted_at IS NULL LIMIT ?)
    """  # noqa: S608
    return int(data.database.execute_sql(sql, (customer_id, most)).fetchone()[0])


def parents(data: DataFile) -> dict[int, int]:
    """The parent company of every customer that has one."""
    rows = data.database.execute_sql("SELECT id, parent_company FROM customer WHERE parent_company IS NOT NULL")
    return {int(child): int(parent) for child, parent in rows.fetchall()}


def ancestors(data: DataFile, customer_id: int) -> list[int]:
    """The parent company, its parent and so on, at most `MOST_PARENTS`; ends where the line comes round."""
    found: list[int] = []
    sql = "SELECT parent_company FROM customer WHERE id = ?"
    here = customer_id
    while len(found) < MOST_PARENTS:
        row = data.database.execute_sql(sql, (here,)).fetchone()
        if row is None or row[0] is None or row[0] in found or row[0] == customer_id:
            break
        here = int(row[0])
        found.append(here)
    return found

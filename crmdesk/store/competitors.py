"""Queries over the register of competitors: who is in it, who buys from them."""

from __future__ import annotations

from typing import Any

from crmdesk.store.database import DataFile


def register(data: DataFile) -> list[tuple[Any, ...]]:
    """Id, name, strengths, weaknesses, notes of the living ones, and how many living customers buy from them."""
    sql = """
        SELECT c.id, c.name, ifnull(c.strengths, ''), ifnull(c.weaknesses, ''), ifnull(c.notes, ''),
            (SELECT count(DISTINCT e.customer_id) FROM elsewhere e JOIN customer o ON o.id = e.customer_id
             WHERE e.competitor = c.id AND e.deleted_at IS NULL AND o.deleted_at IS NULL)
        FROM competitor c WHERE c.deleted_at IS NULL
    """
    return list(data.database.execute_sql(sql).fetchall())


def names(data: DataFile, *, deleted: bool = False) -> dict[int, str]:
    """Every competitor by id; with `deleted` also those taken out of the register."""
    alive = "" if deleted else "WHERE deleted_at IS NULL"
    return dict(data.database.execute_sql(f"SELECT id, name FROM competitor {alive} ORDER BY id").fetchall())  # noqa: S608


JUDGED = ("loss", "delivered_value")
"""Kinds of record that name the competitor a customer went to, or beside whom we were scored."""


def judged(data: DataFile, kind: str, competitor_id: int) -> list[int]:
    """The records of one of `JUDGED` that name a competitor, deleted ones too."""
    if kind not in JUDGED:
        raise ValueError(kind)
    rows = data.database.execute_sql(f"SELECT id FROM {kind} WHERE competitor = ?", (competitor_id,)).fetchall()  # noqa: S608
    return [int(row[0]) for row in rows]


def bought_from(data: DataFile, competitor_id: int) -> list[int]:
    """The records of what is bought from a competitor, deleted ones too."""
    rows = data.database.execute_sql("SELECT id FROM elsewhere WHERE competitor = ?", (competitor_id,)).fetchall()
    return [int(row[0]) for row in rows]

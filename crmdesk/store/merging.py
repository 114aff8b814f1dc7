"""What a merge asks the data file: who names a customer, the trash included, and where a merged file went."""

from __future__ import annotations

from crmdesk.store.database import DataFile
from crmdesk.store.relations import MOST_PARENTS, POINTING


def pointing(data: DataFile, field: str, customer_id: int) -> list[int]:
    """Every customer that names this one in a field of `relations.POINTING`, those in the trash too."""
    if field not in POINTING:
        raise ValueError(field)
    sql = f"SELECT id FROM customer WHERE {field} = ? ORDER BY id"  # noqa: S608
    return [int(row[0]) for row in data.database.execute_sql(sql, (customer_id,)).fetchall()]


def merged_into(data: DataFile, customer_id: int) -> str | None:
    """The number of the file that this one's content is in now, after one merge or several; None: not merged."""
    seen = {customer_id}
    number: str | None = None
    sql = """
        SELECT o.id, o.number FROM customer c JOIN customer o ON o.id = c.merged_into
        WHERE c.id = ? AND c.deleted_at IS NOT NULL
    """
    here = customer_id
    while len(seen) < MOST_PARENTS:
        row = data.database.execute_sql(sql, (here,)).fetchone()
        if row is None or row[0] in seen:
            break
        here, number = int(row[0]), str(row[1])
        seen.add(here)
    return number

"""What records are called that others name by their id."""

from __future__ import annotations

from collections.abc import Iterable

from crmdesk.store.database import DataFile
from crmdesk.store.records import chunks, marks

_CALLED = {
    "contact": "name",
    "competitor": "name",
    "campaign": "name",
    "product": "trim(ifnull(code, '') || ' ' || name)",
    "sales_order": "number",
    "goods_return": "number",
    "complaint": "number",
}


def names(data: DataFile, kind: str, ids: Iterable[int]) -> dict[int, str]:
    """By id; deleted ones too."""
    found: dict[int, str] = {}
    for chunk in chunks(ids):
        sql = f"SELECT id, ifnull({_CALLED[kind]}, '') FROM {kind} WHERE id IN ({marks(chunk)})"  # noqa: S608
        found.update((int(row[0]), str(row[1])) for row in data.database.execute_sql(sql, chunk).fetchall())
    return found

"""What an export asks the data file before it begins: which fields are filled at all."""

from __future__ import annotations

from collections.abc import Sequence

from crmdesk.core.registry import REGISTRY
from crmdesk.store.database import DataFile
from crmdesk.store.records import chunks, marks


def filled(data: DataFile, kind: str, customer_ids: Sequence[int]) -> set[str]:
    """The keys of the fields that any of these customers (or their living contacts or addresses) fills.

    `kind`: 'customer', 'contact' or 'address'. Groups and the user's own fields are among a customer's.
    """
    names = [field.key for field in REGISTRY[kind].stored()]
    owner = "id" if kind == "customer" else "customer_id"
    alive = "" if kind == "customer" else "AND deleted_at IS NULL"
    counts = ", ".join(f"count({name})" for name in names)
    found: set[str] = set()
    for chunk in chunks(customer_ids):
        where = f"WHERE {owner} IN ({marks(chunk)})"
        sql = f"SELECT {counts} FROM {kind} {where} {alive}"  # noqa: S608
        row = data.database.execute_sql(sql, chunk).fetchone()
        found.update(name for name, count in zip(names, row, strict=True) if count)
        if kind == "customer":
            sql = f"SELECT DISTINCT o.key FROM customer, json_each(customer.own) o {where} AND own IS NOT NULL"  # noqa: S608
            found.update(row[0] for row in data.database.execute_sql(sql.replace("id IN", "customer.id IN"), chunk))
            sql = f"SELECT 1 FROM membership WHERE customer_id IN ({marks(chunk)}) LIMIT 1"  # noqa: S608
            if data.database.execute_sql(sql, chunk).fetchone():
                found.add("groups")
    return found

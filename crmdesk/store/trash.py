"""What lies in the trash, of all kinds: listed, told, and what of it is to be erased."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping

from crmdesk.core.registry import PARTS
from crmdesk.core.trash import KINDS, TOLD
from crmdesk.store.database import DataFile
from crmdesk.store.records import chunks, marks

_OF_ORDER = ("payment", "invoice", "goods_return")
"""What lies in the trash with its order and comes back with it."""
_IN_USE = {
    "product": " AND NOT EXISTS (SELECT 1 FROM order_line l WHERE l.product = x.id)"
    " AND NOT EXISTS (SELECT 1 FROM return_line l WHERE l.product = x.id)"
    " AND NOT EXISTS (SELECT 1 FROM complaint l WHERE l.product = x.id)",
    "customer": " AND x.merged_into IS NULL",
}
"""What cannot be erased by itself: products that orders or complaints name, files whose content is in another one."""


def find(data: DataFile, kind: str = "", query: str = "") -> array[int]:
    """The keys (`core.trash.key_of`) of what is in the trash and holds these words, what was deleted last first. Reads
    every record of the kinds: a second at a million customers."""
    kinds = (kind,) if kind else KINDS
    union = " UNION ALL ".join(_select(each, searched=bool(query)) for each in kinds)
    sql = f"SELECT key FROM ({union}) ORDER BY at DESC, key DESC"  # noqa: S608
    params = [query.casefold()] * len(kinds) if query else []
    return array("q", (row[0] for row in data.database.execute_sql(sql, params)))


def deleted_before(data: DataFile, instant: str) -> array[int]:
    """The keys of what was deleted before an instant (UTC) and can be erased."""
    union = " UNION ALL ".join(
        f"{_select(each, searched=False)} AND x.deleted_at < ?1{_IN_USE.get(each, '')}" for each in KINDS
    )
    rows = data.database.execute_sql(f"SELECT key FROM ({union}) ORDER BY at, key", (instant,))  # noqa: S608
    return array("q", (row[0] for row in rows))


def erasable(data: DataFile, kind: str, ids: Iterable[int]) -> list[int]:
    """Those of these deleted records that can be erased."""
    found: list[int] = []
    for chunk in chunks(ids):
        sql = f"SELECT x.id FROM {kind} x WHERE x.deleted_at IS NOT NULL AND x.id IN ({marks(chunk)})"  # noqa: S608
        found += [int(row[0]) for row in data.database.execute_sql(f"{sql}{_IN_USE.get(kind, '')}", chunk).fetchall()]
    return found


def _select(kind: str, *, searched: bool) -> str:
    """Key and instant of the deleted ones of a kind that do not lie in something deleted."""
    joined, alive = "", ""
    if kind in PARTS:
        joined += " JOIN customer c ON c.id = x.customer_id"
        alive += " AND c.deleted_at IS NULL"
    if kind in _OF_ORDER:
        joined += " LEFT JOIN sales_order o ON o.id = x.sales_order"
        alive += " AND o.deleted_at IS NULL"
    if searched:
        parts = [*(f"ifnull(x.{key}, '')" for key in TOLD[kind]), *(["c.number", "c.name"] if kind in PARTS else [])]
        alive += f" AND instr(lower({' || char(10) || '.join(parts)}), ?)"
    key = f"x.id * {len(KINDS)} + {KINDS.index(kind)}"
    return f"SELECT {key} AS key, x.deleted_at AS at FROM {kind} x{joined} WHERE x.deleted_at IS NOT NULL{alive}"  # noqa: S608


def who_deleted(data: DataFile, kind: str, ids: Iterable[int]) -> Mapping[int, str]:
    """Who put each of these records into the trash, as far as the history tells."""
    found: dict[int, str] = {}
    for chunk in chunks(ids):
        sql = f"""
            SELECT c.record_id, a.who FROM change c JOIN action a ON a.id = c.action_id
            WHERE c.record_id IN ({marks(chunk)}) AND c.kind = ? AND a.state = 'done' AND c.before IS NOT NULL
                AND json_extract(c.after, '$.deleted_at') IS NOT NULL ORDER BY c.action_id
        """  # noqa: S608
        found.update((int(row[0]), str(row[1])) for row in data.database.execute_sql(sql, (*chunk, kind)).fetchall())
    return found

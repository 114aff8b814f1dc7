"""Queries about what the files of key customers lack for greeting them (METHOD.md section 11)."""

from __future__ import annotations

from crmdesk.core.greetings import Missing, MissingPage
from crmdesk.core.tiers import KEY_TIERS
from crmdesk.store.database import DataFile

_LIVING = "c.tier = ? AND c.deleted_at IS NULL"
_PERSON = f"""
    SELECT c.id AS customer_id, NULL AS contact_id, c.number, c.name, c.name AS person, c.birthday IS NULL AS birthday,
        c.home_address IS NULL AND c.address IS NULL AS address, 0 AS nobody
    FROM customer c WHERE {_LIVING} AND c.kind = 'individual'
        AND (c.birthday IS NULL OR c.home_address IS NULL AND c.address IS NULL)
"""  # noqa: S608
_DECIDES = "p.customer_id = c.id AND p.role = 'decides' AND p.deleted_at IS NULL"
_DECIDING = f"""
    SELECT c.id, p.id, c.number, c.name, p.name, p.birthday IS NULL, p.address IS NULL, 0
    FROM customer c CROSS JOIN contact p ON {_DECIDES}
    WHERE {_LIVING} AND c.kind IS NOT 'individual' AND (p.birthday IS NULL OR p.address IS NULL)
"""  # noqa: S608
_NOBODY = f"""
    SELECT c.id, NULL, c.number, c.name, c.name, 0, 0, 1 FROM customer c
    WHERE {_LIVING} AND c.kind IS NOT 'individual' AND NOT EXISTS (SELECT 1 FROM contact p WHERE {_DECIDES})
"""  # noqa: S608
_GAPS = " UNION ALL ".join((_PERSON, _DECIDING, _NOBODY))
_PARTS = 3


def missing(data: DataFile, first: int, most: int | None) -> MissingPage:
    """A page of the gaps, gold first, by file; the total counts every gap."""
    rows: list[Missing] = []
    total, skip = 0, first
    for tier in KEY_TIERS:
        tiers = (tier,) * _PARTS
        (count,) = data.database.execute_sql(f"SELECT count(*) FROM ({_GAPS})", tiers).fetchone()  # noqa: S608
        want = -1 if most is None else most - len(rows)
        if want and skip < count:
            sql = f"SELECT * FROM ({_GAPS}) ORDER BY customer_id, contact_id LIMIT ? OFFSET ?"  # noqa: S608
            rows += [_gap(tier, row) for row in data.database.execute_sql(sql, (*tiers, want, skip)).fetchall()]
        total += count
        skip = max(0, skip - count)
    return MissingPage(tuple(rows), total)


def _gap(tier: str, row: tuple[int, int | None, str, str, str, int, int, int]) -> Missing:
    *who, birthday, address, nobody = row
    customer_id, contact_id, number, name, person = who
    lacks = (("birthday", birthday), ("address", address), ("decides", nobody))
    what = tuple(key for key, is_missing in lacks if is_missing)
    return Missing(customer_id, contact_id, number, name, person, tier, what)  # type: ignore[arg-type]

"""Whose birthday or anniversary falls on some days, from indexes; the most valuable first (METHOD.md section 11)."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from crmdesk.core.tiers import TIERS
from crmdesk.store.database import DataFile
from crmdesk.store.records import marks


def agreed(table: str) -> str:
    """Whoever has withdrawn their consent is not greeted: the later day counts, as in `core.privacy.consent_of`."""
    return (
        f"({table}.consent_withdrawn_on IS NULL OR {table}.consent_on IS NOT NULL "
        f"AND {table}.consent_on > {table}.consent_withdrawn_on)"
    )


LIVING = f"c.deleted_at IS NULL AND {agreed('c')}"
_GONE = f"""
    SELECT c.id FROM customer c WHERE c.deleted_at IS NOT NULL
    UNION ALL SELECT c.id FROM customer c WHERE c.deleted_at IS NULL AND c.consent_withdrawn_on > ''
        AND NOT {agreed("c")}
"""  # noqa: S608

Kept = tuple[str, str, str, str]
"""A day, how what is stored ends of which it is kept then, and from what on and below what it has to be; see
`core.greetings.birthdays_kept`."""


class Found(NamedTuple):
    """One birthday or anniversary on a day; `stored`: the birthday or the day as it is stored. Then what they are
    sorted by: sales of this year in ten-thousandths of a yuan."""

    day: str
    customer_id: int
    contact_id: int | None
    stored: str
    tier: str | None
    sales: int
    number: str


class _Source(NamedTuple):
    """Where something is stored that a greeting is for, and of whom it counts; by index alone without `joined`."""

    table: str
    customer: str
    contact: str
    stored: str
    ending: str
    condition: str
    joined: str = ""

    def select(self, what: str, tiers: Collection[str | None] | None, *, joined: bool, more: str = "") -> str:
        """A query over those of whom it is kept on the days of `kept`, its first parameter; `c` is the customer where
        that is `joined`. Tiers are parameters after it."""
        among = "" if tiers is None else f"AND (c.tier IN ({marks([t for t in tiers if t])})"
        if tiers is not None:
            among += " OR c.tier IS NULL)" if None in tiers else ")"
        return f"""
            WITH kept(day, ending, low, high) AS (
                SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?)
            )
            SELECT {what} FROM kept k CROSS JOIN {self.table} {self.joined if joined or among else ""}
            WHERE {self.ending} = k.ending AND {self.stored} >= k.low AND {self.stored} < k.high
                AND {self.stored} IS NOT NULL AND {self.condition} {among} {more}
        """  # noqa: S608


def _anniversary(column: str, condition: str = "") -> _Source:
    day = f"c.{column}"
    return _Source("customer c", "c.id", "NULL", day, f"substr({day}, 6)", condition + LIVING)


_SOURCES: Mapping[str, Sequence[_Source]] = {
    "birthday": (
        _Source(
            "customer c", "c.id", "NULL", "c.birthday", "substr(c.birthday, -6)",
            f"c.kind IS NOT 'enterprise' AND {LIVING}",
        ),
        _Source(
            "contact p", "p.customer_id", "p.id", "p.birthday", "substr(p.birthday, -6)",
            f"p.deleted_at IS NULL AND {agreed('p')} AND p.customer_id NOT IN ({_GONE})",
            "JOIN customer c ON c.id = p.customer_id",
        ),
    ),
    "founding": (_anniversary("founded_on", "c.kind IS NOT 'individual' AND "),),
    "first-order": (_anniversary("first_order_on"),),
}  # fmt: skip
_RANK = f"CASE c.tier {' '.join(f'WHEN {tier!r} THEN {place}' for place, tier in enumerate(TIERS))} ELSE 9 END"


def counts(
    data: DataFile, occasion: str, kept: Sequence[Kept], tiers: Collection[str | None] | None = None
) -> dict[str, int]:
    """How many have a birthday or an anniversary on each day, of these tiers (None among them: without one); days
    without any are left out."""
    found: dict[str, int] = {}
    for source in _SOURCES[occasion]:
        sql = source.select("k.day, count(*)", tiers, joined=False) + "GROUP BY k.day"
        for day, count in data.database.execute_sql(sql, _params(kept, tiers)).fetchall():
            found[day] = found.get(day, 0) + count
    return found


def among(
    data: DataFile, occasion: str, kept: Sequence[Kept], ids: Iterable[int], tiers: Collection[str | None] | None = None
) -> list[tuple[str, int, int | None]]:
    """Those of `counts` who are one of these customers, or a contact of one: the day, the customer and the contact."""
    found: list[tuple[str, int, int | None]] = []
    for source in _SOURCES[occasion]:
        more = f"AND {source.customer} IN (SELECT value FROM json_each(?))"  # noqa: S608
        sql = source.select(f"k.day, {source.customer}, {source.contact}", tiers, joined=False, more=more)
        params = (*_params(kept, tiers), json.dumps(list(ids)))
        found += data.database.execute_sql(sql, params).fetchall()
    return found


def first(
    data: DataFile, occasion: str, kept: Sequence[Kept], tiers: Collection[str | None] | None, most: int
) -> list[Found]:
    """The most valuable of `counts`, of each place where it is stored so many (-1: all)."""
    found: list[Found] = []
    for source in _SOURCES[occasion]:
        what = f"""
            k.day, {source.customer}, {source.contact} contact, {source.stored}, c.tier, ifnull(c.sales_year, 0) sales,
            c.number
        """
        sql = source.select(what, tiers, joined=True) + f"ORDER BY {_RANK}, sales DESC, c.number, contact LIMIT ?"
        rows = data.database.execute_sql(sql, (*_params(kept, tiers), most)).fetchall()
        found += [Found._make(row) for row in rows]
    return found


def _params(kept: Sequence[Kept], tiers: Collection[str | None] | None) -> list[Any]:
    return [json.dumps(kept), *(tier for tier in tiers or () if tier)]

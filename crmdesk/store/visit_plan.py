"""Whom the visit plan asks to visit or call, and who is neglected: sets of customers, the most valuable first.

All of it comes out of one index (customer_by_visits). Its order within a grade and tier is that of the lists, so that
the first rows of a list are found without sorting.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from crmdesk.core.money import from_units
from crmdesk.core.tiers import CLASSES, TIERS
from crmdesk.core.visit_lists import Place
from crmdesk.core.visit_plan import Line
from crmdesk.store.database import DataFile
from crmdesk.store.records import chunks, marks

_MARKS: Mapping[tuple[str, str | None], str] = {
    ("visit", None): "last_visit_on",
    ("call", None): "last_call_on",
    ("visit", "salesperson"): "visit_salesperson",
    ("call", "salesperson"): "call_salesperson",
    ("visit", "sales-manager"): "visit_manager",
    ("visit", "marketing-director"): "visit_director",
    ("visit", "general-manager"): "visit_general",
}
"""The column with the last contact of a kind, by anybody or in a role."""
_LASTS = (*_MARKS.values(), "last_contact_on")
_NOW = "customer c INDEXED BY customer_by_visits"
_LIVING = "c.deleted_at IS NULL"
_MADE = ", ".join(
    "max(CASE WHEN at < '{next}'"
    + (f" AND kind = '{kind}'" if kind else "")
    + (f" AND coalesce(role, 'salesperson') = '{role}'" if role else "")
    + f" THEN substr(at, 1, 10) END) AS {column}"
    for (kind, role), column in {**_MARKS, ("", None): "last_contact_on"}.items()
)
_THEN = f"""
    WITH lasts AS MATERIALIZED (
        SELECT customer_id, {_MADE} FROM interaction WHERE deleted_at IS NULL AND customer_id IN (
            SELECT customer_id FROM interaction
            WHERE deleted_at IS NULL AND at >= '{{first}}' AND at < '{{end}}'{{among}}
        ) GROUP BY customer_id
    ), of_day AS MATERIALIZED (
        SELECT c.id, NULL AS deleted_at, c.grade, c.tier, c.sales_year, c.number, c.owner, c.created_on,
            iif(c.first_order_on < '{{next}}', c.first_order_on, NULL) AS first_order_on,
            {", ".join(f"iif(l.customer_id IS NULL, c.{column}, l.{column}) AS {column}" for column in _LASTS)}
        FROM {_NOW} LEFT JOIN lasts l ON l.customer_id = c.id WHERE {_LIVING}
    )
"""  # noqa: S608
_CONTACTED = "coalesce(c.last_contact_on, c.first_order_on, c.created_on)"
_RANK = f"CASE c.tier {' '.join(f'WHEN {tier!r} THEN {place}' for place, tier in enumerate(TIERS))} ELSE 9 END"
_TIER = " AND c.tier /**/"
"""Where a statement of one tier names it."""
_DAY = dt.timedelta(days=1)
_EVER = "9999-12-31"


class Cut(Struct, frozen=True):
    """When a line is due for a grade: counted from `due` or before; overdue: from before `overdue`. `owned`: only
    customers of these of ours ('': of nobody), None: of everybody."""

    line: Line
    due: dt.date
    overdue: dt.date
    owned: tuple[str, ...] | None = None

    def since(self) -> str:
        """From when on the days are counted."""
        return f"coalesce(c.{_MARKS[self.line.kind, self.line.counted]}, c.first_order_on, c.created_on)"

    def where(self, test: str, day: dt.date) -> tuple[str, list[str]]:
        """A condition: the days are counted from a day as `test` says; with its values."""
        if self.owned is None:
            return f"{self.since()} {test} ?", [day.isoformat()]
        return f"({self.since()} {test} ? AND ifnull(c.owner, '') IN ({marks(self.owned)}))", [
            day.isoformat(),
            *self.owned,
        ]

    def late(self, *, overdue: bool) -> tuple[str, list[str]]:
        """Whether it is due, or overdue."""
        return self.where("<", self.overdue) if overdue else self.where("<=", self.due)


Cuts = Mapping[str, Sequence[Cut]]
"""By grade; the place of a cut is the bit that tells it."""


class View(Struct, frozen=True):
    """Customers as of a day; their marks are those of `today`. On another day only contacts up to it count; tier, grade
    and owner are those of today."""

    today: dt.date
    day: dt.date

    @property
    def source(self) -> str:
        return _NOW if self.day == self.today else "of_day c"

    def sql(self, select: str, among: Sequence[int] = ()) -> str:
        """A statement that reads `source`; `among`: it asks for these customers alone."""
        if self.day == self.today:
            return select
        first, last = sorted((self.day, self.today))
        end = _EVER if self.day < self.today else _next(last)
        of_them = f" AND customer_id IN ({', '.join(map(str, among))})" if among else ""
        return _THEN.format(next=_next(self.day), first=_next(first), end=end, among=of_them) + select


def found(
    data: DataFile, view: View, cuts: Cuts, owner: str | None, most: int, *, overdue: bool = False
) -> Iterator[tuple[int, str, int]]:
    """Id, grade and the bits of the cuts that are due (overdue), for at most so many customers of each tier."""
    parts, params = [], list[Any]()
    owned, whose = _owned(owner)
    for grade, of_grade in cuts.items():
        conditions = [cut.late(overdue=overdue) for cut in of_grade]
        bits = " | ".join(f"(ifnull({sql}, 0) << {place})" for place, (sql, _) in enumerate(conditions))
        either = " OR ".join(sql for sql, _ in conditions)
        values = [value for _, of_cut in conditions for value in of_cut]
        parts.append(
            f"SELECT c.id, c.grade, {bits}, c.sales_year, c.number, {_RANK} FROM {view.source} WHERE {_LIVING} "  # noqa: S608
            f"AND c.grade = ?{_TIER} AND ({either}){owned}"
        )
        params += [*values, grade, *values, *whose]
    if parts:
        yield from _ordered(data, view, parts, params, most)


def _ordered(
    data: DataFile, view: View, parts: Sequence[str], params: Sequence[Any], most: int
) -> Iterator[tuple[Any, ...]]:
    """The first three columns of these selects, the most valuable first. Those of today tier by tier, each in the order
    of the index; at most so many of each statement."""
    sql = " UNION ALL ".join(parts)
    if view.day != view.today:
        statements = [f"{sql.replace(_TIER, '')} ORDER BY 6, 4 DESC, 5 LIMIT ?"]
    else:
        tiers = (*(f"'{tier}'" for tier in TIERS), "NULL")
        statements = [f"{sql.replace(_TIER, f' AND c.tier IS {tier}')} ORDER BY 4 DESC, 5 LIMIT ?" for tier in tiers]
    for statement in statements:
        cursor = data.database.execute_sql(view.sql(statement), (*params, most))
        yield from (row[:3] for row in cursor)


def customers(data: DataFile, view: View, cuts: Cuts, owner: str | None) -> int:
    """How many customers have a line that is due."""
    parts, params = [], list[Any]()
    owned, whose = _owned(owner)
    for grade, of_grade in cuts.items():
        conditions = [cut.late(overdue=False) for cut in of_grade]
        either = " OR ".join(sql for sql, _ in conditions)
        parts.append(f"SELECT count(*) FROM {view.source} WHERE {_LIVING} AND c.grade = ? AND ({either}){owned}")  # noqa: S608
        params += [grade, *(value for _, values in conditions for value in values), *whose]
    if not parts:
        return 0
    rows = data.database.execute_sql(view.sql(" UNION ALL ".join(parts)), params).fetchall()
    return sum(count for (count,) in rows)


def counts(data: DataFile, view: View, cuts: Cuts, owner: str | None, *, overdue: bool) -> dict[str, list[int]]:
    """By grade: customers with a line due (overdue), then of each cut how many are due, overdue, and due since that
    very day."""
    parts, params = [], list[Any]()
    owned, whose = _owned(owner)
    width = 3 * max(map(len, cuts.values()), default=0)
    for grade, of_grade in cuts.items():
        late = [cut.late(overdue=overdue) for cut in of_grade]
        asked = [
            each
            for cut in of_grade
            for each in (cut.late(overdue=False), cut.late(overdue=True), cut.where("=", cut.due))
        ]
        conditions = (" OR ".join(sql for sql, _ in late), *(sql for sql, _ in asked))
        numbers = [f"count(*) FILTER (WHERE {sql})" for sql in conditions] + ["0"] * (width - len(asked))
        parts.append(f"SELECT ?, {', '.join(numbers)} FROM {view.source} WHERE {_LIVING} AND c.grade = ?{owned}")  # noqa: S608
        params += [grade, *(value for _, values in (*late, *asked) for value in values), grade, *whose]
    if not parts:
        return {}
    rows = data.database.execute_sql(view.sql(" UNION ALL ".join(parts)), params).fetchall()
    return {grade: row for grade, *row in rows}


class Lasts(Struct, frozen=True):
    """What lines of a customer are counted from."""

    grade: str | None
    owner: str | None
    contacts: Mapping[tuple[str, str | None], dt.date | None]
    fallback: dt.date | None

    def last(self, line: Line) -> dt.date | None:
        return self.contacts[line.kind, line.counted]


def lasts(data: DataFile, view: View, ids: Sequence[int]) -> dict[int, Lasts]:
    """Of these living customers, by id."""
    made = {}
    columns = ", ".join(f"c.{column}" for column in _MARKS.values())
    for chunk in chunks(ids):
        sql = (
            f"SELECT c.id, c.grade, c.owner, coalesce(c.first_order_on, c.created_on), {columns} "  # noqa: S608
            f"FROM {view.source.partition(' INDEXED')[0]} WHERE c.id IN ({marks(chunk)}) AND {_LIVING}"
        )
        for id_, grade, owner, fallback, *days in data.database.execute_sql(view.sql(sql, chunk), chunk).fetchall():
            contacts = dict(zip(_MARKS, map(_day, days), strict=True))
            made[id_] = Lasts(grade, owner, contacts, _day(fallback))
    return made


def places(data: DataFile, ids: Sequence[int]) -> dict[int, Place]:
    """What lists show of customers, by id."""
    made = {}
    for chunk in chunks(ids):
        sql = (
            "SELECT id, sales_year, number, name, tier, grade, city, owner "  # noqa: S608
            f"FROM customer WHERE id IN ({marks(chunk)})"
        )
        for id_, sales, *shown in data.database.execute_sql(sql, chunk).fetchall():
            made[id_] = Place(None if sales is None else from_units(sales), *shown)
    return made


def neglected(
    data: DataFile, view: View, before: dt.date, owner: str | None, most: int
) -> Iterator[tuple[int, str | None, str]]:
    """Id, day of the last contact and from when on the days are counted, of those counted from before a day; at most so
    many customers of each tier."""
    owned, whose = _owned(owner)
    grades = (*(f"'{grade}'" for grade in CLASSES), "NULL")
    parts = [
        f"SELECT c.id, c.last_contact_on, {_CONTACTED}, c.sales_year, c.number, {_RANK} FROM {view.source} "  # noqa: S608
        f"WHERE {_LIVING} AND c.grade IS {grade}{_TIER} AND {_CONTACTED} < ?{owned}"
        for grade in grades
    ]
    params = [before.isoformat(), *whose] * len(grades)
    yield from _ordered(data, view, parts, params, most)


def neglected_counts(data: DataFile, view: View, before: Sequence[dt.date], owner: str | None) -> list[int]:
    """How many are counted from before each of these days."""
    owned, whose = _owned(owner)
    numbers = ", ".join("count(*) FILTER (WHERE since < ?)" for _ in before)
    sql = f"SELECT {numbers} FROM (SELECT {_CONTACTED} AS since FROM {view.source} WHERE {_LIVING}{owned})"  # noqa: S608
    row = data.database.execute_sql(view.sql(sql), (*(day.isoformat() for day in before), *whose)).fetchone()
    return list(row)


def _owned(owner: str | None) -> tuple[str, list[str]]:
    return ("", []) if owner is None else (" AND c.owner = ?", [owner])


def _next(day: dt.date) -> str:
    return (day + _DAY).isoformat()


def _day(stored: str | None) -> dt.date | None:
    return dt.date.fromisoformat(stored) if stored else None

"""What the indicators of loyalty are counted from, in sets (METHOD.md section 7). None of customers in the trash.

Each set is a query for `id`, `part` (whether it counts) and `turn` (when it was); what is counted and what is listed
come from the same one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from crmdesk.core.indicators import REPEAT, Counted
from crmdesk.core.value_basis import Period
from crmdesk.store.database import DataFile
from crmdesk.store.records import chunks, marks
from crmdesk.store.surveys import LIVING_OWNER as _LIVING
from crmdesk.store.tiers import chunked, sums_sql

_ANSWERS = {"reputation": "praises", "named-demand": "asks_by_name"}
_CAME_ON = "coalesce(min(created_on, first_order_on), created_on, first_order_on, '')"
_BROUGHT = f"SELECT referrer FROM customer WHERE referrer IS NOT NULL AND deleted_at IS NULL AND {_CAME_ON} <= :last"  # noqa: S608
"""Who brought somebody that was a customer by then; one whose day is not known always was."""
_AGAIN = "min(date) < max(date)"
_BUYERS = """
    SELECT customer_id AS id, {part} AS part, max(date) AS turn FROM sales_order INDEXED BY sales_order_value
    WHERE state = 'ordered' AND deleted_at IS NULL AND date <= :last AND {living}
    GROUP BY customer_id HAVING max(date) >= :first
"""
_RETURNED = f"{_AGAIN} OR customer_id IN ({_BROUGHT})"
_COMPLAINED = f"""
    SELECT customer_id AS id, 1 AS part, max(substr(received_at, 1, 10)) AS turn FROM complaint
    WHERE received_at >= :first AND received_at < :after AND deleted_at IS NULL AND {_LIVING} GROUP BY customer_id
"""  # noqa: S608
_WON = """
    EXISTS (SELECT 1 FROM change c JOIN action a ON a.id = c.action_id AND a.state = 'done'
        WHERE c.record_id = sales_order.id AND c.kind = 'sales_order' AND c.before IS NOT NULL
        AND json_extract(c.before, '$.state') IN ('offer', 'lost') AND json_extract(c.after, '$.state') = 'ordered')
"""
"""An order that was an offer, as the history tells: by whatever was done to it, an import too."""
_OFFERED = f"""
    SELECT {{what}} FROM sales_order {{index}} WHERE ({{within}}) AND deleted_at IS NULL AND {_LIVING}
    AND (state IN ('offer', 'lost') OR (state = 'ordered' AND (valid_until IS NOT NULL OR {_WON})))
"""  # noqa: S608
_OFFERS = _OFFERED.format(
    what="id, state = 'ordered' AS part, date AS turn",
    index="INDEXED BY sales_order_by_date",
    within="date BETWEEN :first AND :last",
)


def counts(data: DataFile, periods: Sequence[Period]) -> Iterator[dict[str, Counted]]:
    """Of each of these periods, one after another, part and whole of each indicator: from one pass through the orders,
    which is what takes long."""
    offers, buyers = _counted_offers(data, periods), _counted_buyers(data, periods)
    for period, offered, (returned, again, bought) in zip(periods, offers, buyers, strict=True):
        yield {
            **{key: Counted(*_two(data, _set(key), period)) for key in _ANSWERS},
            "selling-power": offered,
            "return-rate": Counted(returned, bought),
            REPEAT: Counted(again, bought),
            "complaint-rate": Counted(_two(data, _COMPLAINED, period)[0], bought),
        }


def _counted_offers(data: DataFile, periods: Sequence[Period]) -> list[Counted]:
    within = [f"date BETWEEN :first{n} AND :last{n}" for n in range(len(periods))]
    sums = ", ".join(f"sum(({each}) AND state = 'ordered'), sum({each})" for each in within)
    sql = _OFFERED.format(what=sums, index="NOT INDEXED", within=" OR ".join(within))
    row = data.database.execute_sql(sql, _days_of(periods)).fetchone()
    return [Counted(int(part or 0), int(whole or 0)) for part, whole in zip(row[::2], row[1::2], strict=True)]


class _Places(dict[str, int]):
    """In which of several periods, one after another, a day lies; -1: in none."""

    def __init__(self, periods: Sequence[Period]) -> None:
        super().__init__()
        self._ends = [(days["first"], days["last"]) for days in map(_days, periods)]

    def __missing__(self, day: str) -> int:
        found = (place for place, (first, last) in enumerate(self._ends) if first <= day <= last)
        self[day] = place = next(found, -1)
        return place


def _counted_buyers(data: DataFile, periods: Sequence[Period]) -> list[tuple[int, int, int]]:
    """In each period how many of those who ordered came back or brought somebody, came back, and how many there are."""
    sql = f"SELECT referrer, min({_CAME_ON}) FROM customer WHERE referrer IS NOT NULL AND deleted_at IS NULL GROUP BY 1"  # noqa: S608
    brought = dict(data.database.execute_sql(sql).fetchall())
    lasts, places = [period.last.isoformat() for period in periods], _Places(periods)
    counted = [[0, 0, 0] for _ in periods]
    whose, first_on, seen, again = 0, "", -1, False
    sql = f"""
        SELECT customer_id, date FROM sales_order INDEXED BY sales_order_value
        WHERE state = 'ordered' AND deleted_at IS NULL AND date <= :last AND {_LIVING} ORDER BY customer_id, date
    """  # noqa: S608
    for rows in chunked(data, sql, {"last": max(lasts)}):
        for customer_id, day in rows:
            if customer_id != whose:
                whose, first_on, seen = customer_id, day, -1
            place = places[day]
            if place < 0 or (place == seen and (again or day == first_on)):
                continue
            sums = counted[place]
            brings = brought.get(customer_id, "~") <= lasts[place]
            if place != seen:
                seen, again = place, False
                sums[0] += brings
                sums[2] += 1
            if day > first_on:
                again = True
                sums[0] += not brings
                sums[1] += 1
    return [(returned, came_back, bought) for returned, came_back, bought in counted]


def _days_of(periods: Sequence[Period]) -> dict[str, Any]:
    return {f"{name}{n}": day for n, period in enumerate(periods) for name, day in _days(period).items()}


def behind(data: DataFile, key: str, period: Period, *, whole: bool) -> list[int]:
    """The ids of the surveys, orders or customers that are counted, the latest first."""
    sql = f"SELECT id FROM ({_set(key, whole=whole)}) {'' if whole else 'WHERE part'} ORDER BY turn DESC, id DESC"  # noqa: S608
    return [row[0] for row in data.database.execute_sql(sql, _days(period)).fetchall()]


def bought(data: DataFile, ids: Sequence[int], last: dt.date) -> dict[int, tuple[dt.date, dt.date, int]]:
    """By customer the days of the first and last order up to a day, and how many customers it brought by then."""
    found: dict[int, tuple[dt.date, dt.date, int]] = {}
    brought = f"SELECT count(*) FROM ({_BROUGHT.replace(':last', '?')}) WHERE referrer = o.customer_id"  # noqa: S608
    for chunk in chunks(ids):
        sql = f"""
            SELECT o.customer_id, min(o.date), max(o.date), ({brought}) FROM sales_order o
            WHERE o.customer_id IN ({marks(chunk)}) AND o.state = 'ordered' AND o.deleted_at IS NULL AND o.date <= ?
            GROUP BY o.customer_id
        """  # noqa: S608
        day = last.isoformat()
        for customer_id, first_on, last_on, count in data.database.execute_sql(sql, (day, *chunk, day)).fetchall():
            found[customer_id] = dt.date.fromisoformat(first_on), dt.date.fromisoformat(last_on), count
    return found


def complained(data: DataFile, ids: Sequence[int], period: Period) -> dict[int, tuple[int, dt.date]]:
    """By customer how many complaints it had in a period, and the day of the last."""
    found: dict[int, tuple[int, dt.date]] = {}
    days = _days(period)
    for chunk in chunks(ids):
        sql = f"""
            SELECT customer_id, count(*), max(substr(received_at, 1, 10)) FROM complaint
            WHERE customer_id IN ({marks(chunk)}) AND received_at >= ? AND received_at < ? AND deleted_at IS NULL
            GROUP BY customer_id
        """  # noqa: S608
        for customer_id, count, day in data.database.execute_sql(sql, (*chunk, days["first"], days["after"])):
            found[customer_id] = count, dt.date.fromisoformat(day)
    return found


def unjudged(data: DataFile, judged: str, period: Period, first: int, most: int) -> list[tuple[int, int]]:
    """Ids and sales in a period (ten-thousandths of a yuan) of living customers that are not among `judged` (ids as
    JSON), those of most sales first; so many from a place on."""
    sql = f"""
        WITH v AS MATERIALIZED ({sums_sql("sales")})
        SELECT c.id, ifnull(v.value, 0) AS value FROM customer c LEFT JOIN v ON v.customer_id = c.id
        WHERE c.deleted_at IS NULL AND c.id NOT IN (SELECT value FROM json_each(:judged))
        ORDER BY value DESC, c.number LIMIT :most OFFSET :skip
    """  # noqa: S608
    params = {**_days(period), "judged": judged, "most": most, "skip": first}
    return [(int(row[0]), int(row[1])) for row in data.database.execute_sql(sql, params).fetchall()]


def _set(key: str, *, whole: bool = False) -> str:
    if key in _ANSWERS:
        return _answers(_ANSWERS[key])
    if key == "selling-power":
        return _OFFERS
    if key == "complaint-rate" and not whole:
        return _COMPLAINED
    return _BUYERS.format(part=_RETURNED if key == "return-rate" else _AGAIN, living=_LIVING)


def _answers(column: str) -> str:
    """The last survey of each customer in the period that answers."""
    return f"""
        SELECT id, {column} AS part, day AS turn FROM (
            SELECT id, {column}, day, max(day || substr('00000000000' || id, -12)) FROM survey
            WHERE day BETWEEN :first AND :last AND deleted_at IS NULL AND {column} IS NOT NULL AND {_LIVING}
            GROUP BY customer_id)
    """  # noqa: S608


def _two(data: DataFile, sql: str, period: Period) -> tuple[int, int]:
    row = data.database.execute_sql(f"SELECT sum(part), count(*) FROM ({sql})", _days(period)).fetchone()  # noqa: S608
    return int(row[0] or 0), int(row[1])


def _days(period: Period) -> dict[str, Any]:
    return {
        "first": period.first.isoformat() if period.first else "",
        "last": period.last.isoformat(),
        "after": (period.last + dt.timedelta(days=1)).isoformat(),
    }

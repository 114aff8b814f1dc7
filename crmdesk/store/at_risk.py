"""What tells customers at risk, of everybody or of a few, as it was on a day (METHOD.md section 8)."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Sequence

from msgspec import Struct

from crmdesk.store import marks_opinions
from crmdesk.store.database import DataFile
from crmdesk.store.records import chunks

_LIVING = "customer_id NOT IN (SELECT id FROM customer WHERE deleted_at IS NOT NULL)"
_AMONG = " AND {column} IN (SELECT value FROM json_each(:ids))"
_ORDERS = f"""
    SELECT customer_id, max(date), sum(CASE WHEN date >= :year THEN amount - ifnull(returned, 0) ELSE 0 END),
        sum(CASE WHEN date >= :before AND date < :year THEN amount - ifnull(returned, 0) ELSE 0 END),
        CASE WHEN max(date) >= :silent AND count(*) > 2 THEN group_concat(date) END
    FROM sales_order INDEXED BY sales_order_value
    WHERE state = 'ordered' AND deleted_at IS NULL AND date <= :today AND {_LIVING}{{among}}
    GROUP BY customer_id ORDER BY customer_id
"""  # noqa: S608
_RETURNS = """
    SELECT customer_id, sum(CASE WHEN date > :year THEN amount ELSE 0 END),
        sum(CASE WHEN date <= :year THEN amount ELSE 0 END)
    FROM goods_return WHERE sales_order IS NULL AND deleted_at IS NULL AND date > :before AND date <= :today{among}
    GROUP BY customer_id
"""
_MARKED = """
    SELECT id, satisfaction, ifnull(open_complaints, 0), ifnull(overdue, 0), overdue_since FROM customer
    WHERE deleted_at IS NULL AND (satisfaction = 'dissatisfied' OR open_complaints > 0 OR overdue > 0){among}
"""
_ASKED = """
    SELECT DISTINCT customer_id FROM survey WHERE deleted_at IS NULL AND day <= :today{among}
    UNION SELECT k.customer_id FROM complaint_step s JOIN complaint k ON k.id = s.complaint
    WHERE s.level IS NOT NULL AND s.deleted_at IS NULL AND k.deleted_at IS NULL AND s.at < :tomorrow{of_complaint}
"""
_COMPLAINING = """
    SELECT customer_id, count(*) FROM complaint WHERE deleted_at IS NULL AND received_at < :tomorrow
    AND (state = 'open' OR closed_at >= :tomorrow){among} GROUP BY customer_id
"""
_MANY_AT_ONCE = 500


class Trouble(Struct, frozen=True):
    """What was wrong with a customer on a day; amounts in ten-thousandths of a yuan."""

    level: str | None = None
    open_complaints: int = 0
    overdue: int = 0
    overdue_since: dt.date | None = None


def orders(
    data: DataFile, before: dt.date, year: dt.date, silent: dt.date, today: dt.date, ids: Sequence[int] | None = None
) -> Iterator[tuple[int, str, int, int, str | None]]:
    """Customer by customer, of its orders in force until a day: the last day (ISO), the amounts from the day `year` on
    and from `before` until that; the days of all (with commas between) where there are at least three, the last of them
    not before `silent`."""
    days = {"before": before, "year": year, "silent": silent, "today": today}
    sql, params = _asked(_ORDERS, ids, **{name: day.isoformat() for name, day in days.items()})
    yield from data.database.execute_sql(sql, params)


def returns(
    data: DataFile, before: dt.date, year: dt.date, today: dt.date, ids: Sequence[int] | None = None
) -> dict[int, tuple[int, int]]:
    """What came back without an order, by customer: after the day `year` until today, and from after `before` to it."""
    sql, params = _asked(_RETURNS, ids, before=before.isoformat(), year=year.isoformat(), today=today.isoformat())
    return {row[0]: (row[1], row[2]) for row in data.database.execute_sql(sql, params).fetchall()}


def marked(data: DataFile, ids: Sequence[int] | None = None) -> dict[int, Trouble]:
    """Today, as the marks say."""
    sql, params = _asked(_MARKED, ids, "id")
    return {
        row[0]: Trouble(row[1], row[2], row[3], dt.date.fromisoformat(row[4]) if row[4] else None)
        for row in data.database.execute_sql(sql, params).fetchall()
    }


def levels(data: DataFile, today: dt.date, ids: Sequence[int] | None = None) -> dict[int, str]:
    """By customer the level it reported last until a day."""
    tomorrow = (today + dt.timedelta(days=1)).isoformat()
    sql, params = _asked(_ASKED, ids, today=today.isoformat(), tomorrow=tomorrow)
    asked = [row[0] for row in data.database.execute_sql(sql, params).fetchall()]
    return {
        customer_id: opinion.satisfaction
        for chunk in chunks(asked, _MANY_AT_ONCE)
        for customer_id, opinion in marks_opinions.opinions(data, chunk, today).items()
        if opinion.satisfaction is not None
    }


def complaining(data: DataFile, today: dt.date, ids: Sequence[int] | None = None) -> dict[int, int]:
    """By customer how many complaints were open at the end of a day."""
    sql, params = _asked(_COMPLAINING, ids, tomorrow=(today + dt.timedelta(days=1)).isoformat())
    return dict(data.database.execute_sql(sql, params).fetchall())


def _asked(
    sql: str, ids: Sequence[int] | None, column: str = "customer_id", **params: str
) -> tuple[str, dict[str, str]]:
    """The query, of everybody or among these customers."""
    if ids is None:
        return sql.format(among="", of_complaint=""), params
    among, of_complaint = _AMONG.format(column=column), _AMONG.format(column="k.customer_id")
    return sql.format(among=among, of_complaint=of_complaint), {**params, "ids": json.dumps(list(ids))}

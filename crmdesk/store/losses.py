"""Queries of customers lost, won back, and silent for long (METHOD.md section 8); nobody from the trash."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from crmdesk.core.churn import SILENT_MONTHS
from crmdesk.core.losses import By, Loss, Past
from crmdesk.core.money import from_units
from crmdesk.core.value_basis import last_months
from crmdesk.store.database import DataFile
from crmdesk.store.records import chunks, marks

_AT_ONCE = 500
_ORDERS = "sales_order INDEXED BY sales_order_value WHERE state = 'ordered' AND deleted_at IS NULL"
_LIVING = "customer_id NOT IN (SELECT id FROM customer WHERE deleted_at IS NOT NULL)"
_KEY: Mapping[By, str] = {
    "tier": "ifnull(c.tier, '')",
    "owner": "ifnull(c.owner, '')",
    "group": "ifnull(g.name, '')",
}
_OF_GROUPS = (
    " LEFT JOIN (SELECT m.customer_id, g.name FROM membership m JOIN customer_group g ON g.id = m.group_id "
    "WHERE g.deleted_at IS NULL) g ON g.customer_id = c.id"
)


def past(data: DataFile) -> list[Past]:
    """Every loss of a living customer, by customer and day."""
    sql = f"""
        SELECT l.id, l.customer_id, l.lost_on, l.won_back_on, (SELECT min(date) FROM {_ORDERS} AND customer_id =
            l.customer_id)
        FROM loss l WHERE l.deleted_at IS NULL AND {_LIVING} ORDER BY l.customer_id, l.lost_on, l.id
    """  # noqa: S608
    return [
        Past(id_, customer_id, dt.date.fromisoformat(lost_on), _day(won_back_on), _day(first_on))
        for id_, customer_id, lost_on, won_back_on, first_on in data.database.execute_sql(sql).fetchall()
    ]


def begun(data: DataFile, until: dt.date) -> list[tuple[dt.date, int]]:
    """On which days before a day how many living customers ordered for the first time."""
    sql = f"""
        SELECT first_on, count(*) FROM (SELECT min(date) AS first_on FROM {_ORDERS} AND date < ? AND {_LIVING}
            GROUP BY customer_id) GROUP BY 1 ORDER BY 1
    """  # noqa: S608
    rows = data.database.execute_sql(sql, (until.isoformat(),)).fetchall()
    return [(dt.date.fromisoformat(day), count) for day, count in rows]


def count_ordered(data: DataFile, day: dt.date) -> int:
    """How many living customers had ordered before a day."""
    sql = f"SELECT count(DISTINCT customer_id) FROM {_ORDERS} AND date < ? AND {_LIVING}"  # noqa: S608
    return int(data.database.execute_sql(sql, (day.isoformat(),)).fetchone()[0])


def any_lost(data: DataFile, first: dt.date, last: dt.date) -> bool:
    """Whether there is any loss in a period."""
    sql = f"SELECT EXISTS (SELECT 1 FROM loss WHERE lost_on BETWEEN ? AND ? AND deleted_at IS NULL AND {_LIVING})"  # noqa: S608
    return bool(data.database.execute_sql(sql, (first.isoformat(), last.isoformat())).fetchone()[0])


def had_ordered(data: DataFile, day: dt.date, by: By) -> dict[str, int]:
    """How many living customers had ordered before a day, by tier, group or owner ('' for those without)."""
    sql = f"""
        WITH b AS MATERIALIZED (SELECT DISTINCT customer_id FROM {_ORDERS} AND date < ?)
        SELECT {_KEY[by]}, count(*) FROM b JOIN customer c ON c.id = b.customer_id{_OF_GROUPS if by == "group" else ""}
        WHERE c.deleted_at IS NULL GROUP BY 1
    """  # noqa: S608
    return dict(data.database.execute_sql(sql, (day.isoformat(),)).fetchall())


def keys(data: DataFile, ids: Sequence[int], by: By) -> Iterator[tuple[int, str]]:
    """(customer id, tier, group or owner) of these customers; one in several groups comes several times."""
    for chunk in chunks(ids):
        sql = (
            f"SELECT c.id, {_KEY[by]} FROM customer c{_OF_GROUPS if by == 'group' else ''} "  # noqa: S608
            f"WHERE c.id IN ({marks(chunk)})"
        )
        yield from data.database.execute_sql(sql, chunk)


def find(
    data: DataFile,
    column: str,
    first: dt.date | None,
    last: dt.date | None,
    where: Mapping[str, Any],
    *,
    now_lost: bool = False,
) -> list[int]:
    """The losses whose `column` (lost_on, won_back_on) lies between two days, the latest first. `where`: tier, owner,
    group ('' for none), reasons (several), competitor, owner. `now_lost`: those that hold."""
    conditions = [f"l.{column} IS NOT NULL", "l.deleted_at IS NULL", "c.deleted_at IS NULL"]
    params: list[Any] = []
    for sign, day in ((">=", first), ("<=", last)):
        if day is not None:
            conditions.append(f"l.{column} {sign} ?")
            params.append(day.isoformat())
    if now_lost:
        conditions.append("l.won_back_on IS NULL AND c.lost_on = l.lost_on")
    for key in ("tier", "owner"):
        if (value := where.get(key)) is not None:
            conditions.append(f"ifnull(c.{key}, '') = ?")
            params.append(value)
    if (group := where.get("group")) is not None:
        conditions.append(_IN_GROUP if group else _IN_NO_GROUP)
        params += [group] if group else []
    if (reasons := where.get("reasons")) is not None:
        conditions.append(f"l.reason IN ({marks(reasons)})")
        params += reasons
    if (competitor := where.get("competitor")) is not None:
        conditions.append("ifnull((SELECT name FROM competitor k WHERE k.id = l.competitor), '') = ?")
        params.append(competitor)
    sql = (
        "SELECT l.id FROM loss l JOIN customer c ON c.id = l.customer_id "  # noqa: S608
        f"WHERE {' AND '.join(conditions)} ORDER BY l.{column} DESC, l.id DESC"
    )
    return [row[0] for row in data.database.execute_sql(sql, params).fetchall()]


_MEMBERS = "SELECT 1 FROM membership m JOIN customer_group g ON g.id = m.group_id WHERE m.customer_id = c.id"
_IN_GROUP = f"EXISTS ({_MEMBERS} AND g.deleted_at IS NULL AND g.name = ?)"
_IN_NO_GROUP = f"NOT EXISTS ({_MEMBERS} AND g.deleted_at IS NULL)"


def losses(data: DataFile, ids: Sequence[int]) -> dict[int, Loss]:
    """These losses by id, with the sales of the twelve months before; those deleted are left out."""
    found: dict[int, Loss] = {}
    for chunk in chunks(ids):
        sql = f"""
            SELECT l.id, l.customer_id, l.lost_on, l.reason, ifnull(k.name, ''), ifnull(l.text, ''), ifnull(l.by, ''),
                l.won_back_on, ifnull(l.won_back_text, ''),
                (SELECT max(date) FROM {_ORDERS} AND customer_id = l.customer_id AND date > l.lost_on)
            FROM loss l LEFT JOIN competitor k ON k.id = l.competitor
            WHERE l.id IN ({marks(chunk)}) AND l.deleted_at IS NULL
        """  # noqa: S608
        rows = data.database.execute_sql(sql, chunk).fetchall()
        sales = sales_before(data, [(row[0], row[1], dt.date.fromisoformat(row[2])) for row in rows])
        for id_, owner, lost_on, reason, rival, text, by, won_on, how, since in rows:
            found[id_] = Loss(
                id_, owner, dt.date.fromisoformat(lost_on), reason, rival, text, by, _day(won_on), how,
                from_units(sales.get(id_, 0)), _day(since),
            )  # fmt: skip
    return found


def of_customer(data: DataFile, customer_id: int) -> list[int]:
    """The losses of a customer, the latest first."""
    sql = "SELECT id FROM loss WHERE customer_id = ? AND deleted_at IS NULL ORDER BY lost_on DESC, id DESC"
    return [row[0] for row in data.database.execute_sql(sql, (customer_id,)).fetchall()]


def present(data: DataFile, ids: Sequence[int], today: dt.date) -> dict[int, int]:
    """By customer the loss for which it counts as lost on a day, of those who do."""
    found: dict[int, int] = {}
    for chunk in chunks(ids):
        sql = (
            "SELECT customer_id, id, won_back_on FROM loss "  # noqa: S608
            f"WHERE customer_id IN ({marks(chunk)}) AND lost_on <= ? AND deleted_at IS NULL ORDER BY lost_on, id"
        )
        for customer_id, id_, won_back_on in data.database.execute_sql(sql, (*chunk, today.isoformat())).fetchall():
            found.pop(customer_id, None)
            if won_back_on is None or won_back_on > today.isoformat():
                found[customer_id] = id_
    return found


_SALES_BEFORE = """
    WITH w AS (SELECT value ->> 0 AS loss, value ->> 1 AS customer_id, value ->> 2 AS first, value ->> 3 AS last
        FROM json_each(?))
    SELECT loss, sum(value) FROM (
        SELECT w.loss, s.amount - ifnull(s.returned, 0) AS value FROM w CROSS JOIN sales_order s
            INDEXED BY sales_order_value WHERE s.state = 'ordered' AND s.deleted_at IS NULL
            AND s.customer_id = w.customer_id AND s.date BETWEEN w.first AND w.last
        UNION ALL SELECT w.loss, -r.amount FROM w CROSS JOIN goods_return r WHERE r.customer_id = w.customer_id
            AND r.sales_order IS NULL AND r.deleted_at IS NULL AND r.date BETWEEN w.first AND w.last
    ) GROUP BY loss
"""


def sales_before(data: DataFile, lost: Sequence[tuple[int, int, dt.date]]) -> dict[int, int]:
    """Sales of the twelve months before, in ten-thousandths, of losses given as id, customer and day."""
    found: dict[int, int] = {}
    for start in range(0, len(lost), _AT_ONCE):
        windows = []
        for id_, customer_id, day in lost[start : start + _AT_ONCE]:
            months = last_months(day)
            windows.append((id_, customer_id, str(months.first), str(months.last)))
        found.update(data.database.execute_sql(_SALES_BEFORE, (json.dumps(windows),)).fetchall())
    return found


_SILENT = f"""
    SELECT o.customer_id, o.last_on, o.sales - ifnull(r.amount, 0) FROM (
        SELECT customer_id, max(date) AS last_on, sum(amount - ifnull(returned, 0)) AS sales
        FROM {_ORDERS} AND date <= :today {{of}} GROUP BY customer_id) o
    LEFT JOIN (SELECT customer_id, sum(amount) AS amount FROM goods_return
        WHERE sales_order IS NULL AND deleted_at IS NULL AND date <= :today {{of}} GROUP BY customer_id) r
        ON r.customer_id = o.customer_id
    WHERE o.last_on < :since AND o.{_LIVING} ORDER BY 3 DESC, 1
"""  # noqa: S608


def silent(data: DataFile, today: dt.date, ids: Sequence[int] | None = None) -> Iterator[tuple[int, dt.date, int]]:
    """Whoever (of these customers) ordered until a day, but not for 24 months before it: id, last order, sales to date
    in ten-thousandths; with the most sales first."""
    of = "" if ids is None else "AND customer_id IN (SELECT value FROM json_each(:ids))"
    since = last_months(today, SILENT_MONTHS).first
    params = {
        "today": today.isoformat(),
        "since": str(since),
        "ids": json.dumps(list(ids or ())),
    }
    for customer_id, last_on, sales in data.database.execute_sql(_SILENT.format(of=of), params):
        yield customer_id, dt.date.fromisoformat(last_on), sales


def why(data: DataFile, first: dt.date, last: dt.date) -> list[tuple[int, int, dt.date, str, str]]:
    """Id, customer, day, reason and competitor ('') of every loss of a living customer in a period."""
    sql = (
        "SELECT l.id, l.customer_id, l.lost_on, l.reason, ifnull(k.name, '') FROM loss l "  # noqa: S608
        "LEFT JOIN competitor k ON k.id = l.competitor "
        f"WHERE l.lost_on BETWEEN ? AND ? AND l.deleted_at IS NULL AND l.{_LIVING}"
    )
    rows = data.database.execute_sql(sql, (first.isoformat(), last.isoformat())).fetchall()
    return [(id_, owner, dt.date.fromisoformat(day), reason, rival) for id_, owner, day, reason, rival in rows]


def owned(data: DataFile, owner: str) -> frozenset[int]:
    """The living customers of one of us; '': of nobody."""
    sql = "SELECT id FROM customer WHERE ifnull(owner, '') = ? AND deleted_at IS NULL"
    return frozenset(row[0] for row in data.database.execute_sql(sql, (owner,)).fetchall())


def last_order(data: DataFile, customer_id: int) -> dt.date | None:
    """The day of a customer's last order of all."""
    sql = f"SELECT max(date) FROM {_ORDERS} AND customer_id = ?"  # noqa: S608
    return _day(data.database.execute_sql(sql, (customer_id,)).fetchone()[0])


def _day(stored: str | None) -> dt.date | None:
    return dt.date.fromisoformat(stored) if stored else None

"""Queries of the six questions (METHOD.md section 12); none of them looks into the trash."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from crmdesk.core.six_questions import FEWEST_COMPLAINTS, MOST_PRODUCTS, Elsewhere
from crmdesk.core.value_basis import Period
from crmdesk.store.database import DataFile
from crmdesk.store.records import chunks, marks

_DAY = dt.timedelta(days=1)
_OPEN_ENTRIES = "SELECT customer_id FROM elsewhere WHERE replaced_on IS NULL AND deleted_at IS NULL"


def complained(data: DataFile, months: Period, year: Period) -> list[tuple[int, str | None, int, int, int, str]]:
    """Who complained more than once in these months, or in this year: id, tier, complaints of these months, those of
    both times still open, complaints of the year, the day of the last; who has more open ones, then more complaints
    first."""
    sql = """
        SELECT k.customer_id, c.tier, sum(k.received_at >= ?1 AND k.received_at < ?2) AS complaints,
            sum(k.state = 'open') AS still_open, sum(k.received_at >= ?3 AND k.received_at < ?4) AS before,
            substr(max(k.received_at), 1, 10) AS last_on
        FROM complaint k JOIN customer c ON c.id = k.customer_id
        WHERE k.deleted_at IS NULL AND c.deleted_at IS NULL AND k.received_at >= min(?1, ?3)
            AND k.received_at < max(?2, ?4)
        GROUP BY k.customer_id HAVING max(complaints, before) >= ?5
        ORDER BY still_open DESC, complaints DESC, before DESC, last_on DESC, c.number
    """
    days = [day for one in (months, year) for day in _ends(one)]
    return list(data.database.execute_sql(sql, (*days, FEWEST_COMPLAINTS)).fetchall())


def _ends(period: Period) -> tuple[str, str]:
    """The first day and the one after the last, which moments lie before."""
    return period.first.isoformat() if period.first else "", (period.last + _DAY).isoformat()


def categories_sold(data: DataFile) -> int:
    """Of how many categories our products are."""
    sql = "SELECT count(DISTINCT category) FROM product WHERE deleted_at IS NULL"
    return int(data.database.execute_sql(sql).fetchone()[0])


_BUYING = """
    SELECT s.customer_id, count(DISTINCT l.product) AS products, count(DISTINCT p.category) AS categories,
        sum(l.amount) AS sales
    FROM sales_order s JOIN order_line l ON l.sales_order = s.id LEFT JOIN product p ON p.id = l.product
    WHERE s.state = 'ordered' AND s.deleted_at IS NULL AND s.date BETWEEN ?1 AND ?2
        AND l.deleted_at IS NULL AND ifnull(l.sample, 0) = 0
    GROUP BY s.customer_id
"""


def elsewhere(data: DataFile, months: Period, most_categories: int) -> list[tuple[int, int, int, int, int]]:
    """Who bought only one or two products of ours, or goods of so few categories, in these months and something
    elsewhere; where nothing is known of that, who bought goods of one category up to `most_categories`.

    Each with its id, products, categories, entries of what is bought elsewhere, and sales in ten-thousandths; those
    with entries, then with the most sales first.
    """
    sql = f"""
        WITH b AS MATERIALIZED ({_BUYING}),
            e AS MATERIALIZED (SELECT customer_id, count(*) AS entries FROM ({_OPEN_ENTRIES}) GROUP BY 1)
        SELECT b.customer_id, b.products, b.categories, ifnull(e.entries, 0) AS entries, ifnull(b.sales, 0) AS sales
        FROM b JOIN customer c ON c.id = b.customer_id LEFT JOIN e ON e.customer_id = b.customer_id
        WHERE c.deleted_at IS NULL AND CASE WHEN e.entries IS NULL THEN b.categories BETWEEN 1 AND ?4
            ELSE min(b.products, ifnull(nullif(b.categories, 0), b.products)) <= ?3 END
        ORDER BY e.entries IS NULL, b.sales DESC, c.number
    """  # noqa: S608
    first = months.first.isoformat() if months.first else ""
    params = (first, months.last.isoformat(), MOST_PRODUCTS, most_categories)
    return list(data.database.execute_sql(sql, params).fetchall())


def entries(data: DataFile, ids: Sequence[int]) -> Mapping[int, list[Elsewhere]]:
    """What these customers buy elsewhere and nothing of ours has replaced yet."""
    found: dict[int, list[Elsewhere]] = {}
    for chunk in chunks(ids):
        sql = (
            "SELECT e.customer_id, e.product, ifnull(k.name, ''), ifnull(e.our_product, '') "  # noqa: S608
            "FROM elsewhere e LEFT JOIN competitor k ON k.id = e.competitor "
            f"WHERE e.customer_id IN ({marks(chunk)}) AND e.replaced_on IS NULL AND e.deleted_at IS NULL ORDER BY e.id"
        )
        for customer_id, *entry in data.database.execute_sql(sql, chunk).fetchall():
            found.setdefault(customer_id, []).append(Elsewhere(*entry))
    return found


def categories(data: DataFile, ids: Sequence[int], months: Period) -> Mapping[int, list[str]]:
    """Of which categories these customers bought in these months, by name."""
    found: dict[int, list[str]] = {}
    first = months.first.isoformat() if months.first else ""
    for chunk in chunks(ids):
        sql = (
            "SELECT DISTINCT s.customer_id, p.category FROM sales_order s JOIN order_line l ON l.sales_order = s.id "  # noqa: S608
            f"JOIN product p ON p.id = l.product WHERE s.customer_id IN ({marks(chunk)}) AND s.state = 'ordered' "
            "AND s.deleted_at IS NULL AND s.date BETWEEN ? AND ? AND l.deleted_at IS NULL "
            "AND ifnull(l.sample, 0) = 0 AND p.category IS NOT NULL ORDER BY 1, 2"
        )
        for customer_id, category in data.database.execute_sql(
            sql, (*chunk, first, months.last.isoformat())
        ).fetchall():
            found.setdefault(customer_id, []).append(category)
    return found

"""The figures of relationship kinds: how many customers a grade has, and how margins compare (METHOD.md section 3)."""

from __future__ import annotations

from decimal import Decimal

from crmdesk.core.relationship import Figures
from crmdesk.store.database import DataFile

_HUNDRED = 100
_MARGINS = """
    SELECT s.customer_id, sum(s.amount - s.returned) AS sales, sum(s.cost - ifnull(r.cost, 0)) AS cost
    FROM sales_order s LEFT JOIN (
        SELECT sales_order, sum(cost) AS cost FROM goods_return
        WHERE sales_order IS NOT NULL AND deleted_at IS NULL {more} GROUP BY 1
    ) r ON r.sales_order = s.id
    WHERE s.state = 'ordered' AND s.deleted_at IS NULL AND s.cost IS NOT NULL {more} GROUP BY 1 HAVING sales > 0
"""


def figures(data: DataFile, customer_id: int) -> Figures:
    """Of one customer among all living ones. Orders whose cost is not known do not count for the margin."""
    execute = data.database.execute_sql
    row = execute("SELECT grade FROM customer WHERE id = ?", (customer_id,)).fetchone()
    grade = row[0] if row else None
    if grade is None:
        return Figures()
    sql = "SELECT count(*), count(CASE WHEN grade = ? THEN 1 END) FROM customer WHERE deleted_at IS NULL"
    customers, in_grade = execute(sql, (grade,)).fetchone()
    own = execute(_MARGINS.format(more="AND customer_id = ?1"), (customer_id,)).fetchone()
    if own is None:
        return Figures(grade, in_grade, customers)
    sales, cost = own[1:]
    sql = f"""
        SELECT count(*), count(CASE WHEN m.cost * ? < ? * m.sales THEN 1 END) FROM ({_MARGINS.format(more="")}) m
        JOIN customer c ON c.id = m.customer_id WHERE c.deleted_at IS NULL
    """  # noqa: S608
    compared, better = execute(sql, (float(sales), float(cost))).fetchone()
    margin = Decimal(sales - cost) * _HUNDRED / Decimal(sales)
    return Figures(grade, in_grade, customers, margin, better, max(compared, 1))

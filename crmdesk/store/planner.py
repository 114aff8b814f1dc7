"""What SQLite is told of tables and indexes, to choose how it looks something up.

The same in every data file: figures of a lifelike one with a million customers, rounded. So a statement runs in the
same way everywhere, as it was measured, whatever a file holds; figures of each file's own would have to be gathered
again as it grows. Told nothing, SQLite guesses that half of a table is in an index over its living records, and reads
the whole table along that index, which takes two to ten times as long.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

ROWS: Mapping[str, int] = {
    "action": 200_000, "customer_group": 10, "loss": 50_000, "sales_target": 50_000, "source_cost": 1_000,
    "staff": 10, "survey": 50_000,
}  # fmt: skip
"""Of tables none of whose indexes below holds all rows."""

INDEXES: Mapping[str, str] = {
    "change.change": "2000000 10 1",
    "change.change_by_record": "2000000 2 1",
    "complaint.complaint_by_customer": "50000 1 1",
    "complaint.complaint_by_number": "50000 1",
    "complaint.complaint_by_state": "50000 25000 1250 1",
    "complaint.complaint_by_time": "50000 125 1",
    "contact.contact_by_birthday": "500000 1500 750 750 750 1",
    "contact.contact_by_customer": "1250000 3",
    "contact.contact_by_mobile": "1100000 10",
    "customer.customer_by_birthday": "270000 800 9 9 9 9",
    "customer.customer_by_contact": "1000000 1400",
    "customer.customer_by_created": "1000000 600 1",
    "customer.customer_by_credit_code": "600000 1",
    "customer.customer_by_first_order": "670000 1800 560 560 560 280",
    "customer.customer_by_founding": "600000 1700 59 59 59 59",
    "customer.customer_by_mobile": "400000 4",
    "customer.customer_by_name": "1000000 2 1",
    "customer.customer_by_name_key": "1000000 2",
    "customer.customer_by_next": "2000 34",
    "customer.customer_by_open_complaints": "2000 2000",
    "customer.customer_by_overdue": "6000 150",
    "customer.customer_by_owner": "1000000 200000 1",
    "customer.customer_by_phone": "600000 4",
    "customer.customer_by_phone_tail": "600000 60",
    "customer.customer_by_review": "1000000 5400",
    "customer.customer_by_sales": "670000 55",
    "customer.customer_by_sales_year": "230000 33",
    "customer.customer_by_sound": "1000000 5 1",
    "customer.customer_by_tier": "1000000 250000 1",
    "customer.customer_by_visits": "1000000 330000 250000 60 1 1 1 1 1 1 1 1 1 1 1 1 1",
    "customer.sqlite_autoindex_customer_1": "1000000 1",
    "interaction.interaction_by_customer": "1000000 1 1",
    "interaction.interaction_by_next": "2000 34",
    "interaction.interaction_by_time": "1000000 1400",
    "loss.loss_by_day": "50000 30",
    "membership.membership": "300000 1 1",
    "membership.membership_by_group": "300000 75000",
    "order_line.order_line_by_customer": "5000000 7 1",
    "order_line.order_line_by_order": "5000000 5",
    "order_line.order_line_by_product": "5000000 125000 1 1",
    "payment.payment_by_customer": "1000000 2 1",
    "payment.payment_by_date": "1000000 800 1",
    "product.product_by_code": "1000 1",
    "product.product_by_name": "1000 1",
    "sales_order.sales_order_by_customer": "1000000 2 1",
    "sales_order.sales_order_by_date": "1000000 800 1",
    "sales_order.sales_order_by_due": "10000 170 1",
    "sales_order.sales_order_by_number": "1000000 1",
    "sales_order.sales_order_value": "890000 2 1 1 1 1",
    "sales_target.sales_target_by_year": "50000 10000 1",
    "source_cost.source_cost_by_day": "1000 2",
    "survey.survey_by_day": "50000 30",
    "task.task_by_customer": "200000 1 1",
    "task.task_by_done": "180000 180000",
    "task.task_by_due": "17000 85 1",
}
"""By table and index: how many rows it holds, and how many rows share the values of its first column, its first two
and so on, as SQLite's ANALYZE writes it."""


def tell(db: Any) -> None:
    """Put the figures in the place of those that are there. For migrations: to be called again by each that makes an
    index or changes one."""
    db.execute_sql("ANALYZE sqlite_schema")
    db.execute_sql("DELETE FROM sqlite_stat1")
    tables = [(table, None, str(rows)) for table, rows in ROWS.items()]
    told = [*tables, *((*name.split("."), figures) for name, figures in INDEXES.items())]
    places = ", ".join(["(?, ?, ?)"] * len(told))
    sql = f"INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES {places}"  # noqa: S608 — question marks
    db.execute_sql(sql, [each for row in told for each in row])
    db.execute_sql("ANALYZE sqlite_schema")

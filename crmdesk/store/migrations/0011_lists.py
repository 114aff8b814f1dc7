"""Lists: which orders name a product, told by the index alone."""

from typing import Any


def up(migrator: Any, db: Any) -> None:
    db.execute_sql("DROP INDEX order_line_by_product")
    db.execute_sql("CREATE INDEX order_line_by_product ON order_line(product, sales_order, deleted_at)")
    db.pragma("user_version", 11, permanent=False)

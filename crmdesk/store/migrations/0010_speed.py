"""Speed: the orders in which a list of a million customers is asked for, as indexes."""

from typing import Any

_LIVING = "deleted_at IS NULL"
_INDEXES = (
    f"customer_by_owner ON customer(owner, id) WHERE {_LIVING}",
    f"customer_by_sales ON customer(sales) WHERE sales IS NOT NULL AND {_LIVING}",
    f"customer_by_sales_year ON customer(sales_year) WHERE sales_year IS NOT NULL AND {_LIVING}",
    f"customer_by_contact ON customer(last_contact_on) WHERE last_contact_on IS NOT NULL AND {_LIVING}",
)


def up(migrator: Any, db: Any) -> None:
    for index in _INDEXES:
        db.execute_sql(f"CREATE INDEX {index}")
    db.pragma("user_version", 10, permanent=False)

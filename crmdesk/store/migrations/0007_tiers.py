"""Tiers worked out: saved runs with what each customer got, policies, which tiers and grades are by hand."""

from typing import Any

_TABLES = (
    """CREATE TABLE tier_run (
        id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, who TEXT, scheme TEXT NOT NULL, basis TEXT NOT NULL,
        today TEXT NOT NULL, first_on TEXT, last_on TEXT NOT NULL, bounds TEXT NOT NULL, count INTEGER NOT NULL,
        notes TEXT, deleted_at TEXT
    )""",
    """CREATE TABLE tier_result (
        run INTEGER NOT NULL, customer_id INTEGER NOT NULL REFERENCES customer(id) ON DELETE CASCADE,
        rank INTEGER NOT NULL, value INTEGER NOT NULL, level TEXT NOT NULL, PRIMARY KEY (run, customer_id)
    ) WITHOUT ROWID""",
    """CREATE TABLE policy (
        id INTEGER PRIMARY KEY AUTOINCREMENT, tier TEXT NOT NULL, basis TEXT, focus TEXT, service TEXT,
        discount INTEGER, most INTEGER, deleted_at TEXT
    )""",
)
_COLUMNS = ("tier_fixed INTEGER", "tier_reason TEXT", "grade_fixed INTEGER", "grade_reason TEXT")
_LIVING = "deleted_at IS NULL"
_ORDERED = f"{_LIVING} AND state = 'ordered'"
_INDEXES = (
    "tier_result_by_rank ON tier_result(run, rank)",
    "tier_result_by_customer ON tier_result(customer_id)",
    f"sales_order_value ON sales_order(customer_id, date, amount, returned, cost) WHERE {_ORDERED}",
    f"customer_by_tier ON customer(tier, id) WHERE {_LIVING}",
)
_WITH_FIXED = (
    "UPDATE change SET {side} = json_set({side}, '$.{key}_fixed', CASE WHEN json_extract({side}, '$.{key}') IS NULL "
    "THEN NULL ELSE 1 END) WHERE kind = 'customer' AND {side} LIKE '%\"{key}\"%' AND json_type({side}, '$.{key}') "
    "IS NOT NULL"
)


def up(migrator: Any, db: Any) -> None:
    for table in _TABLES:
        db.execute_sql(table)
    for column in _COLUMNS:
        db.execute_sql(f"ALTER TABLE customer ADD COLUMN {column}")
    for key in ("tier", "grade"):
        db.execute_sql(f"UPDATE customer SET {key}_fixed = 1 WHERE {key} IS NOT NULL")  # noqa: S608
        for side in ("before", "after"):
            db.execute_sql(_WITH_FIXED.format(side=side, key=key))
    for index in _INDEXES:
        db.execute_sql(f"CREATE INDEX {index}")
    db.pragma("user_version", 7, permanent=False)

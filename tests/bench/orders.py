"""A data file of very many customers with as many orders of five lines each, made by SQL: in a minute for a million."""

from __future__ import annotations

from pathlib import Path

import sqlcipher3

from tests.desk import make_desk

LINES = 5
_TABLES = "('customer', 'sales_order', 'order_line')"
_PRAGMAS = ("synchronous = off", "journal_mode = memory", "cache_size = -400000", "temp_store = memory")
_FILL = (
    "INSERT INTO product (name, code, price) VALUES ('P', 'P', 10000)",
    """INSERT INTO customer (number, kind, name, name_key, name_sort, city, owner, stage, life_cycle)
    WITH RECURSIVE s(v) AS (SELECT 1 UNION ALL SELECT v + 1 FROM s WHERE v < :n)
    SELECT 'K' || printf('%07d', v), 'enterprise', '华东' || v || '机械设备有限公司', '华东' || v || '机械设备有限公司',
        'huadong' || v, '嘉兴市', '陈立', 'potential', 'acquisition' FROM s""",
    """INSERT INTO sales_order (customer_id, number, date, state, amount, cost)
    WITH RECURSIVE s(v) AS (SELECT 1 UNION ALL SELECT v + 1 FROM s WHERE v < :n),
        r AS (SELECT v, (v * 2654435761) % 1048576 / 1048576.0 AS u FROM s)
    SELECT min(:n, 1 + CAST(u * u * :n AS INTEGER) * 7919 % :n), 'D' || v,
        date('2023-01-01', '+' || (v * 1419 / :n) || ' days'), CASE WHEN v % 7 THEN 'ordered' ELSE 'offer' END, 0, 0
    FROM r""",
    """INSERT INTO order_line (customer_id, sales_order, product, quantity, amount, cost, position)
    SELECT o.customer_id, o.id, 1, 1000, 10000 * ((o.id * 40503 + p.column1) % 2500),
        7000 * ((o.id * 40503 + p.column1) % 2500), p.column1
    FROM sales_order o, (VALUES (0), (1), (2), (3), (4)) p""",
    "CREATE TEMP TABLE sums AS SELECT sales_order AS id, sum(amount) AS a, sum(cost) AS c FROM order_line GROUP BY 1",
    "CREATE UNIQUE INDEX temp.sums_id ON sums(id)",
    "UPDATE sales_order SET amount = s.a, cost = s.c FROM sums s WHERE s.id = sales_order.id",
)


def fill(folder: Path, count: int) -> Path:
    """The path of the new file, closed. Indexes come afterwards, as they would take most of the time."""
    desk = make_desk(folder)
    desk.close()
    database = sqlcipher3.connect(str(desk.path), isolation_level=None)
    for pragma in _PRAGMAS:
        database.execute(f"PRAGMA {pragma}")
    kept = f"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN {_TABLES}"
    indexes = database.execute(kept).fetchall()
    for name, _ in indexes:
        database.execute(f"DROP INDEX {name}")
    for statement in _FILL:
        database.execute(statement, {"n": count} if ":n" in statement else ())
    assert database.execute("SELECT count(*) FROM order_line").fetchone() == (LINES * count,)
    for _, sql in indexes:
        database.execute(sql)
    database.execute("ANALYZE")
    database.close()
    return desk.path

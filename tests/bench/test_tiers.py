"""Ranking a million customers from a million orders beside the bare window-function statement in the same run.

`python3 dev.py bench` prints the seconds of each basis and what memory it took at most; saving a run as well.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench import orders

pytestmark = pytest.mark.bench

CUSTOMERS = 1_000_000
BARE = """
WITH v AS (SELECT customer_id, sum(value) AS value FROM (
    SELECT customer_id, amount - ifnull(returned, 0) AS value FROM sales_order
    WHERE state = 'ordered' AND deleted_at IS NULL AND date BETWEEN ?1 AND ?2
    UNION ALL SELECT customer_id, -amount FROM goods_return
    WHERE sales_order IS NULL AND deleted_at IS NULL AND date BETWEEN ?1 AND ?2) GROUP BY customer_id)
SELECT c.id, row_number() OVER (ORDER BY ifnull(v.value, 0) DESC, c.number) AS rank, ifnull(v.value, 0) AS value
FROM customer c LEFT JOIN v ON v.customer_id = c.id WHERE c.deleted_at IS NULL
"""
MEASURED = '''
import json, sys, time
from pathlib import Path
from crmdesk.services import tiers
from crmdesk.services.desk import open_desk
from tests.desk import clock

desk = open_desk(Path(sys.argv[1]), who="x", clock=clock)

def peak():
    """Of this process alone: what getrusage says begins with its parent's."""
    status = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in status if line.startswith("VmHWM")).split()[1]) >> 10

def bare(*days):
    cursor = desk.data.database.execute_sql(sys.argv[2], days)
    return sum(len(rows) for rows in iter(lambda: cursor.fetchmany(10_000), []))

def seconds(work):
    start = time.process_time()
    work()
    return time.process_time() - start

found = {
    "bare": min(seconds(lambda: bare("2025-01-01", "2025-12-31")) for _ in range(2)),
    "bare to date": min(seconds(lambda: bare("0001-01-01", "2026-11-21")) for _ in range(2)),
}
for basis in ("last-year-sales", "last-year-profit", "sales", "clv", "score"):
    found[basis] = min(seconds(lambda: tiers.classify(desk, basis)) for _ in range(2))
ranking = tiers.classify(desk, "last-year-sales")
found["save"] = seconds(lambda: tiers.save(desk, ranking))
found["count"], found["peak"] = ranking.count, peak()
print(json.dumps(found))
'''


def test_a_million_customers_are_ranked_as_quickly_as_one_statement_would(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = orders.fill(tmp_path, CUSTOMERS)
    command = [sys.executable, "-c", MEASURED, str(path), BARE]
    made = subprocess.run(command, capture_output=True, check=True, env={**os.environ, "PYTHONPATH": str(Path.cwd())})
    found = json.loads(made.stdout)
    with capsys.disabled():
        told = (f"{key} {value:.2f} s" for key, value in found.items() if key not in ("count", "peak"))
        print(f"\n{', '.join(told)}; {found['peak']} MB")
    assert found["count"] == CUSTOMERS
    assert found["last-year-sales"] <= 1.3 * found["bare"]
    assert found["sales"] <= 1.3 * found["bare to date"]
    assert found["peak"] < 500
